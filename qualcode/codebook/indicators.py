"""Turns the lists of a code or relation into Indicators, Masks and Examples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import cast

from qualcode.codebook.expressions import parse_expression, render_expression, with_key
from qualcode.codebook.ids import Branches
from qualcode.codebook.leaves import Written, parse_term, tell_cut
from qualcode.model.codebook import ANY_LANGUAGE, Example, Indicator, Mask, Negation, Phrase
from qualcode.yaml_tree.nodes import (
    Mapping,
    Node,
    Scalar,
    entries_of,
    items_of,
    scalars_of,
    text_of,
)
from qualcode.yaml_tree.problems import Problems, listed

NEGATIONS = ("mark", "ignore", "exclude")


def indicator_id(owner: str, language: str, canonical: str) -> str:
    """Return the identity of an indicator: it outlives changes of weight, note and line."""
    identity = f"{owner}\n{language}\n{canonical}"
    return hashlib.sha1(identity.encode(), usedforsecurity=False).hexdigest()[:10]


def read_negation(node: Node | None, default: Negation) -> Negation:
    """Return the setting at `node`, else the default."""
    written = text_of(node)
    return cast(Negation, written) if written in NEGATIONS else default


def convert_indicators(
    lists: Node | None, owner: str, negation: Negation, branches: Branches, problems: Problems
) -> tuple[Indicator, ...]:
    """Convert lists of indicators by language; each stands once in its language."""
    found: dict[str, Indicator] = {}
    for language, item in _by_language(lists):
        spoken = _language(language, item, problems)
        written = parse_expression(item, branches, problems)
        if written is None:
            continue
        indicator = _indicator(written, item, owner, spoken, negation)
        first = found.setdefault(indicator.id, indicator)
        if first is not indicator:
            message = f"the same indicator stands in line {first.line}: {listed([first.text])}"
            problems.add(item, message, "take one out")
    return tuple(found.values())


def _by_language(lists: Node | None) -> Iterator[tuple[str, Node]]:
    for language, items in entries_of(lists):
        for item in items_of(items):
            yield language.value, item


def _language(language: str, item: Node, problems: Problems) -> str:
    """Return the language of an item: its own `lang` if the list is under `any`."""
    key = item.key("lang") if isinstance(item, Mapping) else None
    if key is None or not isinstance(item, Mapping):
        return language
    if language != ANY_LANGUAGE:
        message = f"`lang` says nothing in the list of `{language}`"
        problems.add(key, message, "take it out, or move the indicator under `any`")
    return text_of(item.get("lang")) or language


def _indicator(
    written: Written, item: Node, owner: str, language: str, negation: Negation
) -> Indicator:
    keys = item if isinstance(item, Mapping) else Mapping({}, item.line, item.column)
    who, questions = _ids(keys.get("who")), _ids(keys.get("question"))
    canonical = render_expression(written.expression)
    scope = _scope(who, questions)
    return Indicator(
        id=indicator_id(owner, language, canonical + _scope(sorted(who), sorted(questions))),
        owner=owner,
        language=language,
        text=with_key(written) + scope if scope else written.text,
        expression=written.expression,
        line=item.line,
        weight=read_number(keys.get("weight"), 1.0),
        negation=read_negation(keys.get("negation"), negation),
        who=who,
        questions=questions,
        note=text_of(keys.get("note")),
    )


def _ids(node: Node | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text_of(scalar) for scalar in scalars_of(node)))


def _scope(who: Iterable[str], questions: Iterable[str]) -> str:
    """Write whose talk and which answers an indicator is for: ` who [a, b] question [q1]`."""
    parts = (("who", ", ".join(who)), ("question", ", ".join(questions)))
    return "".join(f" {key} [{ids}]" for key, ids in parts if ids)


def read_number(node: Node | None, default: float) -> float:
    """Return the number at `node`, else the default."""
    try:
        return float(text_of(node) or default)
    except ValueError:
        return default


def convert_masks(lists: Node | None, problems: Problems) -> tuple[Mask, ...]:
    """Convert the phrases of `exclude`."""
    masks: list[Mask] = []
    for language, item in _by_language(lists):
        written = parse_term(item, problems) if isinstance(item, Scalar) else None
        if written is not None and isinstance(written.expression, Phrase):
            masks.append(Mask(language, written.text, written.expression, item.line))
    return tuple(masks)


def convert_examples(lists: Node | None, problems: Problems) -> tuple[Example, ...]:
    """Convert example sentences by language; those of tensions also name a relation."""
    examples: list[Example] = []
    for language, item in _by_language(lists):
        node = item.get("text") if isinstance(item, Mapping) else item
        relation = text_of(item.get("relation")) if isinstance(item, Mapping) else ""
        if isinstance(node, Scalar) and tell_cut(node, problems) and text_of(node):
            examples.append(Example(language, text_of(node), item.line, relation))
    return tuple(examples)
