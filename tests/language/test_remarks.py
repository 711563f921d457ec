import pytest

from qualcode.language.labels import same_label
from qualcode.language.speech import find_spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Да (смеётся) нет", ["да", "нет"]),
        ("не [нрзб] денег", ["не", "денег"]),
        ("так ((вздыхает громко и долго)) вот", ["так", "вот"]),
        ("мы (ну то есть весь наш отдел) решили", "мы ну то есть весь наш отдел решили".split()),
        ("было #00:01:20-5# так", ["было", "так"]),
        ("был [Имя-3] и [name-12], [Место-1 шёпотом]", ["был", "имя-3", "и", "name-12"]),
        ("[Имя-3 [нрзб]] да [Имя-] [Имя-x] [Имена-3]", ["да"]),
    ],
)
def test_remarks_are_no_words(text: str, spoken: list[str]) -> None:
    assert [word.text for word in find_spoken(text, 0, len(text))] == spoken


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Инф.", "инф", True),
        ("**Anna:**", "Anna", True),
        ("Speaker  2", "speaker 2:", True),
        ("Р", "Р1", False),
        ("—", "", True),
    ],
)
def test_labels(one: str, other: str, same: bool) -> None:
    assert same_label(one, other) is same
