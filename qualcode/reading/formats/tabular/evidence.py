"""Finds the columns of a transcript by what stands in them, where no names tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.formats.tabular.columns import Columns, Place, Row, left_out
from qualcode.reading.formats.tabular.names import ABOUT, plain_name, rank
from qualcode.reading.label_roles import paired_roles, plain_role
from qualcode.reading.seconds import number_of, seconds_of, split_span

LONG = 3.0  # words of a cell, on average: speech, and no attribute
SHORT = 40  # characters of a speaker's name
MOST_SPEAKERS = 12  # who are told apart by evidence alone


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in a column below the first row."""

    place: int
    name: str
    filled: int
    words: float  # of a filled cell, on average
    longest: int  # characters
    values: Counter[str]  # folded cells
    times: bool  # all filled cells are times
    counting: bool  # numbers that never fall


def columns_by_evidence(rows: Sequence[Row]) -> Columns | None:
    """Find speech as the long column and the speaker as the one with few short values.

    A table of respondents has such columns too, so one thing more must speak for a transcript: a
    column named as one, times that never fall, or labels of interviewers and respondents.
    """
    if len(rows) < 3:
        return None
    width = max(map(len, rows))
    columns = [_look(rows, place) for place in range(width)]
    said = [column for column in columns if column.words >= LONG and not column.times]
    if not said:
        return None
    text = max(said, key=lambda column: column.words * column.filled)
    who = max(
        (column for column in columns if column is not text and _may_be_who(column, text)),
        key=_likeness,
        default=None,
    )
    when = next((column for column in columns if column.times), None)
    if who is None and when is None:
        return None
    if not _speaks_for_it(text, who, when, rows):
        return None
    places: Place = {"text": text.place}
    if who:
        places["speaker"] = who.place
    if when:
        places["start"] = when.place
    header = 0 if _is_header(rows[0], places, who) else -1
    left = left_out(rows[0] if header == 0 else (), places, rows)
    return Columns(header, places, _evidence(text, who, when), *left)


def _look(rows: Sequence[Row], place: int) -> _Column:
    cells = [row[place].strip() for row in rows[1:] if place < len(row)]
    filled = [cell for cell in cells if cell]
    first = rows[0][place].strip() if place < len(rows[0]) else ""
    spans = [split_span(cell)[0] for cell in filled]
    numbers = [number_of(cell) for cell in filled]
    rising = [number for number in numbers if number is not None]
    return _Column(
        place=place,
        name=first,
        filled=len(filled),
        words=sum(len(cell.split()) for cell in filled) / max(len(filled), 1),
        longest=max(map(len, filled), default=0),
        values=Counter(map(fold_label, filled)),
        times=bool(filled) and all(seconds_of(span) is not None for span in spans),
        counting=len(rising) == len(filled) > 0 and rising == sorted(rising),
    )


def _may_be_who(column: _Column, text: _Column) -> bool:
    few = 1 < len(column.values) <= min(MOST_SPEAKERS, max(2, column.filled // 2))
    short = column.longest <= SHORT and column.words < LONG
    counts = column.times or column.counting
    return few and short and not counts and column.filled > 1 and column.words < text.words


def _likeness(column: _Column) -> tuple[bool, bool, int, int]:
    known = rank(plain_name(column.name), "speaker") >= 0
    return known, _has_roles(column), -len(column.values), -column.place


def _has_roles(column: _Column) -> bool:
    labels = frozenset(column.values)
    return bool(paired_roles(labels)) or any(map(plain_role, labels))


def _speaks_for_it(
    text: _Column, who: _Column | None, when: _Column | None, rows: Sequence[Row]
) -> bool:
    names = [plain_name(cell) for cell in rows[0]]
    if ABOUT & set(names):
        return False
    if rank(plain_name(text.name), "text") >= 0:
        return True
    if who and (rank(plain_name(who.name), "speaker") >= 0 or _has_roles(who)):
        return True
    if when is None:
        return False
    below = [
        seconds_of(split_span(row[when.place])[0]) for row in rows[1:] if when.place < len(row)
    ]
    known = [seconds for seconds in below if seconds is not None]
    return known == sorted(known)


def _is_header(row: Row, places: Place, who: _Column | None) -> bool:
    """Tell whether the first row names columns where its names are not known."""
    cells = {kind: row[place].strip() if place < len(row) else "" for kind, place in places.items()}
    if "start" in cells:
        return seconds_of(split_span(cells["start"])[0]) is None
    if any(rank(plain_name(cells[kind]), kind) >= 0 for kind in cells):
        return True
    return who is not None and fold_label(cells["speaker"]) not in who.values


def _evidence(text: _Column, who: _Column | None, when: _Column | None) -> Phrase:
    shown = [phrase("column.long", place=text.place + 1, words=round(text.words))]
    if who:
        shown.insert(0, phrase("column.few", place=who.place + 1, n=len(who.values)))
    if when:
        shown.append(phrase("column.times", place=when.place + 1))
    return phrase("columns.evidence", columns=tuple(shown))
