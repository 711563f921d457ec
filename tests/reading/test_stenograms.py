"""Turns that stand behind each other on a line, and what sites and programs put between them."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from turn_cases import Case, cases, check

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript
from qualcode.reading.document import Document, Line
from qualcode.reading.furniture import without_furniture
from qualcode.reading.wording import put


@pytest.mark.parametrize("case", cases("turns/stenograms"), ids=lambda case: case.name)
def test_case(tmp_path: Path, case: Case) -> None:
    check(case, case.read(tmp_path))


def read(text: str, declared: Declared | None = None) -> Transcript:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(text, encoding="utf-8", newline="")
        return read_transcript(path, "a.txt", declared or Declared())


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


def test_a_declared_name_is_believed_once() -> None:
    text = "Ведущий: Начнём? тётя Маша из второго: Да. Ведущий: А вы? Реплика: Да. Ведущий: Ну? "
    text += "Реплика: Нет."
    assert {label for label, _ in said(read(text))} == {"Ведущий", "Реплика"}
    told = read(text, Declared(respondents=("тётя Маша из второго",)))
    assert said(told)[1] == ("тётя Маша из второго", "Да.")


def test_times_beside_labels_are_those_of_their_turns() -> None:
    text = "[00:00:01] И: Как? [00:00:05] Р: Так. И (00:01:07): А? 00:02:00 Р: Да. [00:03:00]"
    assert [turn.time for turn in read(text).turns] == [
        "00:00:01",
        "00:00:05",
        "00:01:07",
        "00:02:00",
    ]


LABELS = ["А.Белов: ", "В. Орлова: ", "Реплика: ", "Вопрос: ", "Министр А.Белов: ", "Итого: ", ""]
WORDS = ["слово.", "слово, слово!", "слово: слово…", "Слово «слово».", "(слово.)", "* * *"]
LINKS = ["", "Смотрите также Слово слово 1 мая 2020 года ", "Темы Слово Лица Слово ", "\n", "\n\n"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(LABELS), st.sampled_from(WORDS), st.sampled_from(LINKS)),
        max_size=20,
    )
)
def test_every_word_is_said_or_counted(parts: list[tuple[str, str, str]]) -> None:
    words = "".join(f"{label}{said} {link}" for label, said, link in parts)
    numbers = iter(range(10_000))
    text = re.sub("[сС]лово", lambda m: f"{m.group()}{next(numbers)}", words)
    if not any(map(str.isalnum, text)):
        return
    transcript = read(text)
    before = 0
    for turn in transcript.turns:
        assert before <= turn.start < turn.stop
        before = turn.stop
    parts_said = [part for turn in said(transcript) for part in turn]  # labels, too
    heard = {word for part in parts_said for word in re.findall(r"лово\d+", part)}
    silent = set(re.findall(r"лово\d+", text)) - heard
    notes = " ".join(put(note.phrase) for note in transcript.notes)
    header = re.search(r"first (\d+) lines are header|(first line) is header", notes)
    if header is None:
        assert len(silent) <= sum(map(int, re.findall(r"(\d+) words", notes))) + len(
            re.findall("[Oo]ne word", notes)
        )


def test_a_line_of_megabytes_takes_a_time_that_grows_with_it() -> None:
    spoken = "И ещё раз: мы сказали об этом всё, что знали, и повторим. " * 5
    turns = "А.Белов: Добрый день? {0}В.Орлова (через переводчика): Да: так. {0}Реплика: Браво! "
    seconds = []
    for size in (400, 1_600):
        began = time.perf_counter()
        transcript = read(turns.format(spoken) * size)
        seconds.append(time.perf_counter() - began)
        assert len(transcript.turns) == 3 * size
    assert seconds[1] < 12 * seconds[0]


def test_a_label_confirmed_by_people_is_found_inside_lines() -> None:
    text = "Ведущий: Начнём? тётя Маша: Да. Ведущий: А вы? Реплика: Да. Ведущий: Ну? "
    text += "тётя Маша: Нет. Реплика: Нет."
    assert "тётя Маша" not in {label for label, _ in said(read(text))}
    told = said(read(text, Declared(roles=(("тётя Маша", "respondent"),))))
    assert told == [
        ("Ведущий", "Начнём?"),
        ("тётя Маша", "Да."),
        ("Ведущий", "А вы?"),
        ("Реплика", "Да."),
        ("Ведущий", "Ну?"),
        ("тётя Маша", "Нет."),
        ("Реплика", "Нет."),
    ]


@pytest.mark.parametrize("words", ["а: ", "и вот: "])
def test_a_line_of_colons_is_soon_read(words: str) -> None:
    seconds = []
    for size in (20_000, 80_000):
        began = time.perf_counter()
        assert len(read(words * size).turns) == 1
        seconds.append(time.perf_counter() - began)
    assert seconds[1] < 12 * seconds[0]


def lines(text: str) -> Document:
    return Document(tuple(Line(line) for line in text.split("\n")), "txt")


FURNITURE = [
    ("Р: Так\n- 12 -\nи так.\n- 13 -\n", [1, 3], "furniture.pages"),
    ("Р: Так.\nСтраница 3 из 10\nИ: А?\n", [1], "furniture.pages"),
    ("Р: Так.\nPage 3\nИ: А?\nPage 4\nР: Да.\n", [1, 3], "furniture.pages"),
    ("Р: Так.\n\nРасшифровано сервисом example.ai\n", [2], "furniture.stamps"),
    ("Transcribed by https://otter.ai\n\nA: So.\n", [0], "furniture.stamps"),
    ("Р: Так.\nСубтитры сделал DimaTorzok\n", [1], "furniture.stamps"),
    ("Host: So.\n[Advertisement]\nHost: And.\n", [1], "furniture.advertisements"),
    ("Р: Так.\nhttps://example.org/a\nР: Да.\n", [1], "furniture.links"),
    ("Р: Так.\nСмотрите также: Встреча с мастером\nР: Да.\n", [1], "furniture.links"),
]


@pytest.mark.parametrize(("text", "emptied", "kind"), FURNITURE)
def test_lines_that_nobody_said_are_emptied_and_told(
    text: str, emptied: list[int], kind: str
) -> None:
    before = lines(text)
    after = without_furniture(before)
    changed = [n for n, (a, b) in enumerate(zip(before.lines, after.lines, strict=True)) if a != b]
    assert changed == emptied
    assert all(not after.lines[n].text for n in emptied)
    (note,) = after.notes
    assert note.phrase.id == kind
    words = sum(len(before.lines[n].text.split()) for n in emptied)
    counted = phrase("count.words", n=words)
    assert dict(note.phrase.values)["words"] == counted
    for language in ("en", "ru"):
        assert put(note.phrase, language).endswith(f"; {put(counted, language)}).")


def test_running_lines_stand_beside_the_numbers_of_pages() -> None:
    page = "Проект «Забота», 2021\n- {0} -\nР: Да.\nИ: Да?\n"
    after = without_furniture(lines("".join(page.format(n) for n in range(1, 5))))
    assert {note.phrase.id for note in after.notes} == {"furniture.pages", "furniture.running"}
    assert [line.text for line in after.lines if line.text] == ["Р: Да.", "И: Да?"] * 4


@pytest.mark.parametrize(
    "text",
    [
        "И: Сколько?\nР: - 12\nИ: А?\nР: Page 3\n",
        "Page 3\nР: Да.\n",
        "Анна\nКак?\n\nПётр\nТак.\n\nАнна\nА?\n\nПётр\nДа.\n",
        "Р: Смотрите также на то, как он пишет.\nР: Расшифровано сервисом, говорите?\n",
        "Р: Так.\nРасшифровали мы всё программой.\nПо теме: Скажу прямо.\nПодробнее: потом\n",
        "Transcribed by Anna\n",
        "И: Реклама помогает?\nР: Реклама\n",
        "12\nИ: Как?\n13\nР: Так.\n",
    ],
)
def test_what_may_be_said_stays(text: str) -> None:
    before = lines(text)
    assert without_furniture(before) == before


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ("Смотрите также Встреча с мастером 1 мая 2020 года", "Так и было."),
        (
            "Смотрите также на мост, там всё видно",
            "Так и было. Смотрите также на мост, там всё видно",
        ),
        ("Темы Дороги Лица Сомов Иван Дата публикации: 1 мая 2020 года", "Так и было."),
        ("Темы разные.", "Так и было. Темы разные."),
        ("Читайте также «Мост»: почему он стоит. Я читал.", ""),
        ("* * *", "Так и было."),
        ("Источник: example.org", "Так и было."),
    ],
)
def test_the_end_of_a_line(end: str, kept: str) -> None:
    transcript = read(f"И: Как всё было?\nР: Мост стоял.\nИ: Правда?\nР: Так и было. {end}")
    expected = kept or f"Так и было. {end}"
    assert said(transcript)[-1] == ("Р", expected)


def test_a_link_between_two_sentences_ends_at_its_date() -> None:
    link = "Смотрите также Встреча с мастером 1 мая 2020 года"
    talk = f"И: Как всё было?\nР: Так и было. {link} Мы строили долго.\nИ: Да?\nР: Да."
    transcript = read(talk)
    assert said(transcript)[1:3] == [("Р", "Так и было."), ("Р", "Мы строили долго.")]
    assert any(note.phrase.id == "remark.cut" for note in transcript.notes)


def test_what_a_site_writes_below_on_lines_of_its_own() -> None:
    below = "Темы\nДороги\nЛица\nСомов Иван\nПоделиться\nТекстовая версия"
    transcript = read(f"И: Как?\nР: Так.\nИ: А?\nР: Да, так.\n\n{below}\n")
    assert said(transcript)[-1] == ("Р", "Да, так.")
    assert any("8 words" in put(note.phrase) for note in transcript.notes)


def test_music_between_turns_is_no_speech() -> None:
    transcript = read("И: Как?\nР: Так.\n♪\nИ: А?\nР: Да.\n♪ ля-ля ♪\n")
    assert [words for _, words in said(transcript)] == ["Как?", "Так.", "А?", "Да."]
