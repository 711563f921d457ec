"""From bytes to text: which encoding a file has, and what was garbled before it was saved."""

from qualcode.reading.encodings.decode import decode
from qualcode.reading.encodings.decoded import Decoded

__all__ = ["Decoded", "decode"]
