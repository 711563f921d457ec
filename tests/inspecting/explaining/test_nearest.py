from __future__ import annotations

import pytest
from tried_codebook import CODEBOOK

from qualcode.inspecting.explaining import explain_text, wording
from qualcode.inspecting.explaining.explanation import ExplainedSegment
from qualcode.inspecting.explaining.material import material_of_text
from qualcode.inspecting.explaining.nearest import find_nearest, word_at


def explained(text: str, code: str = "") -> ExplainedSegment:
    (segment,) = explain_text(text, CODEBOOK, "ru", code).segments
    return segment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Выросли ставки.",
            "`сокращение ставка|штат` (tried.yaml:15): «ставки» fills `ставка|штат`, but nothing"
            " fills `сокращение`.",
        ),
        (
            "Тариф высокий.",
            "`term: тариф who [ngo]` (tried.yaml:23): «Тариф» fills `тариф`, but it is looked"
            " for only in the talk of ngo.",
        ),
        (
            "План был таким, что мы долго его обсуждали и потом всё урезали.",
            "`near: [план, урезать] within 4 not [бумага]` (tried.yaml:20): «План» fills `план` and"
            " «урезали» fills `урезать`, but its words do not stand as it asks.",
        ),
    ],
)
def test_what_lacks_least_is_told(text: str, said: str) -> None:
    nothing = explained(text, "saving").nothing
    assert nothing
    assert [wording.say_nearest(near) for near in nothing.nearest] == [f"saving, {said}"]


def test_nothing_near_is_plain() -> None:
    segment = explained("Погода хорошая, и на улице не холодно.")
    assert segment.nothing
    assert wording.say_nothing(segment.nothing, segment) == "Nothing was found here."
    assert segment.nothing.nearest == ()


def test_short_words_make_nothing_near() -> None:
    segment = explain_text("It is not so.", CODEBOOK, "en").segments[0]
    assert segment.nothing
    assert segment.nothing.nearest == ()


def test_a_word_asked_for_names_the_indicators_it_fills() -> None:
    text = "Экономия и ставки."
    material = material_of_text(text, CODEBOOK, "ru")
    segment = material.segments[1]
    word = word_at(segment, text.index("ставки") + 2)
    (near,) = find_nearest(material, CODEBOOK.codes, segment, word)
    assert (near.filled, near.missing) == ((("ставки", "ставка|штат"),), ("сокращение",))
    assert word_at(segment, text.index(" ")) is None


def test_what_was_found_and_does_not_count_is_not_near() -> None:
    (segment,) = explain_text("Это экономия времени.", CODEBOOK, "ru", suppressed=False).segments
    assert segment.nothing
    assert segment.nothing.nearest == ()


def test_talk_in_which_no_code_is_looked_for_is_told() -> None:
    segment = explained("Выросли ставки.", "report")
    assert segment.nothing
    assert not segment.nothing.sought
    assert wording.say_nothing(segment.nothing, segment) == (
        "Nothing was found here: no code is looked for in the talk of the respondent."
    )
