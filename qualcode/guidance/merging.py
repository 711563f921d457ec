"""Adds what was read to `reading.yaml`: what people wrote stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import Problem, ReadingError
from qualcode.guidance.lines import STEP, file_lines, head_lines, label_lines
from qualcode.guidance.parsing import FILES, SPEAKERS, parse_readings
from qualcode.guidance.readings import Readings
from qualcode.guidance.sights import SeenLabel, Sight
from qualcode.language.labels import same_label
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import Node
from qualcode.yaml_tree.nodes import Sequence as Items
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import BOM, split_lines
from qualcode.yaml_tree.syntax import compose_source

MOST_TRIED = 5  # lines further down, where the value of a label takes several


@dataclass(frozen=True, slots=True)
class Merged:
    """A `reading.yaml` with what was added to it."""

    text: str
    readings: Readings
    files: int = 0  # added
    labels: int = 0  # added to files that were there
    left: tuple[Problem, ...] = ()  # what has no place where it can be added


@dataclass(frozen=True, slots=True)
class _Addition:
    """Lines that come behind a line of the text (1-based; 0: at the top)."""

    after: int
    lines: tuple[str, ...]


def merge_readings(
    before: Readings | None,
    sights: Sequence[Sight],
    files: Mapping[str, Path],
    place: Path,
    language: str = "en",
) -> Merged:
    """Add files and labels to a `reading.yaml` that lies at `place`, or begin one.

    `files`: those read, by their ids. Nothing is taken out and nothing is changed.
    """
    if before is None or not before.source.strip():
        body = [line for sight in sights for line in file_lines(sight, STEP, language)]
        text = "\n".join((*head_lines(language), f"{FILES}:", *body)) + "\n"
        old = before.source.decode() if before else ""
        return Merged(old + text, _parse(old + text, place), len(sights))
    return _Merging(before, files, place, language).add(sights)


def _parse(text: str, place: Path) -> Readings:
    return parse_readings(text, str(place), place.parent)


class _Merging:
    """One text that grows."""

    def __init__(
        self, before: Readings, files: Mapping[str, Path], place: Path, language: str
    ) -> None:
        self._text = before.source.decode()
        self._known = before.among(files)
        self._place = place
        self._language = language
        lines = split_lines(self._text)
        root = compose_source(lines, Problems("", lines))
        self._lines = lines
        self._root = root if isinstance(root, Keys) else None
        self._left: list[Problem] = []

    def add(self, sights: Sequence[Sight]) -> Merged:
        """Add what is not there, the last first: so lines keep their numbers."""
        additions: list[_Addition] = []
        fresh: list[Sight] = []
        labels = 0
        entries = {one.transcript: one for one in self._known.transcripts}
        for sight in sights:
            said = self._known.find(sight.transcript)
            told = [one.label for one in said.labels] if said else []
            missing = tuple(
                one
                for one in sight.labels
                if not any(same_label(one.label, label) for label in told)
            )
            own = entries.get(sight.transcript)
            if own is None and (said is None or missing):
                fresh.append(_with(sight, missing, said is not None))
            elif own is not None and missing:
                found = self._below(own.line, missing)
                additions += [found] if found else []
                labels += len(missing) if found else 0
        if fresh:  # first: labels of the entry above it go before it
            additions.insert(0, self._at_the_end(fresh))
        text = self._text
        for addition in sorted(additions, key=lambda one: -one.after):
            text = _put_behind(text, addition.after, addition.lines)
        try:
            grown = _parse(text, self._place)
        except ReadingError:
            text, grown = self._one_by_one(additions)
        return Merged(text, grown, len(fresh), labels, tuple(self._left))

    def _below(self, line: int, missing: tuple[SeenLabel, ...]) -> _Addition | None:
        """Find where labels are added to the entry that stands in a line."""
        files = self._root.get(FILES) if self._root else None
        entries = files.entries if isinstance(files, Keys) else ()
        key, value = next((key, value) for key, value in entries if key.line == line)
        speakers = value.get(SPEAKERS) if isinstance(value, Keys) else None
        if self._in_brackets(value) or self._in_brackets(speakers):
            names = ", ".join(f"`{one.label}`" for one in missing)
            message = f"`{key.value}` stands in brackets, so nothing was added: {names}"
            cure = "write it line by line, and run `qualcode read --confirm` again"
            self._left.append(Problem(self._known.file, message, line, cure=cure))
            return None
        if isinstance(speakers, Keys) and speakers.entries:
            indent = " " * (speakers.column - 1)
            return self._labels(_last_line(speakers), indent, missing)
        if isinstance(value, Keys):
            head = " " * (value.column - 1)
            name = value.key(SPEAKERS)
            after = name.line if name else _last_line(value)
            above = () if name else (f"{head}{SPEAKERS}:",)
            return self._labels(after, head + STEP, missing, above)
        head = " " * (key.column - 1) + STEP
        return self._labels(key.line, head + STEP, missing, (f"{head}{SPEAKERS}:",))

    def _labels(
        self, after: int, indent: str, labels: Iterable[SeenLabel], above: tuple[str, ...] = ()
    ) -> _Addition:
        lines = label_lines(labels, indent, self._language, new=True)
        return _Addition(after, (*above, *lines))

    def _at_the_end(self, sights: Iterable[Sight]) -> _Addition:
        files = self._root.get(FILES) if self._root else None
        name = self._root.key(FILES) if self._root else None
        if self._in_brackets(files) or self._in_brackets(self._root):
            raise ReadingError(
                Problem(
                    *(self._known.file, f"`{FILES}` stands in brackets, so nothing can be added"),
                    name.line if name else 1,
                    cure="write it line by line",
                )
            )
        block = isinstance(files, Keys) and files.entries
        indent = " " * (files.column - 1) if isinstance(files, Keys) and block else STEP
        lines = [
            line for sight in sights for line in file_lines(sight, indent, self._language, new=True)
        ]
        if files is None or name is None:
            return _Addition(len(self._lines), (f"{FILES}:", *lines))
        after = self._past_comments(files) if block else name.line
        return _Addition(after, tuple(lines))

    def _past_comments(self, files: Node) -> int:
        """Return the last line of the last entry, with the comments that stand in it."""
        last = _last_line(files)
        for line in self._lines[last:]:
            inside = len(line) - len(line.lstrip()) >= files.column
            if not (inside and line.lstrip().startswith("#")):
                break
            last += 1
        return last

    def _in_brackets(self, node: Node | None) -> bool:
        if not isinstance(node, Keys | Items):
            return False
        return self._lines[node.line - 1][node.column - 1 : node.column] in ("{", "[")

    def _one_by_one(self, additions: Iterable[_Addition]) -> tuple[str, Readings]:
        """Put each behind the rest of a value that goes on below its first line."""
        text, grown = self._text, self._known
        for addition in sorted(additions, key=lambda one: -one.after):
            for further in range(MOST_TRIED):
                longer = _put_behind(text, addition.after + further, addition.lines)
                try:
                    grown = _parse(longer, self._place)
                except ReadingError:
                    if further + 1 == MOST_TRIED:
                        raise
                else:
                    text = longer
                    break
        return text, grown


def _with(sight: Sight, labels: tuple[SeenLabel, ...], of_file: bool) -> Sight:
    if of_file:  # what is said of the whole file stands there
        return replace(sight, labels=labels, encoding="", repair="", repaired=None)
    return replace(sight, labels=labels)


def _last_line(node: Node) -> int:
    if isinstance(node, Keys):
        parts = [part for key, value in node.entries for part in (key, value)]
        return max((_last_line(part) for part in parts), default=node.line)
    items = node.items if isinstance(node, Items) else ()
    return max((_last_line(item) for item in items), default=node.line)


def _put_behind(text: str, number: int, lines: Iterable[str]) -> str:
    """Put lines behind a 1-based line; the text keeps its line ends, and every byte it had."""
    end = "\r\n" if "\r\n" in text else "\n"
    at = 0
    for _ in range(number):
        found = text.find("\n", at)
        if found < 0:
            at = len(text)
            break
        at = found + 1
    before = text[:at]
    if before.removeprefix(BOM) and not before.endswith("\n"):
        before += end
    return before + "".join(line + end for line in lines) + text[at:]
