from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript, same_label
from qualcode.reading.wording import put

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
        ("Рюмина А. Б.:", "рюмина а.б", True),
        ("Рюмина А. Б.", "Рюмина А. В.", False),
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
        "M": "interviewer",
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
    assert "3 of 3 turns ask something" in put(asker.grounds)
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
    assert "without a row" in put(transcript.speakers[0].grounds)


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


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("Я начинал с нуля.\n", "the only paragraph is", "в файле 1 абзац ("),
        ("Я начинал с нуля.\nКак?\n", "all 2 paragraphs (ending in a question: 1)", "2 абзаца ("),
        ("Так и было.\n" * 5, "all 5 paragraphs (ending in a question: 0)", "5 абзацев ("),
    ],
)
def test_what_the_table_says_of_a_file_without_speakers_is_not_asked(
    tmp_path: Path, text: str, english: str, russian: str
) -> None:
    (asked,) = (n for n in read(tmp_path, text).notes if n.phrase.id.startswith("speakers."))
    assert (asked.phrase.id, asked.warning) == ("speakers.unknown", True)
    table = Declared(all_others_respondents=True)
    (told,) = (n for n in read(tmp_path, text, table).notes if n.phrase.id.startswith("speakers."))
    assert (told.phrase.id, told.warning) == ("speakers.one_respondent", False)
    for note in (asked, told):
        assert english in put(note.phrase)
        assert russian in put(note.phrase, "ru")
    assert "row with an empty speaker" not in put(told.phrase)


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
    assert "the header says" in put(transcript.speakers[1].grounds)


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
    assert "24 words" in put(note.phrase)


def test_only_questions_labelled_is_a_warning(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Интервьюер: Как?\n\nТак.\n\nИнтервьюер: А?\n\nДа.\n")
    assert any("no answers" in put(note.phrase) and note.warning for note in transcript.notes)


def test_an_unknown_speaker_stays_unknown(tmp_path: Path) -> None:
    transcript = read(
        tmp_path, TALK.format("Q", "A") + "Unknown Speaker: Да.\nUnknown Speaker: А.\n"
    )
    assert roles(transcript)["Unknown Speaker"] == "unknown"


@pytest.mark.parametrize(("written", "declared"), [("Пётр", "Петр"), ("O’Hara", "o'hara")])
def test_labels_are_compared_as_the_table_compares_them(
    tmp_path: Path, written: str, declared: str
) -> None:
    transcript = read(tmp_path, TALK.format(written, "Анна"), Declared((declared,)))
    assert roles(transcript) == {written: "interviewer", "Анна": "respondent"}


INITIALS = "Interviewer: R. Smith\nInterviewee: I. Brown\n\n"


def test_initials_in_the_header_are_no_legend(tmp_path: Path) -> None:
    assert roles(read(tmp_path, INITIALS + TALK.format("I", "R"))) == {
        "I": "interviewer",
        "R": "respondent",
    }
    transcript = read(tmp_path, INITIALS + TALK.format("R", "S"))
    assert "the header says" not in put(transcript.speakers[0].grounds)


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ("Интервьюер: Р\nРеспондент: И\n\n", "И"),
        ("Иванова И. — респондент\n\n", "И"),
        ("И — респондент, Р — интервьюер\n\n", "Р"),
    ],
)
def test_only_an_explicit_legend_goes_before_a_pair_of_letters(
    tmp_path: Path, header: str, asks: str
) -> None:
    transcript = read(tmp_path, header + TALK.format("И", "Р"))
    assert roles(transcript)[asks] == "interviewer"
    assert set(roles(transcript).values()) == {"interviewer", "respondent"}


@pytest.mark.parametrize(
    "label",
    ["Соц. работник", "Соц. педагог", "Социолог центра", "Психолог-исследователь", "Инт. отдел"],
)
def test_no_interviewer_by_half_a_label(tmp_path: Path, label: str) -> None:
    transcript = read(tmp_path, TALK.format("Анна", label))
    assert roles(transcript) == {"Анна": "interviewer", label: "respondent"}
    assert transcript.speakers[0].proposed


def test_an_abbreviation_in_a_legend_is_no_role(tmp_path: Path) -> None:
    header = "Участники: Д. — соц. работник; Е. — социолог центра; Н. — интервьюер\n\n"
    transcript = read(tmp_path, header + TALK.format("Н.", "Д.") + TALK.format("Н.", "Е."))
    assert roles(transcript) == {"Н.": "interviewer", "Д.": "respondent", "Е.": "respondent"}


@pytest.mark.parametrize(
    "label", ["Интервьюер Анна", "Второй интервьюер", "Соц. 2", "Interviewer two", "Модератор 1"]
)
def test_an_interviewer_with_a_name_or_a_number(tmp_path: Path, label: str) -> None:
    transcript = read(tmp_path, TALK.format("Анна", label))
    assert roles(transcript)[label] == "interviewer"


FOCUS = (
    "{0}: Кто начнёт?\nИ: Давайте я. Мы собирались по средам.\nР: А мы нет, мы по пятницам.\n"
    "А: Ну и мы.\n{0}: А что потом?\nР: Потом перестали.\nИ: И мы.\nА: Мы тоже.\n"
)


@pytest.mark.parametrize(
    ("label", "declared"),
    [("Модератор", NOTHING), ("Интервьюер", NOTHING), ("Ольга", Declared(("ольга",)))],
)
def test_initials_of_a_focus_group_are_no_pair(
    tmp_path: Path, label: str, declared: Declared
) -> None:
    transcript = read(tmp_path, FOCUS.format(label), declared)
    assert roles(transcript) == {
        label: "interviewer",
        "И": "respondent",
        "Р": "respondent",
        "А": "respondent",
    }


def test_a_letter_beside_its_word_is_only_proposed(tmp_path: Path) -> None:
    text = "Интервьюер: Начнём?\n" + TALK.format("И", "Р") + "Интервьюер: Всё?\n"
    transcript = read(tmp_path, text)
    assert roles(transcript)["И"] == "interviewer"
    assert [speaker.proposed for speaker in transcript.speakers] == [False, True, False]


LAST = "И: Как?\n\nР: Так.\n\nИ ещё скажу.\n\n"


@pytest.mark.parametrize(
    "below",
    [
        "* * *\n\nПотом мы долго шли домой через поле.",
        "Note: мне так сказали.\n\nПотом мы долго шли домой через поле.",
        "Комментарий: он такой дал.\n\nПотом мы долго шли домой через поле.",
        "(Мы тогда ещё не знали, что отчёт уже ушёл.)",
        "[запись остановлена]\n\nПотом мы долго шли домой через поле.",
        "Регион: у нас большой, и мы всё объехали.",
    ],
)
def test_speech_in_the_last_turn_stays(tmp_path: Path, below: str) -> None:
    transcript = read(tmp_path, LAST + below)
    turn = transcript.turns[-1]
    assert transcript.text[turn.start : turn.stop] == "Так.\n\nИ ещё скажу.\n\n" + below


def test_a_comment_is_cut_where_every_line_is_a_paragraph(tmp_path: Path) -> None:
    transcript = read(tmp_path, "И: Как?\nР: Так.\nЗаметка: отчёт нам сдали очень поздно\n")
    turn = transcript.turns[-1]
    assert transcript.text[turn.start : turn.stop] == "Так."
    assert [note.kind for note in transcript.notes if note.warning] == ["remark"]


def test_a_comment_that_stays_is_a_warning(tmp_path: Path) -> None:
    transcript = read(tmp_path, LAST + "Комментарий: он нервничал.\n\nИ мы пошли.")
    assert any(
        "Perhaps a comment" in put(note.phrase) and note.warning for note in transcript.notes
    )


@pytest.mark.parametrize(
    ("below", "told", "warning"),
    [
        ("(попугай: «Следующий!»)", "1×, 2 words", False),
        ("[звонок, после него говорили о другом ещё час]", "1×, 8 words", False),
        ("-----\nконец записи 00:49\n[область; клуб]", "2×, 5 words", False),
        ("Комментарий: респондент волновался и выходил курить", "1×, 6 words", True),
        ("* * *\n\nконец записи\n\nтут ещё что-то было о погоде", "2×, 8 words", True),
        ("00:49:50", "1×, one word", False),
    ],
)
def test_what_is_cut_is_counted(tmp_path: Path, below: str, told: str, warning: bool) -> None:
    transcript = read(tmp_path, LAST + below)
    turn = transcript.turns[-1]
    assert transcript.text[turn.start : turn.stop] == "Так.\n\nИ ещё скажу."
    note = next(note for note in transcript.notes if note.kind == "remark")
    assert told in put(note.phrase)
    assert note.warning is warning


def test_an_aside_before_the_next_label_is_speech(tmp_path: Path) -> None:
    aside = "(Мы тогда ещё не знали, что отчёт уже ушёл.)"
    transcript = read(tmp_path, f"И: Как?\n\nР: Так.\n\n{aside}\n\nИ: А?\n\nР: Да.\n")
    turn = transcript.turns[1]
    assert transcript.text[turn.start : turn.stop].endswith(aside)


@pytest.mark.parametrize(
    "text",
    [
        "И: Начнём\nР: Давайте\nРегион: у нас большой…\nИ: А?\nР: Да\n",
        "И: Начнём\n\nР: Давайте\n\nРегион: у нас большой\n\nИ: А?\n\nР: Да\n",
        "Интервьюер: Начнём\nРеспондент: Давайте\nРегион: у нас\nИнтервьюер: А?\nРеспондент: Да\n",
        "Дата: 1.2.2020\nИ: Начнём\nР: Давайте\nРегион: у нас большой\nИ: А?\nР: Да\n",
    ],
)
def test_a_header_swallows_no_speech(tmp_path: Path, text: str) -> None:
    transcript = read(tmp_path, text)
    words = [transcript.text[turn.start : turn.stop] for turn in transcript.turns]
    assert words[0] == "Начнём"
    assert words[1].startswith("Давайте\n")
    assert len(words) == 4


@pytest.mark.parametrize(
    "header",
    [
        "Дата: 1.2.2020\nИнтервьюер: Иванова\nРеспондент: женщина, 45 лет\n",
        "Интервьюер: Иванова\nРеспондент: Петрова\nДата: 14.03\n\n",
        "Интервьюер: Иванова\n\nДата: 14.03\n\n",
        "И: интервьюер\nР: респондент\nДата: 14.03\n\n",
        "Р: женщина, 45\nИ: Н.К.\nДата: 14 марта\n-----\n",
    ],
)
@pytest.mark.parametrize(("asks", "answers"), [("Интервьюер", "Респондент"), ("И", "Р")])
def test_header_lines_may_name_the_voices(
    tmp_path: Path, header: str, asks: str, answers: str
) -> None:
    transcript = read(tmp_path, header + TALK.format(asks, answers))
    first = transcript.turns[0]
    assert transcript.text[first.start : first.stop] == "Как вы начинали?"
    assert len(transcript.turns) == 6
