"""Numbers of documents, known by their check digits or the words before them; dates of birth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from qualcode.pseudonyms.kinds import BIRTH, DOCUMENT
from qualcode.pseudonyms.mentions import Mention

_NUMBER = re.compile(r"(?<![\w+.,-])\d(?:[ \u00a0-]?\d){8,18}(?![\w-]|[.,]\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_SSN = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NAMED = re.compile(
    r"\b(?:паспорт\w{0,3}|снилс\w{0,2}|инн|огрнип|огрн|полис\w{0,2}|омс|удостоверени\w{1,2}"
    r"|сви?детельств\w{1,2}|карт[аыуе]|счет\w{0,2}|счёт\w{0,2}|passport|national insurance"
    r"|social security|driving licen[cs]e|card|account|nhs)\b"
    r"(?:[^.\n\d]{0,25}?(?:сери\w{1,2}|number|no\.?|№|номер\w{0,2}))?[^.\n\d]{0,12}?"
    r"(?P<number>\d\d ?\d\d[ ,]*(?:№|номер|n)?\s*\d{6}"
    r"|(?:[A-Z]{1,2} ?)?\d(?:[ -]?\d){5,19}(?: ?[A-Z](?!\w))?)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август"
    r"|сентябр|октябр|ноябр|декабр|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w{0,7}"
    r"(?:,?\s+\d{4})?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\s+\d{1,2}(?:st|nd|rd|th)?"
    r"(?:,?\s+\d{4})?)"
)
_BORN = re.compile(
    r"\b(?:родил(?:ся|ась|ись)|дата рождения|день рождения|рождена?|born|date of birth|dob"
    rf"|birthday)\b[^.\n\d]{{0,40}}?(?P<date>{_DAY}|\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_OF_BIRTH = re.compile(
    rf"(?P<date>{_DAY}|\b(?:19|20)\d\d)(?=-?(?:го)?\s*(?:г(?:ода|\.)?\s*(?:р\.|рожд)))",
    re.IGNORECASE,
)


def _weigh(digits: str, weights: list[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def is_snils(digits: str) -> bool:
    """Tell whether eleven digits end in the two check digits of an insurance number (СНИЛС)."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    total = _weigh(digits[:9], list(range(9, 0, -1))) % 101
    return (0 if total == 100 else total) == int(digits[9:])


def is_inn(digits: str) -> bool:
    """Tell whether digits are a taxpayer's number (ИНН) of an organisation or a person."""
    if len(set(digits)) == 1:
        return False
    if len(digits) == 10:
        return _weigh(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == int(digits[9])
    if len(digits) == 12:
        first = _weigh(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10
        second = _weigh(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10
        return (first, second) == (int(digits[10]), int(digits[11]))
    return False


def is_ogrn(digits: str) -> bool:
    """Tell whether digits are a registration number (ОГРН, ОГРНИП)."""
    if len(digits) not in (13, 15) or digits[0] not in "1235":
        return False
    return int(digits[:-1]) % (len(digits) - 2) % 10 == int(digits[-1])


def is_card(digits: str) -> bool:
    """Tell whether digits are the number of a bank card, by Luhn's check."""
    if not 15 <= len(digits) <= 19 or digits[0] not in "23456":
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits[::-1])]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_iban(written: str) -> bool:
    """Tell whether a bank account has the right check digits (ISO 13616)."""
    plain = written.replace(" ", "")
    moved = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


# Each with the name of what it knows; the first that fits is told.
CHECKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("snils", is_snils),
    ("inn", is_inn),
    ("ogrn", is_ogrn),
    ("card", is_card),
)


def find_documents(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Find numbers of documents and accounts."""
    for found in _NUMBER.finditer(text, start, stop):
        digits = "".join(filter(str.isdigit, found.group()))
        grounds = next((name for name, fits in CHECKS if fits(digits)), "")
        # Ten digits are often a phone; their one check digit says little.
        if grounds and not (grounds == "inn" and found.group() != digits):
            yield Mention(*found.span(), DOCUMENT, digits, grounds)
    for found in _NAMED.finditer(text, start, stop):
        yield Mention(*found.span("number"), DOCUMENT, _plain(found["number"]), "document_words")
    for pattern, grounds in ((_NINO, "insurance_number"), (_SSN, "insurance_number")):
        for found in pattern.finditer(text, start, stop):
            yield Mention(*found.span(), DOCUMENT, _plain(found.group()), grounds)
    for found in _IBAN.finditer(text, start, stop):
        if is_iban(found.group()):
            yield Mention(*found.span(), DOCUMENT, _plain(found.group()), "iban")


def find_births(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Find dates and years of birth."""
    for pattern in (_BORN, _OF_BIRTH):
        for found in pattern.finditer(text, start, stop):
            yield Mention(*found.span("date"), BIRTH, _date_key(found["date"]), "birth")


def _plain(written: str) -> str:
    return "".join(filter(str.isalnum, written)).casefold()


def _date_key(written: str) -> str:
    return " ".join(written.casefold().split())
