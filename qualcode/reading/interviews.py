"""Several interviews in one file: where each begins, by evidence over the whole file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.model.phrase import Phrase, phrase
from qualcode.model.transcript import Note
from qualcode.reading.declared import NOTHING
from qualcode.reading.document import Document
from qualcode.reading.headers import header_length, spaced_out
from qualcode.reading.interview_headings import Beginning, find_beginnings
from qualcode.reading.layouts import best_layout
from qualcode.reading.layouts.marks import Page
from qualcode.reading.places import place_of, placed
from qualcode.reading.turns import voice_of

FEWEST = 2  # turns of a voice that is heard
MOST_RUNS = 3  # a list of contents, the interviews, a list of tables
COUNTED = frozenset({"numbered", "respondents"})


@dataclass(frozen=True, slots=True)
class Part:
    """One interview of a file: lines `first` to `last` of its document, half-open."""

    name: str  # the words of its heading; empty where the file holds one interview
    first: int
    last: int
    grounds: Phrase

    def document(self, whole: Document) -> Document:
        """Return the lines of this interview as a document of their own."""
        return replace(whole, lines=whole.lines[self.first : self.last])


@dataclass(frozen=True, slots=True)
class _Talk:
    """What is heard between two beginnings."""

    voices: frozenset[str]  # that speak twice at least
    once: frozenset[str]  # all that speak
    turns: int


def split_interviews(document: Document) -> tuple[Part, ...]:
    """Return the interviews in a document; one part where there is one interview.

    A heading counts where others are like it in form and count on, name somebody else or stand
    above a header that comes again, and where below each of them at least two voices are heard.
    What stands above the first heading is part of none (`lines_above`), unless it is a talk, too.
    """
    if document.captions:
        return (_whole(document),)
    for kind, beginnings in find_beginnings(document.lines):
        for run in _runs(kind, beginnings):
            found = _with_talks(document, run)
            if len(found) >= FEWEST and _are_interviews(kind, found):
                return tuple(_parts(document, kind, [begin for begin, _ in found]))
    return (_whole(document),)


def lines_above(document: Document, parts: Sequence[Part]) -> tuple[Note, ...]:
    """Say what stands above the first interview and is read as part of none."""
    above = [line.text for line in document.lines[: parts[0].first]]
    words = sum(len(text.split()) for text in above)
    if not words:
        return ()
    number = next(n for n, text in enumerate(above) if text.strip())
    where = place_of(number, above[number])
    return (Note(phrase("interviews.above", words=words, place=where), warning=True),)


def _whole(document: Document) -> Part:
    return Part("", 0, len(document.lines), phrase("interviews.one"))


def _runs(kind: str, beginnings: list[Beginning]) -> list[list[Beginning]]:
    """Cut numbered headings where the numbers do not count on: a list of contents goes before.

    Where they begin anew again and again they are labels.
    """
    if kind not in COUNTED:
        return [beginnings]
    runs: list[list[Beginning]] = [[]]
    for begin in beginnings:
        if runs[-1] and (begin.number or 0) <= (runs[-1][-1].number or 0):
            runs.append([])
        runs[-1].append(begin)
    return sorted(runs, key=len, reverse=True) if len(runs) <= MOST_RUNS else []


def _with_talks(
    document: Document, beginnings: Sequence[Beginning]
) -> list[tuple[Beginning, _Talk]]:
    """Keep the beginnings below which somebody talks with somebody."""
    ends = [begin.first for begin in beginnings[1:]] + [len(document.lines)]
    talks = [
        (begin, _talk(document, begin.first, end))
        for begin, end in zip(beginnings, ends, strict=True)
    ]
    if any(talk.turns and len(talk.voices) < 2 for _, talk in talks):
        return []  # headings inside one talk leave some of its stretches to one voice
    found = [(begin, talk) for begin, talk in talks if talk.turns]
    if found and found[0][0].first and beginnings[0].first:
        before = _talk(document, 0, beginnings[0].first)
        if len(before.voices) >= 2:
            return [(Beginning(0, 0, _title(document, beginnings[0].first)), before), *found]
    return found


def _title(document: Document, last: int) -> str:
    """Give the first short line of a talk that has no heading."""
    written = (line.text.strip() for line in document.lines[:last] if line.text.strip())
    first = next(written, "")
    return first if len(first.split()) <= 12 and ":" not in first else ""


def _talk(document: Document, first: int, last: int) -> _Talk:
    lines = document.lines[first:last]
    header = header_length(lines)
    page = Page(lines, NOTHING, header, spaced=spaced_out(lines, header))
    layout = best_layout(page)
    if layout.weight <= 0.5:
        return _Talk(frozenset(), frozenset(), 0)
    counts = Counter(map(voice_of, layout.marks))
    often = frozenset(key for key, n in counts.items() if n >= FEWEST)
    return _Talk(often, frozenset(counts), counts.total())


def _are_interviews(kind: str, found: list[tuple[Beginning, _Talk]]) -> bool:
    """Tell whether headings alike are those of interviews, not of one that is headed twice."""
    begins = [begin for begin, _ in found]
    if kind in COUNTED:
        return True
    others = _others_answer([talk for _, talk in found])
    own = sum(begin.opens for begin in begins)
    if kind == "named":
        # Интервью с Анной, Интервью с Борисом; the same words again need a beginning of their own
        different = len({fold_label(begin.name) for begin in begins}) == len(begins)
        return different or others or own == len(begins)
    if kind == "headers":
        return True
    return own == len(begins) and (others or len(begins) >= FEWEST)  # headings of Word


def _others_answer(talks: list[_Talk]) -> bool:
    """Tell whether somebody else speaks in every one of them: `Пациент 1`, `Пациент 2`."""
    common = frozenset.intersection(*(talk.once for talk in talks))
    own = [talk.voices - common for talk in talks]
    return all(own) and all(a.isdisjoint(b) for a, b in pairwise(own))


def _parts(document: Document, kind: str, begins: list[Beginning]) -> Iterator[Part]:
    shown = [place_of(begin.line, begin.name) for begin in begins]
    grounds = placed(f"interviews.{kind}", shown)
    ends = [begin.first for begin in begins[1:]] + [len(document.lines)]
    for begin, end in zip(begins, ends, strict=True):
        yield Part(begin.name, begin.first, end, grounds)
