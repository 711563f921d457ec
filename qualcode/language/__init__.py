"""What is known of words and sentences, one module per language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from qualcode.language import english, russian, unknown
from qualcode.language.other import other_language


class Language(Protocol):
    """What a module of a language offers."""

    def readings(self, word: str) -> frozenset[str]:
        """Return the base forms the folded word can have."""
        ...

    def forms_of(self, bases: Iterable[str]) -> frozenset[str]:
        """Return the written forms that have one of the base forms, as far as they are known."""
        ...

    def is_known(self, word: str) -> bool:
        """Tell whether a dictionary has the folded word."""
        ...

    def narrow(self, bases: Iterable[str]) -> Callable[[str], bool]:
        """Return a quick test that never says no to a word that can be read as one of `bases`."""
        ...

    def open_contraction(self, word: str) -> tuple[str, ...]:
        """Return the words a folded contraction is made of, else the word alone.

        It may be one other word, where what is left of it says nothing: `l'école` → `école`.
        """
        ...


_LANGUAGES: dict[str, Language] = {"ru": russian, "en": english}
KNOWN_LANGUAGES = tuple(_LANGUAGES)


def language_module(code: str) -> Language:
    """Return what knows the language `code`; without a language words are taken as written."""
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    return other_language(code) if len(code) == 2 else unknown


def describe_language(code: str) -> str:
    """Say what is known of a language, as one line behind its name."""
    if code in KNOWN_LANGUAGES:
        return "words in any form; negation, wishes, the past and the speech of others are marked"
    language = other_language(code)
    forms = "in any form" if language.has_base_forms else "only as written or with a wildcard"
    signs = "its commonest words" if language.stop_words else "letters no other language has"
    marks = "negation, wishes, the past and verbs of speech are not looked for"
    return f"words are found {forms}; its turns are told by {signs}; {marks}"
