"""One segment: who speaks, what was found in it, or that nothing was."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.inspecting.explaining.address import Address
from qualcode.inspecting.explaining.explanation import ExplainedSegment, Finding, Nothing
from qualcode.inspecting.explaining.findings import make_finding
from qualcode.inspecting.explaining.material import Material
from qualcode.inspecting.explaining.nearest import find_nearest, is_sought, word_at
from qualcode.model.codebook import Code
from qualcode.runs.read import Record
from qualcode.runs.tables import parse_spans


def explain_segment(
    material: Material,
    address: Address,
    codes: tuple[Code, ...],
    segment: Record,
    wanted: Iterable[Record],
) -> ExplainedSegment:
    """Explain one segment: those of the rows `wanted` that stand at the address.

    Without an address inside it, a hit stands in the segment it belongs to alone.
    """
    inside = [row for row in wanted if _stands_in(row, segment)]
    if address.offset is not None:
        here = [row for row in wanted if int(row["start"]) <= address.offset < int(row["stop"])]
    elif address.segment is not None:
        here = inside
    else:
        here = [row for row in wanted if row["segment"] == segment["segment"]]
    findings = sorted((make_finding(material, row) for row in here), key=_order)
    nothing = None
    if not findings:
        nothing = _nothing(material, address, codes, segment, len(inside))
    return _segment(material, segment, tuple(findings), nothing)


def _stands_in(row: Record, segment: Record) -> bool:
    """Tell whether a hit belongs to the segment or has a word in it."""
    return row["segment"] == segment["segment"] or any(
        low < int(segment["stop"]) and high > int(segment["start"])
        for low, high in parse_spans(str(row["spans"]))
    )


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.start, finding.suppression is not None, finding.stop, finding.code


def _nothing(
    material: Material, address: Address, codes: tuple[Code, ...], segment: Record, others: int
) -> Nothing:
    """Say that nothing was found at a place, and what comes nearest."""
    sought = is_sought(codes, segment)
    if address.offset is None:
        near = find_nearest(material, codes, segment, None) if sought and not others else ()
        return Nothing("", sought, others, near)
    word = word_at(segment, address.offset)
    text = str(segment["text"])
    near = find_nearest(material, codes, segment, word) if sought and word else ()
    return Nothing(text[word.start : word.stop] if word else "", sought, others, near)


def _segment(
    material: Material, row: Record, findings: tuple[Finding, ...], nothing: Nothing | None
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
    )
