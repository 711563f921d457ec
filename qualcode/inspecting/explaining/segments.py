"""One segment: who speaks, what was found in it, or that nothing was."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.inspecting.explaining.address import Address
from qualcode.inspecting.explaining.decided import list_decided
from qualcode.inspecting.explaining.explanation import (
    Decided,
    ExplainedSegment,
    Finding,
    Nothing,
)
from qualcode.inspecting.explaining.findings import make_finding
from qualcode.inspecting.explaining.material import Material
from qualcode.inspecting.explaining.nearest import Near, find_nearest, word_near
from qualcode.inspecting.explaining.sought import find_unsought
from qualcode.model.codebook import Code
from qualcode.runs.cells import parse_spans
from qualcode.runs.read import Record


def explain_segment(
    material: Material,
    address: Address,
    codes: tuple[Code, ...],
    segment: Record,
    wanted: Iterable[Record],
) -> ExplainedSegment:
    """Explain one segment: those of the rows `wanted` that stand at the address.

    At a blank or a full stop between hits, the word next to it is meant.
    Without an address inside it, a hit stands in the segment it belongs to alone.
    """
    inside = [row for row in wanted if _stands_in(row, segment)]
    if address.offset is not None:
        word = word_near(segment, address.offset)
        start = int(segment["start"]) + word.start if word else address.offset
        here = _covering(wanted, address.offset) or _covering(wanted, start)
    elif address.segment is not None:
        here = inside
    else:
        here = [row for row in wanted if row["segment"] == segment["segment"]]
    findings = sorted((make_finding(material, row) for row in here), key=_order)
    nothing = None
    decided = list_decided(material, segment, codes)
    at_place = address.offset is not None or address.segment is not None
    if not findings and (at_place or not decided):
        nothing = _nothing(material, address, codes, segment, len(inside))
    return _segment(material, segment, tuple(findings), nothing, decided)


def _stands_in(row: Record, segment: Record) -> bool:
    """Tell whether a hit belongs to the segment or has a word in it."""
    return row["segment"] == segment["segment"] or any(
        low < int(segment["stop"]) and high > int(segment["start"])
        for low, high in parse_spans(str(row["spans"]))
    )


def _covering(rows: Iterable[Record], offset: int) -> list[Record]:
    return [row for row in rows if int(row["start"]) <= offset < int(row["stop"])]


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.start, finding.suppression is not None, finding.stop, finding.code


def _nothing(
    material: Material, address: Address, codes: tuple[Code, ...], segment: Record, others: int
) -> Nothing:
    """Say that nothing was found at a place, and what comes nearest."""
    asked = len(codes) < len(material.codebook.codes)
    unsought = find_unsought(codes, [segment], asked)
    word = None if address.offset is None else word_near(segment, address.offset)
    near = Near((), has_word=False)
    if not unsought and (word if address.offset is not None else not others):
        near = find_nearest(material, codes, segment, word)
    start = int(segment["start"]) + word.start if word else 0
    ids = {code.id for code in codes}
    taken = [row for row in material.suppressed if row["code"] in ids and _stands_in(row, segment)]
    return Nothing(
        word=material.text(start, start + word.stop - word.start) if word else "",
        start=start,
        known=near.has_word,
        sought=not unsought,
        unsought=unsought,
        others=others,
        hidden=len(_covering(taken, start) if word else taken),
        nearest=near.nearest,
    )


def _segment(
    material: Material,
    row: Record,
    findings: tuple[Finding, ...],
    nothing: Nothing | None,
    decided: tuple[Decided, ...],
) -> ExplainedSegment:
    turn = material.turns[int(row["turn"])]
    language, question = str(row["language"]), str(row.get("question", ""))
    asked = next((one.text for one in material.codebook.guide if one.id == question), None)
    return ExplainedSegment(
        number=int(row["segment"]),
        turn=int(row["turn"]),
        answer=int(row["answer"]),
        role=str(row["role"]),
        speaker=str(turn["voice"] or turn["speaker"]),
        respondent=str(row["respondent"]),
        type=str(row["type"]),
        language=language,
        time=str(turn["time"]),
        question=question,
        question_text=asked.in_language(language) if asked else "",
        start=int(row["start"]),
        stop=int(row["stop"]),
        text=str(row["text"]),
        findings=findings,
        nothing=nothing,
        decided=decided,
    )
