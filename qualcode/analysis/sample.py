"""Who was interviewed, and how much each respondent said."""

from __future__ import annotations

import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import said_by_respondents
from qualcode.respondents.table import Table


def describe_sample(frames: Frames, table: Table) -> pd.DataFrame:
    """Describe every respondent who speaks, in the order of their ids.

    Columns: respondent, type, languages (joined by blanks, most words first), transcripts,
    turns, segments, words, codings (present ones), then one for each attribute of the
    respondents table; an attribute called like one of these has `_given` added to its name.
    """
    said = said_by_respondents(frames)
    sample = said.groupby("respondent", as_index=False).agg(
        type=("type", "first"),
        transcripts=("transcript", "nunique"),
        segments=("segment", "size"),
        words=("words", "sum"),
    )
    languages = sample["respondent"].map(_languages(said)).fillna("").astype("str")
    sample.insert(2, "languages", languages)
    turns = said.drop_duplicates(["transcript", "turn"]).groupby("respondent").size()
    present = frames.codings[frames.codings["polarity"] != "negated"]
    codings = present.groupby("respondent").size()
    sample.insert(4, "turns", _sizes(sample, turns))
    sample["codings"] = _sizes(sample, codings)
    given = {person.id: dict(person.attributes) for person in table.respondents}
    for name in table.attributes:
        column = f"{name}_given" if name in sample.columns else name
        values = [given.get(id, {}).get(name, "") for id in sample["respondent"]]
        sample[column] = pd.Series(values, index=sample.index, dtype="str")
    return sample


def _sizes(sample: pd.DataFrame, sizes: pd.Series[int]) -> pd.Series[int]:
    return sample["respondent"].map(sizes.to_dict()).fillna(0).astype("int64")


def _languages(said: pd.DataFrame) -> dict[str, str]:
    """Map each respondent to the languages spoken, most words first."""
    keys = ["respondent", "language"]
    spoken = said[said["language"] != ""].groupby(keys, as_index=False)["words"].sum()
    words: dict[str, list[tuple[int, str]]] = {}
    for respondent, language, count in zip(*(spoken[key] for key in (*keys, "words")), strict=True):
        words.setdefault(respondent, []).append((-count, language))
    return {id: " ".join(language for _, language in sorted(rows)) for id, rows in words.items()}
