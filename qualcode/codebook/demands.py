"""Checks what a codebook must have to be worth anything: definitions, poles, languages."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.codebook.ids import Branches, CodeNode, branches_of, members_of
from qualcode.model.codebook import ANY_LANGUAGE
from qualcode.yaml_tree.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries_of,
    items_of,
    mappings_of,
    scalars_of,
    text_of,
)
from qualcode.yaml_tree.problems import Problems, did_you_mean, listed, shown

_EXPLAINED = ("definition", "use_when", "do_not_use_when")
_BY_LANGUAGE = (
    *("name", "brief", *_EXPLAINED, "theory", "title", "text", "what"),
    *("indicators", "exclude", "examples", "edge_examples", "near_misses"),
)


def has_indicators(code: Mapping) -> bool:
    """Tell whether a code has any indicator of its own, sound or not."""
    return any(items_of(items) for _, items in entries_of(code.get("indicators")))


def check_codes(codes: tuple[CodeNode, ...], problems: Problems) -> None:
    """Note codes with indicators that do not say what they mean."""
    for code in codes:
        if not has_indicators(code.node):
            continue
        missing = [
            key
            for key in _EXPLAINED
            if not (code.node.key(key) or problems.is_proposed(code.node, key))
        ]
        if missing:
            verb = "is" if len(missing) == 1 else "are"
            problems.add(
                code.node,
                f"{listed(missing)} {verb} missing, and `{code.id}` has indicators",
                "say what the code means and when it is given",
            )


def check_indicators(root: Mapping, codes: tuple[CodeNode, ...], problems: Problems) -> None:
    """Note a codebook without any indicator.

    Comes last: any other mistake, such as `indicator:`, can be why there is none.
    """
    if not problems and not any(has_indicators(code.node) for code in codes):
        problems.add(root.get("codes") or root, "no code has indicators", "add some")


def check_poles(root: Mapping, codes: tuple[CodeNode, ...], problems: Problems) -> None:
    """Note poles that do not exist, have nothing to be found by, or overlap."""
    branches = branches_of(codes)
    # With the parent, so that a child's wrong id is told once, and not again of the pole.
    able = {id for code in codes if has_indicators(code.node) for id in (code.id, code.parent)}
    for tension in mappings_of(root.get("tensions")):
        poles = tension.get("poles")
        members = [_pole_members(pole, branches, able, problems) for pole in items_of(poles)]
        if poles and len(members) == 2 and members[0] & members[1]:
            both = listed(sorted(members[0] & members[1]))
            message = f"the poles overlap: {both} would stand on both sides"
            problems.add(poles, message, "choose poles that share no code")


def _pole_members(
    pole: Node, branches: Branches, able: set[str], problems: Problems
) -> frozenset[str]:
    """Return the codes of a pole; unknown ids are told and left out."""
    ids = scalars_of(pole)
    unknown = [id for id in ids if text_of(id) not in branches]
    for id in unknown:
        near = did_you_mean(text_of(id), branches)
        problems.add(id, f"there is no code `{shown(text_of(id))}`", near)
    members = members_of([text_of(id) for id in ids], branches)
    if members and members.isdisjoint(able) and not unknown:
        message = "no code of this pole has indicators, so the tension can never be found"
        problems.add(pole, message, "add indicators or choose another pole")
    return members


def check_languages(root: Mapping, problems: Problems) -> None:
    """Note languages that are used but not declared, each where it is used first."""
    about = root.get("codebook")
    declared = about.get("languages") if isinstance(about, Mapping) else None
    if not isinstance(declared, Sequence):
        return
    languages = {text_of(scalar) for scalar in scalars_of(declared)} | {ANY_LANGUAGE}
    told: set[str] = set()
    for key in _language_keys(root):
        if key.value not in languages and key.value not in told and _is_language(key.value):
            told.add(key.value)
            message = f"the language `{key.value}` is not among the `languages` of the codebook"
            problems.add(key, message, f"add it in line {declared.line}, or correct it")


def _is_language(key: str) -> bool:
    """Tell whether the key can be a language at all; if not, the schema tells it."""
    return len(key) == 2 and key.isascii() and key.isalpha() and key.islower()


def _language_keys(node: Node) -> Iterator[Scalar]:
    """Find the keys that name languages, and the values of `lang`, wherever they stand."""
    for item in items_of(node):
        yield from _language_keys(item)
    for key, value in entries_of(node):
        if key.value in _BY_LANGUAGE:
            yield from (own for own, _ in entries_of(value))
        elif key.value == "cues":  # of a tension: by relation first
            for own, below in entries_of(value):
                yield from [inner for inner, _ in entries_of(below)] or [own]
        elif key.value == "probes":
            for probe in items_of(value):
                yield from (own for own, _ in entries_of(probe))
        elif key.value == "lang" and isinstance(value, Scalar):
            yield value
        yield from _language_keys(value)
