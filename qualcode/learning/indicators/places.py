"""Where an indicator goes in the YAML of a codebook, and the codebook with it put there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.codebook.ids import CodeNode, code_nodes
from qualcode.yaml_tree.nodes import Mapping, Node, items_of
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import split_lines
from qualcode.yaml_tree.syntax import compose_source

_STEP = 2  # blanks


@dataclass(frozen=True, slots=True)
class Place:
    """Where lines are to be pasted: behind line `line`, indented by `indent`."""

    line: int  # 1-based
    above: str  # what stands in that line
    indent: int  # of `- `, or of the first of `keys`
    keys: tuple[str, ...] = ()  # that are not there yet and come first: `indicators:`, `ru:`
    column: int = 0  # 1-based, in a list in brackets: before what stands there in the line

    def lay_out(self, items: Sequence[str]) -> tuple[str, ...]:
        """Return what is to be pasted, line by line."""
        if self.column:
            return ("".join(f"{item}, " for item in items),)
        heads = [" " * (self.indent + _STEP * at) + key for at, key in enumerate(self.keys)]
        indent = " " * (self.indent + _STEP * len(self.keys))
        return (*heads, *(f"{indent}- {item}" for item in items))


class Places:
    """The places of one codebook."""

    def __init__(self, source: str, file: str) -> None:
        self._lines = split_lines(source)
        root = compose_source(self._lines, Problems(file, self._lines))
        nodes = code_nodes(root) if isinstance(root, Mapping) else ()
        self._nodes = {node.id: node for node in nodes}

    def find(self, code: str, language: str) -> Place | None:
        """Return where an indicator goes; None where the layout leaves no plain place for it."""
        node = self._nodes[code]
        key = node.node.key("indicators")
        if key is None:
            return self._below_id(node, language)
        lists = node.node.get("indicators")
        if not isinstance(lists, Mapping) or not lists.entries:
            return None
        head = lists.key(language)
        if head is None:
            first = lists.entries[0][0]
            return self._place(key.line, first.line, first.column - 1, (f"{language}:",))
        return self._in_list(head.line, lists.get(language))

    def _below_id(self, node: CodeNode, language: str) -> Place | None:
        key = node.node.key("id")
        if key is None:
            return None
        later = [one for one, _ in node.node.entries if one.line > key.line]
        if len(node.node.entries) > 1 and not later:
            return None  # all in one line, in brackets
        keys = ("indicators:", f"{language}:")
        return Place(key.line, self._lines[key.line - 1].strip(), key.column - 1, keys)

    def _in_list(self, head: int, items: Node | None) -> Place | None:
        listed = items_of(items)
        if not listed:
            return None
        first = listed[0]
        line = self._lines[first.line - 1]
        if line.lstrip().startswith("- ") and first.line > head:
            return self._place(head, first.line, len(line) - len(line.lstrip()), ())
        before = line[: first.column - 1].rstrip()
        if before.endswith("["):
            return Place(first.line, line.strip(), 0, (), first.column)
        return None

    def _place(self, head: int, first: int, indent: int, keys: tuple[str, ...]) -> Place | None:
        if first <= head:
            return None  # in brackets behind its key
        return Place(head, self._lines[head - 1].strip(), indent, keys)


def paste(source: str, additions: Iterable[tuple[Place, str]]) -> str:
    """Return the codebook's text with all the items where they belong."""
    by_place: dict[Place, list[str]] = defaultdict(list)
    for place, item in additions:
        by_place[place].append(item)
    lines = split_lines(source)
    for place in sorted(by_place, key=lambda one: (-one.line, one.keys)):
        pasted = place.lay_out(by_place[place])
        if place.column:
            line = lines[place.line - 1]
            lines[place.line - 1] = line[: place.column - 1] + pasted[0] + line[place.column - 1 :]
        else:
            lines[place.line : place.line] = pasted
    return "\n".join(lines)
