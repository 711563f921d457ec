"""What was learned and measured, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.learning.coded import FEWEST_EXAMPLES, FEWEST_INTERVIEWS
from qualcode.learning.figures import Figures, Method
from qualcode.learning.learn import Learned
from qualcode.terminal import render_table, wrap

_NOTHING = "–"
_LARGE_ERROR = 0.10  # of probabilities, from which on it is said in words


def render_learned(learned: Learned, coders: Sequence[str], first: int, width: int = 100) -> str:
    """Say what was learned from whom, how good it is, and of what too little is known."""
    blocks = [wrap(_say_ground(learned, coders), width, "", "")]
    if learned.figures:
        blocks.append(wrap(_explain(learned, first), width, "", ""))
        blocks.append(_render_figures(learned))
    if sure := _say_how_sure(learned):
        blocks.append(wrap(sure, width, "", ""))
    if poor := _say_poor(learned):
        blocks.append(wrap(poor, width, "", ""))
    return "\n\n".join(blocks)


def _say_ground(learned: Learned, coders: Sequence[str]) -> str:
    if not len(learned.coded.rows):
        if coders:
            return (
                f"Nothing of what {', '.join(coders)} said fits this run: suggestions rest on the"
                " rules and the texts of the codebook alone."
            )
        return (
            "Nobody has coded anything of this run, so there is nothing to learn from: suggestions"
            " rest on the rules and the texts of the codebook alone. Code some segments in"
            " `qualcode review`, or name tables of coders with --from."
        )
    segments = _count(len(learned.coded.rows), "segment")
    interviews = _count(learned.interviews, "interview")
    read = f"{segments} of {interviews}, read by {', '.join(coders)}"
    if not learned.has_learned:
        return (
            f"Too little to learn from: {read}; at least two interviews are needed. Suggestions"
            " rest on the rules and the texts of the codebook alone."
        )
    if not learned.coded.given.any():
        return (
            f"Learned from {read}: none of them has a code, so hardly any is expected elsewhere. If"
            " that is not meant, see whether codes were given, or the column `codes` is filled."
        )
    return f"Learned from {read}."


def _explain(learned: Learned, first: int) -> str:
    how = (
        "Each interview was judged by what was learned from others."
        if learned.has_learned
        else "What people coded is only used to measure by."
    )
    return (
        f"{how} Recall: share of the codes people gave that are among the first {first} of their"
        " segments, for suggestions, for the codings the rules make, and for the codes commonest"
        " in other interviews. AP: average precision over all segments and codes. Error: how far"
        " probabilities of suggestions lie from what came true (expected calibration error)."
    )


def _render_figures(learned: Learned) -> str:
    by_method: dict[tuple[str, str], dict[Method, Figures]] = {}
    for one in learned.figures:
        by_method.setdefault((one.group, one.name), {})[one.method] = one
    header = ("", "segments", "codes", "recall", "rules", "commonest", "AP", "rules", "error")
    rows = [
        (
            name or group,
            str(of["suggestions"].segments),
            str(of["suggestions"].codes),
            *(_show(of[method].recall) for method in ("suggestions", "rules", "commonest")),
            *(_show(of[method].average_precision) for method in ("suggestions", "rules")),
            _show(of["suggestions"].calibration_error),
        )
        for (group, name), of in by_method.items()
    ]
    return render_table(header, rows)


def _say_how_sure(learned: Learned) -> str:
    """Say what became of the probabilities, and where they will be too high."""
    promise = learned.promise
    if promise is None or learned.interviews < FEWEST_INTERVIEWS:
        return ""
    said = (
        f"Probabilities promise {promise.expected:.0f} right among the suggestions of these"
        f" segments; {promise.right:.0f} were, in single interviews {promise.least:.2f} to"
        f" {promise.most:.2f} times as many as promised."
    )
    error = learned.figures[0].calibration_error or 0.0
    if error > _LARGE_ERROR:
        side = "higher" if promise.right > promise.expected else "lower"
        said += (
            f" So take none of them at its word: they lie {error:.2f} from what came true on"
            f" average, and the true ones are mostly {side}. What they are good for is the order."
            " With more coded interviews they come closer."
        )
    return said + (
        " If indicators were written with these interviews in view, the rules are right less often"
        " in others, and suggestions are then surer than they should be."
    )


def _show(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.2f}"


def _say_poor(learned: Learned) -> str:
    """Name the codes whose words cannot be learned yet, and say what is done instead."""
    if not learned.has_learned:
        return ""
    poor = [one for one in learned.codes if not one.learnable]
    named = [
        f"{one.code} ({_count(one.examples, 'example')}, {_count(one.interviews, 'interview')})"
        for one in poor
        if one.examples
    ]
    if nowhere := len(poor) - len(named):
        named.append(f"{_count(nowhere, 'code')} that nobody gave")
    if not named:
        return ""
    return (
        f"Too little to learn the words of (fewer than {FEWEST_EXAMPLES} examples, or from fewer"
        f" than {FEWEST_INTERVIEWS} interviews): {', '.join(named)}. These are suggested by rules,"
        " the texts of the codebook, likeness to the examples there are, and by what was learned"
        " of all codes together."
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"
