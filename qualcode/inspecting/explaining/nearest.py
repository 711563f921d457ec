"""Where nothing was found: the indicators of which some words are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.inspecting.explaining.explanation import Nearest
from qualcode.inspecting.explaining.material import Material
from qualcode.inspecting.explaining.words import places_of, render_place
from qualcode.language import language_module
from qualcode.language.speech import find_spoken
from qualcode.language.words import Token, find_words
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Expression,
    Group,
    Indicator,
    Phrase,
    Slot,
)
from qualcode.runs.read import Record
from qualcode.tagging.lexicon import Lexicon, SlotTable

MOST = 5
SHORTEST = 4  # letters of a word that makes an indicator near: `на` and `не` stand anywhere


def is_sought(codes: Iterable[Code], segment: Record) -> bool:
    """Tell whether any of the codes is looked for in talk like that of the segment."""
    return any(code.sought and segment["role"] in code.speakers for code in codes)


def find_nearest(
    material: Material, codes: Iterable[Code], segment: Record, word: Token | None
) -> tuple[Nearest, ...]:
    """List the indicators of `codes` that lack least in the segment; with `word`, those it fills.

    The fewest missing places come first, then the most filled, then the line of the codebook.
    Those that have found something that does not count lack nothing, and are not among them.
    """
    number = segment["segment"]
    taken = {row["indicator"] for row in material.suppressed if row["segment"] == number}
    indicators = [one for one in _applying(codes, segment) if one.id not in taken]
    words = _Words(indicators, segment, word)
    parts = ((indicator, words.part(indicator.expression)) for indicator in indicators)
    near = [
        (indicator, part)
        for indicator, part in parts
        if (part.has_word if word else _is_near(part))
    ]
    near.sort(key=lambda it: (len(it[1].missing), -len(it[1].filled), it[0].line))
    return tuple(
        Nearest(
            code=indicator.owner,
            indicator=material.line(indicator.text, indicator.line),
            filled=part.filled,
            missing=part.missing,
            only=_only(indicator, segment),
        )
        for indicator, part in near[:MOST]
    )


def word_at(segment: Record, offset: int) -> Token | None:
    """Return the word that holds a character of the transcript; None where none does."""
    place = offset - int(segment["start"])
    words = find_words(str(segment["text"]))
    return next((word for word in words if word.start <= place < word.stop), None)


def _applying(codes: Iterable[Code], segment: Record) -> list[Indicator]:
    """Return the indicators that are looked for in the language and talk of the segment."""
    return [
        indicator
        for code in codes
        if code.sought and segment["role"] in code.speakers
        for indicator in code.indicators
        if indicator.language in (segment["language"], ANY_LANGUAGE)
    ]


def _only(indicator: Indicator, segment: Record) -> str:
    """Say what the indicator is kept to where that leaves the segment out."""
    if indicator.who and segment["type"] not in indicator.who:
        return f"the talk of {', '.join(indicator.who)}"
    if indicator.questions and segment.get("question", "") not in indicator.questions:
        return f"answers to {', '.join(indicator.questions)}"
    return ""


@dataclass(frozen=True, slots=True)
class _Part:
    """How much of an expression is there."""

    filled: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    has_word: bool = False  # whether the word asked for fills a place of it

    @property
    def places(self) -> int:
        return len(self.filled) + len(self.missing)

    def __add__(self, other: _Part) -> _Part:
        has_word = self.has_word or other.has_word
        return _Part(self.filled + other.filled, self.missing + other.missing, has_word)


def _is_near(part: _Part) -> bool:
    """Tell whether half of the places are filled, and not by short words alone."""
    longest = max((len(word) for word, _ in part.filled), default=0)
    return longest >= SHORTEST and 2 * len(part.filled) >= part.places


class _Words:
    """The words of one segment by the places of indicators that they fill."""

    def __init__(
        self, indicators: Iterable[Indicator], segment: Record, asked: Token | None
    ) -> None:
        self._table = SlotTable()
        for indicator in indicators:
            for place in places_of(indicator.expression):
                if isinstance(place, Slot):
                    self._table.number(place)
        lexicon = Lexicon(self._table, language_module(str(segment["language"])))
        text = str(segment["text"])
        self._filling: dict[int, str] = {}
        self._asked: set[int] = set()
        for word in find_spoken(text, 0, len(text)):
            for part in (*lexicon.parts(word.text), *word.text.split("-")):
                for number in lexicon.slots(part):
                    self._filling.setdefault(number, text[word.start : word.stop])
                    if asked and asked.start == word.start:
                        self._filling[number] = text[word.start : word.stop]
                        self._asked.add(number)

    def part(self, expression: Expression) -> _Part:
        """Return how much of the expression is there; of alternatives, the fullest."""
        if isinstance(expression, Phrase):
            return sum(map(self._slot, expression.slots), start=_Part())
        if not isinstance(expression, Group):
            return _Part(missing=(render_place(expression),))
        parts = [self.part(item) for item in expression.items]
        if expression.kind == "all":
            return sum(parts, start=_Part())
        return max(parts, key=lambda part: (part.has_word, -len(part.missing), len(part.filled)))

    def _slot(self, slot: Slot) -> _Part:
        number = self._table.number(slot)
        if number not in self._filling:
            return _Part(missing=(render_place(slot),))
        filled = ((self._filling[number], render_place(slot)),)
        return _Part(filled, has_word=number in self._asked)
