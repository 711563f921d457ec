"""Labels and surnames that no dictionary has as names, and the same words in the tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli
from small_study import write
from test_finding import replaced, transcript

from qualcode.pseudonyms.cells import Cells
from qualcode.pseudonyms.corpus import pseudonymise
from qualcode.pseudonyms.edits import apply_edits
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.surnames import surname_forms

WEAVER = """\
Инт: Представьтесь, пожалуйста.
Ткач: Меня зовут Нина Фёдоровна Ткач.
Инт: А Ткач не спорит?
Ткач: У Ткача свои мысли, и Ткачу виднее.
Инт: И всё?
Ткач: Всё.
"""
LAPINA = """\
Инт: Представьтесь, пожалуйста.
Лапина: Меня зовут Анна.
Инт: Кто такая Лапина?
Лапина: С Лапиной вы говорите, в Казани.
Инт: И всё?
Лапина: Всё.
"""
TABLE = """\
file,speaker,respondent,type,город
a.txt,Ткач,Ткач,x,"Калуга, раньше Казань"
b.txt,Лапина,Лапина,x,Орёл
"""


def test_a_label_never_stays_beside_its_replacement(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "talks/a.txt", WEAVER)
    write(tmp_path / "talks/b.txt", LAPINA)
    write(tmp_path / "people.csv", TABLE)
    study = "transcripts: talks\ncodebook: none.yaml\nrespondents: people.csv\n"
    write(tmp_path / "study.yaml", study)
    monkeypatch.chdir(tmp_path)
    done = cli("pseudonymise", "--out", "public")
    assert done.code == 0, done.err
    files = sorted(one.name for one in (tmp_path / "public").iterdir())
    assert files == ["a.txt", "b.txt", "reading.yaml", "respondents.csv", "run.json"]
    for name in files:
        text = (tmp_path / "public" / name).read_text(encoding="utf-8")
        assert not [w for w in ("Ткач", "Лапин", "Калуг", "Казан", "Орёл") if w in text], name
    talk = (tmp_path / "public/a.txt").read_text(encoding="utf-8")
    assert talk.splitlines()[1:4] == [
        "Имя-1: Меня зовут [Имя-1].",
        "Инт: А [Имя-1] не спорит?",
        "Имя-1: У [Имя-1] свои мысли, и [Имя-1] виднее.",
    ]
    rows = (tmp_path / "public/respondents.csv").read_text(encoding="utf-8").splitlines()
    assert rows[1] == 'a.txt,Имя-1,Имя-1,x,"[Место-2], раньше [Место-1]"'


@pytest.mark.parametrize("label", ["Женщина", "Мужчина", "Хозяин", "Муж", "Голос", "Врач"])
def test_a_label_that_says_what_somebody_is_stays(label: str) -> None:
    whole = pseudonymise([transcript((label, "Да, я так думаю."), ("И", "Хорошо."))])
    assert whole.transcripts[0].labels == {}


def test_a_word_is_a_name_where_the_talk_speaks_of_somebody_called_so() -> None:
    talk = transcript(("Ткач", "Да."), ("И", "Тогда скажет Ткач."), ("Ткач", "Скажу."))
    (one,) = pseudonymise([talk]).transcripts
    assert one.labels == {"Ткач": "Имя-1"}
    assert apply_edits(talk.text, one.edits) == (
        "Имя-1: Да.\nИ: Тогда скажет [Имя-1].\nИмя-1: Скажу.\n"
    )


def test_a_full_name_in_another_talk_names_a_label() -> None:
    talks = [
        transcript(("И", "С нами Нина Фёдоровна Ткач."), id="a.txt"),
        transcript(("Ткач", "Да."), ("И", "Хорошо."), id="b.txt"),
    ]
    assert pseudonymise(talks).transcripts[1].labels == {"Ткач": "Имя-1"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Директором был Пётр Иванович Лыков. Вот Лыков говорил. С Лыковым было легко.",
            "Директором был [Имя-1]. Вот [Имя-1] говорил. С [Имя-1] было легко.",
        ),
        ("Там Олег Сомов. Сомов и решил о Сомове.", "Там [Имя-1]. [Имя-1] и решил о [Имя-1]."),
        ("Там Ольга Ним. Вот Ним и говорит.", "Там [Имя-1]. Вот [Имя-1] и говорит."),
        ("Там Ольга Ним. Ним мы и звали, за ним.", "Там [Имя-1]. Ним мы и звали, за ним."),
        ("Там Олег Сомов, ловят сомов.", "Там [Имя-1], ловят сомов."),
    ],
)  # fmt: skip
def test_a_surname_stands_for_the_full_name_that_was_found(words: str, expected: str) -> None:
    assert replaced(words) == expected


def test_an_english_word_at_the_beginning_is_no_surname() -> None:
    words = "I met Adam Back there. Back then we were back."
    assert replaced(words, label="R") == "I met [Name-1] there. Back then we were back."


def test_a_surname_from_another_talk_is_known_inside_a_sentence() -> None:
    talks = [
        transcript(("И", "Был Пётр Иванович Лыков."), id="a.txt"),
        transcript(("И", "Лыков мост. Вот Лыков и сказал."), id="b.txt"),
    ]
    other = pseudonymise(talks).transcripts[1]
    assert apply_edits(other.transcript.text, other.edits) == (
        "И: Лыков мост. Вот [Имя-1] и сказал.\n"
    )


def test_a_husband_and_a_wife_are_told_apart() -> None:
    words = "Там Олег Сомов и Анна Сомова. Вот Сомов встал. Вот Сомову позвали. Вот Сомова села."
    assert replaced(words).endswith("Вот [Имя-1] встал. Вот [Имя-1] позвали. Вот [Имя-2] села.")


@pytest.mark.parametrize(
    ("surname", "form"),
    [
        ("лыкова", "лыковых"), ("ковальский", "ковальской"), ("белый", "белого"),
        ("гай", "гаем"), ("крыса", "крысе"), ("ткач", "ткачом"), ("седых", "седых"),
        ("smith", "smith"),
    ],
)  # fmt: skip
def test_forms_of_surnames(surname: str, form: str) -> None:
    assert form in surname_forms(surname)
    assert surname in surname_forms(surname)


def test_words_of_few_letters_are_not_looked_for() -> None:
    assert surname_forms("он") == frozenset()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Cardiff", "[Место-2]"),
        ("Калуга", "[Место-2]"),
        ("в Орле", "в [Место-2]"),
        ("Казань", "[Место-1]"),
        ("Сомов", "[Имя-1]"),
        ("Тула", "Тула"),
        ("Россия", "Россия"),
        ("сомов", "сомов"),
    ],
)
def test_cells_lose_the_places_that_talk_would_leave(cell: str, expected: str) -> None:
    talk = transcript(("И", "Олег Сомов живёт в Казани."))
    kept = Entry(1, "place", "Тула", (), keep=True)
    whole = pseudonymise([talk], [kept], language="ru")
    assert Cells(whole).clean(cell, "ru") == expected


@pytest.mark.parametrize(
    "cell",
    "Мужской Женский Высшее Среднее Город Село Рабочий Учитель Нет Да Мать Male Female Yes No High"
    " Urban Rural Single Married Nurse Teacher Young Manager Secondary".split(),
)
def test_what_is_no_place_stays_in_cells(cell: str) -> None:
    whole = pseudonymise([transcript(("И", "Да, так."))])
    assert Cells(whole).clean(cell, "ru") == cell


def test_a_place_that_the_texts_replaced_is_replaced_in_cells() -> None:
    whole = pseudonymise([transcript(("R", "We lived in Leeds and then in York."))], language="en")
    assert Cells(whole).clean("Leeds", "en") == "[Place-1]"
    assert Cells(whole).clean("York, Leeds", "en") == "[Place-2], [Place-1]"
