"""SubStation Alpha captions: events with the fields that a line `Format:` names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.reading.document import Document, Line
from qualcode.reading.formats.cues import Cue, make_captions, plain_words
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.normal import split_lines
from qualcode.reading.seconds import seconds_of

SUFFIXES = (".ass", ".ssa")
FIELDS: tuple[str, ...] = (
    "layer",
    "start",
    "end",
    "style",
    "name",
    "marginl",
    "marginr",
    "marginv",
    "effect",
)
BREAK = re.compile(r"\\[Nn]")
DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}")


def claims(sample: Sample) -> Claim:
    """Take what begins with the section that names the script."""
    return Claim.SIGNATURE if sample.beginning.startswith("[Script Info]") else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the words of the events in the order of their times."""
    decoded = sample.decoded
    cues = sorted(_events(decoded.text), key=lambda cue: seconds_of(cue.lines[0].time) or 0.0)
    return make_captions(cues, "ass", decoded.encoding, decoded.notes)


def _events(text: str) -> Iterator[Cue]:
    fields, inside = FIELDS, False
    for line in split_lines(text):
        kind, _, rest = line.partition(":")
        if line.startswith("["):
            inside = line.strip().casefold() == "[events]"
        elif inside and kind == "Format":
            # the words are the last field: they may hold commas
            fields = tuple(name.strip().casefold() for name in rest.split(","))[:-1]
        elif inside and kind == "Dialogue" and not DRAWING.search(rest):
            *values, words = rest.split(",", len(fields))
            event = dict(zip(fields, map(str.strip, values), strict=False))
            who = event.get("name", event.get("actor", ""))
            time, ends = event.get("start", ""), event.get("end", "")
            parts = [plain_words(part.replace("\\h", " ")) for part in BREAK.split(words)]
            if lines := tuple(Line(part, who, time, ends=ends) for part in parts if part):
                yield Cue(lines)
