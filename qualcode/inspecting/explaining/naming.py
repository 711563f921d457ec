"""What places, indicators, languages and lists of things are called in an explanation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from qualcode.codebook.grammar import FUZZY_SIGN
from qualcode.inspecting.explaining.explanation import Line

_LANGUAGES = {"ru": "Russian", "en": "English"}
_REGEX = "regex: "
LANGUAGE_UNTOLD = "in no language that could be told"


def name_language(code: str) -> str:
    """Name a language in English; a code nobody knows is shown as it is."""
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    from babel import Locale

    return str(Locale("en").languages.get(code, f"language {code}"))


def show_place(place: str) -> str:
    """Return a place of an indicator in backticks, as the codebook has it."""
    if place.startswith(_REGEX):
        return f"`{_REGEX}{json.loads(place.removeprefix(_REGEX))}`"
    words = place.split("|")
    return f"`{'|'.join(word.removeprefix(FUZZY_SIGN) for word in words)}`"


def show_source(line: Line) -> str:
    """Return where a line of the codebook stands."""
    return f"{line.file}:{line.line}"


def one_of(words: Sequence[str]) -> str:
    """Return `a`, `a or b`, `a, b or c`."""
    return _joined(words, " or ")


def all_of(words: Iterable[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return _joined(tuple(words), " and ")


def _joined(words: Sequence[str], last: str) -> str:
    return last.join(filter(None, (", ".join(words[:-1]), words[-1])))
