"""The numbers and dashes that Word shows before the paragraphs of a list and writes nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from qualcode.reading.formats.docx.package import W, value
from qualcode.reading.formats.office.pieces import list_mark

PLACE = re.compile(r"%([1-9])")
DECIMAL = frozenset({"decimal", "decimalZero", ""})


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts, and what it shows: `%1.` or `%1)`."""

    counts: str
    shown: str
    start: int


class Numbering:
    """Counts the paragraphs of lists as they come."""

    def __init__(self, part: Any) -> None:
        kinds: dict[str, dict[int, Level]] = {}
        self._kind_of: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for kind in () if part is None else part.iterchildren(W + "abstractNum"):
            levels = (_level(element) for element in kind.iterchildren(W + "lvl"))
            kinds[kind.get(W + "abstractNumId") or ""] = dict(levels)
        for number in () if part is None else part.iterchildren(W + "num"):
            self._add(number, kinds)

    def _add(self, number: Any, kinds: dict[str, dict[int, Level]]) -> None:
        id, kind = number.get(W + "numId") or "", value(number, "abstractNumId")
        self._kind_of[id] = kind
        self._levels[id] = dict(kinds.get(kind, {}))
        restarts: dict[int, int] = {}
        for change in number.iterchildren(W + "lvlOverride"):
            place = int(change.get(W + "ilvl") or 0)
            for element in change.iterchildren(W + "lvl"):
                self._levels[id][place] = _level(element)[1]
            if start := value(change, "startOverride"):
                restarts[place] = int(start)
        self._restarts[id] = restarts

    def mark(self, number: str, place: int) -> str:
        """Count a paragraph and give what is shown before it, as far as it matters."""
        level = self._levels.get(number, {}).get(place)
        if level is None:
            return ""
        counts = self._counts[self._kind_of[number]]
        for deeper in [other for other in counts if other > place]:
            del counts[deeper]
        restart = self._restarts[number].pop(place, None)
        if restart is not None:
            counts[place] = restart
        else:
            counts[place] = counts[place] + 1 if place in counts else level.start
        return list_mark(self._shown(number, level, counts))

    def _shown(self, number: str, level: Level, counts: dict[int, int]) -> str:
        if level.counts == "none":
            return ""
        levels = self._levels[number]

        def count(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            if place not in levels or levels[place].counts not in DECIMAL:
                return "a"  # letters and Roman numbers: nothing that a label looks like
            return str(counts.get(place, levels[place].start))

        return PLACE.sub(count, level.shown)


def _level(element: Any) -> tuple[int, Level]:
    start = value(element, "start") or "1"
    level = Level(value(element, "numFmt"), value(element, "lvlText"), int(start))
    return int(element.get(W + "ilvl") or 0), level
