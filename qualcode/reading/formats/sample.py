"""What a format may look at to say whether a file is one of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from qualcode.reading.declared import NOTHING, Declared
from qualcode.reading.encodings import Decoded, decode
from qualcode.reading.formats.archive import ZIP

RTF = b"{\\rtf"
BINARY = (ZIP, b"%PDF", RTF)  # how files begin that are never decoded as a whole
LEAD = b"\xef\xbb\xbf \t\r\n"  # what may stand before the first sign of a file
BEGINNING = 4000  # characters


class Claim(IntEnum):
    """How surely a file is of a format; the surest format reads it."""

    NO = 0
    NAME = 1  # it is named so
    CONTENT = 2  # it looks so
    SIGNATURE = 3  # it begins as no other does


@dataclass(frozen=True)
class Sample:
    """A file as bytes, as text where it is text, and the ending of its name."""

    data: bytes
    suffix: str  # lower case, with the dot
    declared: Declared = NOTHING

    @property
    def zipped(self) -> bool:
        """Tell whether it is a zip file: Word, OpenDocument, Excel."""
        return self.data.startswith(ZIP)

    @property
    def beginning(self) -> str:
        """The first characters of the text, without blanks before them; errors as `decoded`."""
        return self.decoded.text[:BEGINNING].lstrip("\ufeff \t\r\n")

    @cached_property
    def decoded(self) -> Decoded:
        """The text, empty for files that are no text; TranscriptError as `decode`."""
        if self.data.startswith(BINARY):
            return Decoded("", "")
        return decode(self.data, self.declared.encoding, self.declared.repair)
