"""SubRip captions."""

from __future__ import annotations

import re

from qualcode.reading.document import Document
from qualcode.reading.formats.cues import parse_captions
from qualcode.reading.formats.sample import Claim, Sample

SUFFIXES = (".srt",)
# a number, then a time line with commas
BEGINNING = re.compile(r"(?:\d+\s*[\r\n]+\s*)?\d+:\d+:\d+,\d+\s*-->")
NUMBERED = re.compile(r"\d+\s*[\r\n]+\s*[\d:.,]+\s*-->")


def claims(sample: Sample) -> Claim:
    """Take what begins with a numbered cue or a time with a comma."""
    head = sample.beginning
    return Claim.SIGNATURE if BEGINNING.match(head) or NUMBERED.match(head) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the words of the cues."""
    return parse_captions(sample.decoded, "srt")
