"""Numbers, addresses and links by their signs and check digits."""

from __future__ import annotations

import pytest
from test_finding import replaced

from qualcode.pseudonyms.documents import is_card, is_iban, is_inn, is_ogrn, is_snils


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (is_snils, "11223344595", "11223344596"),
        (is_inn, "7707083893", "7707083894"),
        (is_inn, "500100732259", "500100732250"),
        (is_ogrn, "1027700132195", "1027700132196"),
        (is_ogrn, "304500116000157", "304500116000158"),
        (is_card, "4111111111111111", "4111111111111112"),
        (is_iban, "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33"),
    ],
)
def test_check_digits(check: object, right: str, wrong: str) -> None:
    assert callable(check)
    assert check(right)
    assert not check(wrong)
    assert not check("1" * 5)


@pytest.mark.parametrize("digits", ["00000000000", "1111111111", "123"])
def test_repeated_digits_are_no_document(digits: str) -> None:
    assert not is_snils(digits)
    assert not is_inn(digits)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Звони +7 911 123-45-67 или 8(911)1234567", "Звони [Телефон-1] или [Телефон-1]"),
        ("по телефону 55-12-34 звони", "по телефону [Телефон-1] звони"),
        ("Было 12-11-19 холодно", "Было 12-11-19 холодно"),
        ("бюджет 1 200 000 рублей", "бюджет 1 200 000 рублей"),
        ("пишите на a.b@example.org, да", "пишите на [Почта-1], да"),
        ("сайт https://example.org/a?b=1. Потом", "сайт [Ссылка-1]. Потом"),
        ("у меня t.me/some_one, вот", "у меня [Ссылка-1], вот"),
        ("ник у меня kot_77, вот", "ник у меня [Аккаунт-1], вот"),
        ("пишите @kot_seti.", "пишите [Аккаунт-1]."),
        ("СНИЛС 112-233-445 95", "СНИЛС [Документ-1]"),
        ("номер 112-233-445 95 и 11223344595", "номер [Документ-1] и [Документ-1]"),
        ("паспорт серии 58 04 123456 дан", "паспорт серии [Документ-1] дан"),
        ("родилась 3 мая 1968 года", "родилась [Рождение-1] года"),
        ("он 1956 года рождения", "он [Рождение-1] года рождения"),
        ("это было 3 мая 1968 года", "это было 3 мая 1968 года"),
        ("на ул. Мира, д. 5, кв. 12, там", "на [Адрес-1], там"),
        ("д. 5, кв. 12", "[Адрес-1]"),
        ("живёт на Советской, дом 44, давно", "живёт на [Адрес-1], давно"),
    ],
)
def test_russian(words: str, expected: str) -> None:
    assert replaced(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("call (202) 555-0143 now", "call [Phone-1] now"),
        ("ring 020 7946 0958 or +44 20 7946 0958", "ring [Phone-1] or [Phone-2]"),
        ("ring 07700 900123, please", "ring [Phone-1], please"),
        ("it is AB 12 34 56 C there", "it is [Document-1] there"),
        ("SSN 219-09-9999 is old", "SSN [Document-1] is old"),
        ("to GB82 WEST 1234 5698 7654 32 please", "to [Document-1] please"),
        ("born on May 3, 1968", "born on [Birth-1]"),
        ("at 12 High Street, near the park", "at [Address-1], near the park"),
        ("The High Street is busy", "The [Address-1] is busy"),
        ("post to SW1A 1AA, thanks", "post to [Address-1], thanks"),
    ],
)
def test_english(words: str, expected: str) -> None:
    assert replaced(words, label="R") == expected
