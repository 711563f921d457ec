"""Assembles the text of a transcript and the stretches in which each voice speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.headers import is_title
from qualcode.reading.layouts.marks import Layout, LinePart, Mark, Page, parts_between
from qualcode.reading.times import clock, is_time, trim_times
from qualcode.reading.trimming import comment_notes, cut_notes, split_regions, trim_region


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one voice says at one go: half-open offsets into the assembled text."""

    label: str
    voice: str  # the same for all stretches of one speaker
    start: int
    stop: int
    time: str
    unnamed: bool = False  # the label is the reader's, not the file's


@dataclass(frozen=True, slots=True)
class Assembled:
    """The text, who speaks where in it, and what stands above the first turn."""

    text: str
    stretches: tuple[Stretch, ...]
    above: str
    notes: tuple[Note, ...]


def assemble(page: Page, layout: Layout) -> Assembled:
    """Put text and stretches together where the whole file is text: no captions."""
    text = "\n".join(line.text for line in page.lines)
    starts = (0, *accumulate(len(line.text) + 1 for line in page.lines))
    stretches: list[Stretch] = []
    remarks: list[str] = []
    notes = list(_header_notes(page, layout.marks))
    for mark, parts, last in mark_parts(page, layout.marks):
        for region, furniture in split_regions(parts, page, last):
            kept, cut = trim_region(region, page, last)
            remarks += cut + furniture
            if kept and (stretch := _stretch(mark, kept, text, starts)):
                stretches.append(stretch)
            if last:
                notes += comment_notes(kept, page)
    notes += cut_notes(remarks)
    first = layout.marks[0].line if layout.marks else len(page.lines)
    above = "\n".join(line.text for line in page.lines[:first])
    return Assembled(text, tuple(stretches), above, tuple(notes))


def voice_of(mark: Mark) -> str:
    """Give the key under which a speaker's turns are gathered."""
    return f"{fold_label(mark.label)}|{mark.voice}"


def voice_name(label: str, key: str) -> str:
    """Give the name by which a voice can be declared: its label, or `— 1` where they are equal."""
    number = key.rpartition("|")[2]
    return f"{label} {number}" if number else label


def mark_parts(page: Page, marks: tuple[Mark, ...]) -> Iterator[tuple[Mark, list[LinePart], bool]]:
    """Give for every mark what is said up to the next one, and whether it is the last."""
    if not marks:
        return
    above = [LinePart(n, 0, len(page.lines[n].text)) for n in range(page.header, marks[0].line)]
    time = _time_below(above, page, 1)
    for mark, following in zip(marks, (*marks[1:], None), strict=True):
        parts = parts_between(mark, following, page)
        timed = replace(mark, time=mark.time or time or _time_above(mark, parts, page))
        # a turn may well be `12:30` and nothing else
        time = "" if following is None else _time_below(parts, page, 2)
        if not any(part.text(page).strip() for part in parts):
            timed, parts = _said_time(timed, parts, page)
        yield timed, parts, following is None


def _said_time(mark: Mark, parts: list[LinePart], page: Page) -> tuple[Mark, list[LinePart]]:
    """Take the time behind a colon for the answer where no other words follow: `Р: 12:30`."""
    before = page.lines[mark.line].text[: mark.stop].rstrip()
    start = len(before) - len(mark.time)
    hours_minutes = mark.time.count(":") == 1 and before.endswith(mark.time)
    if not hours_minutes or not before[:start].rstrip().endswith((":", "：")):
        return mark, parts
    return replace(mark, time=""), [LinePart(mark.line, start, len(before))]


def _time_below(parts: list[LinePart], page: Page, least: int) -> str:
    """Cut the time that stands alone above the next label off the end, and give it.

    It stays where fewer than `least` lines are written.
    """
    written = [part for part in parts if part.text(page).strip()]
    if len(written) < least or not is_time(written[-1].text(page)):
        return ""
    del parts[parts.index(written[-1]) :]
    return clock(written[-1].text(page))


def _time_above(mark: Mark, parts: list[LinePart], page: Page) -> str:
    """Cut the time that stands alone below a label off the beginning, and give it."""
    written = [part for part in parts if part.text(page).strip()]
    # Р: / 12:30 / или в час: said, where the label does not stand there for the time's sake
    if not mark.sure or len(written) < 2 or not is_time(written[0].text(page)):
        return ""
    parts.remove(written[0])
    return clock(written[0].text(page))


def _stretch(
    mark: Mark, parts: list[LinePart], text: str, starts: tuple[int, ...]
) -> Stretch | None:
    start = starts[parts[0].line] + parts[0].start
    stop = starts[parts[-1].line] + parts[-1].stop
    start, stop, time = trim_times(text, start, stop)
    if start >= stop:
        return None
    return Stretch(mark.label, voice_of(mark), start, stop, mark.time or time, mark.unnamed)


def _header_notes(page: Page, marks: tuple[Mark, ...]) -> Iterator[Note]:
    if page.header:
        yield Note(phrase("header.lines", n=page.header))
    first = marks[0].line if marks else len(page.lines)
    above = [page.lines[n] for n in page.written() if n < first and not is_time(page.lines[n].text)]
    titles = sum(len(line.text.split()) for line in above if is_title(line))
    words = sum(len(line.text.split()) for line in above if not is_title(line))
    if marks:
        words += len(page.lines[first].text[: marks[0].start].split())
        below = [page.lines[n] for n in page.written() if n >= first]
        titles += sum(len(line.text.split()) for line in below if line.heading)
    if titles:
        yield Note(phrase("header.titles", words=titles))
    if words:
        yield Note(phrase("unassigned.above", words=words), warning=True)
