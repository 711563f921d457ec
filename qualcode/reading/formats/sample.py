"""What a format may look at to say whether a file is one of its own."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.reading.encodings import Decoded


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as bytes, as text where it is text, and the ending of its name."""

    data: bytes
    suffix: str  # lower case, with the dot
    decoded: Decoded  # empty for zip files
    zipped: bool = False
