from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript
from qualcode.reading.wording import put

NOTHING = Declared()


def read(folder: Path, text: str, name: str = "a.txt", declared: Declared = NOTHING) -> Transcript:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return read_transcript(path, name, declared)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


def roles(transcript: Transcript) -> dict[str, str]:
    return {speaker.label: speaker.role for speaker in transcript.speakers}


def kinds(transcript: Transcript, warnings: bool = False) -> set[str]:
    return {note.kind for note in transcript.notes if note.warning or not warnings}


# layout, text, what is said by whom; every one of them has two turns of question and answer
TWO = [("{0}", "Как вы начинали?"), ("{1}", "С нуля."), ("{0}", "А потом?"), ("{1}", "Потом да.")]


def two(first: str, second: str) -> list[tuple[str, str]]:
    return [(label.format(first, second), words) for label, words in TWO]


def lines(pattern: str, first: str, second: str, between: str = "\n") -> str:
    times = ("00:00:01", "00:00:05", "00:01:07", "00:01:12")
    return between.join(
        pattern.format(label=label.format(first, second), words=words, time=time, n=number)
        for number, ((label, words), time) in enumerate(zip(TWO, times, strict=True), start=1)
    )


@pytest.mark.parametrize(
    ("pattern", "first", "second", "layout"),
    [
        ("{label}: {words}", "И", "Р", "labels"),
        ("{label}:{words}", "И", "Р", "labels"),
        ("{label}:\t{words}", "Interviewer", "Interviewee2", "labels"),
        ("{label}:\t\t\t{words}", "Интервьюер", "Респондент 1", "labels"),
        ("{label}: {words}", "И.", "Р.", "labels"),
        ("{label} : {words}", "Int", "R1", "labels"),
        ("{label}: {words}", "В", "О", "labels"),
        ("{label}: {words}", "Вопрос", "Ответ", "labels"),
        ("{label}: {words}", "S00", "S01", "labels"),
        ("{label}: {words}", "А.В.", "И.", "labels"),
        ("{label}: {words}", "Mr Pink", "Anna", "labels"),
        ("{label}: {words}", "Mr. Pink", "Dr. A.-M. O'Hara", "labels"),
        ("{label}: {words}", "Ashlee Kupor (SL)", "Jon (he/him)", "labels"),
        ("{label}: {words}", "stark", "adam3us", "labels"),
        ("{label}: {words}", "4 (Michal)", "5 (Ewa)", "labels"),
        ("[{time}] {label}: {words}", "И", "Р", "labels"),
        ("{time} {label}: {words}", "И", "Р", "labels"),
        ("{label} [{time}]: {words}", "И", "Р", "labels"),
        ("{label} ({time}): {words}", "Anna Petrova", "Ivan", "labels"),
        ("{label}: [{time}] {words}", "И", "Р", "labels"),
        ("{label}: {words} #{time}-3#", "Int", "R1", "labels"),
        ("{n}. {label}: {words}", "И", "Р", "labels"),
        ("**{label}:** {words}", "Natalie P", "Sandor Szücs", "labels"),
        ("**{label}**: {words}", "Вопрос", "Ответ", "labels"),
        ("__{label}:__ {words}", "Вопрос", "Ответ", "labels"),
        ("{label}:\n{words}", "Интервьюер", "Респондент", "label lines"),
        ("{label}: \n\n{words}\n", "Q", "A", "label lines"),
        ("{label}: {time}\n\n{words}\n", "Speaker 0", "Speaker 1", "label lines"),
        ("{label} [{time}]\n{words}\n", "Интервьюер", "Респондент", "label lines"),
        ("{label}  {time}  \n{words}\n", "Jonas Rosland", "Danny Silvers", "label lines"),
        ("[{time}] {label}\n{words}\n", "Анна", "Пётр", "label lines"),
        ("{n}. {label}\n{words}\n", "Соц.", "Инф.", "label lines"),
        ("{label}  \n{words}\n", "Researcher", "Participant", "label lines"),
        ("**{label}**\n\n{words}\n", "Исследователь", "Участник", "label lines"),
        ("{label} – {words}", "I", "C", "labels with dashes"),
        ("{label} - {words}", "I", "R", "labels with dashes"),
        ("{label} — {words}", "ИНТ.", "Респ.", "labels with dashes"),
        ("{label} – {words}", "ИССЛЕДОВАТЕЛЬ", "Анна", "labels with dashes"),
        ("[{label}] – {words}", "I", "C", "labels with dashes"),
        ("{label}. {words}", "Вопрос", "Ответ", "labels with periods"),
        ("{label}\t{words}", "инт", "рук", "labels with tabs"),
        ("[{label}] {words}", "id1", "id2", "labels in brackets"),
        ("{time}\t{label}\t{words}", "инт", "рук", "columns"),
        ("{n}\t{time}\t{label}\t{words}", "инт", "рук", "columns"),
    ],
)
def test_labels_of_every_form(
    tmp_path: Path, pattern: str, first: str, second: str, layout: str
) -> None:
    transcript = read(tmp_path, lines(pattern, first, second))
    assert said(transcript) == two(first, second)
    assert transcript.source.layout == layout
    if "{time}" in pattern:
        assert transcript.turns[2].time.startswith("00:01:07")


def test_the_whole_text_is_kept_in_files_of_lines(tmp_path: Path) -> None:
    text = "Дата: 1.2.2020\n\nИ: Как?\n\nР: Так.\n\n[конец]\n"
    assert read(tmp_path, text).text == text


def test_a_hyphen_and_an_en_dash_may_be_mixed(tmp_path: Path) -> None:
    text = "[I] – Interviewer  [C] - Client\n\nI – Hi!\nC - Hello.\nI - Why?\nC – You're welcome"
    transcript = read(tmp_path, text)
    assert said(transcript) == [
        ("I", "Hi!"),
        ("C", "Hello."),
        ("I", "Why?"),
        ("C", "You're welcome"),
    ]
    assert roles(transcript) == {"I": "interviewer", "C": "respondent"}


def test_voices_of_dash_dialogues_alternate(tmp_path: Path) -> None:
    text = (
        "— Вы давно здесь?\n\n— Девять лет. Раньше — нет.\n\nА теперь да.\n\n"
        "— И как?\n\n- Ничего. Мы - люди простые, работаем себе.\n\n— Совсем?\n\n— Да."
    )
    transcript = read(tmp_path, text)
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 3
    assert {turn.speaker for turn in transcript.turns} == {"—"}
    assert said(transcript)[1][1] == "Девять лет. Раньше — нет.\n\nА теперь да."
    assert [speaker.proposed for speaker in transcript.speakers] == [True, False]


def test_the_first_question_of_a_dash_dialogue_may_be_unmarked(tmp_path: Path) -> None:
    text = (
        "Интервью 3\n\nКак вы начинали?\n\n— Плохо.\n\n— А потом?\n\n— Лучше.\n\n— А ещё?\n\n— Да."
    )
    transcript = read(tmp_path, text)
    assert said(transcript)[0] == ("—", "Как вы начинали?")
    assert [turn.role for turn in transcript.turns[:2]] == ["interviewer", "respondent"]


def test_a_list_is_no_dialogue_with_roles(tmp_path: Path) -> None:
    transcript = read(tmp_path, "- молоко\n- хлеб\n- соль\n- спички\n- мыло\n")
    assert set(roles(transcript).values()) == {"unknown"}


@pytest.mark.parametrize("mark", ["*", "_", "**"])
def test_emphasised_questions(tmp_path: Path, mark: str) -> None:
    paragraphs = [f"{mark}Как вы начинали?{mark}", "С *нуля*.", "Вот так.", f"{mark}А потом?{mark}"]
    paragraphs += ["Потом да.", f"{mark}И всё?{mark}", "Всё."]
    transcript = read(tmp_path, "\n\n".join(paragraphs), "a.md")
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 3
    assert said(transcript)[0][1] == "Как вы начинали?"
    assert said(transcript)[1][1] == "С нуля.\n\nВот так."


def test_markdown_escapes_headings_and_front_matter(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Interview\nspeakers:\n  - Anna\n---\n# A talk\n\n"
        "**Anna:** \\[laughs\\] Why *now*?\n\n**Bo:** Because.\n\n## Part two\n\n"
        "More.\n\n**Anna:** And\\_then?\n\n**Jingle:** \\[04:29\\]\n\n**Bo:** \\[04:31\\] Then.\n"
    )
    transcript = read(tmp_path, text, "a.md")
    assert said(transcript) == [
        ("Anna", "[laughs] Why now?"),
        ("Bo", "Because."),
        ("Bo", "More."),
        ("Anna", "And_then?"),
        ("Bo", "Then."),
    ]
    assert transcript.turns[4].time == "04:31"


def test_html_inside_markdown_goes_and_its_words_stay(tmp_path: Path) -> None:
    text = (
        '<strong>Anna:</strong> Did you know <a href="https://ll.example/?a=1&b=2">Lightning'
        " Labs</a>?<br>\n\n<b>Bo:</b> I was <em>there</em>,<br/>in"
        " <span style='color:red'>May</span> H<sub>2</sub>O \\<i> <unknown>.\n\n"
        "<b>Anna:</b> <i>And\nthen</i>?\n\n**Bo:** Nothing, x < y.\n"
    )
    transcript = read(tmp_path, text, "a.md")
    assert said(transcript) == [
        ("Anna", "Did you know Lightning Labs?"),
        ("Bo", "I was there, in May H2O <i> <unknown>."),
        ("Anna", "And\nthen?"),
        ("Bo", "Nothing, x < y."),
    ]
    assert not any(note.phrase.id.startswith("remark") for note in transcript.notes)


def test_letters_in_angle_brackets_are_labels_in_markdown_too(tmp_path: Path) -> None:
    text = "<I> Как вы начинали?\n<R> С нуля.\n<I> А потом?\n<R> Потом да.\n"
    assert said(read(tmp_path, text, "a.md")) == two("I", "R")


def test_html_in_italics_is_evidence_like_markdown(tmp_path: Path) -> None:
    paragraphs = ["<em>Как вы начинали?</em>", "С нуля.", "<em>А потом?</em>", "Потом да."] * 2
    transcript = read(tmp_path, "\n\n".join(paragraphs), "a.md")
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 4


def test_a_table_of_questions_and_answers(tmp_path: Path) -> None:
    text = "№\tВопрос\tОтвет\n1\tКак вы начинали?\tС нуля.\n2\tА потом?\tПотом да.\n"
    transcript = read(tmp_path, text)
    assert said(transcript) == two("Вопрос", "Ответ")
    assert roles(transcript) == {"Вопрос": "interviewer", "Ответ": "respondent"}


def test_columns_may_be_named_in_any_order_before_the_text(tmp_path: Path) -> None:
    text = "Файл\tх.wav\n\nкто\tвремя\tреплика\n"
    transcript = read(tmp_path, text + "инт\t0:01\tКак?\nрук\t0:02\tТак.\n")
    assert [turn.speaker for turn in transcript.turns] == ["инт", "рук"]


def test_a_stenogram_on_one_line(tmp_path: Path) -> None:
    talk = "А.Иванов: Добрый день, коллеги. Вопрос: Как дела? А.Иванов: Хорошо. "
    talk += "Б.Петрова: Подтверждаю [это]. Вопрос: А ещё? Б.Петрова: " + "Ничего нового. " * 200
    transcript = read(tmp_path, "Встреча с людьми " + talk)
    assert transcript.source.layout == "labels inside lines"
    assert [turn.speaker for turn in transcript.turns] == [
        *("А.Иванов", "Вопрос", "А.Иванов", "Б.Петрова", "Вопрос", "Б.Петрова")
    ]
    assert said(transcript)[3][1] == "Подтверждаю [это]."


@pytest.mark.parametrize(
    "words",
    [
        "Важно: это не реплика.",
        "Повторю: мне не надо.",
        "И они сказали: уходите.",
        "Обратите внимание: тут порог.",
        "Проблема в следующем: денег нет.",
        "Он мне говорит: надо.",
        "Смотрите https://example.org",
        "Было 12:30, может, позже.",
        "Duration: 19:22 sec",
    ],
)
def test_prose_before_a_colon_is_no_label(tmp_path: Path, words: str) -> None:
    text = f"И: Как?\n\nР: Так.\n\n{words}\n\n{words}\n\nИ: А?\n\nР: Да.\n"
    transcript = read(tmp_path, text)
    assert roles(transcript) == {"И": "interviewer", "Р": "respondent"}
    assert words in said(transcript)[1][1]


def test_words_that_look_like_labels_twice_are_named(tmp_path: Path) -> None:
    transcript = read(tmp_path, "И: Как?\nВажно: да.\nР: Так.\nВажно: нет.\nИ: А?\nР: Да.\n")
    assert any("Важно" in put(note.phrase) for note in transcript.notes if note.kind == "labels")


def test_a_declared_label_is_enough_once(tmp_path: Path) -> None:
    text = "И: Как?\nР: Так.\nИ: А?\nР: Да.\nМуж директора, из кухни: Неправда!\nИ: Ого.\n"
    declared = Declared(respondents=("Р", "муж директора, из кухни"))
    transcript = read(tmp_path, text, declared=declared)
    assert ("Муж директора, из кухни", "Неправда!") in said(transcript)


def test_near_labels_are_reported_and_kept_apart(tmp_path: Path) -> None:
    talk = "Jonas: Why?\nJon Beets: So.\n" * 4 + "Job Beets: Or so.\nJonas: Ah?\n"
    transcript = read(tmp_path, talk)
    assert ("Job Beets", "Or so.") in said(transcript)
    assert any("typing mistake" in put(note.phrase) and note.warning for note in transcript.notes)


def test_numbered_speakers_are_no_typing_mistake(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Speaker 1: Why?\nSpeaker 2: So.\n" * 4 + "Speaker 3: Or so.\n")
    assert not any("typing" in put(note.phrase) for note in transcript.notes)
    assert said(transcript)[-1] == ("Speaker 3", "Or so.")


def test_a_file_without_speakers_is_never_guessed(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Просто рассказ.\n\nВ двух абзацах, без имён.\n")
    assert roles(transcript) == {"?": "unknown"}
    assert "speakers" in kinds(transcript, warnings=True)
    assert transcript.source.layout == "unknown"


def test_a_stub_is_reported_not_refused(tmp_path: Path) -> None:
    transcript = read(tmp_path, "This transcript has been removed at the participant's request.")
    assert [turn.role for turn in transcript.turns] == ["unknown"]
    assert "speakers" in kinds(transcript, warnings=True)


def test_two_names_met_once_are_no_labels(tmp_path: Path) -> None:
    assert roles(read(tmp_path, "Anna: Hello.\nBoris: Hi.\n")) == {"?": "unknown"}


def test_a_pair_of_letters_met_once_is_enough(tmp_path: Path) -> None:
    assert said(read(tmp_path, "И: Как?\nР: Так.\n")) == [("И", "Как?"), ("Р", "Так.")]


def test_wrapped_text(tmp_path: Path) -> None:
    wrapped = "Расскажу по порядку, всё это\nотдел: долго и нудно\n— ничего.\n" * 6 + "(смеётся)"
    talk = "\n\n".join(f"Анна: Как {n}?\n\nПётр: {wrapped}" for n in range(3))
    transcript = read(tmp_path, talk)
    assert said(transcript) == [("Анна", "Как 0?"), ("Пётр", wrapped)] + [
        pair for n in (1, 2) for pair in (("Анна", f"Как {n}?"), ("Пётр", wrapped))
    ]


def test_wrapped_dash_dialogue(tmp_path: Path) -> None:
    wrapped = "Расскажу по порядку, всё это\nбыло долго и нудно\n— ничего.\n" * 6
    talk = "\n".join(f"— Как {n}?\n\n— {wrapped}" for n in range(3))
    transcript = read(tmp_path, talk)
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 3


def test_a_remark_in_a_label_is_no_other_speaker(tmp_path: Path) -> None:
    transcript = read(tmp_path, "И: Как?\nР: Так.\nИ (смеётся): А?\nР (вздыхает): Да.\n")
    assert said(transcript) == [("И", "Как?"), ("Р", "Так."), ("И", "А?"), ("Р", "Да.")]


def test_letters_alone_on_their_lines(tmp_path: Path) -> None:
    transcript = read(tmp_path, "И\nКак?\n\nР\nТак.\n\nИ\nИ?\n\nР\nДа.\n")
    assert said(transcript) == [("И", "Как?"), ("Р", "Так."), ("И", "И?"), ("Р", "Да.")]


def test_roles_in_small_letters_must_come_again_and_again(tmp_path: Path) -> None:
    talk = "Зам директора: Так вот.\n\nинтервьюер 1: Как?\n\n"
    assert len(read(tmp_path, talk * 4).turns) == 8
    assert len(read(tmp_path, talk * 2).speakers) == 1


def test_words_built_like_prose_must_come_often(tmp_path: Path) -> None:
    text = "Анна: Как?\nПётр: Так.\nНапомню: это давно.\n" * 2
    assert {turn.speaker for turn in read(tmp_path, text).turns} == {"Анна", "Пётр"}


def test_a_comment_below_the_talk_is_nobodys_speech(tmp_path: Path) -> None:
    comment = "Комментарий интервьюера: респондент волновался, " + "выходил и возвращался, " * 9
    transcript = read(tmp_path, f"И: Как?\n\nР: Так.\n\n{comment}\n\nИ ещё: чай.\n")
    assert said(transcript)[-1] == ("Р", "Так.")


FOUR = "И: Как?\n\nР: Так.\n\n{}И: А?\n\nР: Да.\n"


def warned(transcript: Transcript, kind: str) -> str:
    return " ".join(put(n.phrase) for n in transcript.notes if n.warning and n.kind == kind)


def test_a_voice_met_once_is_named(tmp_path: Path) -> None:
    text = FOUR.format("Секретарь: Вам звонят из области.\n\nВажно: это не реплика.\n\n")
    transcript = read(tmp_path, text)
    assert "“Секретарь” (1×)" in warned(transcript, "labels")
    assert "Важно" not in warned(transcript, "labels")
    declared = Declared(respondents=("Р", "Секретарь"))
    told = read(tmp_path, text, declared=declared)
    assert said(told)[2][0] == "Секретарь"
    assert not warned(told, "labels")


def test_long_labels_that_alternate_are_taken(tmp_path: Path) -> None:
    long = "Петрова Мария Ивановна, директор КЦСОН"
    transcript = read(tmp_path, f"Интервьюер: Как?\n\n{long}: Так.\n\n" * 3)
    assert said(transcript) == [("Интервьюер", "Как?"), (long, "Так.")] * 3


def test_a_long_label_that_does_not_alternate_is_named(tmp_path: Path) -> None:
    long = "Петрова Мария Ивановна, директор КЦСОН"
    transcript = read(tmp_path, "И: Как?\n\nР: Так.\n\n" + f"{long}: Так.\n\n" * 3)
    assert {turn.speaker for turn in transcript.turns} == {"И", "Р"}
    assert f"“{long}” (3×)" in warned(transcript, "labels")


@pytest.mark.parametrize(
    "phrase", ["Ну я вам так и скажу прямо, как есть", "Иванов Пётр Ильич сказал нам"]
)
def test_a_long_phrase_that_comes_again_is_no_label(tmp_path: Path, phrase: str) -> None:
    phrase = f"{phrase}: всё хорошо."
    transcript = read(tmp_path, FOUR.format(phrase + "\n\n") * 3)
    assert {turn.speaker for turn in transcript.turns} == {"И", "Р"}


@pytest.mark.parametrize("pattern", ["{label}: {words}", "{label}\n{words}\n", "— {words}"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_last_line_end_changes_nothing(tmp_path: Path, pattern: str, between: str) -> None:
    text = lines(pattern, "И", "Р", between) + "\nБыло: так.\nИ ещё."
    expected = said(read(tmp_path, text))
    for end in ("\n", "\n\n", "\n \n\n\n"):
        assert said(read(tmp_path, text + end)) == expected
        assert said(read(tmp_path, end + text)) == expected


def test_blank_lines_at_the_ends_space_nothing_out(tmp_path: Path) -> None:
    text = "— Как вы начинали?\n— С нуля.\n— А потом?\n— Потом да.\n" + "— И ещё.\n" * 6
    assert len(read(tmp_path, text.rstrip()).turns) == len(read(tmp_path, text).turns) == 10


def test_a_time_alone_on_its_line_is_that_of_the_next_turn(tmp_path: Path) -> None:
    times = ("00:01:10", "[00:02]", "0:03", "#00:00:04-1#")
    text = "\n".join(
        f"{time}\n{label.format('И', 'Р')}: {words}\n"
        for time, (label, words) in zip(times, TWO, strict=True)
    )
    transcript = read(tmp_path, text)
    assert said(transcript) == two("И", "Р")
    assert [turn.time for turn in transcript.turns] == ["00:01:10", "00:02", "0:03", "00:00:04-1"]


@pytest.mark.parametrize(
    ("words", "time", "kept"),
    [
        ("12:30 обычно первые приходят.", "", "12:30 обычно первые приходят."),
        ("00:12:30 обычно приходят.", "00:12:30", "обычно приходят."),
        ("[12:30] обычно приходят.", "12:30", "обычно приходят."),
        ("12:30\nобычно приходят.", "12:30", "обычно приходят."),
    ],
)
def test_a_spoken_time_is_speech(tmp_path: Path, words: str, time: str, kept: str) -> None:
    transcript = read(tmp_path, f"И: Как?\nР: {words}\nИ: А?\nР: Да.\n")
    assert said(transcript)[1] == ("Р", kept)
    assert transcript.turns[1].time == time


def test_an_answer_that_is_only_a_time_stays(tmp_path: Path) -> None:
    transcript = read(tmp_path, "И: Когда?\nР:\n12:30\nИ: А?\nР: 12:30\nИ: Да?\nР: Да.\n")
    assert said(transcript)[1] == ("Р", "12:30")
    assert said(transcript)[3] == ("Р", "12:30")
