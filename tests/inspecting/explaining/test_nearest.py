from __future__ import annotations

import pytest
from tried_codebook import CODEBOOK, SOURCE

from qualcode.codebook import parse_codebook
from qualcode.inspecting.explaining import explain_text, wording_nothing
from qualcode.inspecting.explaining.explanation import ExplainedSegment
from qualcode.inspecting.explaining.material import material_of_text
from qualcode.inspecting.explaining.nearest import find_nearest, word_near


def explained(text: str, code: str = "") -> ExplainedSegment:
    (segment,) = explain_text(text, CODEBOOK, "ru", code).segments
    return segment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Выросли ставки.",
            "`сокращение ставка|штат` (tried.yaml:15): «ставки» matches `ставка|штат`, but nothing"
            " matches `сокращение`.",
        ),
        (
            "Тариф высокий.",
            "`term: тариф who [ngo]` (tried.yaml:23): «Тариф» matches `тариф`, but it is looked"
            " for only in the talk of ngo.",
        ),
        (
            "План был таким, что мы долго его обсуждали и потом всё урезали.",
            "`near: [план, урезать] within 4 not [бумага]` (tried.yaml:20): «План» matches `план`"
            " and «урезали» matches `урезать`, but «План» and «урезали» are 11 words apart, and 4"
            " is the most.",
        ),
    ],
)
def test_what_lacks_least_is_told(text: str, said: str) -> None:
    nothing = explained(text, "saving").nothing
    assert nothing
    assert [wording_nothing.say_nearest(near) for near in nothing.nearest] == [f"saving, {said}"]


def test_nothing_near_is_plain() -> None:
    segment = explained("Погода хорошая, и на улице не холодно.")
    assert segment.nothing
    assert wording_nothing.say_nothing(segment.nothing, segment) == "Nothing was found here."
    assert segment.nothing.nearest == ()


def test_short_words_make_nothing_near() -> None:
    segment = explain_text("It is not so.", CODEBOOK, "en").segments[0]
    assert segment.nothing
    assert segment.nothing.nearest == ()


def test_a_word_asked_for_names_the_indicators_it_fills() -> None:
    text = "Экономия и ставки."
    material = material_of_text(text, CODEBOOK, "ru")
    segment = material.segments[1]
    word = word_near(segment, text.index("ставки") + 2)
    (near,) = find_nearest(material, CODEBOOK.codes, segment, word).nearest
    assert (near.filled, near.missing) == ((("ставки", "ставка|штат"),), ("сокращение",))


@pytest.mark.parametrize(
    ("offset", "word"), [(0, "Сил"), (3, "Сил"), (4, "нет"), (7, "нет"), (9, "и"), (14, "нас")]
)
def test_the_word_next_to_a_sign_is_meant(offset: int, word: str) -> None:
    text = "Сил нет – и у нас."
    near = word_near({"text": text, "start": "0"}, offset)
    assert near
    assert text[near.start : near.stop] == word


def test_a_segment_without_words_has_none_near() -> None:
    assert word_near({"text": "…", "start": "0"}, 0) is None


def test_words_that_stand_anywhere_make_nothing_near() -> None:
    source = SOURCE.replace('- "экономия"', '- "быть в ... срок"')
    codebook = parse_codebook(source, "tried.yaml")
    for text in ("Были мы в школе.", "Было это."):
        (segment,) = explain_text(text, codebook, "ru").segments
        assert segment.nothing
        assert segment.nothing.nearest == ()
    material = material_of_text("Были мы в школе.", codebook, "ru")
    word = word_near(material.segments[1], 8)
    assert find_nearest(material, codebook.codes, material.segments[1], word) == ((), True)
    (segment,) = explain_text("Были сроки.", codebook, "ru").segments
    assert segment.nothing
    assert len(segment.nothing.nearest) == 1


def test_what_was_found_and_does_not_count_is_not_near() -> None:
    (segment,) = explain_text("Это экономия времени.", CODEBOOK, "ru", suppressed=False).segments
    assert segment.nothing
    assert wording_nothing.say_nothing(segment.nothing, segment) == (
        "Nothing was found here that counts; --suppressed shows what was left out (1)."
    )
    assert segment.nothing.nearest == ()


def test_talk_in_which_no_code_is_looked_for_is_told() -> None:
    segment = explained("Выросли ставки.", "report")
    assert segment.nothing
    assert not segment.nothing.sought
    assert wording_nothing.say_nothing(segment.nothing, segment) == (
        "Nothing was found here: `report` is looked for only in the talk of the interviewer."
    )
