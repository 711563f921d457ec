"""The codebook's examples and near misses, run as tests."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.material import Material
from qualcode.model.codebook import Code, Example, Tension
from qualcode.model.coding import Hit
from qualcode.model.transcript import ROLES
from qualcode.pipeline import Coded
from qualcode.yaml_tree.problems import shown

_ANOTHER = "add an indicator for its words, or change the example"


def check_examples(material: Material) -> Iterator[Finding]:
    """Find examples that their code or tension does not find, and near misses that it does.

    A code finds a sentence when it makes a coding there that is present, as in a report: the
    score is reached and not all is negated. Codes that are not sought are passed over. Nobody in
    particular says the examples: `who` and `question` of indicators are passed over as well.
    """
    for code in material.codes:
        yield from _check_code(code, material)
    for tension in material.codebook.tensions:
        for example in tension.examples:
            coded = material.try_text(example.text, example.language)
            for message, cure in _check_meeting(tension, example, coded):
                yield Finding("example", example.line, tension.id, message, cure)


def _check_code(code: Code, material: Material) -> Iterator[Finding]:
    role = next(role for role in ROLES if role in code.speakers)
    for example in (*code.examples, *code.edge_examples):
        coded = material.try_text(example.text, example.language, role)
        for message, cure in _check_example(code, example, coded):
            yield Finding("example", example.line, code.id, message, cure)
    for example in code.near_misses:
        coded = material.try_text(example.text, example.language, role)
        for message, cure in _check_near_miss(code, example, coded):
            yield Finding("near-miss", example.line, code.id, message, cure)
        if denied := _denied(code, coded):
            message = f"the near miss «{example.text}» is not found only because {denied}"
            cure = "a mask of the words under `exclude` would be safer"
            yield Finding("near-miss-denied", example.line, code.id, message, cure)


def _evidence(code: Code, coded: Coded) -> tuple[Hit, ...]:
    """Return the hits that make the code present, the negated left out; none when it is not."""
    codings = (one for one in coded.tagged.codings if one.code == code.id and one.present)
    return tuple(hit for one in codings for hit in one.hits if hit.polarity != "negated")


def _check_example(code: Code, example: Example, coded: Coded) -> Iterator[tuple[str, str]]:
    """Say what is wrong with an example, and the cure."""
    if _evidence(code, coded):
        return
    hits = [hit for hit in coded.tagged.hits if hit.code == code.id]
    if any(coding.code == code.id for coding in coded.tagged.codings):
        cues = ", ".join(f"«{cue}»" for cue in dict.fromkeys(hit.cue for hit in hits if hit.cue))
        yield (
            f"the example «{example.text}» finds its code only negated, by {cues}",
            "change the example, or set `negation: ignore` where the lack is what the code means",
        )
    elif hits:
        words = ", ".join(f"«{words}»" for words in dict.fromkeys(hit.words for hit in hits))
        yield (
            f"the example «{example.text}» finds only {words}, and that is less than the score"
            f" of {code.min_score:g} that makes a coding",
            "add an indicator for its words, or change a `weight` or `min_score`",
        )
    else:
        others = sorted({coding.code for coding in coded.tagged.codings})
        found = f"only {', '.join(others)} was found" if others else "nothing was found"
        yield f"the example «{example.text}» does not find its code; {found}", _ANOTHER


def _check_near_miss(code: Code, example: Example, coded: Coded) -> Iterator[tuple[str, str]]:
    """Say by what a near miss is found, and the cure."""
    texts = {one.id: one.text for one in code.indicators}
    found = _evidence(code, coded)
    by = dict.fromkeys(
        f"`{shown(texts[hit.indicator])}` (line {hit.line}) in «{hit.words}»" for hit in found
    )
    if by:
        which = (
            "these indicators" if len({hit.indicator for hit in found}) > 1 else "that indicator"
        )
        yield (
            f"the near miss «{example.text}» is found by {', and by '.join(by)}",
            f"narrow {which}, or mask the words under `exclude`",
        )


def _denied(code: Code, coded: Coded) -> str:
    """Say which words of a near miss are denied, where nothing else keeps it from being found."""
    own = [one for one in coded.tagged.codings if one.code == code.id]
    if not own or any(one.present for one in own):
        return ""
    hits = dict.fromkeys((hit.words, hit.cue) for one in own for hit in one.hits)
    words = ", ".join(f"«{words}»" for words, _ in hits)
    cues = ", ".join(f"«{cue}»" for cue in dict.fromkeys(cue for _, cue in hits) if cue)
    return f"{words} {'is' if len(hits) == 1 else 'are'} denied" + (f" by {cues}" if cues else "")


def _check_meeting(tension: Tension, example: Example, coded: Coded) -> Iterator[tuple[str, str]]:
    """Say what is wrong with an example of a tension, and the cure."""
    met = [one for one in coded.tensions if one.tension == tension.id]
    if not met:
        present = {coding.code for coding in coded.tagged.codings if coding.present}
        missing = [pole.id for pole in tension.poles if not present & pole.codes]
        apart = f"finds both poles, but in no one {' or '.join(tension.levels)}"
        found = f"does not find {' and '.join(missing)}" if missing else apart
        yield f"the example «{example.text}» {found}", f"{_ANOTHER} or the levels"
    elif example.relation and example.relation not in {one.relation for one in met}:
        yield (
            f"the example «{example.text}» is found as {met[0].relation}, not {example.relation}",
            "add a cue for its words to the relation, or change the example",
        )
