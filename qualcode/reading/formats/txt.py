"""Plain text: every line as it stands."""

from __future__ import annotations

import re

from qualcode.reading.document import Document, Line
from qualcode.reading.formats.md import parse_markdown
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.normal import split_lines

SUFFIXES = (".txt",)
# **Anna:** Hello — markdown under another name
BOLD_LABEL = re.compile(r"^(?:\*\*|__)[^*_\n]{1,60}(?:\*\*|__)", re.MULTILINE)


def claims(sample: Sample) -> Claim:
    """Take any text that nobody else knows better."""
    return Claim.NAME if sample.suffix in SUFFIXES or not sample.suffix else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the lines; bold labels in markdown are understood."""
    text = sample.decoded.text
    if len(BOLD_LABEL.findall(text)) >= 2:
        lines = parse_markdown(text, headings=False)
    else:
        lines = tuple(Line(line) for line in split_lines(text))
    return Document(lines, "txt", sample.decoded.encoding, notes=sample.decoded.notes)
