"""Codings and meetings of poles with the language, the group and the place they are shown in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from qualcode.analysis import Frames, find_advocacy, locate_meetings, place_codings
from qualcode.model.coding import MACHINE
from qualcode.reporting.anchors import anchor
from qualcode.reporting.panels import rows_of
from qualcode.runs.cells import parse_evidence
from qualcode.runs.read import Record, Run

OUTSIDE = "\0outside"  # the group of what is not compared; no table can hold such a name


@dataclass(frozen=True, slots=True)
class Coded:
    """One coding, where it is counted and where it is shown."""

    record: Record
    language: str
    group: str
    anchor: str
    hits: tuple[Record, ...]

    @property
    def negated(self) -> bool:
        """Whether it is wholly negated."""
        return self.record["polarity"] == "negated"


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting of two poles, where it is counted, and the codings of either pole."""

    record: Record
    language: str
    group: str
    anchor: str
    sides: Sides


Sides = tuple[tuple[Coded, ...], tuple[Coded, ...]]  # of the first and of the second pole
Advocacy = Mapping[tuple[str, str, str], Mapping[str, Sides]]  # tension, language, group; person


def list_codings(
    run: Run,
    frames: Frames,
    voices: pd.DataFrame,
    segments: Mapping[tuple[str, int], Record],
) -> tuple[Coded, ...]:
    """List all codings of the run; those that are not compared are in the group OUTSIDE."""
    placed = {row["row"]: row["group"] for row in rows_of(place_codings(frames, voices))}
    hits: dict[tuple[object, object], list[Record]] = defaultdict(list)
    for hit in run.tables["hits"]:
        hits[hit["transcript"], hit["code"]].append(hit)
    codings = []
    for number, record in enumerate(run.tables["codings"]):
        segment = segments.get((str(record["transcript"]), int(record["segment"])), {})
        found = hits[record["transcript"], record["code"]] if record["coder"] == MACHINE else []
        codings.append(
            Coded(
                record,
                str(segment.get("language", "")),
                placed.get(number, OUTSIDE),
                anchor("quote", *(record[name] for name in _IDENTITY)),
                tuple(hit for hit in found if _belongs(hit, record, segments)),
            )
        )
    return tuple(codings)


_IDENTITY = ("transcript", "respondent", "code", "coder", "start", "stop", "segment")


def _belongs(hit: Record, coding: Record, segments: Mapping[tuple[str, int], Record]) -> bool:
    """Tell whether the hit is evidence of the coding: inside its unit, by the same person."""
    if not coding["start"] <= hit["start"] < coding["stop"]:  # type: ignore[operator]
        return False
    segment = segments.get((str(hit["transcript"]), int(hit["segment"])), {})
    return segment.get("respondent", "") == coding["respondent"]


def list_meetings(
    run: Run, frames: Frames, voices: pd.DataFrame, codings: Iterable[Coded]
) -> tuple[Met, ...]:
    """List the meetings that are compared, on the levels the codebook has for their tension."""
    known: _Known = defaultdict(list)
    for coded in codings:
        known[tuple(coded.record[name] for name in _EVIDENCE)].append(coded)
    sought = {(tension.id, level) for tension in run.codebook.tensions for level in tension.levels}
    return tuple(
        _meet(run.tables["tensions"][row["row"]], row["language"], row["group"], known)
        for row in rows_of(locate_meetings(frames, voices))
        if (row["tension"], row["level"]) in sought
    )


_Known = dict[tuple[object, ...], list[Coded]]  # by the columns of _EVIDENCE
_EVIDENCE = ("transcript", "respondent", "code", "segment")


def _meet(record: Record, language: str, group: str, known: _Known) -> Met:
    names = ("transcript", "respondent", "tension", "level", "unit", "start")
    place = anchor("meeting", *(record[name] for name in names))
    who = record["transcript"], record["respondent"]
    first, second = (
        tuple(one for mark in dict.fromkeys(side) for one in known.get((*who, *mark), ()))
        for side in parse_evidence(str(record["evidence"]))
    )
    return Met(record, language, group, place, (first, second))


def list_advocacy(
    run: Run, frames: Frames, voices: pd.DataFrame, codings: Sequence[Coded]
) -> Advocacy:
    """List who speaks for a pole and with which of `codings`, those of all rows of the run."""
    told: dict[tuple[str, str, str], dict[str, tuple[list[Coded], list[Coded]]]] = {}
    for row in rows_of(find_advocacy(frames, run.codebook, voices)):
        people = told.setdefault((row["tension"], row["language"], row["group"]), {})
        sides = people.setdefault(row["respondent"], ([], []))
        sides[row["side"]].append(codings[row["row"]])
    return {
        key: {person: (tuple(first), tuple(second)) for person, (first, second) in people.items()}
        for key, people in told.items()
    }
