"""Where codings stand: the units of talk, and the segments that hold what affirms a coding."""

from __future__ import annotations

import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import KEYS, said_by_respondents
from qualcode.analysis.stretches import spread_people
from qualcode.model.coding import MACHINE

PERSON = ["transcript", "respondent"]
UNIT = [*PERSON, "unit"]
LENGTHS = 4  # classes of a person's units by their words: long ones hold more of everything
LEAST_IN_CLASS = 8  # units, on average; who has fewer than 32 has fewer classes


def number_units(segments: pd.DataFrame, level: str) -> pd.Series[int]:
    """Return the number of the unit of `level` in which each segment of a respondent lies.

    Talk that is no answer is taken turn by turn where answers are asked for, as in tagging; such
    turns have negative numbers. An interview is 0.
    """
    if level == "interview":
        return pd.Series(0, index=segments.index, dtype="int64")
    if level == "answer":
        return segments["answer"].where(segments["answer"] > 0, -segments["turn"])
    return segments[level]


def list_units(frames: Frames, voices: pd.DataFrame, level: str) -> pd.DataFrame:
    """List the units of the talk that is compared; their language is that of the first segment.

    Columns: transcript, respondent, unit, language, words, group, length (its class by words among
    the units of the same respondent and language: 0 to LENGTHS - 1, short ones first, units of as
    many words in one class; those of few units have fewer classes).
    """
    said = said_by_respondents(frames)
    placed = said.assign(unit=number_units(said, level)).sort_values(
        ["transcript", "start"], kind="stable"
    )
    units = placed.drop_duplicates(UNIT)[[*UNIT, "language"]]
    words = placed.groupby(UNIT, as_index=False)["words"].sum()
    counted = voices.loc[voices["counted"], ["respondent", *KEYS]]
    whole = units.merge(words, on=UNIT).merge(counted, on=["respondent", "language"], how="inner")
    return whole.assign(length=class_lengths(whole))


def class_lengths(units: pd.DataFrame) -> pd.Series[int]:
    """Class each respondent's units of a language by their words, as `list_units` says."""
    own = units.groupby(["respondent", "language"])["words"]
    classes = (own.transform("size") // LEAST_IN_CLASS).clip(1, LENGTHS)
    return (own.rank(pct=True) * classes - 1e-9).astype("int64").clip(lower=0)


def find_affirmed(frames: Frames) -> pd.DataFrame:
    """Find the segments that hold what affirms each present coding of respondents.

    One row for coding and segment; a stretch that people coded stands in the segments of which
    half lies in it, else in the one that has most of it. Columns: row (of `codings.csv`, from 0),
    transcript, respondent, code, segment, turn, answer, start (of the first words).
    """
    segments = frames.segments[["transcript", "segment", "turn", "answer", "respondent"]]
    codings = frames.codings.reset_index(names="row")
    codings = codings[(codings["polarity"] != "negated") & (codings["respondent"] != "")]
    codings = codings[["row", *PERSON, "code", "coder", "segment", "start", "stop", "unit"]]
    placed = codings.rename(columns={"unit": "level"}).merge(
        segments.drop(columns="respondent"), on=["transcript", "segment"]
    )
    hits = frames.hits.loc[
        frames.hits["polarity"] != "negated", ["transcript", "segment", "code", "start"]
    ].merge(segments, on=["transcript", "segment"])
    machine = placed[placed["coder"] == MACHINE]
    parts = [
        _meet_hits(some, hits, str(level)) for level, some in machine.groupby("level", sort=True)
    ]
    columns = ["row", *PERSON, "code", "segment", "turn", "answer", "start"]
    found = pd.concat([placed[columns].iloc[:0], *(part[columns] for part in parts)])
    if (codings["coder"] != MACHINE).any():
        found = pd.concat([found, spread_people(codings, frames.segments)[columns]])
    alone = placed.loc[~placed["row"].isin(found["row"]), columns]
    whole = pd.concat([found, alone]).sort_values(["row", "start"], kind="stable")
    return whole.drop_duplicates(["row", "segment"]).reset_index(drop=True)


def _meet_hits(codings: pd.DataFrame, hits: pd.DataFrame, level: str) -> pd.DataFrame:
    """Join codings whose unit is `level` with the hits of the same code in the same unit."""
    keys = [*PERSON, "code", "place"]
    wanted = codings.assign(place=number_units(codings, level))[["row", *keys]]
    return wanted.merge(hits.assign(place=number_units(hits, level)), on=keys)
