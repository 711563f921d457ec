"""Turns in columns: time, who, text, or a table with questions beside answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import paired_roles, plain_role
from qualcode.reading.labels import clean_label, looks_like_label, looks_like_role
from qualcode.reading.layouts.grounds import grounds
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.times import TIME, clock

WHO = frozenset("кто говорящий спикер who speaker name имя роль role участник".split())
TEXT = frozenset("реплика текст text words utterance speech transcript высказывание".split())
ASKED = frozenset("вопрос вопросы question questions".split())
ANSWERED = frozenset("ответ ответы answer answers".split())
SURE = 4.5  # for a row: more than for a declared label in a looser form
ONLY_TIME = re.compile(rf"\s*{TIME}\s*$")
ONLY_NUMBER = re.compile(r"\d{0,4}[.)]?$")


def columns(page: Page) -> Iterator[Layout]:
    """Propose rows of time, speaker and text, and rows of question and answer."""
    rows = tuple((number, _cells(page.lines[number].text)) for number in page.written())
    for found in (_who_columns(rows, page), _answer_columns(rows)):
        if len(found) >= 2:
            yield Layout("columns", found, SURE * len(found), grounds(found))


def _cells(text: str) -> list[tuple[int, str]]:
    """Give the cells of a line with the column each begins at."""
    cells, place = [], 0
    for cell in text.split("\t"):
        cells.append((place, cell))
        place += len(cell) + 1
    return cells


Rows = tuple[tuple[int, list[tuple[int, str]]], ...]


def _who_columns(rows: Rows, page: Page) -> tuple[Mark, ...]:
    who, text = _header_place(rows, WHO, TEXT), _header_place(rows, TEXT, WHO)
    numbered = _numbered_rows(rows)
    marks = []
    for number, cells in rows:
        place = who if 0 <= who < text else _place_after_time(cells)
        if place < 0 and number in numbered:
            place = 1
        words = text if 0 <= who < text else place + 1
        if place < 0 or words >= len(cells) or _is_header(cells):
            continue
        label = clean_label(cells[place][1])
        shaped = looks_like_label(label) or looks_like_role(label)
        if not shaped and not page.declared.named(label):
            continue
        time = next((clock(cell) for _, cell in cells[:words] if ONLY_TIME.match(cell)), "")
        marks.append(Mark(number, 0, cells[words][0], label, time, sure=True))
    return tuple(marks)


def _place_after_time(cells: list[tuple[int, str]]) -> int:
    # 00:00:03<TAB>инт<TAB>text; a number or an empty cell may stand before the time
    for place, (_, text) in enumerate(cells[:3]):
        if ONLY_TIME.match(text):
            return place + 1 if len(cells) > place + 2 else -1
        if not ONLY_NUMBER.match(text.strip()):
            return -1
    return -1


def _numbered_rows(rows: Rows) -> frozenset[int]:
    """Give the lines `7<TAB>И<TAB>text`, where they count on and the labels are known or recur."""
    found = [
        (line, int(number), fold_label(cells[1][1]))
        for line, cells in rows
        if len(cells) > 2
        and (number := cells[0][1].strip().rstrip(".)")).isdecimal()
        and len(number) <= 4
        and looks_like_label(cells[1][1])
    ]
    labels = Counter(label for _, _, label in found)
    known = paired_roles(frozenset(labels)) or any(map(plain_role, labels))
    recur = len(labels) > 1 and min(labels.values()) > 1
    counting = all(before < after for (_, before, _), (_, after, _) in pairwise(found))
    return frozenset(line for line, _, _ in found) if counting and (known or recur) else frozenset()


def _header_place(rows: Rows, *kinds: frozenset[str]) -> int:
    """Find the column of the first kind, in a row that names a column of every kind."""
    for _, cells in rows[:40]:
        names = [fold_label(text) for _, text in cells]
        places = [next((i for i, n in enumerate(names) if n in kind), -1) for kind in kinds]
        if len(names) >= 2 and min(places) >= 0:
            return places[0]
    return -1


def _is_header(cells: list[tuple[int, str]]) -> bool:
    names = {fold_label(text) for _, text in cells}
    return bool(names & WHO and names & TEXT) or bool(names & ASKED and names & ANSWERED)


def _answer_columns(rows: Rows) -> tuple[Mark, ...]:
    asked = _header_place(rows, ASKED, ANSWERED)
    answered = _header_place(rows, ANSWERED, ASKED)
    if asked < 0:
        return ()
    names = ["", ""]
    marks = []
    for number, cells in rows:
        if _is_header(cells):
            names = [clean_label(cells[asked][1]), clean_label(cells[answered][1])]
        elif names[0]:
            start = 0
            for place, name in sorted(((asked, names[0]), (answered, names[1]))):
                if place < len(cells) and cells[place][1].strip():
                    marks.append(Mark(number, start, cells[place][0], name, sure=True))
                    start = cells[place][0] + len(cells[place][1])
    return tuple(marks)
