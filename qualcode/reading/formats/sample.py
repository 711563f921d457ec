"""What a format may look at to say whether a file is one of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qualcode.reading.declared import Declared
from qualcode.reading.encodings import Decoded, decode

ZIP = b"PK\x03\x04"
BINARY = (ZIP, b"%PDF", b"{\\rtf")  # how files begin that are never decoded as a whole


@dataclass(frozen=True)
class Sample:
    """A file as bytes, as text where it is text, and the ending of its name."""

    data: bytes
    suffix: str  # lower case, with the dot
    declared: Declared = Declared()  # noqa: RUF009  # frozen

    @property
    def zipped(self) -> bool:
        """Tell whether it is a zip file: Word, OpenDocument, Excel."""
        return self.data.startswith(ZIP)

    @cached_property
    def decoded(self) -> Decoded:
        """The text, empty for files that are no text; TranscriptError as `decode`."""
        if self.data.startswith(BINARY):
            return Decoded("", "")
        return decode(self.data, self.declared.encoding, self.declared.repair)
