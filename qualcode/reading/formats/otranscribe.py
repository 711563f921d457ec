"""Files of oTranscribe: JSON with the text as HTML, and the times in it."""

from __future__ import annotations

import html
import re

from qualcode.reading.document import Line
from qualcode.reading.formats.json_values import Json

# <p>, <br />, <div>: what ends a line of oTranscribe
BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])\s*>", re.IGNORECASE)
STAMP = re.compile(r"<span\b[^<>]*class=\\?[\"']timestamp[^<>]*>([^<>]*)</span>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")


def written_lines(data: Json) -> tuple[Line, ...]:
    """Give the lines of the HTML in `text`; none for data that is not of oTranscribe."""
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(text, str) or not (
        {"media", "media-time"} & data.keys() or STAMP.search(text)
    ):
        return ()
    text = STAMP.sub(lambda found: f"[{found.group(1).strip()}] ", text)
    text = BREAK.sub("\n", re.sub(r"\s+", " ", text))
    lines = [html.unescape(TAG.sub("", line)).strip() for line in text.split("\n")]
    return tuple(Line(line) for line in lines) if any(lines) else ()
