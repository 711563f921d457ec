"""What people's decisions change in counting: long stretches, hits that count no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from qualcode.model.coding import MACHINE, Span
from qualcode.runs.read import Record
from qualcode.tagging.stretches import segments_in

PERSON = ["transcript", "respondent"]


def spread_people(codings: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Set each stretch that people coded beside every segment that it speaks for.

    These are the segments of the same respondent of which half lies in it, else the one that has
    most of it. One row for coding and segment, with the columns of `codings` (row, transcript,
    respondent, start, stop and others) and, of the segment: segment, turn, answer, start.
    Codings of the machine are left out.
    """
    people = codings[codings["coder"] != MACHINE]
    columns = ["segment", "turn", "answer"]
    own: dict[tuple[str, str], list[dict[str, int]]] = defaultdict(list)
    if len(people):
        for one in segments.to_dict("records"):
            numbers = {name: int(one[name]) for name in ("start", "stop", *columns)}
            own[one["transcript"], one["respondent"]].append(numbers)
    rows: list[dict[Any, Any]] = []
    for row in people.to_dict("records"):
        spoken = own.get((row["transcript"], row["respondent"]), [])
        spans = [(one["start"], one["stop"]) for one in spoken]
        for at in segments_in((row["start"], row["stop"]), spans):
            place = {name: spoken[at][name] for name in columns}
            begun = max(spoken[at]["start"], row["start"])
            rows.append({**row, **place, "start": begun})
    names = list(dict.fromkeys((*codings.columns, *columns)))
    spread = pd.DataFrame(rows, columns=names)
    types: dict[Any, Any] = codings.dtypes.to_dict()
    return spread.astype({name: types.get(name, "int64") for name in names})


def further_segments(codings: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every segment but its own that a stretch of people's speaks for.

    `codings` as `place_codings` returns them; segments in another language are left out.
    """
    spread = spread_people(codings, segments)
    spoken = ["transcript", "segment", "language"]
    same = spread.merge(segments[spoken].astype({"segment": "int64"}), on=spoken)
    firsts = set(zip(codings["row"], codings["segment"], strict=True))
    further = [key not in firsts for key in zip(same["row"], same["segment"], strict=True)]
    return same.loc[further, list(codings.columns)]


def strike_hits(tables: Mapping[str, Sequence[Record]]) -> Mapping[str, Sequence[Record]]:
    """Return the tables without the hits of codings that people have taken away."""
    gone: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for one in tables["overruled"]:
        key = str(one["transcript"]), str(one["code"]), str(one["respondent"])
        gone[key].append((int(one["start"]), int(one["stop"])))
    if not gone:
        return tables
    spoken = {
        (str(one["transcript"]), int(one["segment"])): (str(one["respondent"]), int(one["start"]))
        for one in tables["segments"]
    }

    def counts(hit: Record) -> bool:
        transcript = str(hit["transcript"])
        respondent, start = spoken[transcript, int(hit["segment"])]
        spans = gone.get((transcript, str(hit["code"]), respondent), ())
        return not any(first <= start < last for first, last in spans)

    return {**tables, "hits": tuple(filter(counts, tables["hits"]))}
