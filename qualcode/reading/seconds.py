"""Times of cues, cells and JSON: written in many ways, counted in seconds."""

from __future__ import annotations

import math
import re

from qualcode.reading.times import clock

# 5:00, 0:00:45, 00:00:05,250, #00:00:05-3#, and with frames 01:00:10:12
PARTS = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,-](\d{1,9})|[:;]\d{2})?")
ALONE = re.compile(rf"[\[(#<{{]?\s*{PARTS.pattern}\s*[\])#>}}]?")
# 00:00:05 - 00:00:10, 0:00.0 --> 0:05.2
SPAN = re.compile(rf"\s*({ALONE.pattern})\s*(?:[-–—]|-->)\s*({ALONE.pattern})\s*$")
NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,9})?$")
LATEST = 10_000 * 3600  # seconds: no record is longer


def seconds_of(written: str) -> float | None:
    """Count the seconds of a time; None for what is none."""
    found = ALONE.fullmatch(written.strip())
    if not found:
        return None
    hours, minutes, seconds, part = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part or 0}")


def number_of(written: str) -> float | None:
    """Give the number in a cell, `12.5` or `12,5`; None where there is none."""
    found = NUMBER.match(written.strip())
    return float(found.group().replace(",", ".")) if found else None


def split_span(written: str) -> tuple[str, str]:
    """Give both times of `00:00:05 - 00:00:10`; the second is empty where there is one alone."""
    if found := SPAN.match(written):
        return found.group(1), found.group(6)
    return written, ""


def bare_clock(written: str) -> str:
    """Take a time out of its marks as it is written; empty for what is none."""
    if seconds_of(written) is None:
        return ""
    return clock(written) or written.strip("[](){}<># \t")


def clock_of(seconds: float) -> str:
    """Write seconds as a time: 280.25 → `00:04:40.250`; empty where they cannot be one."""
    if not math.isfinite(seconds) or not 0 <= seconds <= LATEST:
        return ""
    whole = round(seconds * 1000)
    hours, rest = divmod(whole, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
