"""Has the pages of a PDF file read in a process of its own, with limits on time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from qualcode.errors import TranscriptError
from qualcode.reading.document import refused
from qualcode.reading.formats.pdf import glyphs
from qualcode.reading.formats.pdf.page import Page, Rule, Word

SECONDS = 120
EXPORT = "export or print it as PDF again, or save the transcript as .docx"
REFUSALS = {
    "locked": ("is a PDF file with a password", "save a copy without the password"),
    "damaged": ("is a damaged PDF file", EXPORT),
    "pages": ("has more pages than are read from one PDF file ({count})", "split it"),
    "signs": ("holds more text than is read from one PDF file", "split it"),
    "slow": (f"takes more than {SECONDS} seconds to read as PDF", EXPORT),
}


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Read all pages; raise `TranscriptError` where the file is locked, damaged or too large."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by the running Python
            [sys.executable, "-P", glyphs.__file__],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refusal("slow") from None
    return parse_records(done.stdout.splitlines())


def parse_records(lines: Iterable[bytes]) -> tuple[Page, ...]:
    """Turn the records of the reader into pages; without the last record it has broken down."""
    pages: list[Page] = []
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:  # the reader was stopped inside a line
            break
        if "error" in record:
            raise refusal(record["error"], record.get("count", 0))
        if "end" in record:
            return tuple(pages)
        pages.append(_page(record))
    raise refusal("damaged")


def refusal(name: str, count: int = 0) -> TranscriptError:
    """Make the error for a file that cannot be read."""
    what, cure = REFUSALS[name]
    return refused(what.format(count=count), cure)


def _page(record: dict[str, Any]) -> Page:
    return Page(
        number=record["number"],
        words=tuple(_word(*word) for word in record.get("words", ())),
        rules=tuple(Rule(*rule) for rule in record.get("rules", ())),
        pictures=record.get("pictures", 0),
        width=record.get("width", 0.0),
        letters=record["letters"],
        nameless=record.get("nameless", 0),
        sideways=record.get("sideways", 0),
        lost=record.get("lost", False),
    )


def _word(
    text: str,
    left: float,
    right: float,
    base: float,
    size: float,
    style: int,
    color: int,
    blank: int,
) -> Word:
    looks = bool(style & 1), bool(style & 2), f"{color:06x}"
    return Word(text, left, right, base, max(size, 1.0), *looks, glyphs.Blank(blank))
