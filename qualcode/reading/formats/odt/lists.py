"""The numbers and dashes that an OpenDocument list shows before its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qualcode.reading.formats.odt.styles import STYLE, TEXT
from qualcode.reading.formats.office.pieces import list_mark


@dataclass(slots=True)
class OpenList:
    """A list that is being read: its style, how deep it lies, and its counts by depth."""

    style: str
    depth: int
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """Counts the items of lists as they come; a list may continue an earlier one."""

    def __init__(self, kinds: dict[str, Any]) -> None:
        self._kinds = kinds
        self._last: dict[str, dict[int, int]] = {}  # by style
        self._by_id: dict[str, dict[int, int]] = {}

    def open(self, element: Any, above: OpenList | None) -> OpenList:
        """Begin a list, at the top or inside another."""
        style = element.get(f"{TEXT}style-name") or (above.style if above else "")
        if above:
            return OpenList(style, above.depth + 1, above.counts)
        earlier = self._by_id.get(element.get(f"{TEXT}continue-list") or "")
        if earlier is None and element.get(f"{TEXT}continue-numbering") == "true":
            earlier = self._last.get(style)
        opened = OpenList(style, 1, {} if earlier is None else earlier)
        self._last[style] = opened.counts
        if id := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self._by_id[id] = opened.counts
        return opened

    def mark(self, item: Any, opened: OpenList) -> str:
        """Count an item and give what is shown before it, as far as it matters."""
        level = self._level(opened)
        if level is None:
            return ""
        counts = opened.counts
        for deeper in [depth for depth in counts if depth > opened.depth]:
            del counts[deeper]
        first = level.get(f"{TEXT}start-value") or "1"
        if start := item.get(f"{TEXT}start-value"):
            counts[opened.depth] = int(start)
        else:
            counts[opened.depth] = counts.get(opened.depth, int(first) - 1) + 1
        return list_mark(_shown(level, counts[opened.depth]))

    def _level(self, opened: OpenList) -> Any:
        kind = self._kinds.get(opened.style)
        levels = () if kind is None else kind.iterchildren()
        depth = str(opened.depth)
        return next((level for level in levels if level.get(f"{TEXT}level") == depth), None)


def _shown(level: Any, count: int) -> str:
    if (bullet := level.get(f"{TEXT}bullet-char")) is not None:
        return str(bullet)
    before = level.get(f"{STYLE}num-prefix") or ""
    after = level.get(f"{STYLE}num-suffix") or ""
    form = level.get(f"{STYLE}num-format") or ""
    if int(level.get(f"{TEXT}display-levels") or 1) > 1:
        return ""  # 2.1: no label begins like this
    number = str(count) if form == "1" else "a" if form else ""
    return f"{before}{number}{after}"
