"""Codes × groups of respondents: how many persons speak of a code, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pandas as pd

from qualcode.analysis.comparing.proportions import wilson_interval
from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import KEYS, place_codings, size_panels
from qualcode.analysis.stretches import further_segments
from qualcode.model.codebook import Codebook

CODES = describe(
    "codes",
    "One row for each code (or branch of codes), language and group, in the codebook's order.",
    {
        "code": "the code's id",
        "branch": "True where the row is for this code and all below it",
        "language": "of the talk; languages are never counted together",
        "group": "of respondents",
        "respondents": "in the group",
        "segments": "of the group",
        "words": "of the group",
        "present": "respondents with a coding that is affirmed or mixed",
        "negated_only": "respondents all of whose codings are negated",
        "codings": "those affirmed or mixed",
        "codings_negated": "those wholly negated",
        "coded": "segments with a present coding; in larger units that of the first evidence",
        "share": "present / respondents",
        "low": "Wilson 95 % lower limit of the share",
        "high": "its upper limit",
        "share_segments": "coded / segments",
        "per_1000_words": "codings for 1,000 words",
    },
    source="Wilson 1927, JASA 22:209-212",
)


def compare_codes(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count every code in every group of every language: the table CODES.

    `voices` comes from `assign_groups`.
    """
    placed = place_codings(frames, voices)
    rows = list(rows_of(codebook, set(placed["code"])))
    counted = pd.DataFrame(
        [(code, branch) for code, branch, _ in rows], columns=["code", "branch"]
    ).astype({"code": "str", "branch": "bool"})
    counted["item"] = range(len(rows))
    table = counted.merge(size_panels(voices), how="cross")
    members = [(code, at) for at, (_, _, codes) in enumerate(rows) for code in sorted(codes)]
    of = pd.DataFrame(members, columns=["code", "item"]).astype({"code": "str", "item": "int64"})
    further = further_segments(placed, frames.segments)
    counted = _count(placed.merge(of, on="code"), further.merge(of, on="code"), table)
    return _add_shares(counted).drop(columns="item")


def rows_of(codebook: Codebook, coded: set[str]) -> Iterator[tuple[str, bool, frozenset[str]]]:
    """Yield (code, whether it is a branch, the codes it takes in) for the rows of a comparison.

    Codes that nothing can find are left out unless somebody was coded with them; a code the
    codebook does not know comes last.
    """
    ids = [code.id for code in codebook.codes]
    found = {code.id for code in codebook.codes if code.sought} | coded
    below: dict[str, set[str]] = {}
    for id in found.intersection(ids):
        above = id.split(".")[:-1]
        for depth in range(1, len(above) + 1):
            below.setdefault(".".join(above[:depth]), set()).add(id)
    for id in ids:
        if id in below:
            yield id, True, frozenset({id, *below[id]})
        if id in found:
            yield id, False, frozenset({id})
    for id in sorted(coded.difference(ids)):
        yield id, False, frozenset({id})


def _count(codings: pd.DataFrame, further: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Count the codings of each item in each group of each language; a row of `table` is one.

    `further`: the other segments that people's codings speak for.
    """
    keys = ["item", *KEYS]
    negated = codings[codings["polarity"] == "negated"]
    present = codings[codings["polarity"] != "negated"]
    held = pd.concat([present, further[further["polarity"] != "negated"]])
    speakers = present[[*keys, "respondent"]].drop_duplicates()
    deniers = negated[[*keys, "respondent"]].drop_duplicates()
    only = deniers.merge(speakers, how="left", indicator=True)
    counts = {
        "present": speakers,
        "negated_only": only[only["_merge"] == "left_only"],
        "codings": present,
        "codings_negated": negated,
        "coded": held.drop_duplicates([*keys, "transcript", "segment"]),
    }
    wanted = list(zip(*(table[key] for key in keys), strict=True))
    for name, rows in counts.items():
        sizes = rows.groupby(keys).size().to_dict()
        table[name] = pd.Series([sizes.get(key, 0) for key in wanted], dtype="int64")
    return table


def _add_shares(table: pd.DataFrame) -> pd.DataFrame:
    table["share"] = table["present"] / table["respondents"]
    interval = cache(wilson_interval)
    limits = [
        interval(present, respondents)
        for present, respondents in zip(table["present"], table["respondents"], strict=True)
    ]
    table["low"] = pd.Series([low for low, _ in limits], dtype="float64")
    table["high"] = pd.Series([high for _, high in limits], dtype="float64")
    table["share_segments"] = table["coded"] / table["segments"]
    table["per_1000_words"] = 1000 * table["codings"] / table["words"].where(table["words"] > 0)
    return table
