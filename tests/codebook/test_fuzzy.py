from collections.abc import Callable

import pytest

from qualcode.codebook import parse_codebook
from qualcode.codebook.fuzzy import parse_fuzzy
from qualcode.model.codebook import Group, Indicator, Phrase

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]


def fuzzy(with_code: WithCode, item: str) -> Indicator:
    source = with_code(f"  indicators:\n    ru:\n    - {item}\n")
    return parse_codebook(source, "demo.yaml").codes[0].indicators[0]


def words(phrase: object) -> list[list[tuple[str, str, int]]]:
    assert isinstance(phrase, Phrase)
    return [[(word.kind, word.text, word.likeness) for word in slot.words] for slot in phrase.slots]


def test_words_of_four_letters_are_found_by_their_spelling() -> None:
    phrase = parse_fuzzy("Независимая оценка|НОК ... 442-ФЗ", 85)
    assert phrase.gaps == (0, 0, 3)
    assert words(phrase) == [
        [("fuzzy", "независимая", 85)],
        [("fuzzy", "оценка", 85), ("form", "нок", 100)],
        [("form", "442-фз", 100)],
    ]


def test_the_likeness_is_88_when_nothing_is_said(with_code: WithCode) -> None:
    assert words(fuzzy(with_code, "{fuzzy: Оценка}").expression) == [[("fuzzy", "оценка", 88)]]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("{fuzzy: Независимая   оценка, min: 85}", "fuzzy: Независимая оценка min 85"),
        ("{fuzzy: оценка}", "fuzzy: оценка min 88"),
        ("{near: [{fuzzy: оценка}, рост]}", "near: [fuzzy: оценка min 88, рост] within 8"),
        ("{fuzzy: оценка, not: [рост]}", "fuzzy: оценка min 88 within segment not [рост]"),
    ],
)
def test_text(with_code: WithCode, item: str, text: str) -> None:
    assert fuzzy(with_code, item).text == text


def test_not_beside_fuzzy(with_code: WithCode) -> None:
    found = fuzzy(with_code, "{fuzzy: оценка, min: 80, not: [{fuzzy: рост, min: 90}]}").expression
    assert found == Group(
        "any", (parse_fuzzy("оценка", 80),), "segment", absent=(parse_fuzzy("рост", 90),)
    )


def test_identity_is_of_words_and_likeness(with_code: WithCode) -> None:
    def id(item: str) -> str:
        return fuzzy(with_code, item).id

    assert id("{fuzzy: оценка, min: 88}") == id("{fuzzy: ОЦЕНКА}")
    ids = {id(item) for item in ("{fuzzy: оценка}", "{fuzzy: оценка, min: 87}", "оценка")}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("{fuzzy: оцен*}", "11:15: codes > saving > indicators > ru > fuzzy: `оцен*` has a "
         "wildcard, and `fuzzy` compares whole words; write the word in full, or take `term`"),
        ("{fuzzy: =оценка}", "11:15: codes > saving > indicators > ru > fuzzy: `=оценка` asks for "
         "one written form, and `fuzzy` for like ones; take `=` out"),
        ("{fuzzy: мы не он}", "11:15: codes > saving > indicators > ru > fuzzy: no word here has "
         "four letters, and a shorter one is like too many others; write it as a plain term"),
        ("{fuzzy: оценка |рост}", "11:15: codes > saving > indicators > ru > fuzzy: a blank "
         "stands beside the bar `|`; write `a|b` without blanks, and phrases of several words as "
         "items of their own"),
        ("{fuzzy: оценка, min: 69}",
         "11:28: codes > saving > indicators > ru > min: `69` is too small: it must be 70 or more"),
        ("{fuzzy: оценка, min: 100}",
         "11:28: codes > saving > indicators > ru > min: `100` is too large: it must be 99 or "
         "less"),
        ("{fuzzy: оценка, min: high}",
         "11:28: codes > saving > indicators > ru > min: `high` is not a number"),
        ("{fuzzy: оценка, min: 88.5}",
         "11:28: codes > saving > indicators > ru > min: `88.5` is not a number"),
        ('{fuzzy: ""}', "11:15: codes > saving > indicators > ru > fuzzy: nothing stands here; "
         "write a value, or take the line out"),
    ],
)  # fmt: skip
def test_refused(told: Told, with_code: WithCode, item: str, line: str) -> None:
    assert told(with_code(f"  indicators:\n    ru:\n    - звук\n    - {item}\n")) == [line]


def test_a_fuzzy_line_of_five_hundred_words_is_told_in_one_line(
    told: Told, with_code: WithCode
) -> None:
    lines = told(with_code(f"  indicators:\n    ru:\n    - {{fuzzy: {'слово ' * 300}}}\n"))
    assert lines == [
        "10:15: codes > saving > indicators > ru > fuzzy: the phrase has over 60 words; make it "
        "several items"
    ]
    (line,) = told(with_code(f"  indicators:\n    ru:\n    - {{fuzzy: {'слово ' * 500}}}\n"))
    assert "the phrase is longer than 2000 characters; make it several items" in line
