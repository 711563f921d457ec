"""A YAML file as it is laid out: its keys, lists and texts, with the comments that go with them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Leaf:
    """One text."""

    text: str
    plain: bool = False  # written without quotes, on one line
    block: str = ""  # `>-`, `|` …: written as a block of lines
    lines: tuple[str, ...] = ()  # of a block, without its indentation
    folded: bool = False  # in quotes or none, over several lines


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list, with the comments that belong to it.

    `above` holds the comments on the lines before it, `""` for an empty line.
    """

    key: Leaf | None
    above: list[str] = field(default_factory=list)
    value: Piece | None = None
    beside: list[str] = field(default_factory=list)  # at the ends of its lines


@dataclass(slots=True)
class Branch:
    """A list or a mapping."""

    is_mapping: bool
    in_brackets: bool
    column: int  # 0-based, in the file read
    entries: list[Entry] = field(default_factory=list)
    below: list[str] = field(default_factory=list)  # comments after its last entry


Piece = Leaf | Branch


@dataclass(slots=True)
class Layout:
    """A whole file: comments at its head, and all that is in it."""

    head: list[str]
    root: Branch
