"""What talk is about when only the question names the service."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import write
from survey_study import CODEBOOK

from qualcode.analysis import make_frames, place_scores
from qualcode.batch import Tagging, tag_files
from qualcode.codebook import parse_codebook
from qualcode.files import find_transcripts
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import read_run

TABLE = "file,speaker,respondent,type\na.txt,Мать,R1,family\na.txt,Дочь,R2,family\n"
ASKS = "  kind: attribute\n  indicators:"


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (
            ["?Какую оценку вы дали бы уходу на дому?", "Мать: Оксане? Пять с плюсом."],
            ["home_care"],
        ),
        (
            [
                "?Какую оценку вы дали бы уходу на дому?",
                "Мать: Ну, пятёрку.",
                "Дочь: А я четвёрку.",
            ],
            ["home_care", "home_care"],
        ),
        (
            ["?Какую оценку вы дали бы уходу на дому?", "Мать: Твёрдую тройку, и то реабилитации."],
            ["rehabilitation"],
        ),
        (["?Оцените уход на дому и реабилитацию.", "Мать: Поставлю четвёрку."], [""]),
        (
            [
                "?Оцените уход на дому.",
                "Мать: Подумаю.",
                "?И всё-таки?",
                "Мать: Поставлю четвёрку.",
            ],
            [""],
        ),
    ],
)
@pytest.mark.parametrize("asks", [True, False])
def test_a_question_may_name_the_service(
    tmp_path: Path, talk: list[str], expected: list[str], asks: bool
) -> None:
    text = CODEBOOK
    if asks:
        text = text.replace(ASKS, f"  speakers: [respondent, interviewer]\n{ASKS}")
    lines = [line.replace("?", "Интервьюер: ", 1) if line[0] == "?" else line for line in talk]
    write(tmp_path / "in" / "a.txt", "\n".join(lines) + "\n")
    write(tmp_path / "respondents.csv", TABLE)
    respondents = load_respondents(tmp_path / "respondents.csv")
    tagging = Tagging(parse_codebook(text, "codebook.yaml"), respondents, Settings())
    tag_files(find_transcripts([tmp_path / "in"]), tmp_path / "run", tagging)
    run = read_run(tmp_path / "run")
    placed = place_scores(make_frames(run.tables), run.codebook)
    told = [about.removeprefix("service.") for about in placed["about"]]
    said_in_the_answer = {"rehabilitation"}
    assert told == [one if asks or one in said_in_the_answer else "" for one in expected]
