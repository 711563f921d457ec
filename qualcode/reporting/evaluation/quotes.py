"""The quotes behind the numbers: what was found rightly, missed, wrongly found, left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.analysis.agreement.machine import Find, Taken
from qualcode.analysis.agreement.results import Evaluation
from qualcode.analysis.agreement.units import Unit
from qualcode.reporting.excerpts import Fragment, Mark, cut_fragments
from qualcode.reporting.labels import Labels

KINDS = ("right", "missed", "wrong", "disputed")
Quotes = Mapping[tuple[str, str, str], tuple["QuoteView", ...]]  # language, code, kind


@dataclass(frozen=True, slots=True)
class Reason:
    """A line of the codebook and the words it found."""

    line: int
    indicator: str  # empty where it is not known
    words: str
    remark: str = ""  # why it does not count


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A unit with the words found in it."""

    language: str
    fragments: tuple[Fragment, ...]
    respondent: str
    type: str
    transcript: str
    segment: int
    reasons: tuple[Reason, ...]
    given_by: str = ""  # of a unit left out: the coders who gave the code


def gather_quotes(evaluation: Evaluation, labels: Labels) -> Quotes:
    """Return the quotes of each code in each language, by kind."""
    written = {row.indicator.id: row.indicator.text for row in evaluation.indicators}
    told: dict[tuple[str, str, str], list[QuoteView]] = defaultdict(list)
    for kind, some in (("right", evaluation.right), ("wrong", evaluation.wrong)):
        for one in some:
            view = _view(one.unit, one.finds, (), written, labels)
            told[one.unit.language, one.code, kind].append(view)
    for missed in evaluation.missed:
        view = _view(missed.unit, (), missed.taken, written, labels)
        told[missed.unit.language, missed.code, "missed"].append(view)
    for disputed in evaluation.disputed:
        names = ", ".join(disputed.given_by)
        view = _view(disputed.unit, disputed.finds, (), written, labels, names)
        told[disputed.unit.language, disputed.code, "disputed"].append(view)
    return {key: tuple(views) for key, views in told.items()}


def _view(
    unit: Unit,
    finds: Iterable[Find],
    taken: Iterable[Taken],
    written: Mapping[str, str],
    labels: Labels,
    given_by: str = "",
) -> QuoteView:
    finds = tuple(finds)
    reasons = [Reason(one.line, written.get(one.indicator, ""), one.words) for one in finds]
    reasons += [Reason(one.line, "", one.words, _remark(one, labels)) for one in taken]
    marks: list[Mark] = [(*span, "evidence") for find in finds for span in find.spans]
    whole = len(unit.text) == unit.stop - unit.start  # else it is of several turns
    return QuoteView(
        unit.language,
        cut_fragments(unit.text, unit.start, marks if whole else ()),
        unit.respondent,
        labels.type(unit.type),
        unit.transcript,
        unit.segment,
        tuple(reasons),
        given_by,
    )


def _remark(taken: Taken, labels: Labels) -> str:
    messages = labels.messages
    key = f"reason.{taken.reason}"
    reason = messages.text(key, by=taken.by) if key in messages.texts else taken.reason
    return messages.text("quote.taken", reason=reason)
