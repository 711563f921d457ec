from __future__ import annotations

import pytest
from tried_codebook import SOURCE, finding, findings

from qualcode.codebook import parse_codebook
from qualcode.inspecting.explaining import explain_text
from qualcode.inspecting.explaining.naming import name_language
from qualcode.inspecting.explaining.wording_words import say_words


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
                "«сокращение» matches `сокращение` as it is written.",
                "«штатов», a form of штат, matches `ставка|штат`.",
            ],
        ),
        ("Деньгами.", "ru", ["«Деньгами» matches `деньги`: both are forms of деньга."]),
        (
            "Оптимизировали.",
            "ru",
            ["«Оптимизировали» matches `оптимиз*` by its letters."],
        ),
        (
            "Оценка 4,54 балла.",
            "ru",
            ["«4,54 балла» is what `regex: \\d+,\\d+\\s+балла` finds."],
        ),
        (
            "We don't pay.",
            "en",
            [
                "«don't», read as do and not, matches `do` and `not`.",
                "«pay» matches `pay` as it is written.",
            ],
        ),
        ("It is the cost's size.", "en", ["«cost's», read as cost, matches `=cost`."]),
        (
            "It is person-centred.",
            "en",
            [
                "«person» matches `person` as it is written.",
                "«centred» matches `centred` as it is written.",
            ],
        ),
    ],
)
def test_words_are_explained_in_sentences(text: str, language: str, sentences: list[str]) -> None:
    found = [one for one in findings(text, language) if one.suppression is None]
    assert say_words(found[0].found) == sentences


def test_a_spelling_is_told_with_its_likeness() -> None:
    (sentence,) = say_words(finding("Соцзощита.").found)
    assert sentence == (
        "No dictionary has «Соцзощита»; it is spelt like `соцзащита` (88.9 of 100, and 80 is"
        " enough)."
    )


WORDS = '["клиентоцентричность", "=ползком", "оптимиз*|экономия", {fuzzy: "росздравнадзор"}]'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Клиентоцентричностью.",
            "«Клиентоцентричностью», which no dictionary has, is taken for a form of"
            " клиентоцентричность and matches `клиентоцентричность`.",
        ),
        ("Ползком.", "«Ползком» matches `=ползком` as it is written."),
        (
            "Оптимизируем.",
            "«Оптимизируем» matches `оптимиз*|экономия` by its letters (`оптимиз*`).",
        ),
        (
            "Роздравнадзора.",
            "No dictionary has «Роздравнадзора»; it is spelt like `росздравнадзор` (96.6 of 100,"
            " and 88 is enough).",
        ),
        ("Росздравнадзор.", "«Росздравнадзор» matches `росздравнадзор` as it is written."),
        (
            "Экономии-то.",
            "«Экономии-то», a form of экономия, matches `оптимиз*|экономия`.",
        ),
    ],
)
def test_no_more_is_said_of_a_word_than_is_known(text: str, said: str) -> None:
    lines = SOURCE.split("\n")
    start = lines.index("    ru:")
    stop = next(at for at, line in enumerate(lines) if line.startswith("    en:"))
    codebook = parse_codebook("\n".join([*lines[:start], f"    ru: {WORDS}", *lines[stop:]]), "t")
    (one,) = explain_text(text, codebook, "ru").findings
    assert say_words(one.found) == [said]


@pytest.mark.parametrize(
    ("code", "name"), [("ru", "Russian"), ("de", "German"), ("tt", "Tatar"), ("zq", "language zq")]
)
def test_languages_have_names(code: str, name: str) -> None:
    assert name_language(code) == name


def test_words_of_another_code_name_it() -> None:
    net = next(one for one in findings("Союз и экономия.") if one.code == "net")
    assert say_words(net.found) == [
        "«Союз» matches `союз` as it is written.",
        "«экономия» was found for saving.",
    ]
