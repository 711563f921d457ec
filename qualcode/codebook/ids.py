"""Checks that every id is one of its kind and every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.yaml_tree.nodes import (
    Mapping,
    Node,
    Scalar,
    entries_of,
    mappings_of,
    scalars_of,
    text_of,
)
from qualcode.yaml_tree.problems import Problems, did_you_mean, listed, shown

# What a tension's relation may be besides the codebook's own.
NO_ONE_RELATION = ("unstated", "mixed")
_MOST_LEVELS = 20

Branches = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class CodeNode:
    """A code where it stands in the tree."""

    id: str
    parent: str
    node: Mapping


def code_nodes(root: Mapping) -> tuple[CodeNode, ...]:
    """Return all codes that have an id, in the order of the file."""

    def below(siblings: Node | None, parent: str) -> Iterator[CodeNode]:
        for node in mappings_of(siblings):
            id = text_of(node.get("id"))
            if id:
                yield CodeNode(id, parent, node)
            yield from below(node.get("children"), id or parent)

    return tuple(below(root.get("codes"), ""))


def branches_of(codes: tuple[CodeNode, ...]) -> Branches:
    """Return for every code the set of itself and all that stand below it."""
    branches: dict[str, set[str]] = {code.id: {code.id} for code in codes}
    for code in codes:
        above = code.id
        for _ in range(min(code.id.count("."), _MOST_LEVELS)):
            above = above.rpartition(".")[0]
            if above in branches:
                branches[above].add(code.id)
    return {id: frozenset(members) for id, members in branches.items()}


def members_of(ids: Iterable[str], branches: Branches) -> frozenset[str]:
    """Return the codes that one pole is made of."""
    return frozenset(code for id in ids for code in branches.get(id, ()))


def check_ids(root: Mapping, codes: tuple[CodeNode, ...], problems: Problems) -> None:
    """Note ids used twice, and ids of children that do not continue their parent's."""
    _check_unique((code.node for code in codes), problems)
    for section in ("respondent_types", "guide", "tensions", "relations"):
        _check_unique(mappings_of(root.get(section)), problems)
    for code in codes:
        if code.parent and not code.id.startswith(code.parent + "."):
            last = code.id.rpartition(".")[2]
            problems.add(
                code.node.get("id") or code.node,
                f"`{code.id}` stands below `{code.parent}`, and its id must begin with that",
                f"write `{code.parent}.{last}`",
            )
    for relation in mappings_of(root.get("relations")):
        if text_of(relation.get("id")) in NO_ONE_RELATION:
            message = f"no relation may be called {listed(NO_ONE_RELATION)}"
            problems.add(relation.get("id") or relation, message, "rename it")


def _check_unique(nodes: Iterable[Mapping], problems: Problems) -> None:
    first: dict[str, int] = {}
    for node in nodes:
        id = node.get("id")
        name = text_of(id)
        if id is None or not name:
            continue
        if name in first:
            message = f"the id `{name}` is used a second time, first in line {first[name]}"
            problems.add(id, message, "an id stands for one thing alone: rename one")
        first.setdefault(name, id.line)


def check_references(root: Mapping, codes: tuple[CodeNode, ...], problems: Problems) -> None:
    """Note references to codes and relations that do not exist."""
    known = {code.id for code in codes}
    for item in mappings_of(root.get("guide")):
        _check_known(scalars_of(item.get("topics")), known, "code", problems)
    for code in codes:
        _check_known(scalars_of(code.node.get("replaced_by")), known, "code", problems)
        for old in scalars_of(code.node.get("replaces")):
            if text_of(old) in known:
                message = f"`{text_of(old)}` is a code of this codebook, so nothing replaces it"
                problems.add(old, message, "name the former id, or take that code out")
    relations = {text_of(node.get("id")) for node in mappings_of(root.get("relations"))} - {""}
    for tension in mappings_of(root.get("tensions")):
        _check_relations(tension, relations, problems)


def _check_relations(tension: Mapping, relations: set[str], problems: Problems) -> None:
    _check_known(scalars_of(tension.get("relations")), relations, "relation", problems)
    chosen = {text_of(scalar) for scalar in scalars_of(tension.get("relations"))} or relations
    for key, _ in entries_of(tension.get("cues")):
        if key.value in relations and key.value not in chosen:
            message = f"`{key.value}` is not among the relations of this tension"
            problems.add(key, message, "add it to `relations`")
        _check_known([key], relations, "relation", problems)
    for _, examples in entries_of(tension.get("examples")):
        for example in mappings_of(examples):
            stated = scalars_of(example.get("relation"))
            _check_known(stated, relations | set(NO_ONE_RELATION), "relation", problems)


def _check_known(
    references: Iterable[Scalar], known: set[str], kind: str, problems: Problems
) -> None:
    for scalar in references:
        name = text_of(scalar)
        if name and name not in known:
            near = did_you_mean(name, sorted(known))
            problems.add(scalar, f"there is no {kind} `{shown(name)}`", near)
