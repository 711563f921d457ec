"""Checks where indicators lead: other codes, respondent types, questions of the guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.codebook.demands import has_indicators
from qualcode.codebook.expressions import GROUPS
from qualcode.codebook.ids import Branches, CodeNode, branches_of
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
from qualcode.yaml_tree.problems import Problems, did_you_mean, shown

Reference = tuple[str, Scalar]  # the code whose indicator it stands in; an id

_ROLES = ("interviewer", "respondent", "other")


def check_scopes(root: Mapping, codes: tuple[CodeNode, ...], problems: Problems) -> None:
    """Note `who`, `question` and `code` that lead nowhere."""
    types = _ids(root, "respondent_types")
    questions = _ids(root, "guide")
    for _, item in _indicators(codes):
        if isinstance(item, Mapping):
            _check_known(item.get("who"), "respondent type", "respondent_types", types, problems)
            _check_known(item.get("question"), "question", "guide", questions, problems)
    references = find_references(codes)
    if references:
        _check_codes(references, codes, problems)


def find_references(codes: tuple[CodeNode, ...]) -> list[Reference]:
    """Return every `code:` of an indicator, in the order of the codes."""
    return [
        (owner, reference) for owner, item in _indicators(codes) for reference in _references(item)
    ]


def _indicators(codes: tuple[CodeNode, ...]) -> Iterator[tuple[str, Node]]:
    for code in codes:
        for _, items in entries_of(code.node.get("indicators")):
            for item in items_of(items):
                yield code.id, item


def _references(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Mapping):
        code = node.get("code")
        if isinstance(code, Scalar) and text_of(code):
            yield code
        for key in (*GROUPS, "not"):
            for item in items_of(node.get(key)):
                yield from _references(item)


def _ids(root: Mapping, section: str) -> list[str]:
    return [text_of(node.get("id")) for node in mappings_of(root.get(section))]


def _check_known(
    node: Node | None, kind: str, section: str, known: list[str], problems: Problems
) -> None:
    for scalar in scalars_of(node):
        id = text_of(scalar)
        if id in known:
            continue
        message, cure = f"there is no {kind} `{shown(id)}`", did_you_mean(id, known)
        if id in _ROLES:
            cure = f"a role is no {kind}: write `speakers: {id}` for the whole code"
        elif not known:
            message = f"{message}, for the codebook has no `{section}`"
            cure = f"add `{section}` with this id"
        problems.add(scalar, message, cure or f"the ids stand under `{section}`")


def _check_codes(
    references: Iterable[Reference], codes: tuple[CodeNode, ...], problems: Problems
) -> None:
    """Note references to codes that do not exist, or that nothing can be found of."""
    branches = branches_of(codes)
    # With the parent, so that a child's wrong id is told once, and not again here.
    able = {
        id
        for code in codes
        if has_indicators(code.node) and not _is_retired(code)
        for id in (code.id, code.parent)
    }
    retired = {code.id for code in codes if _is_retired(code)}
    for _, reference in references:
        id = text_of(reference)
        if id not in branches:
            near = did_you_mean(id, branches)
            problems.add(reference, f"there is no code `{shown(id)}`", near)
        elif branches[id].isdisjoint(able):
            why = "is retired" if id in retired else _why_never(id, branches)
            message = f"the code `{shown(id)}` {why}, so it is never found"
            problems.add(reference, message, "name another code, or take the reference out")


def _is_retired(code: CodeNode) -> bool:
    return text_of(code.node.get("status")) == "retired"


def _why_never(id: str, branches: Branches) -> str:
    return "has no indicators" + " in use, nor has any below it" * (len(branches[id]) > 1)
