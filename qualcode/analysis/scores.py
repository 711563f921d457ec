"""Scores that respondents say, with their language, their answer and what they are about."""

from __future__ import annotations

import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.subjects import find_subjects
from qualcode.model.codebook import Codebook


def place_scores(frames: Frames, codebook: Codebook) -> pd.DataFrame:
    """Return the scores said by respondents, in the order of `scores.csv`.

    Columns: row (of `scores.csv`, from 0), transcript, segment, respondent, type, start, stop,
    words, value, until, low and high (missing where nobody said them), scale, nuance, polarity;
    language, answer and question of the segment; about: the code of kind `attribute` named in
    the same segment, else nearest before in the same answer, empty where none is.
    """
    scores = frames.scores.reset_index(names="row")
    scores = scores[scores["respondent"] != ""]
    spoken = frames.segments[["transcript", "segment", "language", "answer", "question"]]
    placed = scores.drop(columns="role").merge(spoken, on=["transcript", "segment"], how="left")
    for end in ("low", "high"):
        placed[end] = pd.to_numeric(placed[end].replace("", None)).astype("float64")
    places = zip(placed["transcript"], placed["segment"], placed["start"], strict=True)
    placed["about"] = pd.Series(find_subjects(frames, codebook, places), dtype="str")
    return placed
