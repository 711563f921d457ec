from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import token_set_ratio

from qualcode.model.codebook import GuideItem, Text
from qualcode.model.transcript import Turn
from qualcode.segmenting.likeness import weigh_questions, word_guide
from qualcode.segmenting.wording import Wording, word_turn


def item(id: str, *texts: str) -> GuideItem:
    text, *probes = (Text((("ru", one),)) for one in texts)
    return GuideItem(id, text, tuple(probes))


GUIDE = (
    item("q1", "Как вы пришли в социальную сферу?", "Сколько лет вы на этой должности?"),
    item("q2", "А как?"),  # nothing but stop words
    item("q3", "Кто проверяет вашу организацию?", "Часто ли бывают проверки?"),
    item("q4", "Довольны ли получатели услуг, бывают ли жалобы?"),
    GuideItem("q5", Text((("en", "What are your plans?"),))),  # not in Russian
)
WORDS = (
    *("проверки организацию жалобы услуг социальную сферу лет должности довольны".split()),
    *("собака стол реке шли вы как часто не 2019 [смех] (пауза) KPI".split()),
)


def plain_likeness(part: Wording, text: Wording, own: frozenset[str]) -> float:
    """Compare two texts as the rule says, one pair at a time."""
    if not part.bases or not text.bases:
        return 0.0
    score: float = token_set_ratio(part.joined, text.joined)
    shared = part.bases & text.bases
    in_common = min(
        sum(bool(word & shared) for word in part.words),
        sum(bool(word & shared) for word in text.words),
    )
    if in_common > 1 or (in_common == 1 and part.words == text.words):
        return score
    return min(score, 54.0 if shared & own else 44.0)


def whole(text: str) -> Turn:
    return Turn(1, "И", "interviewer", "", 0, len(text), "")


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", ", ", "? ", ". Но "])),
            max_size=50,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_turns_weighed_together_are_as_like_as_each_pair_by_itself(
    drawn: list[list[tuple[str, str]]],
) -> None:
    guide = word_guide(GUIDE, "ru")
    for text in ("".join(word + sign for word, sign in one) for one in drawn):
        parts = word_turn(text, whole(text), "ru")
        expected = tuple(
            max((plain_likeness(*pair, guide.own) for pair in product(parts, texts)), default=0.0)
            for texts in guide.items
        )
        assert weigh_questions(text, [whole(text)], guide, "ru") == [expected]


def test_each_turn_has_its_own_likeness() -> None:
    text = "Часто ли бывают проверки?\nА собака?\nКак?"
    ends = [text.index("\n"), text.index("\nКак"), len(text)]
    starts = [0, ends[0] + 1, ends[1] + 1]
    turns = [
        Turn(number, "И", "interviewer", "", start, stop, "")
        for number, (start, stop) in enumerate(zip(starts, ends, strict=True), 1)
    ]
    checks, dog, nothing = weigh_questions(text, turns, word_guide(GUIDE, "ru"), "ru")
    assert checks[2] == 100 > max(checks[:2])
    assert 0 < max(dog) <= 44
    assert nothing == (0.0,) * len(GUIDE)


@pytest.mark.parametrize("language", ["de", ""])
def test_a_guide_without_texts_in_the_language_is_like_nothing(language: str) -> None:
    guide = word_guide(
        (item("q1", "Кто проверяет?"),) if language else (item("q1", "А?"),), language
    )
    assert weigh_questions("Кто проверяет?", [whole("Кто проверяет?")], guide, language) == [(0.0,)]
