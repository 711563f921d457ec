"""Captions of YouTube in its own form: `0:00:01.000,0:00:04.000` and the words below."""

from __future__ import annotations

from qualcode.reading.document import Document
from qualcode.reading.formats.cues import COMMA, parse_captions
from qualcode.reading.formats.sample import Claim, Sample

SUFFIXES = (".sbv",)


def claims(sample: Sample) -> Claim:
    """Take what begins with two times and a comma between them."""
    first = sample.beginning.split("\n", 1)[0]
    return Claim.SIGNATURE if COMMA.match(first) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the words of the cues."""
    return parse_captions(sample.decoded, "sbv", COMMA)
