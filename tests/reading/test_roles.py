from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript, same_label

NOTHING = Declared()
# the first asks briefly, the second answers at length
TALK = (
    "{0}: Как вы начинали?\n{1}: С нуля, и очень долго собирали всё по частям.\n"
    "{0}: А потом что было?\n{1}: Потом стало легче, потому что пришли люди и помогли.\n"
    "{0}: И как теперь?\n{1}: Теперь хорошо, мы привыкли и больше не спрашиваем.\n"
)


def read(folder: Path, text: str, declared: Declared = NOTHING) -> Transcript:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path, "a.txt", declared)


def roles(transcript: Transcript) -> dict[str, str]:
    return {speaker.label: speaker.role for speaker in transcript.speakers}


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        ("Инф.", "Инф", True),
        ("**Anna:**", "anna", True),
        ("[И]", "И.", True),
        ("Dinara  S.", "dinara s", True),
        ("А.В.", "А.В", True),
        ("", "—", True),
        ("Speaker 1", "Speaker 2", False),
        ("Р", "Р1", False),
        ("А.В.", "АВ", False),
    ],
)
def test_same_label(a: str, b: str, equal: bool) -> None:
    assert same_label(a, b) is equal


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("И", "Р"),
        ("И", "P"),  # the second one is Latin
        ("Инт.", "Анна"),
        ("Интервьюер", "Марья Ивановна"),
        ("Соц.", "Инф."),
        ("Модератор", "Участник 2"),
        ("Исследователь", "З."),
        ("Вопрос", "Ответ"),
        ("В", "О"),
        ("Interviewer", "Jon"),
        ("INT", "R1"),
        ("I", "R"),
        ("I", "P2"),
        ("Q", "A"),
        ("Researcher", "Participant 07"),
        ("Moderator", "M3"),
    ],
)
def test_unmistakable_labels(tmp_path: Path, asks: str, answers: str) -> None:
    # the table turned round: the words of the labels go before the figures
    transcript = read(tmp_path, TALK.format(answers, asks))
    assert roles(transcript) == {asks: "interviewer", answers: "respondent"}
    assert not any(speaker.proposed for speaker in transcript.speakers)


def test_several_respondents(tmp_path: Path) -> None:
    transcript = read(tmp_path, TALK.format("M", "R1") + TALK.format("I", "R2"))
    assert roles(transcript) == {
        "M": "respondent",
        "R1": "respondent",
        "I": "interviewer",
        "R2": "respondent",
    }


@pytest.mark.parametrize(("asks", "answers"), [("Anna", "Boris"), ("S00", "S01"), ("И", "А")])
def test_who_asks_is_proposed(tmp_path: Path, asks: str, answers: str) -> None:
    transcript = read(tmp_path, TALK.format(asks, answers))
    assert roles(transcript) == {asks: "interviewer", answers: "respondent"}
    asker = transcript.speakers[0]
    assert asker.proposed
    assert "3 of 3 turns end in a question" in asker.grounds
    assert any(note.kind == "roles" and note.warning for note in transcript.notes)


def test_nobody_is_proposed_without_sound_grounds(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Anna: Как?\nBoris: А вы как?\nAnna: Так.\nBoris: Ну и мы так.\n")
    assert set(roles(transcript).values()) == {"unknown"}
    assert any(note.kind == "roles" and note.warning for note in transcript.notes)


def test_what_is_declared_goes_before_the_words(tmp_path: Path) -> None:
    declared = Declared(interviewers=("р.",), respondents=("**И:**",))
    transcript = read(tmp_path, TALK.format("И", "Р"), declared)
    assert roles(transcript) == {"И": "respondent", "Р": "interviewer"}


def test_the_table_of_the_file_goes_before_labels_of_the_study(tmp_path: Path) -> None:
    declared = Declared(interviewers=("Q", "I", "A"), respondents=("A",))
    transcript = read(tmp_path, TALK.format("Q", "A"), declared)
    assert roles(transcript) == {"Q": "interviewer", "A": "respondent"}


def test_the_only_speaker_without_a_row_is_proposed(tmp_path: Path) -> None:
    text = TALK.format("Speaker 3", "Speaker 1") + "Speaker 2: Да.\nSpeaker 2: Нет.\n"
    transcript = read(tmp_path, text, Declared(respondents=("Speaker 1", "Speaker 2")))
    assert roles(transcript)["Speaker 3"] == "interviewer"
    assert "without a row" in transcript.speakers[0].grounds


def test_all_others_are_respondents_where_the_table_says_so(tmp_path: Path) -> None:
    declared = Declared(interviewers=("Anna",), all_others_respondents=True)
    transcript = read(tmp_path, TALK.format("Anna", "Boris") + TALK.format("Eva", "Gleb"), declared)
    assert roles(transcript) == {
        "Anna": "interviewer",
        "Boris": "respondent",
        "Eva": "respondent",
        "Gleb": "respondent",
    }


def test_a_file_without_speakers_is_a_respondent_only_where_the_table_says_so(
    tmp_path: Path,
) -> None:
    text = "Я начинал с нуля. Потом пришли люди.\n"
    assert roles(read(tmp_path, text)) == {"?": "unknown"}
    assert roles(read(tmp_path, text, Declared(all_others_respondents=True))) == {"?": "respondent"}


def test_one_voice_of_a_dash_dialogue_can_be_declared(tmp_path: Path) -> None:
    text = "— Расскажите.\n— Долго рассказывать.\n— Ничего.\n— Ну, слушайте.\n"
    plain = read(tmp_path, text, Declared(all_others_respondents=True))
    assert {turn.role for turn in plain.turns} == {"unknown"}
    told = read(tmp_path, text, Declared(interviewers=("— 1",), all_others_respondents=True))
    assert [turn.role for turn in told.turns] == ["interviewer", "respondent"] * 2


@pytest.mark.parametrize(
    "header",
    [
        "Участники: Е. — директор; Н. — интервьюер",
        "Interviewer is Н.",
        "Н – интервьюер",
        "[Н] = Interviewer",
    ],
)
def test_a_legend_in_the_header(tmp_path: Path, header: str) -> None:
    transcript = read(tmp_path, f"{header}\n\n" + TALK.format("Е.", "Н."))
    assert roles(transcript) == {"Е.": "respondent", "Н.": "interviewer"}
    assert "the header says" in transcript.speakers[1].grounds


@pytest.mark.parametrize(
    "header",
    [
        "Дата: 14.03.2019\nИнтервьюер: Иванова А.А.\nРеспондент: женщина, 45 лет\n",
        "PLACE:   ministry\nRESPONDENT:     male, 6 yrs in post\nINTERVIEWER:    N.K.\n-----\n",
        "Код интервью: 7\n\nРегион: область\n\n* * *\n",
        "Файл\tx.wav\nКомментарий\tресп. просил не называть\n",
        "# Interview\n\nInterviewer: Peter Asaro\n\n",
    ],
)
@pytest.mark.parametrize(("asks", "answers"), [("Интервьюер", "Респондент"), ("И", "Р")])
def test_header_lines_are_no_turns(tmp_path: Path, header: str, asks: str, answers: str) -> None:
    (tmp_path / "a.md").write_text(f"{header}\n{TALK.format(asks, answers)}", encoding="utf-8")
    transcript = read_transcript(tmp_path / "a.md", "a.md")
    first = transcript.turns[0]
    assert transcript.text[first.start : first.stop] == "Как вы начинали?"
    assert len(transcript.turns) == 6


def test_footers_and_remarks_are_nobodys_speech(tmp_path: Path) -> None:
    text = (
        "И: Как?\n\nР: Так. (смеётся)\n\n[звонок]\n\nР: Да.\n\nИ: (смеётся)\n\n<...>\n\n"
        "Р: Ну вот.\n\nИ как-то так.\n\n(попугай:\n«Следующий!»)\n\n-----\nконец записи 00:49\n"
        "[область; клуб]\n"
    )
    transcript = read(tmp_path, text)
    assert [transcript.text[turn.start : turn.stop] for turn in transcript.turns] == [
        *("Как?", "Так. (смеётся)", "Да.", "(смеётся)", "Ну вот.\n\nИ как-то так.")
    ]
    assert any(note.kind == "remark" for note in transcript.notes)


def test_speech_above_the_first_label_is_counted(tmp_path: Path) -> None:
    prose = "Мы шли долго и говорили о разном, " * 3 + "и потом сели."
    transcript = read(tmp_path, prose + "\n\n" + TALK.format("И", "Р"))
    note = next(note for note in transcript.notes if note.kind == "unassigned")
    assert note.warning
    assert "24 words" in note.text


def test_only_questions_labelled_is_a_warning(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Интервьюер: Как?\n\nТак.\n\nИнтервьюер: А?\n\nДа.\n")
    assert any("no answers" in note.text and note.warning for note in transcript.notes)


def test_an_unknown_speaker_stays_unknown(tmp_path: Path) -> None:
    transcript = read(
        tmp_path, TALK.format("Q", "A") + "Unknown Speaker: Да.\nUnknown Speaker: А.\n"
    )
    assert roles(transcript)["Unknown Speaker"] == "unknown"
