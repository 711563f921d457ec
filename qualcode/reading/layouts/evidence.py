"""What the whole file shows of each word that may be a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.reading.layouts.marks import Mark, Page

WORD = re.compile(r"[^\W\d_]{2,}")
ENDED = frozenset(".?!…»”\"')]")
FEW = 3  # words: fewer may be a value (Пермь), these are speech


@dataclass(frozen=True, slots=True)
class Signs:
    """How often a label stands before speech, and what else the file shows of it."""

    written: str  # as it stands there first
    count: int
    opens: int  # at the beginnings of paragraphs
    sure: int  # its form alone says that it is a label: bold, or a time beside it
    spoken: int  # before what looks like speech, or before a line end
    begun: int  # before a capital letter, as a turn begins
    joined: int  # before a small letter, as a sentence goes on: Плюсы: зарплата
    small: int  # in small letters inside the talk: отпуск is a word, Анна a name
    named: int  # with a capital inside a sentence: Спасибо, Анна

    @property
    def common(self) -> bool:
        """Tell whether it is an ordinary word: rare before colons, known inside the talk."""
        return self.small > 0 and (self.count <= 3 or self.small > 2 * self.count)


def gather_signs(candidates: tuple[Mark, ...], page: Page) -> dict[str, Signs]:
    """Count over the whole file what speaks for and against each label, by its folded form."""
    counts = Counter[str]()
    opens, sure, spoken = Counter[str](), Counter[str](), Counter[str]()
    begun, joined = Counter[str](), Counter[str]()
    written: dict[str, str] = {}
    for mark in candidates:
        label = fold_label(mark.label)
        counts[label] += 1
        written.setdefault(label, mark.label)
        opens[label] += page.opens_paragraph(mark.line)
        sure[label] += mark.sure
        spoken[label] += is_spoken(mark, page)
        first = first_letter(mark, page)
        begun[label] += first.isupper()
        joined[label] += first.islower()
    small, named = _inside_talk(written, page)
    for label in small:
        if written[label][:1].islower():
            small[label] = max(0, small[label] - counts[label])
    return {
        label: Signs(
            written=written[label],
            count=count,
            opens=opens[label],
            sure=sure[label],
            spoken=spoken[label],
            begun=begun[label],
            joined=joined[label],
            small=small[label],
            named=named[label],
        )
        for label, count in counts.items()
    }


def is_spoken(mark: Mark, page: Page) -> bool:
    """Tell whether what follows a label on its line looks like speech, or stands below it."""
    rest = page.lines[mark.line].text[mark.stop : mark.stop + 400].strip()
    return not rest or rest[-1] in ENDED or len(rest.split()) >= FEW


def first_letter(mark: Mark, page: Page) -> str:
    """Give the sign with which speech begins behind a label; nothing where it stands alone."""
    return page.lines[mark.line].text[mark.stop : mark.stop + 40].lstrip(" \t\"'«“„(…-–—")[:1]


def _inside_talk(labels: Iterable[str], page: Page) -> tuple[Counter[str], Counter[str]]:
    """Count the labels of one word inside the talk: in small letters, and with a capital."""
    single = {label for label in labels if " " not in label}
    capital = {label.title(): label for label in single}
    small, named = Counter[str](), Counter[str]()
    for number in page.written():
        text = page.lines[number].text
        for match in WORD.finditer(text):
            if (word := match.group()) in single:
                small[word] += 1
            elif word in capital and _goes_on(text, match.start()):
                named[capital[word]] += 1
    return small, named


def _goes_on(text: str, start: int) -> bool:
    # the word stands inside a sentence: behind a blank and a word or a comma
    return (
        start > 1
        and text[start - 1] == " "
        and (text[start - 2].isalpha() or text[start - 2] == ",")
    )
