"""WebVTT captions."""

from __future__ import annotations

from qualcode.reading.document import Document
from qualcode.reading.formats.cues import has_cues, parse_captions
from qualcode.reading.formats.sample import Sample

SUFFIXES = (".vtt",)


def claims(sample: Sample) -> int:
    """Take what begins with WEBVTT, and time lines without that line in any text."""
    text = sample.decoded.text
    if text.lstrip("\ufeff").startswith("WEBVTT"):
        return 3
    return 2 if _begins_with_cue(text) else 0


def _begins_with_cue(text: str) -> bool:
    # 00:00.000 --> 00:27.640 in a .md without a header: the first lines tell
    first = [line for line in text[:2000].splitlines() if line.strip()][:2]
    return any("-->" in line for line in first) and has_cues("\n".join(first))


def parse(sample: Sample) -> Document:
    """Give the words of the cues."""
    return parse_captions(sample.decoded, "vtt")
