"""What is found by other means than words in slots."""

import pytest
from constructed_codebook import Find, Indicator


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Экономия мешает заботе.", ["Экономия"]),
        ("Забота, экономия, забота.", ["экономия"]),
        ("Забота.", []),
        ("Некого здесь беречь.", []),
    ],
)
def test_an_expression_finds_words_or_nothing(find: Find, text: str, words: list[str]) -> None:
    # Such a condition alone finds a place between two signs, within a word or before it.
    items: list[Indicator] = [
        {"regex": r"экономи\w+|(?<=забо)(?=т)"},
        {"regex": r"(?<!\w)(?=забот)"},
    ]
    hits = find(text, items).tagged.hits
    assert [hit.words for hit in hits if hit.code == "c"] == words
