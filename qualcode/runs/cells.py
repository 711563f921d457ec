"""What a cell of a table holds beside plain text and numbers: how it is written and read."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qualcode.model.coding import Span


def format_end(end: float | None) -> str:
    """Write the end of a scale; empty where it is not known."""
    return "" if end is None else f"{end:g}"


def format_spans(spans: Iterable[Span]) -> str:
    """Write spans as `12-20 25-30`."""
    return " ".join(f"{start}-{stop}" for start, stop in spans)


def format_slots(slots: Iterable[str]) -> str:
    """Write slots as a list of JSON: an expression may hold any sign."""
    return json.dumps(list(slots), ensure_ascii=False)


def parse_slots(text: str) -> tuple[str, ...]:
    """Read what `format_slots` wrote."""
    return tuple(json.loads(text))


def parse_spans(text: str) -> tuple[Span, ...]:
    """Read what `format_spans` wrote."""
    spans = (span.split("-") for span in text.split())
    return tuple((int(start), int(stop)) for start, stop in spans)


def parse_evidence(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """Read what `tension_rows` wrote of the codings of either pole: (code, segment) of each.

    What is not written as code@segment is passed over.
    """
    first, _, second = text.partition("||")
    return _parse_side(first), _parse_side(second)


def _parse_side(text: str) -> tuple[tuple[str, int], ...]:
    parts = (part.rpartition("@") for part in text.split())
    return tuple((code, int(segment)) for code, _, segment in parts if code and segment.isdecimal())
