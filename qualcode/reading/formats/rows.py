"""The rows of a table with known columns → lines of a transcript."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mode

from qualcode.errors import TranscriptError
from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.formats.column_names import unit_of
from qualcode.reading.formats.columns import (
    Columns,
    Row,
    find_columns,
    in_milliseconds,
    several_documents,
)
from qualcode.reading.labels import clean_label
from qualcode.reading.seconds import bare_clock, clock_of, number_of, split_span
from qualcode.reading.set_off import is_remark
from qualcode.reading.telling import and_more

SHOWN = 8
LONGEST_NAME = 40  # characters of a column's name in a message
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
NOBODY = "?"
NEEDS = (
    "a transcript table has a column with the words (text, реплика) and one with the speaker "
    "(speaker, говорящий) or the time (start)"
)


def read_rows(
    rows: Sequence[Row],
    format: str,
    encoding: str = "",
    notes: tuple[Note, ...] = (),
    sign: str = "",
) -> Document:
    """Give each row as a line with its speaker and times; raise where it is no transcript.

    `sign` stands between the columns, where the table is text.
    """
    columns = find_columns(rows)
    if columns is None:
        raise no_transcript(rows)
    if several := several_documents(rows, columns):
        name, count = several
        raise refused(
            f"holds {count} transcripts in one table (column “{name}”)",
            "save each as a file of its own",
        )
    below, mended = _mended(rows[columns.header + 1 :], columns, rows, sign)
    lines, told = _lines(below, columns, rows)
    found = [Note(columns.grounds, warning=columns.grounds.id == "columns.evidence")]
    if columns.header > 0:
        found.append(Note(phrase("header.lines", n=columns.header)))
    left = _left_out(below, columns)
    told = (*notes, *found, *left, *mended, *told)
    return Document(lines, format, encoding, captions=True, notes=told)


def no_transcript(rows: Sequence[Row]) -> TranscriptError:
    """Make the error for a table that is no transcript, with the names of its columns."""
    names = [" ".join(cell.split())[:LONGEST_NAME] for cell in (rows[0] if rows else ())]
    shown = ", ".join(name for name in names[:SHOWN] if name)
    more = ", …" if len(names) > SHOWN else ""
    what = f" (columns: {shown}{more})" if shown else ""
    return refused(f"is a table without a transcript{what}", NEEDS)


def _mended(
    below: Sequence[Row], columns: Columns, rows: Sequence[Row], sign: str
) -> tuple[Sequence[Row], tuple[Note, ...]]:
    """Put words together that the sign between the columns has cut: `И,Как вы, начинали?`."""
    text = columns.places.get("text", columns.places.get("answered", 0))
    width = len(rows[columns.header]) if columns.header >= 0 else mode(map(len, rows))
    wide = sum(len(row) > width for row in below)
    if not sign or not wide:
        return below, ()
    between = sign if sign == "\t" else sign + " "
    mended = [_joined(row, text, len(row) - width, between) for row in below]
    return mended, (Note(phrase("columns.wide", n=wide, sign=sign), warning=True),)


def _joined(row: Row, place: int, extra: int, between: str) -> Row:
    if extra <= 0:
        return row
    stop = place + extra + 1
    return (*row[:place], between.join(row[place:stop]), *row[stop:])


def _left_out(below: Sequence[Row], columns: Columns) -> tuple[Note, ...]:
    taken = set(columns.places.values())
    names = [phrase("label.quoted", label=name[:LONGEST_NAME]) for name in columns.left_out]
    names += (
        phrase("column.unnamed", place=place + 1)
        for place in columns.unnamed
        if place not in taken and any(place < len(row) and row[place].strip() for row in below)
    )
    if not names:
        return ()
    more = and_more(len(names) - SHOWN)
    return (Note(phrase("columns.left_out", columns=tuple(names[:SHOWN]), more=more)),)


def _lines(
    below: Sequence[Row], columns: Columns, rows: Sequence[Row]
) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    times, note = _times(below, columns, rows)
    told: tuple[Note, ...] = ()
    if "asked" in columns.places:
        lines = _dialogue(below, columns, rows[columns.header], times)
    else:
        lines, told = _speeches(below, columns, times)
    clean = tuple(replace(line, text=_without_entities(line.text)) for line in lines)
    count = sum(len(ENTITY.findall(line.text)) for line in lines)
    entities = (Note(phrase("characters.entities", n=count)),) if count else ()
    return clean, (*note, *told, *entities)


def _without_entities(text: str) -> str:
    return html.unescape(text) if "&" in text and ENTITY.search(text) else text


def _dialogue(
    below: Sequence[Row], columns: Columns, names: Row, times: Sequence[tuple[str, str]]
) -> list[Line]:
    # Вопрос;Ответ: the names of the columns are those of the voices
    lines = []
    for row, (time, ends) in zip(below, times, strict=True):
        for kind in ("asked", "answered"):
            if text := columns.cell(row, kind):
                speaker = clean_label(columns.cell(names, kind))
                lines.append(Line(text, speaker=speaker, time=time, ends=ends))
    return lines


@dataclass(frozen=True, slots=True)
class _Speech:
    who: str
    text: str
    time: str
    ends: str


def _speeches(
    below: Sequence[Row], columns: Columns, times: Sequence[tuple[str, str]]
) -> tuple[list[Line], tuple[Note, ...]]:
    speeches = [
        _Speech(clean_label(columns.cell(row, "speaker")), text, time, ends)
        for row, (time, ends) in zip(below, times, strict=True)
        if (text := columns.cell(row, "text"))
    ]
    who = _filled([speech.who for speech in speeches], [speech.text for speech in speeches])
    lines = [
        Line(speech.text, speaker=speaker, time=speech.time, ends=speech.ends)
        for speech, speaker in zip(speeches, who, strict=True)
    ]
    named = any(speech.who for speech in speeches)
    wordless = len(below) - len(speeches)
    empty = [place for place, speech in enumerate(speeches) if not speech.who]
    nameless = sum(speaker == NOBODY and not speeches[n].who for n, speaker in enumerate(who))
    notes = [Note(phrase("columns.wordless", n=wordless))] if wordless else []
    if named and (continued := len(empty) - nameless):
        notes.append(Note(phrase("columns.continued", n=continued)))
    if nameless:
        notes.append(Note(phrase("columns.nameless", n=nameless), warning=True))
    return lines, tuple(notes)


def _filled(who: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Say who speaks in rows without a name: whoever is named above, or nobody.

    Where names stand only at a change of speaker, a row without one goes on. Where rows name the
    same speaker again, an empty cell between two speakers says nothing; between two of the same,
    and for a remark, it does not matter.
    """
    if not any(who) or not _names_every_row(who):
        return list(who)
    filled = list(who)
    following = _following(who)
    above = ""
    for place, name in enumerate(who):
        if name:
            above = name
        elif above and (
            fold_label(above) == fold_label(following[place]) or is_remark(texts[place])
        ):
            filled[place] = above
        else:
            filled[place] = NOBODY
    return filled


def _following(who: Sequence[str]) -> list[str]:
    following, name = [], ""
    for current in reversed(who):
        name = current or name
        following.append(name)
    return following[::-1]


def _names_every_row(who: Sequence[str]) -> bool:
    pairs = [(a, b) for a, b in pairwise(who) if a and b]
    again = sum(fold_label(a) == fold_label(b) for a, b in pairs)
    return again > 0 and again >= 0.1 * len(pairs)


def _times(
    below: Sequence[Row], columns: Columns, rows: Sequence[Row]
) -> tuple[list[tuple[str, str]], tuple[Note, ...]]:
    """Give the times at which each row begins and ends, as written, numbers as clocks."""
    if "span" in columns.places:
        spans = [split_span(columns.cell(row, "span")) for row in below]
        return [(bare_clock(start), bare_clock(stop)) for start, stop in spans], ()
    written = [split_span(columns.cell(row, "start")) for row in below]
    starts = [start for start, _ in written]
    stops = [
        columns.cell(row, "stop") or stop for row, (_, stop) in zip(below, written, strict=True)
    ]
    numbers = [number for start in starts if (number := number_of(start)) is not None]
    unit = unit_of(columns.cell(rows[columns.header], "start")) if columns.header >= 0 else ""
    thousandths = unit in {"ms", "мс"} or (not unit and in_milliseconds(numbers))
    scale = 1000 if thousandths else 1
    note = (Note(phrase("columns.milliseconds")),) if numbers and thousandths else ()
    return [
        (_clock(start, scale), _clock(stop, scale))
        for start, stop in zip(starts, stops, strict=True)
    ], note


def _clock(written: str, scale: int) -> str:
    number = number_of(written)
    return bare_clock(written) if number is None else clock_of(number / scale)


def without_edges(rows: Iterable[Row]) -> list[Row]:
    """Leave out empty rows, and empty cells at the ends of rows."""
    kept = []
    for row in rows:
        size = len(row)
        while size and not row[size - 1].strip():
            size -= 1
        if size:
            kept.append(tuple(row[:size]))
    return kept
