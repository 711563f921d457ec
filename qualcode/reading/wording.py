"""Phrases of the reader → sentences, in the language of whoever is to check them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from qualcode.model.phrase import Phrase, from_plain
from qualcode.yaml_tree.shipped import read_shipped

LANGUAGES = ("en", "ru")
DECIDER = "by"  # names the number that a plural form depends on


def put(phrase: Phrase, language: str = "en") -> str:
    """Put a phrase into words; KeyError for one that the catalogue does not have."""
    text = _catalogue(language)[phrase.id]
    values = {name: _put_value(value, language) for name, value in phrase.values}
    if isinstance(text, dict):
        text = _plural(text, dict(phrase.values)[text[DECIDER]], language)
    return str(text.format_map(values))


def say(plain: Mapping[str, Any], language: str = "en") -> str:
    """Put into words what a manifest keeps of a phrase (`to_plain`)."""
    return put(from_plain(plain), language)


def kind_of(plain: Mapping[str, Any]) -> str:
    """Tell what a phrase that a manifest keeps is about."""
    return str(plain["phrase"]).partition(".")[0]


def _put_value(value: object, language: str) -> object:
    if isinstance(value, Phrase):
        return put(value, language)
    if isinstance(value, tuple):
        return ", ".join(put(one, language) for one in value)
    return value


def _plural(forms: dict[str, str], number: Any, language: str) -> str:
    return forms.get(_plural_rule(language)(number), forms["other"])


@cache
def _plural_rule(language: str) -> Any:
    from babel import Locale

    return Locale.parse(language).plural_form


@cache
def _catalogue(language: str) -> dict[str, Any]:
    """Load the phrases of a language; English where there is no catalogue of it."""
    name = language if language in LANGUAGES else LANGUAGES[0]
    source = files("qualcode.reading").joinpath("phrases", f"{name}.yaml")
    return read_shipped(source)
