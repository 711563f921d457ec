"""Reads the layout of a sound YAML file: every comment finds the key or item it belongs to.

A comment at the end of a line belongs to what stands on that line; comments on lines of their own
belong to what follows. Where something shallower follows, a comment that is indented deeper ends
the list or mapping it is indented like. What stands before the first key, up to an empty line,
is the head of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from qualcode.codebook.formatting.pieces import Branch, Entry, Layout, Leaf
from qualcode.yaml_tree.compose import parse_events

_COMMENT = re.compile(r"(?:^|[ \t])(#.*)$")
_NOWHERE = -1


@dataclass(slots=True)
class _Note:
    """A comment on a line of its own, or an empty line."""

    text: str  # "" for an empty line
    column: int


def read_layout(lines: list[str]) -> Layout:
    """Read the layout of a file that the loader takes; a mapping is its outermost piece."""
    reader = _Reader(lines)
    for event in parse_events("\n".join(lines)):
        reader.take(event)
    return reader.layout()


class _Reader:
    """Takes the events of the YAML parser, and looks for comments between them."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._line, self._column = 0, 0  # where the last word or bracket ended
        self._open: list[Branch] = []
        self._closed: list[Branch] = []  # since then, the innermost first
        self._fresh: Entry | None = None  # the first entry begun since then
        self._owner: Entry | None = None  # whose word or bracket that was
        self._owners: list[Entry | None] = []  # of the lists and mappings that are open
        self._root: Branch | None = None
        self._head: list[str] = []
        self._begun = False

    def layout(self) -> Layout:
        if self._root is None:
            raise ValueError("the file holds no mapping")
        return Layout(self._head, self._root)

    def take(self, event: yaml.Event) -> None:
        """Put the next event in its place."""
        mark: Any = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._take_start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._take_end(event)
        elif isinstance(event, yaml.StreamEndEvent):
            self._settle(mark.line, mark.column, None)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        start: Any = event.start_mark
        end: Any = event.end_mark
        entry = self._place()
        is_long = start.line != end.line
        leaf = Leaf(event.value, plain=not event.style and not is_long, folded=is_long)
        stop = (end.line, end.column)
        if event.style in ("|", ">"):
            stop = self._read_block(leaf, start.line, start.column, entry)
        if self._open[-1].is_mapping and entry.key is None:
            entry.key = leaf
        else:
            entry.value = leaf
        if event.value or event.style:  # nothing is written for an empty value
            self._settle(start.line, start.column, entry)
            self._line, self._column = stop

    def _take_start(self, event: yaml.CollectionStartEvent) -> None:
        mark: Any = event.start_mark
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        branch = Branch(is_mapping, bool(event.flow_style), mark.column)
        entry = self._place() if self._open else None
        if entry is None:
            self._root = branch
        else:
            entry.value = branch
        if branch.in_brackets:
            self._settle(mark.line, mark.column, entry)
            self._line, self._column = mark.line, mark.column + 1
        self._open.append(branch)
        self._owners.append(entry)

    def _take_end(self, event: yaml.CollectionEndEvent) -> None:
        branch, entry = self._open[-1], self._owners.pop()
        self._closed.append(branch)
        start: Any = event.start_mark
        end: Any = event.end_mark
        if start.column != end.column:  # a bracket stands there
            self._settle(start.line, start.column, None)
            self._owner = entry
            self._line, self._column = end.line, end.column
        if entry is not None and not branch.entries:  # it has no line for comments of its own
            entry.above += branch.below
            branch.below.clear()
        self._open.pop()

    def _place(self) -> Entry:
        """Return the entry that a new word, list or mapping belongs to."""
        branch = self._open[-1]
        last = branch.entries[-1] if branch.entries else None
        if branch.is_mapping and last is not None and last.value is None:
            return last
        entry = Entry(None)
        branch.entries.append(entry)
        self._fresh = self._fresh or entry
        return entry

    def _read_block(self, leaf: Leaf, number: int, column: int, entry: Entry) -> tuple[int, int]:
        """Read the lines of a block of text; return where it ends."""
        signs, has_comment, comment = self._lines[number][column + 1 :].partition("#")
        signs = signs.strip()
        if has_comment:
            entry.beside.append(f"#{comment.rstrip()}")
        start = stop = number + 1
        indent = 0
        for at in range(start, len(self._lines)):
            line = self._lines[at]
            depth = len(line) - len(line.lstrip(" "))
            if not line.strip(" "):
                stop = at + 1 if 0 < indent < depth else stop  # blanks further in are text
                continue
            indent = indent or depth
            if depth < indent or depth <= self._depth():
                break
            stop = at + 1
        # Blank lines at its end that count, and first lines further in, are kept by quotes.
        is_odd = signs not in ("", "-") or stop == start
        leaf.block = "" if is_odd else self._lines[number][column] + signs
        leaf.lines = tuple(line[indent:] for line in self._lines[start:stop])
        return stop - 1, len(self._lines[stop - 1])

    def _depth(self) -> int:
        """Return the column that a block of text must stand deeper than."""
        branch = self._open[-1]
        return branch.column if branch.is_mapping or self._open[:-1] else -1

    def _settle(self, line: int, column: int, entry: Entry | None) -> None:
        """Give the comments since the last word to their owners, and go on from here.

        `entry` is what the new word or bracket belongs to, None at the end of all or of a list.
        """
        beside, notes = self._notes(line, column)
        if beside and self._owner is not None:
            self._owner.beside.append(beside)
        elif beside:
            notes.insert(0, _Note(beside, 0))
        if beside or any(note.text for note in notes):
            for branch in self._open:
                branch.in_brackets = False  # what holds a comment is written line by line
        if not self._begun:
            notes = self._take_head(notes)
            self._begun = True
        target = self._fresh or entry
        self._share_out(notes, target, self._depth_of(target))
        self._owner, self._fresh = entry, None
        self._closed.clear()

    def _depth_of(self, target: Entry | None) -> int:
        """Return the column of what holds `target`."""
        for branch in self._open:
            if target is not None and branch.entries and branch.entries[-1] is target:
                return branch.column
        return _NOWHERE

    def _take_head(self, notes: list[_Note]) -> list[_Note]:
        blanks = [at for at, note in enumerate(notes) if not note.text]
        comments = [at for at, note in enumerate(notes) if note.text]
        last = blanks[-1] + 1 if blanks and comments and blanks[-1] > comments[0] else len(notes)
        self._head = [note.text for note in notes[:last]]
        return notes[last:]

    def _share_out(self, notes: list[_Note], target: Entry | None, depth: int) -> None:
        closed = list(self._closed)
        above: list[str] = []
        for note in notes:
            owner = self._ended(note, closed, depth) if note.text else None
            if owner is None or any(above):
                above.append(note.text)
                continue
            owner.below += [*above, note.text]
            above = []
            while closed[0] is not owner:  # what follows cannot stand deeper again
                closed.pop(0)
        if target is not None:
            target.above += above
        elif self._root is not None and any(above):  # behind the last bracket
            self._root.below += above

    def _ended(self, note: _Note, closed: list[Branch], depth: int) -> Branch | None:
        """Return the list or mapping that a comment ends, None when it speaks of what follows."""
        if depth != _NOWHERE and note.column <= depth:
            return None
        fitting = [branch for branch in closed if branch.column <= note.column]
        if not fitting:
            return closed[-1] if depth == _NOWHERE and closed else None
        deepest = max(branch.column for branch in fitting)
        return [branch for branch in fitting if branch.column == deepest][-1]

    def _notes(self, line: int, column: int) -> tuple[str, list[_Note]]:
        """Return the comment beside the last word, and what stands on the lines up to here."""
        beside = ""
        notes: list[_Note] = []
        for number in range(self._line, min(line + 1, len(self._lines))):
            text = self._lines[number]
            start = self._column if number == self._line else 0
            stop = column if number == line else len(text)
            between = text[start:stop]
            comment = _COMMENT.search(between)
            if number == self._line and start:
                beside = comment.group(1).rstrip() if comment else ""
            elif comment:
                notes.append(_Note(comment.group(1).rstrip(), start + comment.start(1)))
            elif not between.strip() and number < line:
                notes.append(_Note("", 0))
        return beside, notes
