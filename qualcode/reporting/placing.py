"""Codings and meetings of poles with the language, the group and the place they are shown in."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from qualcode.analysis import Frames, find_advocacy, locate_meetings, place_codings
from qualcode.model.coding import MACHINE
from qualcode.reporting.anchors import anchor
from qualcode.reporting.changes import find_changes
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
    changed: bool = False  # a person has put it in the place of another
    former: Record | None = None  # which the rules had found, in `overruled`
    former_hits: tuple[Record, ...] = ()

    @property
    def status(self) -> str:
        """Return who has decided: as in the run; `changed` where it is in another's place."""
        status = str(self.record["status"])
        return "changed" if self.changed and status == "added" else status

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
    evidence = _gather_evidence(run, segments)
    changes = find_changes(run)
    codings = []
    for number, record in enumerate(run.tables["codings"]):
        segment = segments.get((str(record["transcript"]), int(record["segment"])), {})
        known = evidence.get(tuple(record[name] for name in _SAME), ())
        former = changes.find_former(record)
        theirs = evidence.get(tuple(former[name] for name in _SAME), ()) if former else ()
        codings.append(
            Coded(
                record,
                str(segment.get("language", "")),
                placed.get(number, OUTSIDE),
                anchor("quote", *(record[name] for name in _IDENTITY)),
                _inside(known, record) if record["coder"] == MACHINE else (),
                changes.is_changed(record),
                former,
                _inside(theirs, former) if former else (),
            )
        )
    return tuple(codings)


_IDENTITY = ("transcript", "respondent", "code", "coder", "start", "stop", "segment")
_SAME = ("transcript", "code", "respondent")  # of a hit and the coding it is evidence of


def _gather_evidence(
    run: Run, segments: Mapping[tuple[str, int], Record]
) -> dict[tuple[object, ...], list[Record]]:
    """Gather the hits by the columns of _SAME, in the order in which they start."""
    evidence: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for hit in run.tables["hits"]:
        segment = segments.get((str(hit["transcript"]), int(hit["segment"])), {})
        evidence[hit["transcript"], hit["code"], segment.get("respondent", "")].append(hit)
    for hits in evidence.values():
        hits.sort(key=_start)
    return evidence


def _inside(hits: Sequence[Record], coding: Record) -> tuple[Record, ...]:
    """Return the hits that start inside the unit of a coding."""
    first, last = (bisect_left(hits, int(coding[end]), key=_start) for end in ("start", "stop"))
    return tuple(hits[first:last])


def _start(record: Record) -> int:
    return int(record["start"])


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
