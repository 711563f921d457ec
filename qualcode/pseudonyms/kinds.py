"""What is replaced, and by what: `[Имя-3]` in Russian talk, `[Name-3]` in English."""

from __future__ import annotations

from qualcode.language.placeholders import PLACEHOLDER, WORDS

PERSON, PLACE, ORGANISATION, ADDRESS = "person", "place", "organisation", "address"
PHONE, EMAIL, LINK, ACCOUNT = "phone", "email", "link", "account"
DOCUMENT, BIRTH = "document", "birth"

KINDS = tuple(WORDS)

_KIND_OF = {word.casefold(): kind for kind, words in WORDS.items() for word in words.values()}


def placeholder(kind: str, number: int, language: str) -> str:
    """Write the placeholder of one thing, without brackets; in English for all but Russian."""
    return f"{WORDS[kind]['ru' if language == 'ru' else 'en']}-{number}"


def kind_of(word: str) -> str:
    """Return the kind that people mean: `person`, `имя`, `Name`; empty if it is none."""
    folded = word.strip().casefold()
    return folded if folded in WORDS else _KIND_OF.get(folded, "")


def placeholders_in(text: str) -> list[tuple[int, int, str, int]]:
    """Return start, stop, kind and number of the placeholders that stand in a text."""
    return [
        (*found.span(), _KIND_OF[found.group(1).casefold()], int(found.group(2)))
        for found in PLACEHOLDER.finditer(text)
    ]
