"""Codes × groups of respondents: how many persons speak of a code, and how often."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qualcode.analysis.comparing.proportions import wilson_interval
from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import KEYS, place_codings, size_panels
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
    panels = size_panels(voices)
    parts = [
        _count(placed[placed["code"].isin(members)], panels).assign(code=code, branch=branch)
        for code, branch, members in rows_of(codebook, set(placed["code"]))
    ]
    if not parts:
        parts = [_count(placed, panels).assign(code="", branch=False).iloc[:0]]
    counts = pd.concat(parts, ignore_index=True)
    return counts[["code", "branch", *counts.columns.drop(["code", "branch"])]]


def rows_of(codebook: Codebook, coded: set[str]) -> Iterator[tuple[str, bool, frozenset[str]]]:
    """Yield (code, whether it is a branch, the codes it takes in) for the rows of a comparison.

    Codes that nothing can find are left out unless somebody was coded with them; a code the
    codebook does not know comes last.
    """
    ids = [code.id for code in codebook.codes]
    found = {code.id for code in codebook.codes if code.sought} | coded
    for id in ids:
        below = frozenset(other for other in ids if other.startswith(f"{id}.")) & found
        if below:
            yield id, True, below | {id}
        if id in found:
            yield id, False, frozenset({id})
    for id in sorted(coded.difference(ids)):
        yield id, False, frozenset({id})


def _count(codings: pd.DataFrame, panels: pd.DataFrame) -> pd.DataFrame:
    negated = codings[codings["polarity"] == "negated"]
    present = codings[codings["polarity"] != "negated"]
    speakers = present[[*KEYS, "respondent"]].drop_duplicates()
    deniers = negated[[*KEYS, "respondent"]].drop_duplicates()
    only = deniers.merge(speakers, how="left", indicator=True)
    counts = {
        "present": speakers,
        "negated_only": only[only["_merge"] == "left_only"],
        "codings": present,
        "codings_negated": negated,
        "coded": present.drop_duplicates([*KEYS, "transcript", "segment"]),
    }
    table = panels.copy()
    for name, rows in counts.items():
        sizes = rows.groupby(KEYS).size().to_dict()
        keys = zip(table["language"], table["group"], strict=True)
        table[name] = pd.Series([sizes.get(key, 0) for key in keys], dtype="int64")
    return _add_shares(table)


def _add_shares(table: pd.DataFrame) -> pd.DataFrame:
    table["share"] = table["present"] / table["respondents"]
    limits = [
        wilson_interval(present, respondents)
        for present, respondents in zip(table["present"], table["respondents"], strict=True)
    ]
    table["low"] = pd.Series([low for low, _ in limits], dtype="float64")
    table["high"] = pd.Series([high for _, high in limits], dtype="float64")
    table["share_segments"] = table["coded"] / table["segments"]
    table["per_1000_words"] = 1000 * table["codings"] / table["words"].where(table["words"] > 0)
    return table
