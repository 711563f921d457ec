"""Codebook → rules: expressions over numbered slots, one set for each language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from qualcode.codebook.expressions import render_expression
from qualcode.codebook.grammar import render_slot
from qualcode.language import language_module
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Codebook,
    CodeReference,
    Expression,
    Group,
    Indicator,
    Mask,
    Phrase,
    Slot,
    Within,
    leaves_of,
)
from qualcode.tagging.cues import Cues, load_cues
from qualcode.tagging.lexicon import Lexicon, Listed, Place, SlotTable

Item = TypeVar("Item", Indicator, Mask)


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A phrase over slot numbers; `gaps[i]` other words at most stand before `slots[i]`."""

    slots: tuple[int, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListedRule:
    """What is found by other means than words in slots, listed under the number of its place."""

    place: int


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group over compiled items."""

    kind: str
    items: tuple[ExpressionRule, ...]
    within: Within
    ordered: bool
    absent: tuple[ExpressionRule, ...]


ExpressionRule = PhraseRule | ListedRule | GroupRule


@dataclass(frozen=True, slots=True)
class Rule:
    """An indicator ready to be looked for."""

    number: int  # one for each rule of a language, in the order of the codebook
    indicator: Indicator
    expression: ExpressionRule


@dataclass(frozen=True, slots=True)
class CodeRules:
    """All that can find one code in one language."""

    code: Code
    rules: tuple[Rule, ...]
    masks: tuple[tuple[Mask, PhraseRule], ...]


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """The codebook compiled for one language."""

    language: str
    lexicon: Lexicon
    places: tuple[str, ...]  # by number: how each is written in the codebook
    listed: Mapping[int, Listed]  # by number: what is found by other means
    codes: tuple[CodeRules, ...]
    relations: tuple[Rule, ...]  # cues of relations
    own_relations: Mapping[str, tuple[Rule, ...]]  # of tensions that have cues of their own
    cues: Cues[PhraseRule]  # of negation, wish, past and reported speech

    def all_rules(self) -> Iterator[Rule]:
        """Yield every rule that is looked for, cues of relations included."""
        for code in self.codes:
            yield from code.rules
        yield from self.relations
        for rules in self.own_relations.values():
            yield from rules


def compile_language(
    codebook: Codebook, language: str, switched_off: Collection[str] = ()
) -> LanguageRules:
    """Compile the codebook for talk in one language; `` is talk in none of its languages.

    Lists under `any` apply to talk in every language, with its base forms where they are known.
    Indicators whose ids are in `switched_off` are left out.
    """
    table = SlotTable()
    numbers = count()

    def rules(indicators: Iterable[Indicator]) -> tuple[Rule, ...]:
        return tuple(
            Rule(next(numbers), indicator, _expression(indicator.expression, table))
            for indicator in _applying(indicators, language)
            if indicator.id not in switched_off
        )

    codes = tuple(
        CodeRules(
            code,
            rules(code.indicators),
            tuple((mask, _phrase(mask.phrase, table)) for mask in _applying(code.masks, language)),
        )
        for code in codebook.codes
        if code.sought
    )
    relations = rules(cue for relation in codebook.relations for cue in relation.cues)
    own = {one.id: rules(one.cues) for one in codebook.tensions if one.cues}
    cues = load_cues(language).map(lambda phrase: _phrase(phrase, table))
    return LanguageRules(
        language,
        Lexicon(table, language_module(language)),
        tuple(render_place(place) for place, _ in table),
        {number: place for place, number in table if not isinstance(place, Slot)},
        codes,
        relations,
        own,
        cues,
    )


def render_place(place: Place) -> str:
    """Render a place of an indicator as the codebook writes it."""
    return render_slot(place) if isinstance(place, Slot) else render_expression(place)


def _applying(items: Iterable[Item], language: str) -> list[Item]:
    return [item for item in items if item.language in (language, ANY_LANGUAGE)]


def _expression(expression: Expression, table: SlotTable) -> ExpressionRule:
    if isinstance(expression, Phrase):
        return _phrase(expression, table)
    if isinstance(expression, Group):
        return _group(expression, table)
    return ListedRule(table.number(expression))


def _group(group: Group, table: SlotTable) -> GroupRule:
    return GroupRule(
        group.kind,
        tuple(_expression(item, table) for item in group.items),
        group.within,
        group.ordered,
        tuple(_expression(item, table) for item in group.absent),
    )


def _phrase(phrase: Phrase, table: SlotTable) -> PhraseRule:
    return PhraseRule(tuple(table.number(slot) for slot in phrase.slots), phrase.gaps)


def order_by_references(codes: Iterable[Code]) -> list[frozenset[str]]:
    """Sort the ids of codes into layers: each refers only to codes of the layers before it.

    The layers are those of all languages together: a coding may rest on talk in several.
    """
    waiting = {code.id: _referred(code) for code in codes if code.sought}
    layers: list[frozenset[str]] = []
    while waiting:
        ready = frozenset(id for id, needed in waiting.items() if needed.isdisjoint(waiting))
        if not ready:
            raise ValueError(f"codes refer to each other in a circle: {', '.join(waiting)}")
        layers.append(ready)
        for id in ready:
            del waiting[id]
    return layers


def _referred(code: Code) -> frozenset[str]:
    """Return the codes whose finding decides over this one."""
    leaves = (leaf for one in code.indicators for leaf in leaves_of(one.expression))
    return frozenset().union(*(leaf.codes for leaf in leaves if isinstance(leaf, CodeReference)))


def listed_places(expression: ExpressionRule) -> Iterator[int]:
    """Yield the numbers of what an expression needs that is found by other means."""
    if isinstance(expression, ListedRule):
        yield expression.place
    elif isinstance(expression, GroupRule):
        for item in (*expression.items, *expression.absent):
            yield from listed_places(item)
