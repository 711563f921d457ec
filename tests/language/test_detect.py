import pytest

from qualcode.language.detect import detect_language, weigh_language
from qualcode.language.words import find_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мы не знаем, что с этим делать, и всё тут.", "ru"),
        ("We do not know what to do with it at all.", "en"),
        ("У нас KPI, и это всё, что они видят.", "ru"),
        ("KPI", ""),
        ("Das ist eine sehr schwierige Frage gewesen", ""),
        ("", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(weigh_language(word.text for word in find_words(text))) == language
