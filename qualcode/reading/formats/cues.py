"""Captions: cues with a time line and the words below it, in WebVTT, SubRip and SBV alike.

An own small parser: webvtt-py keeps one voice per cue where a cue can hold two, drops the words
after a blank line inside an SRT cue and cues with odd times without a word, leaves `&amp;` as it
is, and refuses captions without the WEBVTT line, all of which are met in the field.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line
from qualcode.reading.encodings import Decoded
from qualcode.reading.normal import split_lines
from qualcode.reading.seconds import seconds_of

STAMP = r"(?:\d{1,4}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"
ARROW = re.compile(rf"\s*({STAMP})\s*-->\s*({STAMP})(?:\s.*)?$")
COMMA = re.compile(r"\s*(\d+:\d\d:\d\d\.\d{3}),(\d+:\d\d:\d\d\.\d{3})\s*$")
BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
NUMBER = re.compile(r"\s*\d+\s*$")
# <v Anna>, <v.loud Anna Petrova>
VOICE = re.compile(r"<v(?:\.[^\s>]{0,100})?(?:\s+([^>]{0,200}))?>", re.IGNORECASE)
# <i>, </v>, <c.yellow>, <00:00:01.500>, {\an8}
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|</>|<[\d:.]+>|\{\\[^{}]*\}")
ROLLING = 0.6  # of the cues begin with the end of the one before: automatic captions that roll
MOMENT = 0.1  # seconds
FEWEST = 4  # cues from which that can be told


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands on the screen at one time."""

    lines: tuple[Line, ...]  # each with the cue's times and the voice it names

    def words(self) -> tuple[str, ...]:
        """Give the lines as text."""
        return tuple(line.text for line in self.lines)

    def seconds(self) -> float:
        """Tell how long it stands there."""
        start, stop = seconds_of(self.lines[0].time), seconds_of(self.lines[0].ends)
        return 0.0 if start is None or stop is None else stop - start


def parse_captions(decoded: Decoded, format: str, timing: re.Pattern[str] = ARROW) -> Document:
    """Give the words of the cues; `timing` finds both times of a cue in its time line."""
    cues = [Cue(tuple(_voices(times, words))) for times, words in _cues(decoded.text, timing)]
    return make_captions(cues, format, decoded.encoding, decoded.notes)


def make_captions(
    cues: Iterable[Cue], format: str, encoding: str, notes: tuple[Note, ...] = ()
) -> Document:
    """Put cues together, each line once: automatic captions repeat it in the next cue."""
    spoken = [cue for cue in cues if cue.lines]
    kept, repeated = _unrolled(spoken)
    if repeated:
        notes = (*notes, Note(phrase("captions.rolling", n=repeated, cues=len(spoken))))
    lines = tuple(line for cue in kept for line in cue.lines)
    return Document(lines, format, encoding, captions=True, notes=notes)


def _unrolled(cues: list[Cue]) -> tuple[list[Cue], int]:
    """Take away the lines that a cue repeats of the one before, and count them.

    Only where most cues do so and go on with new words, or stand for a moment only: people do
    say a thing twice, and programs that hear nothing repeat one sentence for minutes.
    """
    overlaps = [0] if cues else []
    overlaps += [_overlap(above.words(), below.words()) for above, below in pairwise(cues)]
    rolling = sum(
        size > 0 and (size < len(cue.lines) or cue.seconds() <= MOMENT)
        for cue, size in zip(cues, overlaps, strict=True)
    )
    if len(cues) < FEWEST or rolling < ROLLING * (len(cues) - 1):
        return cues, 0
    kept = [Cue(cue.lines[size:]) for cue, size in zip(cues, overlaps, strict=True)]
    return kept, sum(overlaps)


def _overlap(above: tuple[str, ...], below: tuple[str, ...]) -> int:
    """Count the lines at the beginning of a cue that are the last ones of the cue before."""
    for size in range(min(len(above), len(below)), 0, -1):
        if above[-size:] == below[:size]:
            return size
    return 0


Times = tuple[str, str]


def _cues(text: str, timing: re.Pattern[str]) -> Iterator[tuple[Times, list[str]]]:
    lines = split_lines(text)
    times, words = ("", ""), list[str]()
    inside = False
    for number, line in enumerate(lines):
        if found := timing.match(line):
            if inside:
                yield times, words
            times, words, inside = (found.group(1), found.group(2)), [], True
        elif not inside or not _is_words(lines, number, timing):
            continue
        elif BLOCK.match(line) and not lines[number - 1].strip():
            yield times, words
            inside = False
        else:
            words.append(line)
    if inside:
        yield times, words


def _is_words(lines: list[str], number: int, timing: re.Pattern[str]) -> bool:
    """Tell whether a line is part of a cue: neither blank nor the name of the next cue.

    The name of a cue stands right above its time line: a number, or after a blank line anything.
    """
    line = lines[number]
    if not line.strip():
        return False
    if number + 1 < len(lines) and timing.match(lines[number + 1]):
        return not (NUMBER.match(line) or not lines[number - 1].strip())
    return True


def _voices(times: Times, words: Iterable[str]) -> Iterator[Line]:
    speaker, (time, ends) = "", times
    for line in words:
        place = 0
        for found in VOICE.finditer(line):
            if before := plain_words(line[place : found.start()]):
                yield Line(before, speaker=speaker, time=time, ends=ends)
            speaker = html.unescape(found.group(1) or "").strip()
            place = found.end()
        if rest := plain_words(line[place:]):
            yield Line(rest, speaker=speaker, time=time, ends=ends)
        if line.rstrip().endswith("</v>"):
            speaker = ""


def plain_words(text: str) -> str:
    """Take the markup out of a line of a cue."""
    return html.unescape(TAG.sub("", text)).strip()
