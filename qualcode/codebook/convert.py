"""Turns the tree of a codebook into the dataclasses of the model."""

from __future__ import annotations

from typing import cast

from qualcode.codebook.ids import Branches, CodeNode, members_of
from qualcode.codebook.indicators import (
    convert_examples,
    convert_indicators,
    convert_masks,
    read_negation,
    read_number,
)
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Change,
    Code,
    GuideItem,
    Indicator,
    Pole,
    Relation,
    RespondentType,
    Tension,
    Text,
    UnitKind,
)
from qualcode.yaml_tree.nodes import (
    Mapping,
    Node,
    Scalar,
    entries_of,
    items_of,
    mappings_of,
    scalars_of,
    text_of,
)
from qualcode.yaml_tree.problems import Problems

_LEVELS: tuple[UnitKind, ...] = ("segment", "answer")


def convert_text(node: Node | None) -> Text:
    """Convert a text in one language or several."""
    if isinstance(node, Scalar):
        return Text(((ANY_LANGUAGE, text_of(node)),)) if text_of(node) else Text()
    return Text(tuple((key.value, text_of(value)) for key, value in entries_of(node)))


def texts_in(node: Node | None) -> tuple[str, ...]:
    """Return the texts of a list, or the one text that stands in its place."""
    return tuple(text_of(scalar) for scalar in scalars_of(node))


def convert_code(code: CodeNode, branches: Branches, problems: Problems) -> Code:
    """Convert one code, without those below it."""
    node = code.node
    negation = read_negation(node.get("negation"), "mark")
    color = text_of(node.get("color")).lower()
    return Code(
        id=code.id,
        line=node.line,
        name=convert_text(node.get("name")),
        brief=convert_text(node.get("brief")),
        definition=convert_text(node.get("definition")),
        use_when=convert_text(node.get("use_when")),
        do_not_use_when=convert_text(node.get("do_not_use_when")),
        theory=convert_text(node.get("theory")),
        origin=text_of(node.get("origin")),
        kind=text_of(node.get("kind")) or "value",
        status=text_of(node.get("status")) or "active",
        replaces=texts_in(node.get("replaces")),
        replaced_by=text_of(node.get("replaced_by")),
        color=f"#{color.removeprefix('#')}" if color else "",
        indicators=convert_indicators(
            node.get("indicators"), code.id, negation, branches, problems
        ),
        masks=convert_masks(node.get("exclude"), problems),
        examples=convert_examples(node.get("examples"), problems),
        edge_examples=convert_examples(node.get("edge_examples"), problems),
        near_misses=convert_examples(node.get("near_misses"), problems),
        negation=negation,
        unit=cast(UnitKind, text_of(node.get("unit")) or "segment"),
        min_score=read_number(node.get("min_score"), 1.0),
        speakers=texts_in(node.get("speakers")) or ("respondent",),
    )


def convert_relation(node: Mapping, branches: Branches, problems: Problems) -> Relation:
    """Convert a relation with its cues."""
    id = text_of(node.get("id"))
    return Relation(
        id=id,
        name=convert_text(node.get("name")),
        definition=convert_text(node.get("definition")),
        cues=convert_indicators(node.get("cues"), id, "mark", branches, problems),
        line=node.line,
    )


def convert_tension(
    node: Mapping, branches: Branches, relations: tuple[str, ...], problems: Problems
) -> Tension | None:
    """Convert a tension; None when it has no two poles, which the schema tells."""
    cues = _own_cues(node, branches, problems)
    examples = convert_examples(node.get("examples"), problems)
    poles = [_pole(pole, branches) for pole in items_of(node.get("poles"))]
    if len(poles) != 2:
        return None
    return Tension(
        id=text_of(node.get("id")),
        name=convert_text(node.get("name")),
        definition=convert_text(node.get("definition")),
        poles=(poles[0], poles[1]),
        levels=tuple(cast(UnitKind, level) for level in texts_in(node.get("levels"))) or _LEVELS,
        relations=texts_in(node.get("relations")) or relations,
        line=node.line,
        examples=examples,
        cues=cues,
    )


def _own_cues(node: Mapping, branches: Branches, problems: Problems) -> tuple[Indicator, ...]:
    """Convert the cues of one tension alone; their owner is the relation they speak for."""
    cues: list[Indicator] = []
    for relation, lists in entries_of(node.get("cues")):
        cues += convert_indicators(lists, relation.value, "mark", branches, problems)
    return tuple(cues)


def _pole(node: Node, branches: Branches) -> Pole:
    written = texts_in(node)
    return Pole(written, members_of(written, branches))


def convert_types(root: Mapping) -> tuple[RespondentType, ...]:
    """Convert the types of respondents."""
    return tuple(
        RespondentType(
            id=text_of(node.get("id")),
            name=convert_text(node.get("name")),
            aliases=texts_in(node.get("aliases")),
        )
        for node in mappings_of(root.get("respondent_types"))
    )


def convert_guide(root: Mapping) -> tuple[GuideItem, ...]:
    """Convert the questions of the guide."""
    return tuple(
        GuideItem(
            id=text_of(node.get("id")),
            text=convert_text(node.get("text")),
            probes=tuple(convert_text(probe) for probe in items_of(node.get("probes"))),
            topics=texts_in(node.get("topics")),
        )
        for node in mappings_of(root.get("guide"))
    )


def convert_changelog(about: Mapping) -> tuple[Change, ...]:
    """Convert the history of a codebook, in the order written."""
    return tuple(
        Change(
            version=text_of(node.get("version")),
            date=text_of(node.get("date")),
            who=text_of(node.get("who")),
            what=convert_text(node.get("what")),
        )
        for node in mappings_of(about.get("changelog"))
    )
