import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.words import find_words, fold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("По-моему, 442-ФЗ", ["по-моему", "442-фз"]),
        ("«НКО-исполнитель» и 6-собес", ["нко-исполнитель", "и", "6-собес"]),
        ("don’t can't", ["don't", "can't"]),
        ("дал 4,54 балла", ["дал", "4,54", "балла"]),
        ("ещё ЁЛКА", ["еще", "елка"]),
        ("а_б — в", ["а", "б", "в"]),
        ("за́мок", ["замок"]),
        ("...!?", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [word.text for word in find_words(text)] == words


@given(st.text())
def test_words_lie_where_they_say(text: str) -> None:
    for word in find_words(text):
        assert fold(text[word.start : word.stop]) == word.text


def test_words_of_a_stretch_have_offsets_into_the_whole() -> None:
    assert [(word.start, word.stop) for word in find_words("раз два три", 4, 7)] == [(4, 7)]
