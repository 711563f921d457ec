"""The ten sample interviews: every one is synthetic and laid out in a way met in the field."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript, same_label
from qualcode.reading.wording import put

SAMPLE = Path(__file__).parents[2] / "transcripts_sample" / "npm_tensions"

pytestmark = pytest.mark.skipif(
    not (SAMPLE / "respondents.csv").exists(), reason="the sample interviews are not here"
)

# file, layout, interviewer, respondents, turns, first and last words of the first and last turn
FILES = [
    ("ru01.txt", "labels", "И", "Р", 41, "Здравствуйте, спасибо", "Это от ветеринаров."),
    ("ru03.txt", "dashes", "—", "—", 48, "Ну что, давайте", "Под уход."),
    ("ru05.txt", "label lines", "Интервьюер", "Респондент", 48, "Валентина Петровна,", "хорошее."),
    ("ru07.txt", "labels", "И.", "Д. З.", 59, "...если кто-то", "Спасибо вам огромное."),
    ("ru10.txt", "columns", "инт", "рук", 46, "Хорошо, кажется,", "Думаете, кто там дышит?"),
    ("ru12.txt", "label lines", "Соц.", "Инф.", 46, "Ну вот, всё", "Становитесь к альтам."),
    ("en01.txt", "labels", "I", "R", 48, "It's recording now.", "You'll send it for approval?"),
    ("en03.txt", "labels", "Q", "A", 48, "Could you say", "They've come about the journal."),
    ("en04.vtt", "voices", "Interviewer", "Dinara S.", 52, "Can you hear", "he'll be at school."),
    ("en05.srt", "labels", "Speaker 1", "Speaker 2", 50, "So, it's the", "I'll show you the kiln."),
]
NOBODYS = {
    "ru01.txt": ["Код интервью", "рабочий кабинет", "[звонок", "-----", "И:", "Р:"],
    "ru03.txt": ["\n— "],
    "ru05.txt": ["audio_017", "[00:", "Интервьюер", "Респондент"],
    "ru07.txt": ["Участники", "<...>", "[перерыв", "(попугай", "И.:", "Д.:", "\nЗ.:"],
    "ru10.txt": ["UK_NKO", "реплика", "\t", "00:"],
    "ru12.txt": ["конец записи", "П-НКО-12", "Инф.", "Соц.", "-----"],
    "en01.txt": ["PROJECT", "N.K.", "End of recording", "I: ", "R: "],
    "en03.txt": ["[end of file", "Q: ", "A: "],
    "en04.vtt": ["WEBVTT", "-->", "<v", "video call, Kargalinsk"],
    "en05.srt": ["-->", "Speaker 1", "Speaker 2"],
}


def declared(file: str) -> Declared:
    with (SAMPLE / "respondents.csv").open(encoding="utf-8", newline="") as table:
        labels = [row["speaker"] for row in csv.DictReader(table) if row["file"] == file]
    return Declared((), tuple(label for label in labels if label), "" in labels)


def read(file: str, with_table: bool = False) -> Transcript:
    return read_transcript(SAMPLE / file, file, declared(file) if with_table else Declared())


@pytest.mark.parametrize("with_table", [False, True])
@pytest.mark.parametrize(
    ("file", "layout", "interviewer", "respondents", "turns", "first", "last"), FILES
)
def test_turns_and_roles(
    file: str,
    layout: str,
    interviewer: str,
    respondents: str,
    turns: int,
    first: str,
    last: str,
    with_table: bool,
) -> None:
    transcript = read(file, with_table)
    words = [transcript.text[turn.start : turn.stop] for turn in transcript.turns]
    assert transcript.source.layout == layout
    assert len(words) == turns
    assert words[0].startswith(first)
    assert words[-1].endswith(last)
    for turn in transcript.turns:
        assert turn.role in {"interviewer", "respondent"}
        if turn.role == "interviewer":
            assert same_label(turn.speaker, interviewer)
        else:
            assert turn.speaker in {respondents, *respondents.split(" ")}


@pytest.mark.parametrize("file", [row[0] for row in FILES])
def test_nothing_but_speech_is_in_a_turn(file: str) -> None:
    transcript = read(file)
    for turn in transcript.turns:
        words = transcript.text[turn.start : turn.stop]
        assert not [part for part in NOBODYS[file] if part in words]


@pytest.mark.parametrize("file", sorted({row[0] for row in FILES} - {"ru01.txt", "ru07.txt"}))
def test_question_and_answer_alternate(file: str) -> None:
    roles = [turn.role for turn in read(file).turns]
    assert roles == ["interviewer", "respondent"] * (len(roles) // 2)


def test_two_respondents_of_one_file() -> None:
    transcript = read("ru07.txt")
    speakers = [(turn.number, turn.speaker) for turn in transcript.turns]
    assert [label for _, label in speakers].count("Д.") == 23
    assert speakers[10:13] == [(11, "З."), (12, "Д."), (13, "З.")]
    assert "header says" in put(transcript.speakers[0].grounds)


def test_what_is_only_proposed_is_said() -> None:
    for file, with_table in (("ru03.txt", True), ("en05.srt", False), ("en05.srt", True)):
        proposed = [s for s in read(file, with_table).speakers if s.proposed]
        assert [speaker.role for speaker in proposed] == ["interviewer"]


@pytest.mark.parametrize("file", [row[0] for row in FILES])
def test_a_last_line_end_changes_nothing(tmp_path: Path, file: str) -> None:
    words = (SAMPLE / file).read_text(encoding="utf-8").rstrip("\n")
    for end in ("", "\n", "\n\n\n"):
        (tmp_path / file).write_text(words + end, encoding="utf-8")
        transcript = read_transcript(tmp_path / file, file)
        assert transcript.turns == read(file).turns
