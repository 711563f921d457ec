"""Indicators that another line of their code makes unnecessary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from qualcode.inspecting.checking.covering import (
    Coverers,
    enough,
    expression_covers,
    within_scope,
)
from qualcode.inspecting.checking.finding import Finding, keeping
from qualcode.inspecting.checking.material import Material, looked_for
from qualcode.inspecting.checking.words import bases_of
from qualcode.model.codebook import Code, Indicator, Phrase
from qualcode.tagging.cues import load_cues


def check_redundant(material: Material) -> Iterator[Finding]:
    """Find lines without which the same would be found."""
    for code in material.codes:
        told: set[str] = set()
        for language in material.codebook.languages:
            for one, by in _redundant(code, language, material):
                if one.id not in told and not one.note:
                    told.add(one.id)
                    yield _tell(code, one, by)


def _redundant(
    code: Code, language: str, material: Material
) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield an indicator and the one by which all of its finds are found."""
    listed = [one for one in code.indicators if language in material.applying(one.language)]
    phrases = [
        (phrase, one)
        for one in listed
        if one.weight >= code.min_score
        for phrase in enough(one.expression)
    ]
    coverers = Coverers(phrases, language)
    order = {one.id: number for number, one in enumerate(listed)}
    own = (language, *_only(material))  # a list under `any` is needed for the other languages
    for one in (one for one in listed if one.language in own):
        for phrase, by in coverers.find(one.expression):
            if not _may_replace(by, one) or not expression_covers(phrase, one.expression, language):
                continue
            later = by.language in own and order[by.id] > order[one.id]
            if later and _mutual(one, by, language):
                continue  # of two that find the same the second is told
            if not _denies(one, phrase, language):
                yield one, by
                break


def _mutual(one: Indicator, other: Indicator, language: str) -> bool:
    """Tell whether `one` finds what `other` does."""
    return any(
        expression_covers(phrase, other.expression, language) for phrase in enough(one.expression)
    )


def _only(material: Material) -> tuple[str, ...]:
    """Return what a list may be called when the codebook has one language."""
    return ("any",) if len(material.codebook.languages) == 1 else ()


def _may_replace(by: Indicator, one: Indicator) -> bool:
    """Tell whether the two differ in nothing but their words."""
    return (
        by.id != one.id
        and (by.weight, by.negation) == (one.weight, one.negation)
        and within_scope(one.who, by.who)
        and within_scope(one.questions, by.questions)
    )


def _denies(one: Indicator, by: Phrase, language: str) -> bool:
    """Tell whether the longer one holds a word that would deny or mark the shorter: `не хватать`.

    Inside the words of a hit it does not, so that the longer is needed.
    """
    own = {word.text for slot in by.slots for word in slot.words}
    words = {
        word.text
        for phrase in looked_for(one.expression)
        if isinstance(phrase, Phrase)
        for slot in phrase.slots
        for word in slot.words
    }
    return not (words - own).isdisjoint(_cue_words(language))


@cache
def _cue_words(language: str) -> frozenset[str]:
    """Return the words of which the cues of a language are made."""
    words = {
        word.text
        for phrases in load_cues(language).phrases.values()
        for phrase in phrases
        for slot in phrase.slots
        for word in slot.words
    }
    return frozenset(words).union(*(bases_of(word, language) for word in words))


def _tell(code: Code, one: Indicator, by: Indicator) -> Finding:
    return Finding(
        "redundant",
        one.line,
        code.id,
        f"`{one.text}` finds nothing that `{by.text}` (line {by.line}) does not find",
        f"take it out; {keeping(one)}",
    )
