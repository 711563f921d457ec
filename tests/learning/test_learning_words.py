from __future__ import annotations

import numpy as np
import pytest

from qualcode.codebook import parse_codebook
from qualcode.language.speech import list_as_said, list_said
from qualcode.language.words import fold
from qualcode.learning.bases import list_bases, list_beginnings, list_marks, locate_marks
from qualcode.learning.book import open_book
from qualcode.learning.fixed import tabulate
from qualcode.learning.weighing import weigh_words

BOOK = """\
codebook: {id: words, title: {en: Words}, version: "1.0.0", languages: [ru, en]}
codes:
- id: money
  name: {en: Money, ru: Деньги}
  definition: {en: Spending less., ru: Тратить меньше.}
  use_when: {en: Money is saved., ru: Деньги берегут.}
  do_not_use_when: {en: Time is saved., ru: Берегут время.}
  indicators:
    ru:
      - "экономия"
      - {term: "смета|бюджет", weight: 0.5}
      - "сократ*"
      - {near: ["снять", "деньги"], within: 3, not: ["погода"]}
    en: ["save money"]
  examples: {ru: ["Всё решает экономия."]}
  near_misses: {ru: ["Это экономия времени."]}
- id: care
  name: {en: Care}
  definition: {en: Looking after people.}
  use_when: {en: Somebody is cared for.}
  do_not_use_when: {en: Nobody is.}
  indicators: {ru: ["забота", "деньги"]}
"""


def test_base_forms_without_function_words() -> None:
    assert list_bases("ru", ["мы", "сокращаем", "сметы"]) == ["сокращать", "смета"]
    assert list_bases("en", ["we", "don't", "save", "costs"]) == ["save", "cost"]
    assert list_bases("", ["xyz"]) == ["xyz"]  # a language nobody could tell


def test_a_word_of_several_readings_has_all_of_them() -> None:
    assert {"стать", "сталь"} >= set(list_bases("ru", ["стали"]))
    assert set(list_bases("ru", ["печь"])) == {"печь"}


def test_beginnings_join_words_of_one_root() -> None:
    first, second, third = list_beginnings("ru", ["сократили", "сокращение", "сокращать"])
    assert first == second == third == "сокра"
    assert list_beginnings("en", ["tax", "taxi"]) == ["taxi"]


def test_marks_say_which_words_they_are_made_of() -> None:
    marks = dict(locate_marks("ru", ["сокращают", "нам", "сметы"]))
    assert marks == {
        "сокращать": (0,),
        "сокра-": (0,),
        "смета": (2,),
        "сокращать смета": (0, 2),
    }
    bases = list_bases("ru", ["сокращают", "нам", "сметы"])
    assert sorted(list_marks(bases)) == sorted(marks)
    assert list_marks([]) == []


def test_words_of_indicators_share_their_weight() -> None:
    book = open_book(parse_codebook(BOOK, "book.yaml"), ["money", "care"], "ru")
    assert book.words["экономия"] == {0: 1.0}
    assert book.words["смета"][0] == pytest.approx((0.5 / 2**0.5) ** 0.5)
    assert set(book.words[list_bases("ru", ["деньги"])[0]]) == {0, 1}
    assert "погода" not in book.words  # it must not be there
    assert book.beginnings["сокра"] == {0: 1.0}
    assert "сократ" not in book.words


def test_texts_of_a_book_are_those_of_the_language() -> None:
    codebook = parse_codebook(BOOK, "book.yaml")
    kinds = [(one.code, one.kind) for one in open_book(codebook, ["money", "care"], "ru").texts]
    assert kinds == [
        (0, "definition"), (0, "definition"), (0, "definition"), (0, "example"), (0, "near miss"),
    ]  # fmt: skip
    english = open_book(codebook, ["care", "money"], "en")
    assert [one.code for one in english.texts].count(0) == 3
    assert open_book(codebook, ["care"], "de").words == {}


def test_a_word_of_few_codes_says_more_of_each() -> None:
    known = {"all": {0: 1.0, 1: 1.0}, "one": {1: 1.0}, "gone": {0: 1.0}}
    table = tabulate(known, {"all": 0, "one": 1}, 2)
    assert table.tolist() == [[0.0, 0.0], [0.0, 1.0]]
    half = tabulate({"two": {0: 1.0, 3: 1.0}}, {"two": 0}, 4)
    assert half[0] == pytest.approx([0.5, 0.0, 0.0, 0.5])
    assert tabulate({"one": {0: 1.0}}, {"one": 0}, 1).tolist() == [[1.0]]


def test_texts_without_a_language_are_of_every_language() -> None:
    """In a codebook of one language nobody writes it before each definition."""
    source = BOOK.replace("{en: Money is saved., ru: Деньги берегут.}", '"Запись на потом."')
    book = open_book(parse_codebook(source, "words.yaml"), ["money", "care"], "ru")
    assert book.told["запись"] == {0: 1.0}
    assert book.told_beginnings["запис"] == {0: 1.0}
    assert "беречь" not in book.told  # neither in use nor, of do_not_use_when, at all
    assert book.told["тратить"] == {0: 1.0}
    assert book.lines == (4, 2)


def test_rare_words_weigh_more() -> None:
    weigher = weigh_words([("a", "b"), ("a", "c", "c")])
    row = weigher.weigh([("a", "b"), ("new",), ()]).toarray()
    columns = weigher.vocabulary
    assert row[0, columns["b"]] > row[0, columns["a"]] > 0
    assert np.linalg.norm(row[0]) == pytest.approx(1)
    assert not row[1:].any()


def test_texts_without_words_are_no_error() -> None:
    weigher = weigh_words([(), ()], least=2)
    assert weigher.weigh([]).shape[0] == 0
    assert weigher.weigh([("a",)]).nnz == 0
    often = weigh_words([("a", "a", "b")], once=True).weigh([("a", "a", "b")])
    assert set(np.round(often.data, 3)) == {0.894, 0.447}


@pytest.mark.parametrize("text", ["Мы Сокращаем (смеётся) сметы — по-моему.", "All Costs, don't"])
def test_words_as_they_stand_are_those_that_were_said(text: str) -> None:
    stand = list_as_said(text, 0, len(text))
    assert [fold(word) for word in stand] == list_said(text, 0, len(text))
    assert all(word in text for word in stand)
