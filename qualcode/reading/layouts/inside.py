"""Finds what may be labels inside lines: `…так. В.Путин: Да`, `… (Смех.) THE WITNESS: Yes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.reading.layouts.inside_names import WINDOW, Name, name_before
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.times import LONG_CLOCK, MARKED, clock

SENTENCE_ENDS = re.compile(r"[.?!…»\"”)\]]\s+")
TIME_BEFORE = re.compile(rf"(?<!\S)(?:{MARKED}|{LONG_CLOCK})\s*[-–—]?\s*$")
COLON = re.compile(r"\s?[:：](?=\s|$|[A-ZА-ЯЁ«\"(\[…–—])\s*")
ENDED = re.compile(r"[.?!…»\"”)\]>*][\s*]*$")
# Q. State your name. A. Ivan.
LETTER = re.compile(
    r"(?<!\S)(?P<label>[QAВО]|Вопрос|Ответ|Question|Answer)\.\s+(?=[A-ZА-ЯЁ\"«(\[…])"
)
# the first word of a post before a name: Министр труда А.Котяков
POSTS = re.compile(
    r"(?:заместител|зам|вице|первый|министр|губернатор|председател|директор|глав|ведущ|корреспондент|"
    r"журналист|президент|премьер|депутат|ректор|начальник|руководител|врач|доктор|профессор|академик|"
    r"сенатор|посол|секретар|координатор|специалист|социолог|психолог|эксперт|мэр|генерал|уполномоч|"
    r"minister|president|governor|chair|director|senator|secretary|professor|doctor|judge|deputy|"
    r"vice|prime|representative|commissioner|ambassador|officer|moderator|reporter)",
    re.IGNORECASE,
)
LONGEST_POST = 10  # words
TIME_LENGTH = 30  # characters of a time before a label at most


@dataclass(frozen=True, slots=True)
class Inside:
    """A place that may begin a turn."""

    line: int
    start: int  # of the label and what belongs to it
    stop: int  # where speech begins
    label: str
    kind: str  # initials, role, voice, letter, capitals, name; by which it is believed
    firm: bool  # a sentence has ended before it
    capital: bool  # speech begins as a sentence does
    beside: int = 0  # words beside the name: a post, `как переведено`
    time: str = ""

    @property
    def good(self) -> bool:
        """Tell whether it stands as a label does."""
        return self.firm and self.capital

    def mark(self) -> Mark:
        """Give the place where the turn begins."""
        return Mark(self.line, self.start, self.stop, self.label, self.time)


def find_inside(page: Page, lines: Iterator[int] | None = None) -> Iterator[Inside]:
    """Find labels before colons, wherever they stand in a line."""
    kinds: dict[str, str] = {}  # of the labels met so far
    for number in page.written() if lines is None else lines:
        if page.lines[number].heading:
            continue
        text = page.lines[number].text
        begin = 0  # no label holds a colon, so that a line of nothing else is soon looked at
        for colon in COLON.finditer(text):
            if name := name_before(text, colon, begin, page, kinds):
                yield _place(number, text, name, colon, begin)
            begin = colon.end()


def find_letters(page: Page) -> Iterator[Inside]:
    """Find `Q.` and `A.` where a sentence has ended before them."""
    for number in page.written():
        text = page.lines[number].text
        for found in LETTER.finditer(text):
            if not found.start() or ENDED.search(text, max(0, found.start() - 6), found.start()):
                start, stop = found.span()
                yield Inside(number, start, stop, found["label"], "letter", True, True)


def _place(number: int, text: str, name: Name, colon: re.Match[str], begin: int) -> Inside:
    """Look at what stands around a name before a colon."""
    start, beside, time = name.start, name.beside, name.time
    firm = _is_firm(text, start)
    if not firm and (post := _post(text, start, begin)) is not None:
        beside += len(text[post:start].split())
        start, firm = post, True
    if before := TIME_BEFORE.search(text, max(begin, start - TIME_LENGTH), start):
        start, time, firm = before.start(), clock(before.group()), True
    after = text[colon.end() : colon.end() + 1]
    quoted = name.kind in ("initials", "name") and after in '«“"' and not firm
    capital = not after.islower() and not quoted
    return Inside(number, start, colon.end(), name.label, name.kind, firm, capital, beside, time)


def _is_firm(text: str, start: int) -> bool:
    return not text[max(0, start - 60) : start].strip() or bool(
        ENDED.search(text, max(0, start - 8), start)
    )


def _post(text: str, start: int, begin: int) -> int | None:
    """Find where the words before a name begin, if they are a post and no more."""
    first = max(begin, start - WINDOW)
    place = -1 if first else 0  # of the last sentence end, or of the line
    for ended in SENTENCE_ENDS.finditer(text, first, start):
        place = ended.end()
    words = text[place:start]
    if place < 0 or len(words.split()) > LONGEST_POST:
        return None
    return place if words[:1].isupper() and POSTS.match(words) and ":" not in words else None
