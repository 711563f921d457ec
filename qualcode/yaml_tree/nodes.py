"""YAML as a tree that knows where each of its words stands."""

from __future__ import annotations

from dataclasses import dataclass


# Nodes are compared by identity: two equal words in two places are two nodes.
@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """One text; numbers, `no` and `12:30` are texts too."""

    value: str
    line: int  # 1-based
    column: int  # 1-based
    plain: bool = False  # written without quotes
    cut: bool = False  # plain, and a comment follows on its line
    broken: bool = False  # a problem of it is told already: nothing more is said of it
    misread: str = ""  # broken, and sound in quotes: what would stand there then


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Keys and values in the order written, every key once."""

    by_key: dict[str, tuple[Scalar, Node]]  # never changed
    line: int
    column: int

    @property
    def entries(self) -> tuple[tuple[Scalar, Node], ...]:
        """Every key as it stands in the file, with its value."""
        return tuple(self.by_key.values())

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None."""
        return self.by_key[key][1] if key in self.by_key else None

    def key(self, key: str) -> Scalar | None:
        """Return `key` itself where it stands, or None."""
        return self.by_key[key][0] if key in self.by_key else None


Node = Scalar | Sequence | Mapping

# What follows asks for a shape and takes nothing for an answer: that a node has another shape
# is found and told by `validate`, once, and all who come later pass over it.


def text_of(node: Node | None) -> str:
    """Return the text of a sound scalar, else an empty one."""
    return node.value.strip() if isinstance(node, Scalar) and not node.broken else ""


def items_of(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list, else none."""
    return node.items if isinstance(node, Sequence) else ()


def entries_of(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """Return the keys and values of a mapping, else none."""
    return node.entries if isinstance(node, Mapping) else ()


def mappings_of(node: Node | None) -> tuple[Mapping, ...]:
    """Return those items of a list that are mappings."""
    return tuple(item for item in items_of(node) if isinstance(item, Mapping))


def scalars_of(node: Node | None) -> tuple[Scalar, ...]:
    """Return the sound texts of a list, or the one text that stands in its place."""
    items = items_of(node) or (() if node is None else (node,))
    return tuple(item for item in items if isinstance(item, Scalar) and text_of(item))
