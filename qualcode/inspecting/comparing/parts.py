"""What changed in a codebook beside codes and indicators: texts, lists, tensions, guide, types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from qualcode.codebook.grammar import render_phrase
from qualcode.inspecting.comparing.comparison import Change, Field, Kind, Section, write_value
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Codebook,
    Example,
    GuideItem,
    Pole,
    Relation,
    RespondentType,
    Tension,
    Text,
)

T = TypeVar("T", Tension, Relation, GuideItem, RespondentType)
_EXAMPLES: tuple[tuple[Section, str], ...] = (
    ("example", "examples"),
    ("edge example", "edge_examples"),
    ("near miss", "near_misses"),
)


class _Item(NamedTuple):
    """A line of a list, known by its language and text."""

    language: str
    text: str
    line: int


def compare_text(name: str, old: Text, new: Text) -> Iterator[Field]:
    """Yield what differs in a text, language by language."""
    before, after = dict(old.by_language), dict(new.by_language)
    for language in dict.fromkeys((*before, *after)):
        one, other = before.get(language, ""), after.get(language, "")
        if one != other:
            yield Field(name if language == ANY_LANGUAGE else f"{name} ({language})", one, other)


def differing(old: object, new: object, names: Iterable[str]) -> Iterator[Field]:
    """Yield those of the settings that differ."""
    for name in names:
        one, other = write_value(getattr(old, name)), write_value(getattr(new, name))
        if one != other:
            yield Field(name, one, other)


def compare_about(old: Codebook, new: Codebook) -> Iterator[Change]:
    """Yield what the codebook says of itself and says differently now."""
    fields = (
        *compare_text("title", old.title, new.title),
        *differing(old, new, ("id", "version", "languages", "authors", "licence")),
    )
    if fields:
        yield Change("codebook", "changed", new.id, fields=fields)


def compare_lists(old: Code | None, new: Code | None) -> Iterator[Change]:
    """Yield the masks and examples that only one of two codes has."""
    owner = new.id if new else old.id if old else ""
    yield from _compare_items("mask", owner, _masks(old), _masks(new))
    for section, name in _EXAMPLES:
        before, after = (_examples(getattr(code, name, ())) for code in (old, new))
        yield from _compare_items(section, owner, before, after)


def _masks(code: Code | None) -> list[_Item]:
    masks = code.masks if code else ()
    return [_Item(mask.language, render_phrase(mask.phrase), mask.line) for mask in masks]


def _examples(examples: Sequence[Example]) -> list[_Item]:
    return [
        _Item(one.language, f"{one.text} [{one.relation}]" if one.relation else one.text, one.line)
        for one in examples
    ]


def _compare_items(
    section: Section, owner: str, old: Sequence[_Item], new: Sequence[_Item]
) -> Iterator[Change]:
    before, after = ({one[:2] for one in items} for items in (old, new))
    for one in new:
        if one[:2] not in before:
            yield Change(section, "added", owner, one.text, one.language, new_line=one.line)
    for one in old:
        if one[:2] not in after:
            yield Change(section, "removed", owner, one.text, one.language, old_line=one.line)


def compare_tensions(
    old: Codebook, new: Codebook, codes: Mapping[str, str], cues: Iterable[Change]
) -> Iterator[Change]:
    """Yield the tensions that are not what they were, their own cues and examples too."""
    own = [one for one in cues if one.section == "cue" and " " in one.owner]

    def fields(one: Tension, other: Tension) -> Iterator[Field]:
        yield from _name_and_definition(one, other)
        poles = [_write_poles(one.poles, codes), _write_poles(other.poles, {})]
        if poles[0] != poles[1]:
            yield Field("poles", _write_poles(one.poles, {}), poles[1])
        yield from differing(one, other, ("levels", "relations"))

    before = {one.id: one for one in old.tensions}
    yield from _compare_by_id("tension", old.tensions, new.tensions, fields)
    for tension in new.tensions:
        former = before.get(tension.id)
        yield from (one for one in own if one.owner.split()[0] == tension.id)
        examples = _examples(former.examples if former else ())
        yield from _compare_items("example", tension.id, examples, _examples(tension.examples))
    left = {one.id for one in new.tensions}
    yield from (one for one in own if one.owner.split()[0] not in left)


def _write_poles(poles: Iterable[Pole], codes: Mapping[str, str]) -> str:
    sides = ("+".join(codes.get(id, id) for id in pole.written) for pole in poles)
    return " | ".join(sides)


def compare_relations(old: Codebook, new: Codebook, cues: Iterable[Change]) -> Iterator[Change]:
    """Yield the relations that are not what they were, and their cues."""
    yield from _compare_by_id("relation", old.relations, new.relations, _name_and_definition)
    yield from (one for one in cues if one.section == "cue" and " " not in one.owner)


def _name_and_definition(one: Tension | Relation, other: Tension | Relation) -> Iterator[Field]:
    yield from compare_text("name", one.name, other.name)
    yield from compare_text("definition", one.definition, other.definition)


def compare_guide(old: Codebook, new: Codebook, codes: Mapping[str, str]) -> Iterator[Change]:
    """Yield the questions of the guide that are not what they were."""

    def fields(one: GuideItem, other: GuideItem) -> Iterator[Field]:
        yield from compare_text("text", one.text, other.text)
        probes = [
            "; ".join(probe.in_language("") for probe in item.probes) for item in (one, other)
        ]
        if one.probes != other.probes:
            yield Field("probes", *probes)
        if [codes.get(topic, topic) for topic in one.topics] != list(other.topics):
            yield Field("topics", ", ".join(one.topics), ", ".join(other.topics))

    yield from _compare_by_id("question", old.guide, new.guide, fields)


def compare_types(old: Codebook, new: Codebook) -> Iterator[Change]:
    """Yield the respondent types that are not what they were."""

    def fields(one: RespondentType, other: RespondentType) -> Iterator[Field]:
        yield from compare_text("name", one.name, other.name)
        yield from differing(one, other, ("aliases",))

    yield from _compare_by_id("respondent type", old.respondent_types, new.respondent_types, fields)


def _compare_by_id(
    section: Section,
    old: Sequence[T],
    new: Sequence[T],
    compare: Callable[[T, T], Iterable[Field]],
) -> Iterator[Change]:
    before = {one.id: one for one in old}
    after = {one.id for one in new}
    for one in new:
        former = before.get(one.id)
        fields = tuple(compare(former, one)) if former else ()
        if former is None or fields:
            kind: Kind = "changed" if former else "added"
            yield Change(
                section,
                kind,
                one.id,
                old_line=getattr(former, "line", 0),
                new_line=getattr(one, "line", 0),
                fields=fields,
            )
    for one in old:
        if one.id not in after:
            yield Change(section, "removed", one.id, old_line=getattr(one, "line", 0))
