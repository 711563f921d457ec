"""What coders disagree about: a queue of segments, settled together in a log of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.decisions import Log, Logs, Placed, place, standing
from qualcode.model.coding import Span
from qualcode.model.decision import Action, Decision
from qualcode.review.material import Json, Material, Place
from qualcode.tagging.stretches import segments_in

_SHOWN: tuple[Action, ...] = (
    *("accept", "reject", "add", "recode", "border"),
    *("relate", "seen"),
)


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Where coders have decided differently, and all that they have decided."""

    places: tuple[Place, ...]  # segments in the order of the run
    others: Mapping[str, tuple[Json, ...]]  # by transcript, as the page has them
    compared: int  # segments that at least two have marked as read
    blind: bool  # whether only what was decided blind is compared
    left: int = 0  # segments with codes, read in common, that are not among the places


def find_settled(
    material: Material, logs: Sequence[Log], *, with_agreed: bool = False
) -> Disagreements:
    """Find what `qualcode agree` says the coders disagree about, and what they have decided.

    Decisions made blind are compared; all of them where no two coders have read the same blind.
    `with_agreed`: the segments in which all gave the same codes are among the places, too.
    """
    blind = _compare(material, logs, with_agreed, blind=True)
    return blind if blind.compared else _compare(material, logs, with_agreed, blind=False)


def _compare(
    material: Material, logs: Sequence[Log], with_agreed: bool, *, blind: bool
) -> Disagreements:
    from qualcode.analysis.agreement.among import find_disagreements
    from qualcode.analysis.agreement.decided import gather_coders

    told = [
        replace(log, decisions=tuple(one for one in log.decisions if one.blind or not blind))
        for log in logs
    ]
    coders = gather_coders(material.run, Logs(tuple(told)), blind=blind).coders
    read = Counter(
        (one.file, one.place) for coder in coders for one in coder.stretches if one.reads
    )
    compared = sum(readers > 1 for readers in read.values())
    found = find_disagreements(material.run, coders) if compared else ()
    order = {id: number for number, id in enumerate(material.ids)}
    places = {(one.unit.transcript, one.unit.segment) for one in found}
    alike = {
        (one.file, segment)
        for coder in coders
        for one in coder.stretches
        if one.codes and one.place and read[one.file, one.place] > 1
        for segment in _segments_of(material, one.file, one.place)
    } - places
    if with_agreed:
        places |= alike
    return Disagreements(
        tuple(sorted(places, key=lambda place: (order[place[0]], place[1]))),
        _show_others(material, told),
        compared,
        blind,
        0 if with_agreed else len(alike),
    )


def _show_others(material: Material, logs: Sequence[Log]) -> Mapping[str, tuple[Json, ...]]:
    """Gather what was read, coded and related, as the page shows it beside each other.

    It stands once for each segment that it speaks for.
    """
    shown: defaultdict[str, list[Json]] = defaultdict(list)
    for log in logs:
        for decision in standing(log.decisions):
            if decision.action in _SHOWN:
                shown[decision.transcript] += _show(material, decision)
    return {id: tuple(all_said) for id, all_said in shown.items()}


def _show(material: Material, decision: Decision) -> list[Json]:
    """Return a decision where it stands in the text now; nothing where that is not known."""
    passage = material.passages.get(decision.transcript)
    if passage is None:
        return []
    span: Span = decision.start, decision.stop
    if decision.text_sha256 != passage.sha256:
        found = place(decision, passage.text, passage.sha256, passage.answers)
        if not isinstance(found, Placed):
            return []
        span = found.start, found.stop
    elif decision.action == "border":
        span = decision.to_start, decision.to_stop
    code = decision.to if decision.action == "recode" else decision.code
    said: Json = {
        "coder": decision.coder,
        "action": decision.action,
        "code": material.run.codebook.meanings.get(code, code),
        "start": span[0],
        "stop": span[1],
    }
    if decision.action == "relate":
        kept = ("tension", "level", "relation")
        said |= {key: getattr(decision, key) for key in kept}
    segments = _segments_of(material, decision.transcript, span)
    return [{**said, "segment": segment} for segment in segments]


def _segments_of(material: Material, transcript: str, span: Span) -> list[int]:
    """Return the segments of respondents that a stretch speaks for."""
    own = [row for row in material.rows("segments", transcript) if row["role"] == "respondent"]
    spans = [(int(row["start"]), int(row["stop"])) for row in own]
    return [int(own[at]["segment"]) for at in segments_in(span, spans)]
