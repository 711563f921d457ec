"""Addresses: streets with and without houses, post codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.language.words import find_words
from qualcode.pseudonyms.kinds import ADDRESS
from qualcode.pseudonyms.mentions import Mention

_STREET = (
    r"(?:ул\.|пр\.|просп\.|пр-?кт|пр-т|пер\.|бул\.|б-р|наб\.|ш\.|пл\.|мкр\.?|мкрн\.?"
    r"|улиц[аыуе](?:й)?|проспект(?:[аеу]|ом)?|переул(?:ок|ка|ке|ку|ком)|бульвар(?:[аеу]|ом)?"
    r"|набережн(?:ая|ой|ую)|шоссе|площад(?:ь|и|ью)|проезд(?:[аеу]|ом)?|тупик(?:[аеу]|ом)?"
    r"|микрорайон(?:[аеу]|ом)?)"
)
_NAME = r"(?:\d{1,3}-?(?:й|я|го|ой|лет(?:ия)?)\s+)?[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁ][а-яё]+){0,3}"
_HOUSE = (
    r"(?:\s*,?\s*(?:д\.|дом(?:[аеу]|ом)?)\s*№?\s*\d{1,4}\s?[а-яА-Я]?(?:/\d{1,3})?(?!\w)"
    r"|\s*,?\s+\d{1,4}[а-яА-Я]?(?:/\d{1,3})?(?![\w-]|\s+(?:лет|год|час|раз|чел|мин)))"
)
_PARTS = (
    r"(?:\s*,?\s*(?:(?:корп(?:ус)?|к|стр(?:оение)?|кв|квартир[аеу]|под(?:ъезд)?|офис|оф)"
    r"\.?\s*№?\s*\d{1,4}[а-яА-Я]?(?!\w))){0,3}"
)
_RUSSIAN = re.compile(
    rf"(?<!\w){_STREET}\s+(?:им(?:\.|ени)\s+)?{_NAME}(?:{_HOUSE}{_PARTS})?"
    rf"|(?<![\w.])[А-ЯЁ][а-яё]+(?:ая|ой|ую|ый|ий|ом)\s+(?:улиц[аыуе]й?|переулк[аеу]|переулок"
    rf"|проспект[аеу]?|набережн(?:ая|ой|ую)|площад[ьи]|шоссе)(?:{_HOUSE}{_PARTS})?"
    rf"|(?<!\w)(?:д\.|дом[еа]?)\s*№?\s*\d{{1,4}}[а-я]?\s*,?\s*(?:по|на)\s+{_STREET}\s+{_NAME}"
    r"|(?<=\b(?:на|по) )[А-ЯЁ][а-яё]+ой,?\s+(?:д\.|дом)\s*\d{1,4}(?!\d)"
    rf"|(?<!\w)(?:д\.|дом)\s*№?\s*\d{{1,4}}[а-я]?\s*,\s*кв(?:\.|артира)\s*\d{{1,4}}"
)
_ENGLISH = re.compile(
    r"(?<!\w)(?:(?:Flat|Apartment|Apt\.?|Unit)\s+\d{1,4}[A-Z]?,?\s+)?\d{1,5}[A-Za-z]?,?\s+"
    r"(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’]+\s+){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Way|Court|Ct|Square|Sq|Place|Pl"
    r"|Terrace|Crescent|Gardens|Boulevard|Blvd|Hill|Row|Mews|Grove|Parade)\b"
    r"|(?<!\w)(?:[A-Z][\w'’]+\s+){1,2}(?:Street|Road|Avenue|Lane|Crescent|Boulevard|Terrace)\b"
)
# SW1A 1AA; Springfield, IL 62704; 160000 with a town or `индекс`
_POST_CODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|(?<=, [A-Z]{2} )\d{5}(?:-\d{4})?\b"
    r"|(?<=индекс )\d{6}\b|\b\d{6}(?=,\s*(?:г\.|город|обл|[А-ЯЁ]))"
)
_NOT_NAMES = frozenset("The A An This That And In On At Our My Their His Her".split())


def find_addresses(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Find streets, with house and flat where they are told, and post codes."""
    for found in _RUSSIAN.finditer(text, start, stop):
        yield _make(text, *found.span(), "street")
    for found in _ENGLISH.finditer(text, start, stop):
        first = found.start()
        word = text[first : found.end()].split()[0]
        if word in _NOT_NAMES:
            first += len(word) + 1
            if len(text[first : found.end()].split()) < 2:
                continue
        yield _make(text, first, found.end(), "street")
    for found in _POST_CODE.finditer(text, start, stop):
        yield Mention(*found.span(), ADDRESS, found.group().casefold(), "post_code")


def _make(text: str, start: int, stop: int, grounds: str) -> Mention:
    return Mention(start, stop, ADDRESS, _key(text[start:stop]), grounds)


def _key(written: str) -> str:
    """Return what all spellings share: the words of names by their beginnings, and the numbers."""
    words = [word.text for word in find_words(written)]
    told = [word for word in words if word not in _STREET_WORDS]
    return "address " + " ".join(
        word if any(map(str.isdigit, word)) else word[: max(4, len(word) - 3)] for word in told
    )


_STREET_WORDS = frozenset(
    """ул улица улицы улице улицу улицей д дом дома доме дому кв квартира квартире квартиру корп
    корпус к стр строение по на им имени пр просп пр-т пр-кт проспект проспекта проспекте пер
    переулок переулка переулке street st road rd avenue ave flat apartment apt unit""".split()
)
