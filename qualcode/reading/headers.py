"""Tells the header of a file from the talk below it."""

from __future__ import annotations

import re

from qualcode.language.labels import fold_label
from qualcode.reading.document import Line
from qualcode.reading.label_roles import plain_role
from qualcode.reading.label_words import LETTERS
from qualcode.reading.labels import is_header_key
from qualcode.reading.set_off import is_remark, is_rule

KEY = re.compile(
    r"\s*[*_]{0,3}(?P<key>[^\s:：][^:：\t\n]{0,39}?)\s*[*_]{0,3}(?:[:：]|\t)[*_]{0,3}\s*(?P<value>.*)$"
)
FRONT = re.compile(r"---\s*$")
FRONT_END = re.compile(r"(?:---|\.\.\.)\s*$")
ASSIGNED = re.compile(r"\s*#?\w{2,30} = \S{1,60}$")  # #time_begin = 0:01:46
GREETING = re.compile(r"(?:здравств|добр|привет|hello|hi\b|good )", re.IGNORECASE)
FARTHEST = 60  # lines of a header
LEGEND = re.compile(r"\W*\w{1,15}\W*[-–—=]\s*(?P<role>[^\W\d_]+)")
UNKNOWN = 6  # lines of a header that are nothing known, one after the other
LOOKED_AT = 400  # characters at the beginning of a line
WRAPPED = 100  # characters of a line in wrapped text at most
TITLE = 12  # words of a title at most


def header_length(lines: tuple[Line, ...]) -> int:
    """Count the lines at the top that are metadata: front matter, `Дата: …`, headings, a rule."""
    length = _front_matter(lines)
    confirmed = False
    unknown = 0
    for number in range(length, min(len(lines), length + FARTHEST)):
        line = lines[number]
        if not line.text.strip():
            continue
        if _opens_talk(lines, number):
            break
        if line.heading or _is_key_line(line.text) or _is_legend(line.text):
            length, unknown, confirmed = number + 1, 0, True
        elif confirmed and _continues(lines, number, length):
            length, unknown = number + 1, 0
        else:
            unknown += 1
            if unknown > UNKNOWN or is_speech(line.text):
                break
    return length


def spaced_out(lines: tuple[Line, ...], header: int) -> bool:
    """Tell whether blank lines stand between paragraphs: one for ten lines with text at least.

    In wrapped text, where no line is long, one for thirty is enough. The `header` says nothing.
    """
    written = [n for n, line in enumerate(lines) if n >= header and line.text.strip()]
    if not written:
        return False
    blank = written[-1] - written[0] + 1 - len(written)  # those at the ends say nothing
    wrapped = all(len(line.text) <= WRAPPED for line in lines)
    return blank * (30 if wrapped else 10) >= len(written)


def _front_matter(lines: tuple[Line, ...]) -> int:
    first = next((n for n, line in enumerate(lines[:5]) if line.text.strip()), None)
    if first is None or not FRONT.match(lines[first].text):
        return 0
    for number in range(first + 1, min(len(lines), first + 200)):
        if FRONT_END.match(lines[number].text):
            keys = sum(
                bool(KEY.match(line.text, 0, LOOKED_AT)) for line in lines[first + 1 : number]
            )
            return number + 1 if keys else 0
    return 0


def _is_key_line(text: str) -> bool:
    if ASSIGNED.match(text):
        return True
    found = KEY.match(text, 0, LOOKED_AT)
    return found is not None and is_header_key(found["key"])


def _is_legend(text: str) -> bool:
    # [I] – Interviewer  [C] - Client
    found = LEGEND.match(text, 0, LOOKED_AT)
    return found is not None and bool(plain_role(found["role"])) and len(text.split()) <= TITLE


def _opens_talk(lines: tuple[Line, ...], number: int) -> bool:
    """Tell whether a line is a turn: `И: Начнём`, and no `Интервьюер: Иванова А.А.`."""
    found = KEY.match(lines[number].text, 0, LOOKED_AT)
    if lines[number].heading or found is None:
        return False
    value = found["value"].strip().strip("*_")
    if not value or plain_role(value) or _is_name(value):
        return False
    if not _names_voice(found["key"]):
        return False
    return is_speech(value) or not _in_block(lines, number)


def _is_name(text: str) -> bool:
    # Peter Asaro, N.K., Иванова А.А.
    words = text.split()
    several = len(words) > 1 or "." in text[:-1]
    return several and len(words) <= 4 and all(word[0].isupper() for word in words)


def _in_block(lines: tuple[Line, ...], number: int) -> bool:
    """Tell whether a line that names a role stands among header lines.

    They are closed by a blank line or a rule, or by the first label that comes again.
    """
    start, stop = number, number + 1
    while start > 0 and lines[start - 1].text.strip():
        start -= 1
    farthest = min(len(lines), number + FARTHEST)
    while stop < farthest and lines[stop].text.strip() and not is_rule(lines[stop].text):
        stop += 1
    pairs, again = _pairs(lines[start:stop])
    voices = [(key, value) for key, value in pairs if _names_voice(key)]
    told = [_is_name(value) or value[:1].islower() for _, value in voices]  # женщина, 45 лет
    if any(is_speech(value) for _, value in voices):
        return False
    if any(fold_label(key) in LETTERS for key, _ in voices) and not all(told):
        return False
    if (again and not any(told)) or stop == farthest:
        return False
    keys = any(is_header_key(key) and not is_speech(value) for key, value in pairs)
    return keys or (not again and stop - start == len(pairs) == 1)


def _pairs(lines: tuple[Line, ...]) -> tuple[list[tuple[str, str]], bool]:
    """Give keys and values up to the first voice that comes again, and whether one does."""
    pairs: list[tuple[str, str]] = []
    seen = set[str]()
    for line in lines:
        if found := KEY.match(line.text, 0, LOOKED_AT):
            key = fold_label(found["key"])
            if _names_voice(key) and key in seen:
                return pairs, True
            seen.add(key)
            pairs.append((key, found["value"].strip()))
    return pairs, False


def _names_voice(key: str) -> bool:
    return fold_label(key) in LETTERS or bool(plain_role(key))


def _continues(lines: tuple[Line, ...], number: int, length: int) -> bool:
    """Tell whether a line below a known header line is header too."""
    text = lines[number].text
    if is_rule(text) or is_remark(text):
        return True
    found = KEY.match(text, 0, LOOKED_AT)
    adjacent = number == length
    return bool(found and adjacent and plain_role(found["key"]) and not is_speech(found["value"]))


def is_speech(text: str) -> bool:
    """Tell whether a value is a sentence: asks, greets, or ends and is no initial (N.K.)."""
    text = text.strip()
    if not text or GREETING.match(text) or len(text.split()) > 40:
        return bool(text)
    if text[-1] in "?!…":
        return True
    last = text.split()[-1]
    return text[-1] == "." and len(last) > 3 and "." not in last[:-1]


def is_title(line: Line) -> bool:
    """Tell whether a line above the first turn is a title, a remark or a rule, not speech."""
    text = line.text
    short = len(text.split()) <= TITLE
    return line.heading or is_rule(text) or is_remark(text) or short or _is_key_line(text)
