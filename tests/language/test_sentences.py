from itertools import pairwise

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.sentences import split_sentences

# The bar stands where the text is cut.
CASES = [
    "Мы работаем.|Нас не слышат!|Почему?",
    "Это т.н. соц. заказ.|Да.",
    "Школа им. А.С. Пушкина, ул. Ленина, д. 5, кв. 3.",
    "Отчёты и т.д., и снова.",
    "«Кошмар!» — сказала она.",
    "Застала... как бы это прилично.|Тридцать одно учреждение.",
    "Нахожу.|(смеётся) Ну раз пахнет.",
    "Я бы...|(пауза) Единую базу.",
    "Кто это придумал?|Я.|И ещё двое.",
    "Стоит 10 руб. за час.",
    "Mr. Smith came, e.g. on Friday.|He left.",
    "So did I.|Then it rained.",
    "Первый абзац\n\nвторой абзац",
    "Старый файл с переносом\nстроки внутри.",
]


@pytest.mark.parametrize("case", CASES)
def test_cuts(case: str) -> None:
    parts = case.split("|")
    joined = case.replace("|", " ")
    if "\n\n" in case:
        parts, joined = case.split("\n\n"), case
    assert [joined[start:stop] for start, stop in split_sentences(joined)] == parts


def test_a_capital_letter_ends_a_sentence_behind_some_abbreviations() -> None:
    text = "И отчёты, и т.д. Потом ушли."
    assert len(split_sentences(text)) == 2


ORACLE = """Нас было восемь, сейчас пятеро, двое в декрете. Какая свобода, он лампочку не купит.
Труд, накладные, коэффициент. По формуле выходило двести сорок. «Вынос мусора», «вынос мусора
крупногабаритного». С нормой времени на каждую! Думаете, согласуют? До октября-то? Ну, посмотрим.
Она приехала из г. Твери, с ул. Советской. Так и живём… Приказ от 12.03.2019 г. подписан."""


def test_agrees_with_razdel() -> None:
    text = ORACLE.replace("\n", " ")
    assert [stop for _, stop in split_sentences(text)] == [
        sentence.stop for sentence in razdel.sentenize(text)
    ]


@given(st.text(alphabet="аб АБ.!?…()«»\n"))
def test_sentences_are_in_order_and_lose_no_letter(text: str) -> None:
    sentences = split_sentences(text)
    assert all(start < stop for start, stop in sentences)
    assert all(one[1] <= other[0] for one, other in pairwise(sentences))
    kept = "".join(text[start:stop] for start, stop in sentences)
    assert "".join(kept.split()) == "".join(text.split())
