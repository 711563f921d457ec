"""The same indicator in two codes, and on both sides of a tension."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import combinations

from qualcode.inspecting.checking.finding import Finding, keeping
from qualcode.inspecting.checking.material import Material
from qualcode.inspecting.checking.words import bases_of
from qualcode.model.codebook import Codebook, Expression, Group, Indicator, Phrase, Word


def check_repeated(material: Material) -> Iterator[Finding]:
    """Find indicators that stand in two codes, each pair of codes once for an indicator."""
    same: dict[Hashable, list[Indicator]] = defaultdict(list)
    for one in material.indicators():
        same[_key(one, material)].append(one)
    for group in same.values():
        for first, second in combinations(group, 2):
            if first.owner != second.owner and not (first.note or second.note):
                yield _tell(first, second, material.codebook)


def _key(one: Indicator, material: Material) -> Hashable:
    language = material.applying(one.language)[0]
    shape = _shape(one.expression, language)
    return one.language, shape, frozenset(one.who), frozenset(one.questions)


def _shape(expression: Expression, language: str) -> Hashable:
    """Return what two expressions that find the same have in common."""
    if isinstance(expression, Phrase):
        slots = (frozenset(_read(word, language) for word in one.words) for one in expression.slots)
        return tuple(slots), expression.gaps
    if isinstance(expression, Group):
        items = [_shape(item, language) for item in expression.items]
        absent = frozenset(_shape(item, language) for item in expression.absent)
        ordered = tuple(items) if expression.ordered else frozenset(items)
        return expression.kind, ordered, expression.within, absent
    return expression


def _read(word: Word, language: str) -> Hashable:
    if word.kind in ("exact", "wildcard"):
        return word.kind, word.text
    return word.kind, bases_of(word.text, language), word.likeness


def _tell(first: Indicator, second: Indicator, codebook: Codebook) -> Finding:
    owners = {first.owner, second.owner}
    for tension in codebook.tensions:
        one, other = (pole.codes for pole in tension.poles)
        if owners & one and owners & other and not (owners <= one or owners <= other):
            return Finding(
                "both-poles",
                second.line,
                second.owner,
                f"`{second.text}` also stands in `{first.owner}` (line {first.line}), the other"
                f" pole of `{tension.id}`: wherever it is said, there is a tension",
                f"leave it in one of the two codes; {keeping(second)}",
            )
    return Finding(
        "two-codes",
        second.line,
        second.owner,
        f"`{second.text}` also stands in `{first.owner}` (line {first.line}): wherever it is said,"
        " both codes are given",
        f"leave it in one of the two codes; {keeping(second)}",
    )
