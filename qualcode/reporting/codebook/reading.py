"""Says in plain words what an indicator looks for."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.codebook.fuzzy import likeness_of
from qualcode.codebook.grammar import FUZZY_SIGN, render_slot
from qualcode.model.codebook import (
    Codebook,
    CodeReference,
    Expression,
    Group,
    Indicator,
    Phrase,
    Regex,
    Text,
)
from qualcode.reporting.messages import Messages


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the indicators of one codebook aloud."""

    codebook: Codebook
    words: Messages

    def read_indicator(self, indicator: Indicator) -> str:
        """Return what an indicator looks for; a phrase stands as it is written in the codebook."""
        expression = indicator.expression
        if isinstance(expression, Phrase) and not likeness_of(expression):
            return as_shown(indicator.text)
        return self.read(expression)

    def read(self, expression: Expression) -> str:
        """Return what the expression looks for."""
        if isinstance(expression, Phrase):
            return self._phrase(expression)
        if isinstance(expression, Group):
            return self._group(expression)
        if isinstance(expression, Regex):
            return self.words.text("reading.regex", pattern=expression.pattern)
        if isinstance(expression, CodeReference):
            return self.words.text("reading.code", name=self.name_of(expression.written))
        return self.words.text("reading.pattern", tokens=expression.tokens)

    def conditions(self, indicator: Indicator, negation: str) -> str:
        """Return what else must hold, and what a hit is worth; empty when nothing is special.

        `negation` is the setting of the code.
        """
        parts: list[str] = []
        if indicator.who:
            types = {one.id: one.name for one in self.codebook.respondent_types}
            names = [self.said(types[id]) if id in types else id for id in indicator.who]
            parts.append(self.words.text("reading.who", names=", ".join(names)))
        if indicator.questions:
            parts.append(self.words.text("reading.question", names=", ".join(indicator.questions)))
        if indicator.weight != 1:
            weight = self.words.short_number(indicator.weight)
            parts.append(self.words.text("reading.weight", weight=weight))
        if indicator.negation != negation:
            parts.append(self.words.text(f"setting.negation.{indicator.negation}"))
        return "; ".join(parts)

    def name_of(self, code: str) -> str:
        """Return the name of a code; an id of none stays as it is."""
        names = {one.id: one.name for one in self.codebook.codes}
        return self.said(names[code]) if code in names else code

    def said(self, text: Text) -> str:
        """Return a text in the language of the document, else in one there is."""
        return text.in_language(self.words.language)

    def _phrase(self, phrase: Phrase) -> str:
        likeness = likeness_of(phrase)
        parts: list[str] = []
        for slot, gap in zip(phrase.slots, phrase.gaps, strict=True):
            parts += ["…"] * (gap > 0)
            parts.append(render_slot(slot).replace(FUZZY_SIGN, ""))
        words = as_shown(" ".join(parts))
        return (
            self.words.text("reading.fuzzy", words=words, likeness=likeness) if likeness else words
        )

    def _group(self, group: Group) -> str:
        items = [self._part(item) for item in group.items]
        if group.kind == "any":
            reading = self.words.text("reading.or").join(items)
        elif isinstance(group.within, int):
            reading = self.words.count("reading.words", group.within, items=" + ".join(items))
        else:
            reading = self.words.text(f"reading.inside.{group.within}", items=" + ".join(items))
        if group.ordered:
            reading = self.words.text("reading.ordered", reading=reading)
        if group.absent:
            absent = ", ".join(self._part(item) for item in group.absent)
            reading = self.words.text("reading.not", reading=reading, items=absent)
        return reading

    def _part(self, expression: Expression) -> str:
        """Return a part of a group: in quotes where it is a phrase, in brackets where it is one."""
        if isinstance(expression, Group):
            return f"({self.read(expression)})"
        if isinstance(expression, Phrase):
            return self.words.text("reading.quoted", words=self.read(expression))
        return self.read(expression)


def as_shown(phrase: str) -> str:
    """Return a phrase with its signs as people read them."""
    return phrase.replace("...", "…").replace("|", " / ")
