"""Captions: cues with a time line and the words below it, in WebVTT and SubRip alike.

An own small parser: webvtt-py keeps one voice per cue where a cue can hold two, drops the words
after a blank line inside an SRT cue and cues with odd times without a word, leaves `&amp;` as it
is, and refuses captions without the WEBVTT line, all of which are met in the field.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from qualcode.reading.document import Line
from qualcode.reading.normal import split_lines

STAMP = r"(?:\d{1,4}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"\s*({STAMP})\s*-->\s*{STAMP}(?:\s.*)?$")
BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
NUMBER = re.compile(r"\s*\d+\s*$")
# <v Anna>, <v.loud Anna Petrova>
VOICE = re.compile(r"<v(?:\.[^\s>]{0,100})?(?:\s+([^>]{0,200}))?>", re.IGNORECASE)
# <i>, </v>, <c.yellow>, <00:00:01.500>, {\an8}
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|</>|<[\d:.]+>|\{\\[^{}]*\}")


def parse_cues(text: str) -> tuple[Line, ...]:
    """Give one line per line of a cue, with the cue's time and the voice it names."""
    return tuple(line for time, words in _cues(split_lines(text)) for line in _voices(time, words))


def has_cues(text: str) -> bool:
    """Tell whether there is a time line among the first lines."""
    return any(TIMING.match(line) for line in split_lines(text[:4000]))


def _cues(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    time, words = "", list[str]()
    inside = False
    for number, line in enumerate(lines):
        if found := TIMING.match(line):
            if inside:
                yield time, words
            time, words, inside = found.group(1), [], True
        elif not inside or not _is_words(lines, number):
            continue
        elif BLOCK.match(line) and not lines[number - 1].strip():
            yield time, words
            inside = False
        else:
            words.append(line)
    if inside:
        yield time, words


def _is_words(lines: list[str], number: int) -> bool:
    """Tell whether a line is part of a cue: neither blank nor the name of the next cue.

    The name of a cue stands right above its time line: a number, or after a blank line anything.
    """
    line = lines[number]
    if not line.strip():
        return False
    if number + 1 < len(lines) and TIMING.match(lines[number + 1]):
        return not (NUMBER.match(line) or not lines[number - 1].strip())
    return True


def _voices(time: str, words: Iterable[str]) -> Iterator[Line]:
    speaker = ""
    for line in words:
        place = 0
        for found in VOICE.finditer(line):
            if before := _plain(line[place : found.start()]):
                yield Line(before, speaker=speaker, time=time)
            speaker = html.unescape(found.group(1) or "").strip()
            place = found.end()
        if rest := _plain(line[place:]):
            yield Line(rest, speaker=speaker, time=time)
        if line.rstrip().endswith("</v>"):
            speaker = ""


def _plain(text: str) -> str:
    return html.unescape(TAG.sub("", text)).strip()
