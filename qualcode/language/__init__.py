"""What is known of words and sentences, one module per language."""

from __future__ import annotations

from typing import Protocol

from qualcode.language import english, russian, unknown


class Language(Protocol):
    """What a module of a language offers."""

    def readings(self, word: str) -> frozenset[str]:
        """Return the base forms the folded word can have."""
        ...

    def open_contraction(self, word: str) -> tuple[str, ...]:
        """Return the words a folded contraction is made of, else the word alone."""
        ...


_LANGUAGES: dict[str, Language] = {"ru": russian, "en": english}
KNOWN_LANGUAGES = tuple(_LANGUAGES)


def language_module(code: str) -> Language:
    """Return the module of the language `code`; words of unknown languages are taken as written."""
    return _LANGUAGES.get(code, unknown)
