"""Builds the tree of nodes from the events of the YAML parser, refusing what nobody needs.

The events are taken one at a time, so that a file made to break a loader (50,000 brackets,
aliases that grow without end) is left at the first sign of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, Sequence
from qualcode.yaml_tree.problems import Problems, in_single_quotes, shown
from qualcode.yaml_tree.source import is_clean
from qualcode.yaml_tree.traps import bad_start

DEEPEST = 20
MOST_NODES = 200_000
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COMMENT = re.compile(r"[ \t]+#")
_REFERENCE = re.compile(r"[*&!][^\s,\]}]*(?: [^,\]}#:]*)?")


class Unreadable(Exception):  # noqa: N818 - no error of its own: the problem is noted already
    """The rest of the file cannot be read."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    line: int
    column: int
    is_mapping: bool
    is_flow: bool
    parts: list[Node] = field(default_factory=list)


class Composer:
    """Takes events and puts nodes together; `opened` is the way down to the present place."""

    def __init__(
        self, lines: list[str], problems: Problems, mended: dict[tuple[int, int], str]
    ) -> None:
        self.opened: list[_Open] = []
        self.root: Node | None = None
        self._lines = lines
        self._problems = problems
        self._mended = mended  # line, column → words taken out as told already
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Put the next event in its place."""
        start: Any = event.start_mark
        line, column = start.line + 1, start.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(line, column)
        elif isinstance(event, yaml.AliasEvent):
            self._put(self._refuse_reference(line, column))
        elif isinstance(event, yaml.ScalarEvent):
            self._put(self._scalar(event, line, column))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, line, column)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._put(self._close(self.opened.pop()))

    def _begin_document(self, line: int, column: int) -> None:
        self._documents += 1
        if self._documents > 1:
            self._problems.add_at(
                line,
                column,
                "a second document begins here, and one file is one document",
                "take out the lines `---` and `...`",
            )
            raise Unreadable

    def _refuse_reference(self, line: int, column: int) -> Scalar:
        """Note an alias, anchor or tag: most often a word that wants quotes."""
        match = _REFERENCE.match(self._lines[line - 1], column - 1)
        written = match.group().rstrip() if match else "*"
        trap = bad_start(written, column - 1)
        self._problems.add_at(line, column, trap.message, trap.cure)
        return Scalar("", line, column, broken=True, misread=written)

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Scalar:
        if (line, column) in self._mended:
            misread = self._mended[line, column]
            return Scalar("", line, column, broken=True, misread=misread)
        if event.anchor or event.tag:
            return self._refuse_reference(line, column)
        if not is_clean(event.value):
            self._problems.add_at(line, column, *self._unclean(event))
            return Scalar("", line, column, broken=True)
        plain = not event.style
        end: Any = event.end_mark
        last = self._lines[end.line] if end.line < len(self._lines) else ""
        cut = plain and _COMMENT.match(last, end.column) is not None
        return Scalar(unicodedata.normalize("NFC", event.value), line, column, plain, cut)

    def _unclean(self, event: yaml.ScalarEvent) -> tuple[str, str]:
        """Say how a control character comes into a text: most often by a regular expression."""
        start: Any = event.start_mark
        end: Any = event.end_mark
        stop = end.column - 1 if end.line == start.line else None
        written = self._lines[start.line][start.column + 1 : stop]
        if event.style != '"' or "\\" not in written:
            return "a control character is written here", "delete it"
        message = "a backslash works inside double quotation marks: it makes a control character"
        return message, f"take single ones: {in_single_quotes(shown(written))}"

    def _open(self, event: yaml.CollectionStartEvent, line: int, column: int) -> None:
        if len(self.opened) >= DEEPEST:
            self._problems.add_at(
                line,
                column,
                f"lists and keys stand more than {DEEPEST} deep in one another here",
                "check the brackets and the indentation",
            )
            raise Unreadable
        if event.anchor or event.tag:
            self._problems.add_at(
                line,
                column,
                "YAML anchors, aliases and tags are not understood here",
                "take out the word that begins with `&` or `!`",
            )
            raise Unreadable
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.opened.append(_Open(line, column, is_mapping, bool(event.flow_style)))

    def _put(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._problems.add(node, f"the file holds more than {MOST_NODES} texts and lists")
            raise Unreadable
        if self.opened:
            self.opened[-1].parts.append(node)
        else:
            self.root = node

    def _close(self, opened: _Open) -> Node:
        if not opened.is_mapping:
            return Sequence(tuple(opened.parts), opened.line, opened.column)
        entries: dict[str, tuple[Scalar, Node]] = {}
        repeated: list[Scalar] = []
        for key, value in zip(opened.parts[::2], opened.parts[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._problems.add(key, "a list or mapping stands where a key is expected")
            elif key.value in entries:
                repeated.append(key)
            elif not key.broken:
                entries[key.value] = (key, value)
        mapping = Mapping(entries, opened.line, opened.column)
        for key in repeated:
            self._refuse_repeated(key, entries[key.value][0].line, mapping)
        return mapping

    def _refuse_repeated(self, key: Scalar, first: int, mapping: Mapping) -> None:
        message = f"`{shown(key.value)}` stands here a second time, first in line {first}"
        cure = "put both together or take one out"
        self._problems.add_at(key.line, key.column, message, cure, within=mapping)


def parse_events(text: str) -> Iterator[yaml.Event]:
    """Parse YAML into its events, one at a time."""
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
    return events
