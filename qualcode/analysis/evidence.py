"""Hits by code: what counted, how it was said, and what was taken away and why."""

from __future__ import annotations

import pandas as pd

from qualcode.analysis.frames import Frames

_MARKS = (
    ("negated", "polarity", "negated"),
    ("reported", "voice", "reported"),
    ("wish", "modality", "wish"),
    ("past", "modality", "past"),
    ("question", "modality", "question"),
)
_REASONS = (
    ("masked", "masked"),
    ("outranked", "outranked"),
    ("excluded", "excluded"),
    ("negated_away", "negated"),
)


def count_evidence(frames: Frames) -> pd.DataFrame:
    """Count the hits of every code that has any, and its suppressed hits.

    Columns: code; hits; of these negated, reported, wish, past, question; and the suppressed
    ones, which are no part of the hits: masked, outranked, excluded, negated_away.
    """
    hits, suppressed = frames.hits, frames.suppressed
    codes = sorted({*hits["code"], *suppressed["code"]})
    counts = {"hits": hits["code"].value_counts()}
    for name, column, value in _MARKS:
        counts[name] = hits.loc[hits[column] == value, "code"].value_counts()
    for name, reason in _REASONS:
        counts[name] = suppressed.loc[suppressed["reason"] == reason, "code"].value_counts()
    table = pd.DataFrame({"code": pd.Series(codes, dtype="str")})
    for name, sizes in counts.items():
        table[name] = table["code"].map(sizes.to_dict()).fillna(0).astype("int64")
    return table
