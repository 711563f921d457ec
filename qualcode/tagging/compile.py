"""Codebook → rules: expressions over numbered slots, one set for each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from qualcode.language import KNOWN_LANGUAGES, language_module
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Codebook,
    Expression,
    Group,
    Indicator,
    Mask,
    Phrase,
    Within,
)
from qualcode.tagging.cues import Cues, load_cues
from qualcode.tagging.lexicon import Lexicon, SlotTable

Item = TypeVar("Item", Indicator, Mask)


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A phrase over slot numbers; `gaps[i]` other words at most stand before `slots[i]`."""

    slots: tuple[int, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group over compiled items."""

    kind: str
    items: tuple[ExpressionRule, ...]
    within: Within
    ordered: bool
    absent: tuple[PhraseRule, ...]


ExpressionRule = PhraseRule | GroupRule


@dataclass(frozen=True, slots=True)
class Rule:
    """An indicator ready to be looked for."""

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
    codes: tuple[CodeRules, ...]
    relations: tuple[Rule, ...]  # cues of relations
    own_relations: Mapping[str, tuple[Rule, ...]]  # of tensions that have cues of their own
    cues: Cues[PhraseRule]  # of negation, wish, past and reported speech


def compile_codebook(codebook: Codebook) -> dict[str, LanguageRules]:
    """Compile the codebook for its languages, for all known ones, and for talk in none (``).

    Lists under `any` apply to talk in every language, with its base forms where they are known.
    """
    languages = dict.fromkeys((*codebook.languages, *KNOWN_LANGUAGES, ""))
    return {language: _compile(codebook, language) for language in languages}


def _compile(codebook: Codebook, language: str) -> LanguageRules:
    table = SlotTable()
    codes = tuple(
        CodeRules(
            code,
            _rules(code.indicators, language, table),
            tuple((mask, _phrase(mask.phrase, table)) for mask in _applying(code.masks, language)),
        )
        for code in codebook.codes
        if code.sought
    )
    common = (cue for relation in codebook.relations for cue in relation.cues)
    relations = _rules(common, language, table)
    own = {one.id: _rules(one.cues, language, table) for one in codebook.tensions if one.cues}
    cues = load_cues(language).map(lambda phrase: _phrase(phrase, table))
    lexicon = Lexicon(table, language_module(language))
    return LanguageRules(language, lexicon, codes, relations, own, cues)


def _applying(items: Iterable[Item], language: str) -> list[Item]:
    return [item for item in items if item.language in (language, ANY_LANGUAGE)]


def _rules(indicators: Iterable[Indicator], language: str, table: SlotTable) -> tuple[Rule, ...]:
    return tuple(
        Rule(indicator, _expression(indicator.expression, table))
        for indicator in _applying(indicators, language)
    )


def _expression(expression: Expression, table: SlotTable) -> ExpressionRule:
    if isinstance(expression, Phrase):
        return _phrase(expression, table)
    return _group(expression, table)


def _group(group: Group, table: SlotTable) -> GroupRule:
    return GroupRule(
        group.kind,
        tuple(_expression(item, table) for item in group.items),
        group.within,
        group.ordered,
        tuple(_phrase(phrase, table) for phrase in group.absent),
    )


def _phrase(phrase: Phrase, table: SlotTable) -> PhraseRule:
    return PhraseRule(tuple(table.number(slot) for slot in phrase.slots), phrase.gaps)
