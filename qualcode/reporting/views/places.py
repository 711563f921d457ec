"""Where in the report a number leads: the quotes chosen for each cell, and their places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from qualcode.reporting.anchors import anchor
from qualcode.reporting.material import Material
from qualcode.reporting.placing import Coded, Met
from qualcode.reporting.quotes import One, in_text_order, rank

MOST_PER_CELL = 20
QUOTE_BYTES = 1_400_000  # of all quotes together: more make a page that opens slowly
MEETING_BYTES = 300_000  # of the passages in which poles meet
STRIP_BYTES = 700_000
MOST_STRIPS = 60
MANY_CODINGS = 5_000  # more make lists of all of them too long
LONGEST_QUOTE = 1500  # characters: what is cut down to the words next to what counts
MOST_MEETINGS = 6  # of one relation on one level in one group

CellKey = tuple[str, str, str, bool]  # code, language, group, whether negated
Side = Literal["first", "second", "both"]  # pole
MetKey = tuple[str, str, str, str, str]  # tension, language, group, level, relation
Key = TypeVar("Key", CellKey, MetKey)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The quotes of one cell that are shown, of all there are."""

    codings: tuple[Coded, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Lead:
    """A link to one quote, or to the cell in which further ones are counted."""

    text: str  # `1`, `2`; `+15` for further ones that are not shown
    href: str


@dataclass(frozen=True, slots=True)
class Places:
    """The cells that have quotes, and which quotes stand on the page."""

    cells: Mapping[CellKey, Chosen]
    meetings: Mapping[MetKey, tuple[Met, ...]]
    shown: frozenset[str]
    drawn: tuple[str, ...]  # transcripts that have a strip
    brief: bool = False  # whether lists lead to cells alone

    def of_coding(self, coded: Coded) -> str:
        """Return where a coding is shown: itself, or the cell it is counted in."""
        if coded.anchor in self.shown:
            return f"#{coded.anchor}"
        return f"#{cell_anchor(key_of(coded))}"

    def lead_to(self, codings: Iterable[Coded]) -> tuple[Lead, ...]:
        """Return links to codings: each that is shown by itself, the others by their cells."""
        leads: list[Lead] = []
        counted: Counter[str] = Counter()
        for number, coded in enumerate(codings, 1):
            if coded.anchor in self.shown and not self.brief:
                leads.append(Lead(str(number), f"#{coded.anchor}"))
            else:
                counted[self.of_cell(key_of(coded))] += 1
        further = (Lead(f"+{n}" if leads else str(n), href) for href, n in counted.items())
        return (*leads, *further)

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
    chosen = _choose_all(cells, MOST_PER_CELL, QUOTE_BYTES)
    meetings: dict[MetKey, list[Met]] = defaultdict(list)
    for met in in_text_order(material.meetings):
        meetings[meeting_key(met)].append(met)
    passages = {key: found for key, found in meetings.items() if key[3] != "interview"}
    shown = {one.anchor for found in chosen.values() for one in found}
    for some in _choose_all(passages, MOST_MEETINGS, MEETING_BYTES).values():
        shown |= {met.anchor for met in some}
    return Places(
        cells={key: Chosen(chosen[key], len(found)) for key, found in cells.items()},
        meetings={key: tuple(found) for key, found in meetings.items()},
        shown=frozenset(shown),
        drawn=_choose_strips(material),
        brief=len(material.codings) > MANY_CODINGS,
    )


def _choose_all(
    cells: Mapping[Key, Sequence[One]], most: int, bytes: int
) -> dict[Key, tuple[One, ...]]:
    """Choose the same number for each cell, the most that fit into so many bytes.

    Where not even one for each fits, the fullest cells have one.
    """
    ranked = {key: rank(found) for key, found in cells.items()}
    fullest = sorted(cells, key=lambda key: -len(cells[key]))
    kept: dict[Key, set[int]] = {key: set() for key in cells}
    left = bytes
    for turn in range(most):
        chosen = [(key, ranked[key][turn]) for key in fullest if turn < len(ranked[key])]
        sizes = [_weigh(cells[key][place]) for key, place in chosen]
        if turn and sum(sizes) > left:
            break
        for (key, place), size in zip(chosen, sizes, strict=True):
            if left >= size:
                kept[key].add(place)
            left -= size
    return {
        key: tuple(one for place, one in enumerate(found) if place in kept[key])
        for key, found in cells.items()
    }


def _weigh(one: Coded | Met) -> int:
    """Estimate the bytes of a quote on the page: its words, those around them, its reasons."""
    record = one.record
    words = 2 * min(int(record["stop"]) - int(record["start"]), LONGEST_QUOTE)
    return words + 600 + 160 * (len(one.hits) if isinstance(one, Coded) else 0)


def _choose_strips(material: Material) -> tuple[str, ...]:
    """Choose the interviews that are drawn: the first ones, as many as the page can bear."""
    marks = Counter(str(coded.record["transcript"]) for coded in material.codings)
    marks.update(str(met.record["transcript"]) for met in material.meetings)
    turns = Counter(transcript for transcript, _ in material.turns)
    drawn: list[str] = []
    left = STRIP_BYTES
    for transcript in sorted(turns, key=material.order.__getitem__)[:MOST_STRIPS]:
        left -= 1_500 + 30 * turns[transcript] + 320 * marks[transcript]
        if left < 0 and drawn:
            break
        drawn.append(transcript)
    return tuple(drawn)
