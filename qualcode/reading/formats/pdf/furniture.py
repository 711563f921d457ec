"""Finds what is printed at the edge of every page: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.reading.formats.pdf.page import Word
from qualcode.reading.formats.pdf.rows import Row, join_words

DEEPEST = 4  # rows at the edge of a page
PART = 2.5  # sizes: what is farther apart on a row stands for itself
SAME_PLACE = 5.0  # points
ALONE = 99.0  # sizes, where nothing else stands on the page
ISOLATED = 1.7  # sizes from the text: more than between two lines
MOST_REPEATED = 2  # rows
LONG_ENOUGH = 40  # letters that nobody says twice in the same line breaks
NUMBER = re.compile(r"\d+")
ROMAN = re.compile(r"[ivxlc]{1,6}$")

Rows = tuple[Row, ...]
Part = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Some words at the edge of a page, and how far the text is from them."""

    page: int
    words: Part
    gap: float  # in sizes


@dataclass(frozen=True, slots=True)
class Furniture:
    """The pages without what is printed at their edges, and what that was."""

    pages: tuple[Rows, ...]
    count: int  # how many times something was left out
    first: str  # the first of it


def without_furniture(pages: tuple[Rows, ...]) -> Furniture:
    """Take off what comes again at the same place, from the edges inwards."""
    left_out: list[str] = []
    for edge in (0, -1):
        for _ in range(DEEPEST):
            known = _known(_places(pages, edge), len(pages))
            if not known:
                break
            taken = [_take(rows, edge, known) for rows in pages]
            left_out += [text for _, texts in taken for text in texts]
            pages = tuple(rows for rows, _ in taken)
    return Furniture(pages, len(left_out), left_out[0] if left_out else "")


def without_repeats(pages: tuple[Rows, ...]) -> tuple[tuple[Rows, ...], int]:
    """Take off rows at the head of a page that stand at the foot of the page before, too.

    Programs that print a window cut pages through a line of text and print that line twice.
    """
    kept = list(pages[:1])
    for above, rows in pairwise(pages):
        for size in range(MOST_REPEATED, 0, -1):
            texts = [row.text for row in rows[:size]]
            same = texts == [row.text for row in above[-size:]]
            if same and sum(map(len, texts)) >= LONG_ENOUGH:
                rows = rows[size:]
                break
        kept.append(rows)
    count = sum(map(len, pages)) - sum(map(len, kept))
    return tuple(kept), count


def _places(pages: tuple[Rows, ...], edge: int) -> list[Place]:
    places = []
    for rows in pages:
        for number in _at_edge(rows, edge):
            row, inner = rows[number], number + (1 if edge == 0 else -1)
            beside = rows[inner] if -len(rows) <= inner < len(rows) else None
            gap = abs(row.base - beside.base) / row.size if beside else ALONE
            places += [Place(row.page, part, gap) for part in row.cells(PART)]
    return places


def _at_edge(rows: Rows, edge: int) -> range:
    """Give the index of the outermost row, and of the next where that is a number alone.

    A number in the margin may stand lower than the foot of the page.
    """
    number = bool(rows) and rows[edge].text.isdecimal() and len(rows) > 1
    count = min(len(rows), 1 + number)
    return range(count) if edge == 0 else range(-1, -1 - count, -1)


def _known(places: Iterable[Place], pages: int) -> set[Part]:
    """Give the parts that are furniture: the same words, or numbers that count the pages."""
    alike: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        alike[_pattern(place.words)].append(place)
    known = set[Part]()
    for pattern, found in alike.items():
        for group in _at_one_place(found):
            if _repeats(group, pages) or _counts_pages(pattern, group):
                known |= {place.words for place in group}
    return known


def _pattern(words: Part) -> str:
    text = join_words(words).casefold()
    return "#" if ROMAN.match(text) else NUMBER.sub("#", text)


def _at_one_place(places: list[Place]) -> list[list[Place]]:
    """Put the places together that have the same height."""
    groups: list[list[Place]] = []
    for place in sorted(places, key=lambda place: place.words[0].base):
        if groups and place.words[0].base - groups[-1][0].words[0].base <= SAME_PLACE:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _repeats(group: list[Place], pages: int) -> bool:
    """Tell whether the same words stand on so many pages that nobody can have said them."""
    texts = Counter(join_words(place.words) for place in group)
    text, times = texts.most_common(1)[0]
    if times < len(group) or text.isdecimal() or not any(map(str.isalpha, text)):
        return False
    isolated = sum(place.gap >= ISOLATED for place in group) * 2 > len(group)
    # a head may stand on every second page, and not on the first
    often = times >= 2 and times * 5 >= pages * 2
    return often and (isolated or (times >= 5 and not text.endswith(("?", ".", "!"))))


def _counts_pages(pattern: str, group: list[Place]) -> bool:
    """Tell whether a number in the words grows with the pages: 3, - 3 -, Page 3 of 8, 3/8, iii."""
    if len(group) < 2 or "#" not in pattern or len(pattern.split()) > 12:
        return False
    isolated = sum(place.gap >= ISOLATED for place in group) * 2 > len(group)
    for number in range(max(1, pattern.count("#"))):
        steps = Counter(_number(place.words, number) - place.page for place in group)
        times = steps.most_common(1)[0][1]
        if times * 5 >= len(group) * 4 and times >= 2 and (isolated or times >= 4):
            return True
    return False


def _number(words: Part, number: int) -> int:
    text = join_words(words).casefold()
    found = NUMBER.findall(text)
    if found:
        return int(found[number][:9]) if number < len(found) else 0
    return _roman(text)


def _roman(text: str) -> int:
    worth = dict(zip("ivxlc", (1, 5, 10, 50, 100), strict=True))
    values = [worth[sign] for sign in text]
    after = [*values[1:], 0]
    return sum(-one if one < next else one for one, next in zip(values, after, strict=True))


def _take(rows: Rows, edge: int, known: set[Part]) -> tuple[Rows, list[str]]:
    gone: list[str] = []
    kept = list(rows)
    for number in _at_edge(rows, edge):
        parts = rows[number].cells(PART)
        left = [part for part in parts if part not in known]
        gone += [join_words(part) for part in parts if part in known]
        words = tuple(word for part in left for word in part)
        kept[number] = replace(rows[number], words=words)
    return tuple(row for row in kept if row.words), gone
