"""Figures beside interviews, on a study small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from survey_study import CODEBOOK, SURVEY, TERRITORY, write_survey_study

from qualcode.analysis import Frames, assign_groups, join_surveys, make_frames, place_scores
from qualcode.analysis.surveys import Beside, fit_scale
from qualcode.batch import Tagging, tag_files
from qualcode.codebook import parse_codebook
from qualcode.files import find_transcripts
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run
from qualcode.surveys import Survey, parse_survey


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = write_survey_study(tmp_path_factory.mktemp("study"))
    codebook = parse_codebook(CODEBOOK, "codebook.yaml")
    tagging = Tagging(codebook, load_respondents(folder / "respondents.csv"), Settings())
    surveys = [parse_survey(text.encode(), "s.csv") for text in (SURVEY, TERRITORY)]
    found = find_transcripts([folder / "transcripts"])
    tag_files(found, folder / "run", tagging, surveys=surveys)
    return read_run(folder / "run")


@pytest.fixture(scope="module")
def frames(run: Run) -> Frames:
    return make_frames(run.tables)


def join(run: Run, frames: Frames, *surveys: Survey) -> Beside:
    voices = assign_groups(frames, run.respondents)
    return join_surveys(frames, run.respondents, run.codebook, voices, surveys or run.surveys)


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dict("records")  # type: ignore[return-value]


def nones(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with None for what is missing."""
    return frame.astype(object).where(frame.notna(), None)


def test_a_run_carries_its_surveys(run: Run) -> None:
    assert [survey.file for survey in run.surveys] == ["survey-1.csv", "survey-2.csv"]
    assert [len(survey.rows) for survey in run.surveys] == [4, 2]


def test_scores_are_about_what_was_named_last(run: Run, frames: Frames) -> None:
    scores = place_scores(frames, run.codebook)
    told = [(row["words"], row["value"], row["about"], row["language"]) for row in rows(scores)]
    assert told == [
        ("четыре с половиной", 4.5, "service.home_care", "ru"),
        ("твёрдая тройка", 3.0, "service.rehabilitation", "ru"),
        ("пятёрку", 5.0, "service.rehabilitation", "ru"),
        ("4,6 балла", 4.6, "service.home_care", "ru"),
        ("solid four", 4.0, "service.home_care", "en"),
        ("seven out of ten", 7.0, "service.rehabilitation", "en"),
    ]
    assert list(scores["question"][:2]) == ["rating", "rating"]
    assert scores["low"].isna().sum() == 5
    assert scores["high"].isna().sum() == 2


def test_every_figure_has_the_talk_of_its_unit(run: Run, frames: Frames) -> None:
    beside = join(run, frames)
    names = ("line", "language", "respondents", "present", "negated_only", "scores", "scorers")
    told = [tuple(row[name] for name in names) for row in rows(nones(beside.counts))]
    assert told == [
        (2, "en", 1, 0, 1, 2, 1),
        (2, "ru", 2, 2, 0, 3, 2),
        (3, "ru", 2, 2, 0, 2, 2),
        (4, "ru", 2, 0, 0, 2, 1),
        (5, "en", 1, 0, 1, 2, 1),
        (2, "ru", 2, None, None, 0, 0),
        (3, "en", 1, None, None, 0, 0),
    ]
    assert list(beside.counts["survey"]) == [0, 0, 0, 0, 0, 1, 1]
    first = rows(beside.counts)[1]
    words = frames.segments[frames.segments["respondent"].isin(["R1", "R2"])]["words"].sum()
    assert first["words"] == words
    assert first["per_1000_words"] == pytest.approx(2000 / words)
    assert (first["codings_affirmed"], first["codings_negated"]) == (2, 0)
    assert first["codings_mixed"] == 0
    assert (first["figure"], first["n"], first["low"], first["high"]) == (4.54, 9120, 1, 5)


def test_codings_and_scores_lead_to_their_rows(run: Run, frames: Frames) -> None:
    beside = join(run, frames)
    home = beside.codings[(beside.codings["survey"] == 0) & (beside.codings["line"] == 3)]
    found = frames.codings.iloc[home["row"]]
    assert list(zip(found["respondent"], found["code"], strict=True)) == [
        ("R1", "feedback"),
        ("R2", "feedback"),
    ]
    said = beside.scores[beside.scores["line"] == 5]
    words = frames.scores.iloc[said["row"]]["words"]
    fits = list(zip(words, said["fit"], strict=True))
    assert fits == [("solid four", "unknown"), ("seven out of ten", "other")]


@pytest.mark.parametrize(
    ("columns", "cells", "words"),
    [
        ("region", "Север", ["четыре с половиной", "твёрдая тройка", "пятёрку", "4,6 балла"]),
        ("questions", "rating", ["solid four", "seven out of ten"]),
        ("region,questions", "Север,rating", ["четыре с половиной", "твёрдая тройка", "пятёрку"]),
        ("region,codes", "Север,feedback", ["четыре с половиной", "твёрдая тройка", "4,6 балла"]),
        ("respondent,about", "R1,service.home_care", ["четыре с половиной"]),
        ("type,about,questions", "state,service,rating", ["solid four", "seven out of ten"]),
    ],
)
def test_which_scores_stand_beside_a_figure(
    run: Run, frames: Frames, columns: str, cells: str, words: list[str]
) -> None:
    text = f"{columns},item,mean,low,high\n{cells},x,4,1,5\n"
    beside = join(run, frames, parse_survey(text.encode(), "s.csv"))
    said = frames.scores.iloc[beside.scores["row"]]["words"]
    if columns == "questions":
        assert list(said)[: len(words)] == words
        assert len(said) == 5
    else:
        assert list(said) == words


def test_a_unit_nobody_was_heard_of_has_a_row(run: Run, frames: Frames) -> None:
    survey = parse_survey(b"respondent,item,mean,codes\nR9,x,4,feedback\n", "s.csv")
    (row,) = rows(join(run, frames, survey).counts)
    assert (row["language"], row["respondents"], row["present"], row["scores"]) == ("", 0, 0, 0)
    assert pd.isna(row["per_1000_words"])
    empty = join_surveys(
        frames, run.respondents, run.codebook, assign_groups(frames, run.respondents), []
    )
    assert (len(empty.counts), len(empty.codings), len(empty.scores)) == (0, 0, 0)
    assert "per_1000_words" in empty.counts


@pytest.mark.parametrize(
    ("score", "fit"),
    [
        ((4, 4, 1, 5), "same"),
        ((4, 4, None, 5), "same"),
        ((4, 4, 0, 5), "other"),
        ((4, 4, None, 10), "other"),
        ((4, 4, None, None), "unknown"),
        ((7, 7, None, None), "other"),
        ((4, 6, None, None), "other"),
    ],
)
def test_scores_fit_a_scale_or_not(score: tuple[float | None, ...], fit: str) -> None:
    (row,) = parse_survey(b"item,mean,low,high\nx,4,1,5\n", "s").rows
    names = ("value", "until", "low", "high")
    told = {
        name: float("nan") if end is None else end for name, end in zip(names, score, strict=True)
    }
    assert fit_scale(row, told) == fit
    (bare,) = parse_survey(b"item,mean\nx,4\n", "s").rows
    assert fit_scale(bare, told) == "other"
