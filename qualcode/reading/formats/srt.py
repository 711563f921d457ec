"""SubRip captions."""

from __future__ import annotations

import re

from qualcode.reading.document import Document
from qualcode.reading.formats.cues import parse_captions
from qualcode.reading.formats.sample import Sample

SUFFIXES = (".srt",)
# a number, then a time line with commas
BEGINNING = re.compile(r"[\ufeff\s]*(?:\d+\s*[\r\n]+\s*)?\d+:\d+:\d+,\d+\s*-->")
NUMBERED = re.compile(r"[\ufeff\s]*\d+\s*[\r\n]+\s*[\d:.,]+\s*-->")


def claims(sample: Sample) -> int:
    """Take what begins with a numbered cue or a time with a comma."""
    text = sample.decoded.text[:2000]
    return 3 if BEGINNING.match(text) or NUMBERED.match(text) else 0


def parse(sample: Sample) -> Document:
    """Give the words of the cues."""
    return parse_captions(sample.decoded, "srt")
