"""Empties lines that a page, a program or an office has added: page numbers, stamps, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line
from qualcode.reading.furniture_inside import LINK, LINKED, LONGEST_LINK
from qualcode.reading.places import place_of, placed

# - 12 -, Страница 3 из 10, Page 3
PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s?(?P<dashes>\d{1,4})\s?[-–—]|"
    r"(?:страница|стр\.?|с\.|page|p\.|pg\.?)\s?(?P<named>\d{1,4})(?:\s?(?:из|of|/)\s?\d{1,4})?|"
    r"(?P<of>\d{1,4})\s?(?:/|из|of)\s?\d{1,4})\s*\.?\s*$",
    re.IGNORECASE,
)
STAMP = re.compile(
    r"\s*\W?(?:"
    r"(?:расшифрован[оа]|расшифровка|транскрибирован[оа]|распознан[оа]|стенограмма|транскрипт|"
    r"субтитры)\b.{0,40}?"
    r"(?:сервис\w*|программ\w+|с помощью|при помощи|https?://|www\.|\w\.(?:ru|ai|com|io)\b)"
    r"|(?:transcribed|transcript|transcription|generated|created|recorded|subtitles|captions)\b.{0,40}?"
    r"\b(?:by|with|using|from|provided by)\b.{0,40}?(?:https?://|\w\.(?:ai|com|io|org|net|ru)\b|"
    r"otter|zoom|whisper|trint|rev\b|descript|sonix|amara|teams)"
    r"|субтитры (?:сделал|создавал|подогнал)\w*\b|редактор субтитров\b"
    r")",
    re.IGNORECASE,
)
LINK_LINE = re.compile(rf"\s*(?:(?:{LINK.pattern})(?:{LINKED.pattern}).*|<?https?://\S+>?)\s*$")
ADVERTISEMENT = re.compile(
    r"\W*(?:реклама|рекламная пауза|на правах рекламы|advertisement|sponsored message|ad break)"
    r"\W*$",
    re.IGNORECASE,
)
CAPTIONS = ("Фото:", "Видео:", "Photo:")  # on a line of its own somebody may say so
LONGEST_STAMP = 16  # words
FEWEST = 3  # times that a running line comes, each time beside the number of a page


def without_furniture(document: Document) -> Document:
    """Empty the lines that are page numbers, running lines, stamps, links; say how many.

    The lines stay, blank, so that the others keep their numbers.
    """
    lines = document.lines
    numbers = _page_numbers(lines)
    running = _running(lines, numbers)
    kinds: dict[int, str] = dict.fromkeys(numbers, "furniture.pages")
    kinds |= dict.fromkeys(running, "furniture.running")
    for number, line in enumerate(lines):
        if number not in kinds and (kind := _kind(line.text)):
            kinds[number] = kind
    if not kinds:
        return document
    emptied = tuple(
        replace(line, text="", bold=0, italic=False) if number in kinds else line
        for number, line in enumerate(lines)
    )
    return replace(document, lines=emptied, notes=(*document.notes, *_notes(kinds, lines)))


def _kind(text: str) -> str:
    if not text.strip() or len(text.split()) > LONGEST_LINK:
        return ""
    if STAMP.match(text) and len(text.split()) <= LONGEST_STAMP:
        return "furniture.stamps"
    if ADVERTISEMENT.match(text):
        return "furniture.advertisements"
    if not LINK_LINE.match(text) or text.lstrip().startswith(CAPTIONS):
        return ""
    said = "://" not in text and text.rstrip().endswith((".", "?", "!", "…"))
    return "" if said else "furniture.links"


def _page_numbers(lines: tuple[Line, ...]) -> tuple[int, ...]:
    """Find the numbers of pages: told so (`Страница 3 из 10`), or counting on."""
    found = [(n, m) for n, line in enumerate(lines) if (m := _page_number(line))]
    values = [int(next(filter(None, m.groups()))) for _, m in found]
    counting = [b == a + 1 for a, b in pairwise(values)]
    return tuple(
        n
        for place, (n, m) in enumerate(found)
        if m["dashes"]
        or (m["named"] and re.search(r"из|of|/", m.group(), re.IGNORECASE))
        # Page 3: somebody may say so, once
        or any(counting[max(0, place - 1) : place + 1])
    )


def _page_number(line: Line) -> re.Match[str] | None:
    return PAGE_NUMBER.match(line.text) if len(line.text) < 60 else None


def _running(lines: tuple[Line, ...], numbers: tuple[int, ...]) -> frozenset[int]:
    """Find lines that come again at every page, right above or below its number."""
    beside = [n for number in numbers for n in _beside(lines, number)]
    texts = Counter(_plain(lines[n].text) for n in beside)
    everywhere = Counter(_plain(line.text) for line in lines)
    running = {
        text
        for text, count in texts.items()
        if count >= FEWEST
        and len(text) > 3
        and not text.endswith((".", "?", "!", "…"))
        and count * 5 >= everywhere[text] * 4
    }
    return frozenset(n for n, line in enumerate(lines) if _plain(line.text) in running)


def _beside(lines: tuple[Line, ...], number: int) -> Iterator[int]:
    for step in (-1, 1):
        place = number + step
        while 0 <= place < len(lines) and not lines[place].text.strip():
            place += step
        if 0 <= place < len(lines):
            yield place


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _notes(kinds: dict[int, str], lines: tuple[Line, ...]) -> Iterator[Note]:
    for kind in sorted(set(kinds.values())):
        found = sorted(number for number, other in kinds.items() if other == kind)
        words = sum(len(lines[number].text.split()) for number in found)
        where = [place_of(number, lines[number].text) for number in found]
        yield Note(placed(kind, where, words=phrase("count.words", n=words)))
