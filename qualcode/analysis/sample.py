"""Who was interviewed, and how much each respondent said."""

from __future__ import annotations

import pandas as pd

from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import said_by_respondents
from qualcode.analysis.natural import rank_name
from qualcode.respondents.table import Table

SAMPLE = describe(
    "sample",
    "One row for each respondent who speaks, in the order of their ids; R2 before R10.",
    {
        "respondent": "id from the respondents table",
        "type": "respondent type",
        "languages": "joined by blanks, most words first",
        "transcripts": "in which the respondent speaks",
        "turns": "of the respondent",
        "segments": "of the respondent",
        "words": "of the respondent",
        "codings": "those affirmed or mixed",
    },
    further="one for each further column of the respondents table; `_given` is added to a name"
    " that stands already",
)


def describe_sample(frames: Frames, table: Table) -> pd.DataFrame:
    """Describe every respondent who speaks: the table SAMPLE."""
    said = said_by_respondents(frames)
    sample = said.groupby("respondent", as_index=False).agg(
        type=("type", "first"),
        transcripts=("transcript", "nunique"),
        segments=("segment", "size"),
        words=("words", "sum"),
    )
    ids = sorted(sample["respondent"], key=rank_name)
    sample = sample.set_index("respondent").loc[ids].reset_index()
    spoken = _languages(said)
    languages = [spoken.get(respondent, "") for respondent in sample["respondent"]]
    sample.insert(2, "languages", pd.Series(languages, sample.index, dtype="str"))
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
