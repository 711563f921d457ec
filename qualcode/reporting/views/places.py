"""Where in the report a number leads: the quotes chosen for each cell, and their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.reporting.anchors import anchor
from qualcode.reporting.material import Material
from qualcode.reporting.placing import Coded, Met
from qualcode.reporting.quotes import choose, in_text_order

MOST_PER_CELL = 20
LEAST_PER_CELL = 3
MOST_IN_ALL = 1500  # quotes: more make a page that opens slowly
MOST_STRIPS = 60
MOST_MEETINGS = 6  # of one relation on one level in one group

CellKey = tuple[str, str, str, bool]  # code, language, group, whether negated
Side = Literal["first", "second", "both"]  # pole
MetKey = tuple[str, str, str, str, str]  # tension, language, group, level, relation


@dataclass(frozen=True, slots=True)
class Chosen:
    """The quotes of one cell that are shown, of all there are."""

    codings: tuple[Coded, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Places:
    """The cells that have quotes, and which quotes stand on the page."""

    cells: Mapping[CellKey, Chosen]
    meetings: Mapping[MetKey, tuple[Met, ...]]
    shown: frozenset[str]
    drawn: tuple[str, ...]  # transcripts that have a strip

    def of_coding(self, coded: Coded) -> str:
        """Return where a coding is shown: itself, or the cell it is counted in."""
        if coded.anchor in self.shown:
            return f"#{coded.anchor}"
        return f"#{cell_anchor(key_of(coded))}"

    def of_meeting(self, met: Met) -> str:
        """Return where a meeting is shown."""
        if met.anchor in self.shown:
            return f"#{met.anchor}"
        return f"#{meeting_anchor(*meeting_key(met))}"

    def of_interview(self, transcript: str, codings: Sequence[Coded]) -> str:
        """Return where an interview is drawn, else its first quote; empty without `codings`."""
        if transcript in self.drawn:
            return f"#{strip_anchor(transcript)}"
        ordered = sorted(codings, key=lambda coded: coded.anchor not in self.shown)
        return self.of_coding(ordered[0]) if ordered else ""

    def of_cell(self, key: CellKey) -> str:
        """Return where the quotes of a cell are; empty when it has none."""
        return f"#{cell_anchor(key)}" if key in self.cells else ""


def cell_anchor(key: CellKey) -> str:
    """Return the id of the place of a cell's quotes."""
    return anchor("cell", *key)


def code_anchor(code: str) -> str:
    """Return the id of the place of a code's quotes."""
    return anchor("code", code)


def definition_anchor(code: str) -> str:
    """Return the id of the place where a code is defined."""
    return anchor("definition", code)


def tension_anchor(tension: str) -> str:
    """Return the id of the place of a tension's quotes."""
    return anchor("tension", tension)


def pole_anchor(tension: str, language: str, group: str, side: Side) -> str:
    """Return the id of the place that lists who speaks for a pole, or for both."""
    return anchor("pole", tension, language, group, side)


def meeting_anchor(tension: str, language: str, group: str, level: str, relation: str) -> str:
    """Return the id of the place of the meetings of one relation; all of them when it is empty."""
    return anchor("met", tension, language, group, level, relation)


def group_anchor(language: str, group: str) -> str:
    """Return the id of the column of a group among its language's codes."""
    return anchor("group", language, group)


def strip_anchor(transcript: str) -> str:
    """Return the id of an interview's strip."""
    return anchor("strip", transcript)


def key_of(coded: Coded) -> CellKey:
    """Return the cell a coding is counted in."""
    return str(coded.record["code"]), coded.language, coded.group, coded.negated


def meeting_key(met: Met) -> MetKey:
    """Return the cell a meeting is counted in."""
    record = met.record
    names = (str(record[name]) for name in ("tension", "level", "relation"))
    tension, level, relation = names
    return tension, met.language, met.group, level, relation


def find_places(material: Material) -> Places:
    """Choose the quotes that are shown: as many in each cell as the page can bear."""
    cells: dict[CellKey, list[Coded]] = defaultdict(list)
    for coded in in_text_order(material.codings):
        cells[key_of(coded)].append(coded)
    most = max(LEAST_PER_CELL, min(MOST_PER_CELL, MOST_IN_ALL // max(len(cells), 1)))
    chosen = {key: Chosen(choose(found, most), len(found)) for key, found in cells.items()}
    meetings: dict[MetKey, list[Met]] = defaultdict(list)
    for met in in_text_order(material.meetings):
        meetings[meeting_key(met)].append(met)
    shown = {one.anchor for cell in chosen.values() for one in cell.codings}
    shown |= {
        met.anchor
        for key, found in meetings.items()
        if key[3] != "interview"
        for met in choose(found, MOST_MEETINGS)
    }
    return Places(
        cells=chosen,
        meetings={key: tuple(found) for key, found in meetings.items()},
        shown=frozenset(shown),
        drawn=tuple(sorted({transcript for transcript, _ in material.turns})[:MOST_STRIPS]),
    )
