"""Where one interview of a file ends and the next begins, and what is only a chapter."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from qualcode.reading.document import Document, Line
from qualcode.reading.interviews import lines_above, split_interviews
from qualcode.reading.read import read_interviews
from qualcode.reading.wording import put

TALK = "И: Как вы начинали?\nР: С нуля, в две тысячи втором.\nИ: А потом?\nР: Потом пошло дело.\n"
GREETED = "И: Здравствуйте! Как дела?\nР: Хорошо.\nИ: А потом?\nР: Потом тоже.\n"
DASHES = "— Как вы начинали?\n— С нуля.\n— А потом?\n— Потом пошло.\n— А ещё?\n— Всё.\n"
NAMES = "Даня: Как вы?\n{0}: Болит.\nДаня: Где?\n{0}: Тут.\nДаня: Давно?\n{0}: Год.\n"


def document(text: str, *headings: str) -> Document:
    lines = (Line(line, heading=line in headings) for line in text.split("\n"))
    return Document(tuple(lines), "txt")


def names(text: str, *headings: str) -> list[str]:
    return [part.name for part in split_interviews(document(text, *headings))]


SEVERAL = [
    ("numbers", f"Интервью 1\n\n{TALK}\nИнтервью 2\n\n{TALK}", ["Интервью 1", "Интервью 2"]),
    (
        "number signs and names",
        f"ИНТЕРВЬЮ № 3. Анна\n{TALK}\nИНТЕРВЬЮ № 5. Пётр, 45 лет\n{TALK}\nИНТЕРВЬЮ № 6.\n{TALK}",
        ["ИНТЕРВЬЮ № 3. Анна", "ИНТЕРВЬЮ № 5. Пётр, 45 лет", "ИНТЕРВЬЮ № 6."],
    ),
    ("English", f"Interview 2\n\n{TALK}\n\nInterview 3\n\n{TALK}", ["Interview 2", "Interview 3"]),
    (
        "Roman",
        f"Interview II\n\n{TALK}\n\nInterview IV\n\n{TALK}",
        ["Interview II", "Interview IV"],
    ),
    (
        "ordinals",
        f"Первое интервью\n\n{TALK}\nВторое интервью\n\n{TALK}\nЧетвёртое интервью\n\n{TALK}",
        ["Первое интервью", "Второе интервью", "Четвёртое интервью"],
    ),
    (
        "respondents",
        f"Респондент 4. Мужчина, 50 лет\n\n{TALK}\nРеспондент 5. Женщина, 45 лет\n\n{DASHES}",
        ["Респондент 4. Мужчина, 50 лет", "Респондент 5. Женщина, 45 лет"],
    ),
    (
        "patients, the same heading, other labels",
        "Интервью с пациентом\n\n"
        + NAMES.format("Пациент 1")
        + "\nИнтервью с пациентом\n\n"
        + NAMES.format("Пациент 2"),
        ["Интервью с пациентом", "Интервью с пациентом"],
    ),
    (
        "names",
        f"Интервью с Анной\n\n{TALK}\nИнтервью с Борисом\n\n{TALK}",
        ["Интервью с Анной", "Интервью с Борисом"],
    ),
    (
        "transcripts of",
        f"Transcript of Ann's interview\n\n{TALK}\nTranscript of Bo's interview\n\n{TALK}",
        ["Transcript of Ann's interview", "Transcript of Bo's interview"],
    ),
    (
        "the same words, each with a greeting",
        f"Интервью с врачом\n\n{GREETED}\nИнтервью с врачом\n\n{GREETED}",
        ["Интервью с врачом", "Интервью с врачом"],
    ),
    (
        "headers with the same keys",
        f"Дата: 1.02.2020\nКод интервью: А-1\n\n{TALK}\nДата: 3.2.20\nКод интервью: А-2\n\n{TALK}",
        ["А-1", "А-2"],
    ),
    (
        "front matter",
        f"---\ntitle: Ann\ndate: 1\n---\n{TALK}\n---\ntitle: Bo\ndate: 2\n---\n{TALK}",
        ["Ann", "Bo"],
    ),
    (
        "a header above each heading",
        f"Дата: 1\nИнтервью 1\n{TALK}\n-----\nДата: 2\nИнтервью 2\n{TALK}",
        ["Интервью 1", "Интервью 2"],
    ),
    (
        "the first has no heading",
        f"Разговор в саду\n{TALK}\nИнтервью 2\n\n{TALK}\nИнтервью 3\n\n{TALK}",
        ["Разговор в саду", "Интервью 2", "Интервью 3"],
    ),
    (
        "contents, instructions",
        "Как читать эти интервью. Паузы обозначены многоточием.\n\nСодержание\n\n"
        f"Интервью 1\nИнтервью 2\n\nИнтервью 1\n\n{TALK}\nИнтервью 2\n\n{TALK}",
        ["Интервью 1", "Интервью 2"],
    ),
]
ONE = [
    ("blocks", f"Интервью 1\n\nБлок 1. О работе\n\n{TALK}\nБлок 2. О семье\n\n{TALK}"),
    ("parts of a guide", f"Часть 1\n\n{TALK}\nЧасть 2\n\n{TALK}"),
    ("numbered questions", f"Вопрос 1\n\n{TALK}\nВопрос 2\n\n{TALK}"),
    (
        "a title twice at the top",
        f"Интервью с Анной\n\nДата: 1\n\nИнтервью с Анной\n\n{TALK}{TALK}",
    ),
    ("a title again below", f"Интервью с врачом\n\n{TALK}\nИнтервью с врачом\n\n{TALK}"),
    (
        "numbers of speakers",
        "Участник 1\nКак?\n\nУчастник 2\nТак.\n\nУчастник 1\nА?\n\nУчастник 2\nДа.\n",
    ),
    ("the members of a group", f"Участник 1. Женщина\nУчастник 2. Мужчина\n\n{TALK}"),
    ("counted labels", "Участник 1: Да.\nУчастник 2: Нет.\nУчастник 3: Ну.\nУчастник 4: Э.\n"),
    ("told of", f"{TALK}Интервью 1 было трудным.\n{TALK}Интервью 2 прошло легче.\n{TALK}"),
    ("a note below each", f"Интервью 1\n\n{TALK}\nИнтервью 2\n\nНе состоялось, заболел.\n"),
    ("one", TALK),
    ("nothing", "Просто рассказ.\n"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [c[1:] for c in SEVERAL], ids=[c[0] for c in SEVERAL]
)
def test_several_interviews(text: str, expected: list[str]) -> None:
    parts = split_interviews(document(text))
    assert [part.name for part in parts] == expected
    assert all(one.last == other.first for one, other in pairwise(parts))
    assert parts[-1].last == len(text.split("\n"))
    for part in parts:
        for language in ("en", "ru"):
            assert put(part.grounds, language)


@pytest.mark.parametrize("text", [c[1] for c in ONE], ids=[c[0] for c in ONE])
def test_one_interview(text: str) -> None:
    assert names(text) == [""]


def test_headings_of_a_document_count_with_a_beginning_of_their_own() -> None:
    names_of = ("Анна Ивановна", "Пётр")
    assert names(f"Анна Ивановна\n{GREETED}\nПётр\n{GREETED}", *names_of) == list(names_of)
    themes = ("О работе", "О семье")
    assert names(f"О работе\n{TALK}\nО семье\n{TALK}", *themes) == [""]


def test_each_interview_has_turns_of_its_own(tmp_path: Path) -> None:
    first = "Интервью с пациентом\n\n" + NAMES.format("Пациент 1")
    second = "Интервью с пациентом\n\n" + NAMES.format("Пациент 2")
    path = tmp_path / "a.txt"
    path.write_text(f"{first}\n{second}", encoding="utf-8")
    one, other = read_interviews(path, "a.txt").transcripts
    assert (one.id, other.id) == ("a.txt#1", "a.txt#2")
    said = [(turn.speaker, other.text[turn.start : turn.stop]) for turn in other.turns[:2]]
    assert said == [("Даня", "Как вы?"), ("Пациент 2", "Болит.")]
    assert {turn.speaker for turn in one.turns} == {"Даня", "Пациент 1"}


def test_what_stands_above_the_first_is_told() -> None:
    text = f"Правила записи\n\nПаузы отмечены.\n\nИнтервью 1\n\n{TALK}\nИнтервью 2\n\n{TALK}"
    whole = document(text)
    (note,) = lines_above(whole, split_interviews(whole))
    assert note.warning
    assert put(note.phrase).startswith("4 words stand above the first")
    assert "Правила записи" in put(note.phrase, "ru")
    assert lines_above(document(TALK), split_interviews(document(TALK))) == ()


def test_captions_are_one() -> None:
    lines = tuple(Line(line) for line in f"Интервью 1\n{TALK}\nИнтервью 2\n{TALK}".split("\n"))
    (part,) = split_interviews(Document(lines, "srt", captions=True))
    assert (part.first, part.last) == (0, len(lines))


def test_ten_thousand_headings_take_a_time_that_grows_with_them() -> None:
    parts = split_interviews(document("".join(f"Интервью {n}\n\n{TALK}\n" for n in range(1, 1001))))
    assert len(parts) == 1000
