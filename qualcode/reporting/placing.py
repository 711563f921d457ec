"""Codings and meetings of poles with the language, the group and the place they are shown in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from qualcode.analysis import Frames, locate_meetings, place_codings
from qualcode.model.coding import MACHINE
from qualcode.reporting.anchors import anchor
from qualcode.reporting.panels import rows_of
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
    sides: tuple[tuple[Coded, ...], tuple[Coded, ...]]


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


_EVIDENCE = re.compile(r"(\S+)@(\d+)")


def list_meetings(
    run: Run, frames: Frames, voices: pd.DataFrame, codings: Iterable[Coded]
) -> tuple[Met, ...]:
    """List the meetings that are compared, on the levels the codebook has for their tension."""
    known: dict[tuple[object, ...], list[Coded]] = defaultdict(list)
    for coded in codings:
        record = coded.record
        known[record["transcript"], record["respondent"], record["code"], record["segment"]].append(
            coded
        )

    def find(record: Record, written: str) -> tuple[Coded, ...]:
        named = dict.fromkeys(_EVIDENCE.findall(written))
        who = record["transcript"], record["respondent"]
        return tuple(
            one for code, segment in named for one in known.get((*who, code, int(segment)), ())
        )

    sought = {(tension.id, level) for tension in run.codebook.tensions for level in tension.levels}
    meetings = []
    for row in rows_of(locate_meetings(frames, voices)):
        record = run.tables["tensions"][row["row"]]
        if (record["tension"], record["level"]) not in sought:
            continue
        first, _, second = str(record["evidence"]).partition("||")
        names = ("transcript", "respondent", "tension", "level", "unit", "start")
        meetings.append(
            Met(
                record,
                row["language"],
                row["group"],
                anchor("meeting", *(record[name] for name in names)),
                (find(record, first), find(record, second)),
            )
        )
    return tuple(meetings)
