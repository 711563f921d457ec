"""Puts words that stand on one line of a page together, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from qualcode.reading.formats.pdf.glyphs import Blank
from qualcode.reading.formats.pdf.page import Page, Word

SAME_LINE = 0.35  # of a letter's size: so far apart may bases lie on one line
TIGHT = 0.1  # of a letter's size: a smaller gap parts no words
FIRST_OF_TABLES = 100  # columns of tables are told apart from columns of pages
CELL_GAP = 0.9  # of a letter's size: a wider gap may part columns
SPACED = 4  # single letters with equal gaps, and more: a s p a c e d word
BLANKS = 30  # one blank for so many words is enough to trust blanks, not gaps, as the file's way


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text on a page, and what the margin beside it says."""

    page: int
    words: tuple[Word, ...]
    column: int = 0  # of the page, from the left
    lead: tuple[str, ...] = ()  # cells that stand left of the text: a time, a speaker
    opens: bool = False  # a paragraph surely begins here

    @property
    def left(self) -> float:
        """Give where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Give where the last word ends."""
        return self.words[-1].right

    @property
    def base(self) -> float:
        """Give the line the letters stand on."""
        return self.words[0].base

    @property
    def size(self) -> float:
        """Give the size of most letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @property
    def text(self) -> str:
        """Give the words, with blanks where there is one."""
        return join_words(self.words)

    def cells(self, gap: float = CELL_GAP) -> list[tuple[Word, ...]]:
        """Cut the row at gaps wider than `gap` sizes."""
        cells, held = [], [self.words[0]]
        for before, word in pairwise(self.words):
            if word.left - before.right > gap * max(before.size, word.size):
                cells.append(tuple(held))
                held = []
            held.append(word)
        return [*cells, tuple(held)]


def join_words(words: Iterable[Word]) -> str:
    """Give the words as text; what is tight to the word before it follows without a blank."""
    text = ""
    for word in words:
        text += word.text if word.blank == Blank.NOTHING or not text else f" {word.text}"
    return text


def widest_run(places: Iterable[int]) -> list[int]:
    """Give the longest run of whole points that follow each other, the first of several."""
    runs = groupby(enumerate(places), key=lambda item: item[1] - item[0])
    return max(([place for _, place in run] for _, run in runs), key=len)


def find_rows(page: Page, blanks: bool) -> tuple[Row, ...]:
    """Give the rows of a page from top to bottom; `blanks` says that the file writes blanks."""
    held: list[list[Word]] = []
    for word in sorted(page.words, key=lambda word: (word.base, word.left)):
        if held and word.base - held[-1][0].base <= SAME_LINE * min(word.size, held[-1][0].size):
            held[-1].append(word)
        else:
            held.append([word])
    return tuple(Row(page.number, _settled(words, blanks)) for words in held)


def writes_blanks(pages: Iterable[Page]) -> bool:
    """Tell whether the words of a file are parted by blanks, not by gaps or signs of no width."""
    words = [word for page in pages for word in page.words]
    return sum(word.blank == Blank.BLANK for word in words) * 2 > len(words)


def _settled(words: list[Word], blanks: bool) -> tuple[Word, ...]:
    """Sort the words of a row and decide between which of them a blank stands."""
    words.sort(key=lambda word: word.left)
    settled = [words[0]]
    for before, word in pairwise(words):
        settled.append(replace(word, blank=_blank(before, word, blanks)))
    return tuple(_without_spacing(settled))


def _blank(before: Word, word: Word, blanks: bool) -> Blank:
    apart = word.left - before.right > TIGHT * max(before.size, word.size)
    if apart or word.blank == Blank.BLANK:
        return Blank.BLANK
    # signs of no width part words in files that write no blanks; elsewhere they allow line breaks
    return Blank.BLANK if word.blank == Blank.INVISIBLE and not blanks else Blank.NOTHING


def _without_spacing(words: list[Word]) -> Iterator[Word]:
    """Close up s p a c e d letters: single letters in a row with equal gaps."""
    place = 0
    while place < len(words):
        stop = place
        while stop < len(words) and _single(words[stop]):
            stop += 1
        if stop - place >= SPACED:
            yield from _closed_up(words[place:stop])
        else:
            stop = max(stop, place + 1)
            yield from words[place:stop]
        place = stop


def _single(word: Word) -> bool:
    return len(word.text.rstrip(".,:;!?")) == 1 and word.text[0].isalpha()


def _closed_up(letters: list[Word]) -> Iterator[Word]:
    gaps = [after.left - before.right for before, after in pairwise(letters)]
    usual = median(gaps)
    held = letters[0]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > 1.6 * usual:
            yield held
            held = letter
        else:
            held = replace(held, text=held.text + letter.text, right=letter.right)
    yield held
