"""What coders disagree about: a queue of segments, settled together in a log of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualcode.decisions import Log, Logs, Placed, place, standing
from qualcode.model.coding import Span
from qualcode.model.decision import CONSENSUS, Action, Decision
from qualcode.review.material import Json, Material, Place
from qualcode.runs.read import Record
from qualcode.tagging.stretches import segments_in

if TYPE_CHECKING:
    from qualcode.analysis.agreement.among.results import Disagreement
    from qualcode.analysis.agreement.coders import Coder
    from qualcode.model.codebook import Tension

_SHOWN: tuple[Action, ...] = (
    *("accept", "reject", "add", "recode", "border"),
    *("relate", "seen"),
)
Stretch = tuple[str, int, int]  # code, start, stop of a coding


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Where coders have decided differently, and all that they have decided."""

    places: tuple[Place, ...]  # segments in the order of the run
    others: Mapping[str, tuple[Json, ...]]  # by transcript, as the page has them
    compared: int  # segments that at least two have marked as read
    blind: bool  # whether only what was decided blind is compared
    left: int = 0  # segments with codes, read in common, that are not among the places
    unclaimed: Mapping[str, frozenset[Stretch]] = field(default_factory=dict)  # by transcript
    relations: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)  # those disputed


def find_settled(
    material: Material, logs: Sequence[Log], *, with_agreed: bool = False
) -> Disagreements:
    """Find what `qualcode agree` says the coders disagree about, and what they have decided.

    Decisions made blind are compared; all of them where no two coders have read the same blind.
    `with_agreed`: the segments in which all gave the same codes are among the places, too, and
    those in which the rules have found what nobody gave. All that is found so is `unclaimed`.
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
    common = {
        (file, segment)
        for (file, place), readers in read.items()
        if readers > 1 and place
        for segment in _segments_of(material, file, place)
    }
    others = _show_others(material, told, coders)
    settling = {CONSENSUS, *(log.coder for log in logs)}
    alone = {
        id: tuple(_unclaimed(material, id, settling, common, others.get(id, ())))
        for id in material.ids
    }
    if with_agreed:
        places |= alike
        places |= {(id, int(row["segment"])) for id, rows in alone.items() for row in rows}
    return Disagreements(
        tuple(sorted(places, key=lambda place: (order[place[0]], place[1]))),
        others,
        compared,
        blind,
        0 if with_agreed else len(alike),
        {id: frozenset(map(_stretch, rows)) for id, rows in alone.items() if rows},
        _show_relations(found),
    )


def _show_relations(found: Iterable[Disagreement]) -> Mapping[str, tuple[Json, ...]]:
    """Gather by transcript who says in which segment that the poles of a tension meet how."""
    shown: defaultdict[str, list[Json]] = defaultdict(list)
    for one in found:
        if one.kind == "relation":
            said = [list(told) for told in one.relations]
            place = {"segment": one.unit.segment, "tension": one.id}
            shown[one.unit.transcript].append({**place, "said": said})
    return {id: tuple(all_said) for id, all_said in shown.items()}


def _unclaimed(
    material: Material,
    id: str,
    settling: Container[str],
    common: Container[Place],
    said: Sequence[Json],
) -> Iterator[Record]:
    """Yield what the rules, or others, have given where all was read in common and nobody gave it.

    What the words deny counts nowhere, and needs no decision.
    """
    for row in material.coded_by(id, lambda coder: coder not in settling):
        start, stop = int(row["start"]), int(row["stop"])
        given = (
            one["code"] == row["code"]
            and one["action"] != "reject"
            and one["start"] < stop
            and start < one["stop"]
            for one in said
        )
        spoken = material.segments_with(row)
        if (
            row["polarity"] != "negated"
            and all((id, number) in common for number in spoken)
            and not any(given)
        ):
            yield row


def _stretch(row: Record) -> Stretch:
    return str(row["code"]), int(row["start"]), int(row["stop"])


def count_open(
    queue: Iterable[Place],
    others: Mapping[str, Sequence[Json]],
    unclaimed: Mapping[str, Collection[Json]],
    lines: Iterable[Json],
) -> int:
    """Count the codes of the queue about which nothing is decided yet.

    `others` is what the coders said, `unclaimed` the codings that must be decided beside; `lines`
    are those that count, where they stand now, with the number of a `segment` each.
    """
    decided = {(one["transcript"], one["segment"], one["code"]) for one in lines}
    count = 0
    for id, number in queue:
        said = [one for one in others.get(id, ()) if one["segment"] == number]
        codes = set(_disputed(said))
        codes |= {one["code"] for one in unclaimed.get(id, ()) if one["segment"] == number}
        count += sum((id, number, code) not in decided for code in codes)
    return count


def count_relations(
    relations: Mapping[str, Sequence[Json]],
    others: Mapping[str, Sequence[Json]],
    lines: Sequence[Json],
    tensions: Iterable[Tension],
) -> int:
    """Count the disputed relations that are not set, where both poles stand by what is decided.

    `relations` are those of `Disagreements`, `others` and `lines` are as in `count_open`.
    """
    poles = {one.id: [pole.codes for pole in one.poles] for one in tensions}
    count = 0
    for id, disputes in relations.items():
        for dispute in disputes:
            tension, place = dispute["tension"], (id, dispute["segment"])
            said = [one for one in others.get(id, ()) if one["segment"] == place[1]]
            here = [one for one in lines if (one["transcript"], one["segment"]) == place]
            fitting = _find_fitting(said, here)
            is_set = any(one["tension"] == tension for one in here)
            count += not is_set and all(fitting & codes for codes in poles[tension])
    return count


def _find_fitting(said: Sequence[Json], lines: Sequence[Json]) -> set[str]:
    """Return the codes of a segment that the consensus gives, or on which all agree."""
    given = {one["code"] for one in said if one["code"] and one["action"] != "reject"}
    given -= {one["code"] for one in said if one.get("polarity") == "negated"}
    open_yet = given - set(_disputed(said)) - {one["code"] for one in lines}
    return open_yet | {one["gives"] for one in lines if one["gives"]}


def _disputed(said: Sequence[Json]) -> Iterator[str]:
    """Yield the codes of a segment that not all who have read it gave, or not in one sense.

    Who did not have a code when reading says nothing of it.
    """
    everybody = {one["coder"] for one in said}
    for code in {one["code"] for one in said if one["code"]}:
        readers = everybody - {one["coder"] for one in said if code in one.get("lacked", ())}
        gave = [one for one in said if one["code"] == code and one["action"] != "reject"]
        senses = {one.get("polarity") == "negated" for one in gave}
        if {one["coder"] for one in gave} != readers or len(senses) > 1:
            yield code


def _show_others(
    material: Material, logs: Sequence[Log], coders: Sequence[Coder]
) -> Mapping[str, tuple[Json, ...]]:
    """Gather what was read, coded and related, as the page shows it beside each other.

    It stands once for each segment that it speaks for. What was read tells which codes the coder
    `lacked`.
    """
    lacked = {
        (coder.name, one.file, one.place): sorted(one.unjudged)
        for coder in coders
        for one in coder.stretches
        if one.reads and one.unjudged
    }
    shown: defaultdict[str, list[Json]] = defaultdict(list)
    for log in logs:
        for decision in standing(log.decisions):
            if decision.action in _SHOWN:
                rows = shown[decision.transcript]
                for said in _show(material, decision):
                    place = decision.transcript, (said["start"], said["stop"])
                    codes = lacked.get((log.coder, *place)) if said["action"] == "seen" else None
                    rows.append({**said, "lacked": codes} if codes else said)
    return {id: tuple(all_said) for id, all_said in shown.items()}


def _show(material: Material, decision: Decision) -> list[Json]:
    """Return a decision where it stands in the text now; nothing where that is not known."""
    passage = material.passages.get(decision.transcript)
    if passage is None:
        return []
    span: Span = decision.start, decision.stop
    if decision.action == "border":
        span = decision.to_start, decision.to_stop
    if decision.text_sha256 != passage.sha256:
        found = place(decision, passage.text, passage.sha256, passage.answers)
        if not isinstance(found, Placed):
            return []
        by = found.start - decision.start
        borders = decision.action == "border" and found.how == "moved"
        span = (span[0] + by, span[1] + by) if borders else (found.start, found.stop)
    code = decision.to or decision.code
    said: Json = {
        "coder": decision.coder,
        "action": decision.action,
        "code": material.run.codebook.meanings.get(code, code),
        "start": span[0],
        "stop": span[1],
    }
    if decision.polarity:
        said["polarity"] = decision.polarity
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
