"""The two voices of a dash dialogue can be named in tables and on the command line."""

from pathlib import Path

import pytest

from qualcode.files import find_transcripts
from qualcode.pipeline import read_corpus
from qualcode.respondents import parse_respondents

DIALOGUE = "\n\n".join(
    [
        "— Давно вы здесь?",
        "— В системе двадцать четыре года, и всё это время я считаю минуты.",
        "— А начинали с чего?",
        "— С картотеки, в первом окне, зимой там было холодно.",
    ]
)


@pytest.mark.parametrize("speaker", ["", "—", "— 2", "-"])
def test_the_table_names_the_respondent(tmp_path: Path, speaker: str) -> None:
    (tmp_path / "a.txt").write_text(DIALOGUE, encoding="utf-8")
    source = f"file,speaker,respondent,type\na.txt,{speaker},P,ngo\n"
    table = parse_respondents(source.encode(), "r.csv")
    corpus = read_corpus(find_transcripts([tmp_path]), table)
    (transcript,) = corpus.transcripts
    assert [(turn.role, turn.respondent) for turn in transcript.turns] == [
        ("interviewer", ""),
        ("respondent", "P"),
    ] * 2
    assert corpus.problems == ()


def test_a_voice_can_be_declared_the_interviewer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIALOGUE, encoding="utf-8")
    corpus = read_corpus(find_transcripts([tmp_path]), interviewers=["— 2"])
    (transcript,) = corpus.transcripts
    assert [turn.role for turn in transcript.turns] == ["respondent", "interviewer"] * 2
    assert corpus.problems == ()
