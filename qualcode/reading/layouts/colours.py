"""Speakers shown by the colour of their letters alone: black asks, blue answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from colorsys import rgb_to_hls
from itertools import pairwise

from qualcode.model.phrase import phrase
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.telling import counted_label

FEWEST = 4  # changes of colour
MOST = 12  # colours; more are decoration
PLAIN = "plain"
# hue in degrees up to which a colour has its name
HUES = (
    (20, "red"),
    (45, "orange"),
    (70, "yellow"),
    (165, "green"),
    (195, "turquoise"),
    (260, "blue"),
    (300, "violet"),
    (340, "pink"),
    (360, "red"),
)


def colours(page: Page) -> Iterator[Layout]:
    """Propose a voice for every colour where whole paragraphs have one and one of them asks.

    Each colour must come again: a coloured passage or two are somebody's marks, not voices.
    """
    written = [n for n in page.written() if not page.lines[n].heading]
    shown = [_plain(page.lines[number].color) for number in written]
    kinds = Counter(shown)
    if not 2 <= len(kinds) <= MOST:
        return
    changes = [0, *(place + 1 for place, (a, b) in enumerate(pairwise(shown)) if a != b)]
    stretches = Counter(shown[place] for place in changes)
    if len(changes) < FEWEST or min(stretches.values()) < 2:
        return
    asking = _asking(page, written, shown, changes)
    asks, n = max(((asking[kind], count) for kind, count in stretches.items()), key=_share)
    if 2 * asks < n:
        return
    names = _names(kinds)
    marks = tuple(
        Mark(written[place], 0, 0, names[shown[place]], sure=True, unnamed=True)
        for place in changes
    )
    counted = tuple(counted_label(names[kind], n) for kind, n in stretches.most_common())
    grounds = phrase("grounds.colours", colours=counted, asks=asks, n=n)
    yield Layout("colours", marks, float(len(marks)), grounds)


def _share(asking: tuple[int, int]) -> float:
    return asking[0] / asking[1]


def _plain(color: str) -> str:
    color = color.strip("#").lower()
    return "" if color in {"auto", "000000"} else color


def _asking(page: Page, written: list[int], shown: list[str], changes: list[int]) -> Counter[str]:
    """Count for each colour the stretches that end in a question."""
    lasts = [place - 1 for place in changes[1:]] + [len(written) - 1]
    return Counter(
        shown[place]
        for place in lasts
        if page.lines[written[place]].text.rstrip(' )»”"').endswith("?")
    )


def _names(kinds: Counter[str]) -> dict[str, str]:
    """Give each colour a name that people know, with its number where two would have one name."""
    names = {kind: color_name(kind) for kind in kinds}
    often = Counter(names.values())
    return {k: name if often[name] == 1 else f"{name} {k}" for k, name in names.items()}


def color_name(color: str) -> str:
    """Name a colour written as `c00000`; what is no colour keeps its own name."""
    if not color:
        return PLAIN
    try:
        red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return color
    hue, light, saturation = rgb_to_hls(red, green, blue)
    if saturation < 0.15 or light < 0.08 or light > 0.95:
        return "grey"
    if light < 0.35 and 15 <= hue * 360 <= 45:
        return "brown"
    return next(name for until, name in HUES if hue * 360 <= until)
