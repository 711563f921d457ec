from __future__ import annotations

import pytest
from tried_codebook import finding, findings

from qualcode.inspecting.explaining.wording import say_words


@pytest.mark.parametrize(
    ("text", "language", "how", "by", "readings"),
    [
        ("Экономия.", "ru", "written", ("экономия",), ("экономия",)),
        ("Нет, экономии больше.", "ru", "base", ("экономия",), ("экономия",)),
        ("Деньгами.", "ru", "base", ("деньга",), ("деньга",)),
        ("Оптимизировали.", "ru", "wildcard", ("оптимиз*",), ("оптимизировать",)),
        ("Соцзощита.", "ru", "spelling", ("соцзащита",), None),
        ("Only cost.", "en", "written", ("cost",), ("cost",)),
    ],
)
def test_how_a_word_fills_its_place(
    text: str, language: str, how: str, by: tuple[str, ...], readings: tuple[str, ...] | None
) -> None:
    (word,) = finding(text, language).found
    assert (word.how, word.by) == (how, by)
    assert readings is None or word.readings == readings
    assert text[word.start : word.stop] == word.text


def test_a_spelling_has_its_likeness() -> None:
    (word,) = finding("Соцзощита.").found
    assert 80 <= word.likeness < 100
    assert word.needed == 80


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        (
            "Прошло сокращение штатов.",
            "ru",
            [
                "«сокращение» fills `сокращение` as it is written.",
                "«штатов», a form of штат, fills `ставка|штат`.",
            ],
        ),
        ("Деньгами.", "ru", ["«Деньгами» fills `деньги`: both are forms of деньга."]),
        (
            "Оптимизировали.",
            "ru",
            ["«Оптимизировали», a form of оптимизировать, fills `оптимиз*`."],
        ),
        (
            "Оценка 4,54 балла.",
            "ru",
            ['«4,54 балла» is what `regex: "\\\\d+,\\\\d+\\\\s+балла"` finds.'],
        ),
        (
            "We don't pay.",
            "en",
            [
                "«do» fills `do` as it is written.",
                "«n't», short for not, fills `not`.",
                "«pay» fills `pay` as it is written.",
            ],
        ),
        ("It is the cost's size.", "en", ["«cost's», a form of cost, fills `=cost`."]),
        (
            "It is person-centred.",
            "en",
            [
                "«person» fills `person` as it is written.",
                "«centred», a form of centre, fills `centred` as it is written.",
            ],
        ),
    ],
)
def test_words_are_explained_in_sentences(text: str, language: str, sentences: list[str]) -> None:
    found = [one for one in findings(text, language) if one.suppression is None]
    assert say_words(found[0].found) == sentences


def test_a_spelling_is_told_with_its_likeness() -> None:
    (sentence,) = say_words(finding("Соцзощита.").found)
    assert sentence.startswith("«Соцзощита»")
    assert " fills `~соцзащита` as another spelling of соцзащита: " in sentence
    assert sentence.endswith(" of 100 alike, and 80 is enough.")


def test_words_of_another_code_name_it() -> None:
    net = next(one for one in findings("Союз и экономия.") if one.code == "net")
    assert say_words(net.found) == [
        "«Союз» fills `союз` as it is written.",
        "«экономия» was found for saving.",
    ]
