"""The two voices of a dash dialogue can be named in tables and on the command line."""

from pathlib import Path

import pytest

from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
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
    corpus = read_corpus(find_transcripts([tmp_path]), Guidance(table))
    (transcript,) = corpus.transcripts
    assert [(turn.role, turn.respondent) for turn in transcript.turns] == [
        ("interviewer", ""),
        ("respondent", "P"),
    ] * 2
    assert corpus.problems == ()


def test_a_voice_can_be_declared_the_interviewer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIALOGUE, encoding="utf-8")
    corpus = read_corpus(find_transcripts([tmp_path]), Guidance(interviewers=("— 2",)))
    (transcript,) = corpus.transcripts
    assert [turn.role for turn in transcript.turns] == ["respondent", "interviewer"] * 2
    assert corpus.problems == ()


def test_a_row_means_its_own_voice_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIALOGUE.replace("?", "."), encoding="utf-8")
    rows = "a.txt,— 1,INT,x\na.txt,— 2,P,ngo\na.txt,— 3,Q,ngo\n"
    table = parse_respondents(f"file,speaker,respondent,type\n{rows}".encode(), "r.csv")
    corpus = read_corpus(find_transcripts([tmp_path]), Guidance(table))
    (transcript,) = corpus.transcripts
    assert [turn.respondent for turn in transcript.turns] == ["INT", "P"] * 2
    assert [(turn.speaker, turn.voice) for turn in transcript.turns[:2]] == [
        ("—", "— 1"),
        ("—", "— 2"),
    ]
    assert [str(problem) for problem in corpus.problems] == [
        "r.csv:4: speaker `— 3` never speaks in a.txt; there are — 1, — 2"
    ]


def test_naming_one_voice_settles_both_roles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIALOGUE.replace("?", "."), encoding="utf-8")
    table = parse_respondents("file,speaker,respondent,type\na.txt,— 2,P,ngo\n".encode(), "r.csv")
    (transcript,) = read_corpus(find_transcripts([tmp_path]), Guidance(table)).transcripts
    assert [speaker.role for speaker in transcript.speakers] == ["interviewer", "respondent"]
