"""What people have decided about a segment, as the run has it."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.inspecting.explaining.explanation import Decided
from qualcode.inspecting.explaining.material import Material
from qualcode.model.codebook import Code
from qualcode.runs.read import Record
from qualcode.tagging.stretches import overlap_of


def decided_segments(material: Material, codes: Iterable[Code]) -> set[int]:
    """Return the numbers of the segments about which something was decided on these codes."""
    ids = _meant(material, codes)
    return {int(row["segment"]) for row in material.decisions if _is_of(row, ids)} - {0}


def list_decided(material: Material, segment: Record, codes: Iterable[Code]) -> tuple[Decided, ...]:
    """List what was decided about a segment: on these codes and, where all are asked, at large."""
    ids = _meant(material, codes)
    return tuple(
        Decided(
            coder=str(row["coder"]),
            action=str(row["action"]),
            about=str(row["code"] or row["tension"]),
            instead=str(row["to"] or row["relation"]),
            denied=row["polarity"] == "negated",
            outcome=str(row["outcome"]),
            time=str(row["time"]),
            memo=str(row["text"]),
        )
        for row in material.decisions
        if _speaks_for(row, segment) and _is_of(row, ids)
    )


def _speaks_for(row: Record, segment: Record) -> bool:
    """Tell whether a segment is the first that a decision speaks for, or half of it lies in it."""
    if row["segment"] == segment["segment"]:
        return True
    start, stop = int(segment["start"]), int(segment["stop"])
    shared = overlap_of((int(row["start"]), int(row["stop"])), (start, stop))
    same = bool(row["how"]) and row["respondent"] == segment["respondent"]
    return same and 2 * shared >= stop - start


def _meant(material: Material, codes: Iterable[Code]) -> set[str] | None:
    """Return the ids asked for; None for all, those the codebook does not have among them."""
    ids = {code.id for code in codes}
    return ids if len(ids) < len(material.codebook.codes) else None


def _is_of(row: Record, ids: set[str] | None) -> bool:
    return ids is None or row["code"] in ids or row["to"] in ids
