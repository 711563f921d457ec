"""Who was interviewed together: their talk is of one conversation, and alike for that."""

from __future__ import annotations

import pandas as pd


def find_interviewed_together(
    segments: pd.DataFrame, voices: pd.DataFrame
) -> tuple[tuple[str, ...], ...]:
    """Return the respondents of each interview that has several, by their ids.

    `segments` is that of the frames, `voices` comes from `assign_groups`; only who is counted
    there is named. The same respondents in several interviews are named once.
    """
    counted = set(voices.loc[voices["counted"], "respondent"])
    said = segments[segments["respondent"].isin(counted)]
    pairs = said[["transcript", "respondent"]].drop_duplicates().sort_values("respondent")
    interviews = pairs.groupby("transcript")["respondent"]
    return tuple(sorted({tuple(map(str, ids)) for _, ids in interviews if len(ids) > 1}))
