"""Which indicator of NEW is which of OLD, and what became of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qualcode.codebook.expressions import render_expression
from qualcode.inspecting.comparing.comparison import Change, Field, Kind, Section
from qualcode.model.codebook import Codebook, CodeReference, Expression, Group, Indicator


class _Place(NamedTuple):
    """Whose indicator it is, under the owner's name in NEW."""

    section: Section
    owner: str


class _Key(NamedTuple):
    """What makes two indicators one, whoever they belong to."""

    language: str
    text: str  # canonical, ids of codes as in NEW
    who: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPairs:
    """The indicators of two codebooks, cues included."""

    pairs: Mapping[str, str]  # id in OLD → id in NEW, where both stand in the same code
    of_old: Mapping[str, Change]  # id in OLD → what became of it, where anything did
    of_new: Mapping[str, Change]  # id in NEW → …
    changes: tuple[Change, ...]  # in the order of NEW, then those that are gone


_Listed = tuple[_Place, _Key, Indicator]


def pair_indicators(old: Codebook, new: Codebook, codes: Mapping[str, str]) -> IndicatorPairs:
    """Pair the indicators and cues of two codebooks; `codes`: id in OLD → id in NEW."""
    before, after = list(_list_indicators(old, codes)), list(_list_indicators(new, {}))
    found = {(place, key): one for place, key, one in reversed(after)}
    pairs: dict[str, str] = {}
    changes: dict[int, Change] = {}  # by identity of the indicator of NEW
    taken: set[int] = set()
    gone: list[_Listed] = []
    for place, key, one in before:
        partner = found.get((place, key))
        if partner is None or id(partner) in taken:
            gone.append((place, key, one))
            if partner is not None:  # two codes became one, and both had it
                pairs[one.id] = partner.id
            continue
        taken.add(id(partner))
        pairs[one.id] = partner.id
        fields = _fields(one, partner, old, new)
        if fields:
            changes[id(partner)] = _change(place, one, partner, fields)
    fresh = [listed for listed in after if id(listed[2]) not in taken]
    changed = [changes[id(one)] for _, _, one in after if id(one) in changes]
    told = (*changed, *_move(gone, fresh, old, new))
    return IndicatorPairs(
        pairs,
        {one.old_id: one for one in told if one.old_id},
        {one.new_id: one for one in told if one.new_id},
        told,
    )


def _list_indicators(codebook: Codebook, codes: Mapping[str, str]) -> Iterator[_Listed]:
    for code in codebook.codes:
        place = _Place("indicator", codes.get(code.id, code.id))
        yield from ((place, _key(one, codes), one) for one in code.indicators)
    for relation in codebook.relations:
        place = _Place("cue", relation.id)
        yield from ((place, _key(one, codes), one) for one in relation.cues)
    for tension in codebook.tensions:
        for cue in tension.cues:
            yield _Place("cue", f"{tension.id} {cue.owner}"), _key(cue, codes), cue


def _key(indicator: Indicator, codes: Mapping[str, str]) -> _Key:
    return _Key(
        indicator.language,
        render_expression(_rename(indicator.expression, codes)),
        tuple(sorted(indicator.who)),
        tuple(sorted(indicator.questions)),
    )


def _rename(expression: Expression, codes: Mapping[str, str]) -> Expression:
    """Return the expression with codes it refers to under their names in NEW."""
    if isinstance(expression, CodeReference):
        return replace(expression, written=codes.get(expression.written, expression.written))
    if isinstance(expression, Group):
        return replace(
            expression,
            items=tuple(_rename(item, codes) for item in expression.items),
            absent=tuple(_rename(item, codes) for item in expression.absent),
        )
    return expression


def _fields(one: Indicator, other: Indicator, old: Codebook, new: Codebook) -> tuple[Field, ...]:
    fields = []
    if one.weight != other.weight:
        fields.append(Field("weight", f"{one.weight:g}", f"{other.weight:g}"))
    if one.negation != other.negation and not _follows_code(one, other, old, new):
        fields.append(Field("negation", one.negation, other.negation))
    if one.note != other.note:
        fields.append(Field("note", one.note, other.note))
    return tuple(fields)


def _follows_code(one: Indicator, other: Indicator, old: Codebook, new: Codebook) -> bool:
    """Tell whether the negation differs only as that of the whole code does."""
    settings = []
    for indicator, codebook in ((one, old), (other, new)):
        owner = next((code for code in codebook.codes if code.id == indicator.owner), None)
        settings.append(owner is not None and owner.negation == indicator.negation)
    return all(settings)


def _move(
    gone: Sequence[_Listed], fresh: Sequence[_Listed], old: Codebook, new: Codebook
) -> Iterator[Change]:
    """Pair what went from one code to another; the rest was added or removed."""
    leaving: dict[tuple[Section, _Key], list[_Listed]] = defaultdict(list)
    for listed in gone:
        leaving[listed[0].section, listed[1]].append(listed)
    moved: set[int] = set()
    for place, key, one in fresh:
        from_others = leaving[place.section, key]
        if from_others:
            former = from_others.pop(0)
            moved.add(id(former[2]))
            fields = _fields(former[2], one, old, new)
            yield _change(place, former[2], one, fields, former[0].owner)
        else:
            yield _change(place, None, one)
    for place, _, one in gone:
        if id(one) not in moved:
            yield _change(place, one, None)


def _change(
    place: _Place,
    old: Indicator | None,
    new: Indicator | None,
    fields: tuple[Field, ...] = (),
    old_owner: str = "",
) -> Change:
    meant = new or old
    return Change(
        section=place.section,
        kind="moved" if old_owner else _kind(old, new),
        owner=place.owner,
        text=meant.text if meant else "",
        language=meant.language if meant else "",
        old_line=old.line if old else 0,
        new_line=new.line if new else 0,
        old_id=old.id if old else "",
        new_id=new.id if new else "",
        old_owner=old_owner,
        fields=fields,
    )


def _kind(old: Indicator | None, new: Indicator | None) -> Kind:
    if old and new:
        return "changed"
    return "added" if new else "removed"
