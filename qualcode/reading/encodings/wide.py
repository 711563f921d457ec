"""UTF-16 and UTF-32 without a mark, known by what nearly all their characters are.

UTF-16 LE without a mark is sound UTF-8 as well, full of control characters: `И` is 18 04.
"""

from __future__ import annotations

import re

from qualcode.reading.encodings.names import WIDE, Encoding

SAMPLE = 64 * 1024  # bytes; a multiple of four
LEAST = 0.9  # of all characters are plain ones
_PLAIN = re.compile("[\t\r\n -~\u00a0-\u017f\u0400-\u052f\u2010-\u2044\u20ac\u20bd\u2116\u2122]")


def find_wide(data: bytes) -> tuple[Encoding, float] | None:
    """Find the one of four encodings in which the bytes are plain text, and how plain it is."""
    sample = data[:SAMPLE]
    if b"\0" not in sample and b"\4" not in sample:
        return None
    shares = {encoding: _plain_share(sample, encoding) for encoding in WIDE}
    best = max(shares, key=lambda encoding: shares[encoding])
    return (best, shares[best]) if shares[best] >= LEAST else None


def _plain_share(sample: bytes, encoding: Encoding) -> float:
    text = sample.decode(encoding.codec, errors="replace")
    return len(_PLAIN.findall(text)) / len(text) if len(text) > 1 else 0.0
