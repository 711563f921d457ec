"""Checks that the cues of relations and tensions ask for nothing that no cue can have."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.codebook.expressions import GROUPS
from qualcode.yaml_tree.nodes import Mapping, Node, entries_of, items_of, mappings_of
from qualcode.yaml_tree.problems import Problems

_SCOPES = ("who", "question")
_NO_WORDS = ("code", "pattern")


def check_cues(root: Mapping, problems: Problems) -> None:
    """Note `who`, `question`, `code` and `pattern` in cues: they would decide nothing there."""
    for cue in _cues(root):
        for part in _parts(cue):
            for key in (*_SCOPES, *_NO_WORDS):
                _refuse(part, key, problems)


def _refuse(part: Mapping, key: str, problems: Problems) -> None:
    node = part.key(key)
    if node is None:
        return
    if key in _SCOPES:
        message = f"`{key}` says nothing in a cue: cues are looked for in all talk"
        problems.add(node, message, "take it out")
    else:
        message = f"`{key}` is not for cues: cues are words that are looked for beside the poles"
        problems.add(node, message, "take it out, or write the words")


def _cues(root: Mapping) -> Iterator[Node]:
    lists = [relation.get("cues") for relation in mappings_of(root.get("relations"))]
    for tension in mappings_of(root.get("tensions")):  # by relation first
        lists += [below for _, below in entries_of(tension.get("cues"))]
    for by_language in lists:
        for _, items in entries_of(by_language):
            yield from items_of(items)


def _parts(node: Node) -> Iterator[Mapping]:
    """Yield a mapping and all that stand in its lists."""
    if isinstance(node, Mapping):
        yield node
        for key in (*GROUPS, "not"):
            for item in items_of(node.get(key)):
                yield from _parts(item)
