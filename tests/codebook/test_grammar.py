import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.grammar import parse_phrase, render_phrase, render_slot
from qualcode.model.codebook import Phrase, Slot, Word


def words(text: str) -> list[list[tuple[str, str]]]:
    return [[(word.kind, word.text) for word in slot.words] for slot in parse_phrase(text).slots]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("эффективность", [[("form", "эффективность")]]),
        ("  Обратная\u00a0 СВЯЗЬ ", [[("form", "обратная")], [("form", "связь")]]),
        ("учёт", [[("form", "учет")]]),
        ("клиентоориентированн*", [[("wildcard", "клиентоориентированн*")]]),
        ("organi?ation**", [[("wildcard", "organi?ation*")]]),
        ("=reporting", [[("exact", "reporting")]]),
        ("=«Забота»", [[("exact", "забота")]]),
        ("“red” tape", [[("form", "red")], [("form", "tape")]]),
        ("ставка|=штат|расход*", [
            [("form", "ставка"), ("exact", "штат"), ("wildcard", "расход*")]
        ]),
        ("power vertical|vertical of power", [
            [("form", "power")],
            [("form", "vertical")],
            [("form", "of")],
            [("form", "power")],
        ]),
        ("442-ФЗ", [[("form", "442-фз")]]),
        ("4,54", [[("form", "4,54")]]),
        ("по-человечески", [[("form", "по-человечески")]]),
        ("KPI-показатель", [[("form", "kpi-показатель")]]),
        ("don’t care", [[("form", "do")], [("form", "not")], [("form", "care")]]),
        ("=can't", [[("exact", "can")], [("exact", "not")]]),
        ("об’єкт п'ять", [[("form", "об'єкт")], [("form", "п'ять")]]),
        ("Сбер's", [[("form", "сбер's")]]),
        ("café’s", [[("form", "café")]]),
        ("ин\u00adструкция", [[("form", "инструкция")]]),
        ("и\u0306од", [[("form", "йод")]]),
    ],
)  # fmt: skip
def test_words_of_a_phrase(text: str, expected: list[list[tuple[str, str]]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("деньги", (0,)),
        ("не хватает ... деньги", (0, 0, 3)),
        ("cut … cost", (0, 3)),
        ("both ... don't ... it", (0, 3, 0, 3)),
    ],
)
def test_gaps(text: str, gaps: tuple[int, ...]) -> None:
    assert parse_phrase(text).gaps == gaps


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        ("«»", "empty"),
        ("ставка | штат", "blank stands beside the bar"),
        ("ставка| штат", "blank stands beside the bar"),
        ("ставка |штат", "blank stands beside the bar"),
        ("a||b", "empty place"),
        ("(cut|save) money", "bracket"),
        ("[нрзб]", "bracket"),
        ("saving AND quality", "`AND` in capitals"),
        ("NOT money", "`NOT` in capitals"),
        ("OR", "`OR` in capitals"),
        ("... деньги", "edge"),
        ("деньги ...", "edge"),
        ("...", "edge"),
        ("a ... ... b", "twice in a row"),
        ("деньги... нет", "blanks round the gap"),
        ("*", "nearly any word"),
        ("?*", "nearly any word"),
        ("a*", "nearly any word"),
        ("=a*", "exclude each other"),
        ("=", "right before one word"),
        ("a=b", "right before one word"),
        ("== a", "right before one word"),
        ("cоциальный заказ", "Latin `c` among Cyrillic"),
        ("сoцoальный", "Latin `o` among"),
        ("рeporting", "Cyrillic `р` among Latin"),
        ("контроль.", "ends with `.`"),
        ("контроль, отчёт", "ends with `,`"),
        ("контроль — это", "`—` is no word"),
        ("деньги/кадры", "write `деньги кадры`"),
        ("R&D", "write `R D`"),
        ("don't|won't", "read as the words `do not`"),
        ("a" * 3000, "longer than"),
    ],
)
def test_refused_phrases(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=re.escape(part)):
        parse_phrase(text)


def test_all_latin_letters_are_named() -> None:
    with pytest.raises(ValueError, match="Latin `c`, `o` among Cyrillic"):
        parse_phrase("cоoтветствие")


def test_alternatives_stand_once() -> None:
    assert parse_phrase("a|A|b").slots == (Slot((Word("form", "a"), Word("form", "b"))),)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("  Сокращение   ставка|ШТАТ ", "сокращение ставка|штат"),
        ("«нет»  …  =Денег", "нет ... =денег"),
        ("don't know", "do not know"),
    ],
)
def test_canonical_form(text: str, canonical: str) -> None:
    assert render_phrase(parse_phrase(text)) == canonical


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        (Slot((Word("form", "ставка"), Word("form", "штат"))), "ставка|штат"),
        (Slot((Word("exact", "reporting"), Word("wildcard", "отч*"))), "=reporting|отч*"),
        (Slot((Word("fuzzy", "оценка", 85), Word("form", "имя"))), "~оценка|имя"),
    ],
)
def test_canonical_text_of_one_place(slot: Slot, text: str) -> None:
    assert render_slot(slot) == text


PATTERN_TEXT = st.text(st.sampled_from("abжя c12-=|*?. '’…«,А(\n"), max_size=30)


@given(st.one_of(st.text(), PATTERN_TEXT))
def test_any_text_is_a_phrase_or_refused(text: str) -> None:
    try:
        phrase = parse_phrase(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - refusals are as good as phrases here
        return
    assert isinstance(phrase, Phrase)
    assert len(phrase.slots) == len(phrase.gaps) > 0
    assert phrase.gaps[0] == 0
    assert all(word.text for slot in phrase.slots for word in slot.words)


@given(st.text(st.sampled_from("abжя -=|*?.А«"), max_size=30))
def test_the_canonical_form_is_the_same_phrase(text: str) -> None:
    try:
        phrase = parse_phrase(text)
    except ValueError:
        return
    assert parse_phrase(render_phrase(phrase)) == phrase


def test_a_phrase_is_no_longer_than_a_segment() -> None:
    with pytest.raises(ValueError, match="over 60 words"):
        parse_phrase(" ".join(["слово"] * 61))
