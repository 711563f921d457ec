import pytest

from qualcode.language import english, language_module, russian


@pytest.mark.parametrize(
    ("word", "bases"),
    [
        ("стали", {"стать"}),  # `сталь` is rare
        ("эффективно", {"эффективно", "эффективный"}),
        ("проверяющие", {"проверять"}),
        ("отчетов", {"отчет"}),
        ("кто-то", {"кто-то"}),
        ("нко", {"нко"}),
        ("kpi", {"kpi"}),
    ],
)
def test_russian_readings(word: str, bases: set[str]) -> None:
    assert russian.readings(word) == bases


def test_every_reading_of_an_ambiguous_word_counts() -> None:
    assert "госзадание" in russian.readings("госзаданию")


def test_a_particle_changes_nothing() -> None:
    assert russian.readings("контроля-то") == russian.readings("контроля")


@pytest.mark.parametrize(
    ("word", "bases"),
    [
        ("services", {"service"}),
        ("children", {"child"}),
        ("cutting", {"cutting", "cut"}),
        ("caring", {"care"}),  # not of `car`, which would double its r
        ("taping", {"taping", "tape"}),
        ("visiting", {"visit"}),
        ("worse", {"bad"}),
        ("thing", {"thing"}),
    ],
)
def test_english_readings(word: str, bases: set[str]) -> None:
    assert english.readings(word) == bases


@pytest.mark.parametrize(
    ("word", "opened"),
    [
        ("don't", ("do", "not")),
        ("can't", ("can", "not")),
        ("won't", ("will", "not")),
        ("cannot", ("can", "not")),
        ("it's", ("it",)),
        ("we're", ("we", "are")),
        ("o'neill", ("o'neill",)),
        ("n't", ("n't",)),
    ],
)
def test_contractions(word: str, opened: tuple[str, ...]) -> None:
    assert english.open_contraction(word) == opened


def test_words_of_other_languages_are_taken_as_written() -> None:
    other = language_module("tt")
    assert other.readings("эштә") == {"эштә"}
    assert other.open_contraction("don't") == ("don't",)
