"""The rows of a table with known columns → lines of a transcript."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import mode

from qualcode.errors import TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.encodings.decoded import printable
from qualcode.reading.formats.tabular import find_columns
from qualcode.reading.formats.tabular.columns import Columns, Row
from qualcode.reading.formats.tabular.named import several_documents
from qualcode.reading.formats.tabular.speakers import speakers_of
from qualcode.reading.formats.tabular.times import Times, times_of
from qualcode.reading.labels import clean_label
from qualcode.reading.layouts.unnamed import NOBODY
from qualcode.reading.telling import and_more

SHOWN = 8
LONGEST_NAME = 40  # characters of a column's name in a message
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
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
            f"holds {count} transcripts in one table (column “{printable(name)}”)",
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
    names = [printable(cell)[:LONGEST_NAME] for cell in (rows[0] if rows else ())]
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
    names = [
        phrase("label.quoted", label=printable(name)[:LONGEST_NAME]) for name in columns.left_out
    ]
    names += (
        phrase("column.unnamed", place=place + 1)
        for place in columns.unnamed
        if any(place < len(row) and row[place].strip() for row in below)
    )
    if not names:
        return ()
    more = and_more(len(names) - SHOWN)
    return (Note(phrase("columns.left_out", columns=tuple(names[:SHOWN]), more=more)),)


def _lines(
    below: Sequence[Row], columns: Columns, rows: Sequence[Row]
) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    times, note = times_of(below, columns, rows)
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
    below: Sequence[Row], columns: Columns, names: Row, times: Sequence[Times]
) -> list[Line]:
    # Вопрос;Ответ: the names of the columns are those of the voices
    lines = []
    for row, (time, ends) in zip(below, times, strict=True):
        for kind in ("asked", "answered"):
            if text := columns.cell(row, kind):
                speaker = clean_label(columns.cell(names, kind))
                lines.append(Line(text, speaker=speaker, time=time, ends=ends))
    return lines


def _speeches(
    below: Sequence[Row], columns: Columns, times: Sequence[Times]
) -> tuple[list[Line], tuple[Note, ...]]:
    lines = [
        Line(text, speaker=clean_label(columns.cell(row, "speaker")), time=time, ends=ends)
        for row, (time, ends) in zip(below, times, strict=True)
        if (text := columns.cell(row, "text"))
    ]
    who = speakers_of(lines)
    empty = [speaker for line, speaker in zip(lines, who, strict=True) if not line.speaker]
    nameless = empty.count(NOBODY)
    wordless = len(below) - len(lines)
    notes = [Note(phrase("columns.wordless", n=wordless))] if wordless else []
    if any(who) and (continued := len(empty) - nameless):
        notes.append(Note(phrase("columns.continued", n=continued)))
    if nameless:
        notes.append(Note(phrase("columns.nameless", n=nameless), warning=True))
    told = [replace(line, speaker=speaker) for line, speaker in zip(lines, who, strict=True)]
    return told, tuple(notes)


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
