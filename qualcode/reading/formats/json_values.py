"""Values in JSON that somebody else has written: found by paths, names and times made one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.reading.seconds import clock_of, seconds_of

Json = Any  # dict, list, str, int, float, bool or None


def at(data: Json, path: Sequence[str]) -> Json:
    """Give what stands at the end of a path of keys, `0` for the first of a list, or None."""
    for key in path:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and key == "0" and data:
            data = data[0]
        else:
            return None
    return data


def objects(data: Json) -> list[Mapping[str, Json]]:
    """Give the objects of a list; none where it is no list."""
    return [item for item in data if isinstance(item, Mapping)] if isinstance(data, list) else []


def clock(value: Json, scale: int = 1) -> str:
    """Write a time of JSON as a clock: a number, `1.5`, `1.500s`, `00:00:01,5`; empty for none.

    `scale` is how many of its units make a second.
    """
    if isinstance(value, str):
        bare = value.strip().removesuffix("s")
        if seconds_of(bare) is not None:
            return clock_of(seconds_of(bare) or 0.0)
        try:
            value = float(bare) if len(bare) <= 20 else None
        except ValueError:
            return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return clock_of(value / scale)
    except OverflowError:
        return ""


def name_of(speaker: Json) -> str:
    """Give the name of a speaker, who may be a number or an object with a name."""
    if isinstance(speaker, Mapping):
        speaker = speaker.get("name", speaker.get("label", speaker.get("id")))
    if isinstance(speaker, bool) or speaker is None:
        return ""
    if isinstance(speaker, int):
        return f"Speaker {speaker}" if 0 <= speaker < 10_000 else ""
    return speaker.strip() if isinstance(speaker, str) else ""
