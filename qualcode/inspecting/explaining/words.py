"""How a word fills its place of an indicator: by a base form, a wildcard, a likeness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.inspecting.explaining.contractions import is_contraction, word_around
from qualcode.inspecting.explaining.explanation import FoundWord, How
from qualcode.inspecting.explaining.material import Material
from qualcode.language import language_module
from qualcode.language.words import fold
from qualcode.model.codebook import (
    CodeReference,
    Expression,
    Group,
    Phrase,
    Regex,
    Slot,
    TokenPattern,
    Word,
)
from qualcode.model.coding import Span
from qualcode.runs.cells import parse_slots, parse_spans
from qualcode.runs.read import Record
from qualcode.tagging.chunks import BETWEEN_HYPHENS
from qualcode.tagging.compile import render_place
from qualcode.tagging.lexicon import Lexicon, Place, SlotTable

_OTHER_MEANS: dict[type, How] = {Regex: "regex", TokenPattern: "pattern", CodeReference: "code"}


def find_filled(material: Material, row: Record) -> tuple[FoundWord, ...]:
    """Explain every word of a hit."""
    places = {render_place(place): place for place in places_of(material.indicator(row).expression)}
    spans = parse_spans(str(row["spans"]))
    written = parse_slots(str(row["slots"]))
    return tuple(
        found
        for span, place in zip(spans, written, strict=True)
        for found in _explain(material, span, place, places)
    )


def places_of(expression: Expression) -> Iterator[Place]:
    """Yield the places of an indicator, those of its `not` left out."""
    if isinstance(expression, Phrase):
        yield from expression.slots
    elif isinstance(expression, Group):
        for item in expression.items:
            yield from places_of(item)
    else:
        yield expression


def _explain(
    material: Material, span: Span, written: str, places: Mapping[str, Place]
) -> Iterator[FoundWord]:
    """Explain a word; of a hyphenated one that fills several places, each part."""
    place = places.get(written)
    if isinstance(place, Slot):
        yield _explain_word(material, span, {written: place})
    elif place is not None:
        how = _OTHER_MEANS[type(place)]
        yield FoundWord(material.text(*span), *span, "", (), True, (), written, how, (), 100.0, 0)
    else:
        slots = {one: slot for one in written.split() if isinstance(slot := places.get(one), Slot)}
        for part in BETWEEN_HYPHENS.finditer(material.text(*span)):
            yield _explain_word(material, (span[0] + part.start(), span[0] + part.end()), slots)


def _explain_word(material: Material, span: Span, slots: Mapping[str, Slot]) -> FoundWord:
    """Explain the word at `span` by the first of the slots that it fills."""
    text, language = material.text(*span), material.language_at(span[0])
    word, whole, opened = _opened(material, span, language)
    speaks = language_module(language)
    readings = tuple(sorted(speaks.readings(word)))
    known = any(map(speaks.is_known, (word, *readings)))  # деньги-то is there as деньги
    told = (text, *span, whole, opened, known, readings)
    for written, slot in slots.items():
        for alternative in slot.words:
            filled = _fill(word, alternative, language)
            if filled:
                how, by, alike = filled
                return FoundWord(*told, written, how, by, alike, alternative.likeness)
    return FoundWord(*told, " ".join(slots), "unknown", (), 100.0, 0)


def _opened(material: Material, span: Span, language: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the folded word at `span`, the contraction it is read in, and the words of that.

    That is `not` in `don't` for `n't`, `it` in `it's` for `it's`; no contraction for other words.
    """
    word = fold(material.text(*span))
    whole = word_around(material, span)
    if whole is None or not is_contraction(whole.text, language):
        return word, "", ()
    written = material.text(whole.start, whole.stop)
    parts = language_module(language).open_contraction(whole.text)
    if len(parts) > 1:
        return parts[0] if span[0] == whole.start else parts[-1], written, parts
    return parts[0] if span == (whole.start, whole.stop) else word, written, parts


def _fill(word: str, alternative: Word, language: str) -> tuple[How, tuple[str, ...], float] | None:
    """Tell how a folded word fills a place that only `alternative` may fill, by what, how alike.

    None where it does not fill it.
    """
    table = SlotTable()
    number = table.number(Slot((alternative,)))
    lexicon = Lexicon(table, language_module(language))
    if number not in lexicon.slots(word):
        return None
    if alternative.kind == "wildcard":
        return "wildcard", (alternative.text,), 100.0
    if word == alternative.text:
        return "written", (word,), 100.0
    bases = lexicon.bases(word, number)
    if bases:
        return "base", tuple(sorted(bases)), 100.0
    return "spelling", (alternative.text,), lexicon.likeness(word, number)
