"""Texts as office files can hold them."""

from __future__ import annotations

import re

SHOWN_FOR_CONTROLS = "\ufffd"

# What XML 1.0 cannot hold: section 2.2 of the recommendation, without tab and line ends.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def make_storable(text: str) -> str:
    """Return `text` with one kind of line end, and � for signs that no office file can hold."""
    return _FORBIDDEN.sub(SHOWN_FOR_CONTROLS, text.replace("\r\n", "\n").replace("\r", "\n"))
