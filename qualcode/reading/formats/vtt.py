"""WebVTT captions."""

from __future__ import annotations

from qualcode.reading.document import Document
from qualcode.reading.formats.cues import ARROW, parse_captions
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.normal import split_lines

SUFFIXES = (".vtt",)


def claims(sample: Sample) -> Claim:
    """Take what begins with WEBVTT, and time lines without that line in any text."""
    if sample.beginning.startswith("WEBVTT"):
        return Claim.SIGNATURE
    # 00:00.000 --> 00:27.640 in a .md without a header: the first lines tell
    first = [line for line in split_lines(sample.beginning) if line.strip()][:2]
    return Claim.CONTENT if any(map(ARROW.match, first)) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the words of the cues."""
    return parse_captions(sample.decoded, "vtt")
