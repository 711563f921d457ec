"""Respondents → the groups that are compared, each language in a panel of its own."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.errors import Problem, StudyError
from qualcode.respondents.table import Table

LEAST_SHARE = 0.1  # of a respondent's words, for a place in the panel of a language
KEYS = ["language", "group"]


def assign_groups(frames: Frames, table: Table, by: str = "type") -> pd.DataFrame:
    """Say which respondents are compared in which group; one row for respondent and language.

    Columns: respondent, language, group (the respondent's type, or the value of the column `by`
    of the respondents table; empty when it has none), segments, words, share (of the
    respondent's words), main (the language of most words), counted (main, or a tenth of the
    words at least: a stray sentence makes nobody a speaker of a language).
    StudyError when there is no column `by`.
    """
    check_attribute(by, table.attributes)
    said = said_by_respondents(frames)
    voices = said.groupby(["respondent", "language"], as_index=False).agg(
        segments=("segment", "size"), words=("words", "sum")
    )
    total = voices.groupby("respondent")["words"].transform("sum")
    voices["share"] = (voices["words"] / total.where(total > 0, 1)).astype("float64")
    most = voices.sort_values(["words", "language"], ascending=[False, True], kind="stable")
    voices["main"] = voices.index.isin(most.drop_duplicates("respondent").index)
    voices["counted"] = voices["main"] | (voices["share"] >= LEAST_SHARE)
    groups = voices["respondent"].map(_groups(said, table, by))
    voices.insert(2, "group", groups.astype("str"))
    return voices


def check_attribute(by: str, attributes: Sequence[str]) -> None:
    """Refuse a column that respondents cannot be compared by."""
    from rapidfuzz.process import extractOne

    known = ["type", *attributes]
    if by in known:
        return
    near = extractOne(by, known, score_cutoff=60)
    cure = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
    raise StudyError(
        Problem("respondents.csv", f"has no column `{by}` to compare respondents by", cure=cure)
    )


def said_by_respondents(frames: Frames) -> pd.DataFrame:
    """Return the segments of those who are known as respondents."""
    return frames.segments[frames.segments["respondent"] != ""]


def _groups(said: pd.DataFrame, table: Table, by: str) -> dict[str, str]:
    """Map every respondent who speaks to a group."""
    groups = dict(zip(said["respondent"], said["type"], strict=True))
    if by == "type":
        return groups
    known = {person.id: dict(person.attributes).get(by, "") for person in table.respondents}
    return {respondent: known.get(respondent, "") for respondent in groups}


def place_codings(frames: Frames, voices: pd.DataFrame) -> pd.DataFrame:
    """Return the codings that are compared, with the columns language, group and row added.

    Left out are those of nobody in particular, and those in a language that the respondent
    hardly speaks; `row` counts the rows of the whole table from 0.
    """
    spoken = frames.segments[["transcript", "segment", "language"]]
    codings = frames.codings.reset_index(names="row")
    placed = codings.merge(spoken, on=["transcript", "segment"], how="left")
    counted = voices.loc[voices["counted"], ["respondent", "language", "group"]]
    return placed.merge(counted, on=["respondent", "language"], how="inner")


def size_panels(voices: pd.DataFrame) -> pd.DataFrame:
    """Return language, group, respondents, segments and words of every group of every panel."""
    counted = voices[voices["counted"]]
    return counted.groupby(KEYS, as_index=False).agg(
        respondents=("respondent", "nunique"), segments=("segments", "sum"), words=("words", "sum")
    )
