"""What the machine says of units that people have judged: its hits, each in the unit it lies in.

A coding may be of a segment, a turn, an answer or the interview, and borders may differ; but the
words by which it was made stand somewhere. So a unit has a code of the machine when a hit that
counts has its words there; a hit over two units belongs to the one with more of its words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.spans import Span, overlap_of
from qualcode.analysis.agreement.units import Unit
from qualcode.model.coding import MACHINE
from qualcode.runs.cells import parse_spans
from qualcode.runs.read import Record, Run

if TYPE_CHECKING:
    from qualcode.analysis.agreement.units import Flags


@dataclass(frozen=True, slots=True)
class Find:
    """A hit that counts, in the unit to which it belongs."""

    unit: int
    code: str
    indicator: str  # id
    line: int  # of the codebook
    words: str
    spans: tuple[Span, ...]
    coding: Span  # borders of the unit that the machine coded by it


@dataclass(frozen=True, slots=True)
class Taken:
    """What was found in a unit and does not count: negated, masked, outranked, too weak."""

    unit: int
    code: str
    line: int
    words: str
    reason: str  # as in suppressed.csv; `denied` where the hit is negated, `score` if too low
    by: str  # what did it; empty where the reason says all


def locate_finds(
    run: Run, units: Sequence[Unit], count_negated: bool = False
) -> tuple[tuple[Find, ...], tuple[Taken, ...]]:
    """Return the machine's finds in the units, and what it took away there."""
    locate = _Locator(units)
    decisions = _Decisions(run)
    finds: list[Find] = []
    taken: list[Taken] = []
    for hit in run.tables["hits"]:
        spans = parse_spans(str(hit["spans"]))
        unit = locate.unit_of(str(hit["transcript"]), spans)
        if unit is None:
            continue
        code, line, words = str(hit["code"]), int(hit["line"]), str(hit["words"])
        coding = decisions.coding_of(hit)
        negated = "negated" in (hit["polarity"], coding and coding["polarity"])
        if coding and (count_negated or not negated):
            borders = int(coding["start"]), int(coding["stop"])
            finds.append(Find(unit, code, str(hit["indicator"]), line, words, spans, borders))
        else:
            reason, by = ("denied", str(hit["cue"])) if negated else ("score", "")
            taken.append(Taken(unit, code, line, words, reason, by))
    for lost in run.tables["suppressed"]:
        unit = locate.unit_of(str(lost["transcript"]), parse_spans(str(lost["spans"])))
        if unit is not None:
            taken.append(
                Taken(
                    unit,
                    str(lost["code"]),
                    int(lost["line"]),
                    str(lost["words"]),
                    str(lost["reason"]),
                    str(lost["by"]),
                )
            )
    return tuple(finds), tuple(taken)


def tabulate_finds(finds: Iterable[Find], units: int, codes: Sequence[str]) -> Flags:
    """Return which unit has which code, units × codes."""
    columns = {code: at for at, code in enumerate(codes)}
    found = np.zeros((units, len(codes)), bool)
    for find in finds:
        if find.code in columns:
            found[find.unit, columns[find.code]] = True
    return found


class _Locator:
    """Finds the unit in which a hit has most of its words."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._by_transcript: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, unit in enumerate(units):
            self._by_transcript[unit.transcript].append((unit.start, unit.stop, number))
        self._starts: dict[str, list[int]] = {}
        self._longest: dict[str, int] = {}
        for transcript, borders in self._by_transcript.items():
            borders.sort()
            self._starts[transcript] = [start for start, _, _ in borders]
            self._longest[transcript] = max(stop - start for start, stop, _ in borders)

    def unit_of(self, transcript: str, spans: Sequence[Span]) -> int | None:
        """Return the number of the unit, the earlier one of two; None outside all units."""
        best: tuple[int, int] | None = None
        for start, stop, number in self._near(transcript, spans):
            shared = sum(overlap_of(span, (start, stop)) for span in spans)
            if shared and (best is None or shared > best[0]):
                best = shared, number
        return best[1] if best else None

    def _near(self, transcript: str, spans: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
        borders = self._by_transcript.get(transcript, [])
        starts = self._starts.get(transcript, [])
        last = bisect_right(starts, spans[-1][1])
        reach = spans[0][0] - self._longest.get(transcript, 0)
        yield from borders[bisect_right(starts, reach - 1) : last]


class _Decisions:
    """Knows the coding that each hit belongs to."""

    def __init__(self, run: Run) -> None:
        self._segments: Mapping[tuple[str, int], Record] = {
            (str(one["transcript"]), int(one["segment"])): one for one in run.tables["segments"]
        }
        self._codings: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        # what people have taken away it has found all the same
        for coding in (*run.tables["codings"], *run.tables["overruled"]):
            if coding["coder"] == MACHINE:
                key = str(coding["transcript"]), str(coding["code"]), str(coding["respondent"])
                self._codings[key].append(coding)

    def coding_of(self, hit: Record) -> Record | None:
        """Return the coding made by the hit; None where the hits of its unit score too low."""
        segment = self._segments[str(hit["transcript"]), int(hit["segment"])]
        key = str(hit["transcript"]), str(hit["code"]), str(segment["respondent"])
        for coding in self._codings.get(key, ()):
            if int(coding["start"]) <= int(segment["start"]) < int(coding["stop"]):
                return coding
        return None
