"""How times are written beside speech, and how they are cut off its edges."""

from __future__ import annotations

import re

# 0:03, 12:31, 00:12:31, 00:00:05-3 (f4), 00:00:05.250
CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:-\d)?"
LONG_CLOCK = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?(?:-\d)?"
# a time in its own marks: [00:12:31], (12:31), #00:00:05-3#, <00:12:31>, {00:12:31}
MARKED = rf"(?:\[\s*{CLOCK}\s*\]|\(\s*{CLOCK}\s*\)|#\s*{CLOCK}\s*#|<\s*{CLOCK}\s*>|\{{{CLOCK}\}})"
TIME = rf"(?:{MARKED}|{CLOCK})"

_CLOCK = re.compile(CLOCK)
_LEADING = re.compile(rf"\s*(?:{MARKED}|{LONG_CLOCK}(?=\s|$))\s*")
_TRAILING = re.compile(rf"\s*{MARKED}\s*$")
_ALONE = re.compile(rf"\s*{TIME}\s*$")
_TAIL = 40  # longer than any marked time


def is_time(text: str) -> bool:
    """Tell whether a line is nothing but a time: nobody's speech."""
    return bool(_ALONE.match(text))


def clock(written: str) -> str:
    """Take the bare time out of its marks: `[00:12:31]` → `00:12:31`; empty where there is none."""
    found = _CLOCK.search(written)
    return found.group() if found else ""


def trim_times(text: str, start: int, stop: int) -> tuple[int, int, str]:
    """Move the edges of a stretch inwards over blanks and times; also give the first time cut."""
    time = ""
    while True:
        before = start, stop
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if found := _LEADING.match(text, start, stop):
            time = time or clock(found.group())
            start = found.end()
        elif found := _TRAILING.search(text, max(start, stop - _TAIL), stop):
            time = time or clock(found.group())
            stop = found.start()
        if (start, stop) == before:
            return start, stop, time
