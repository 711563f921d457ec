"""Gathers all that is wrong with a YAML file, and says where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from qualcode.errors import Problem
from qualcode.yaml_tree.nodes import Mapping, Node, Sequence, text_of

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST_WORD = 60
_LONGEST_EXCERPT = 200
_MOST_CHOICES = 1_000
MOST_TOLD = 1_000  # a file with more is something else


class Problems:
    """The problems of one file, in the order found until they are told."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self._file = file
        self._lines = lines
        self._found: list[tuple[int, int, Node | None, str, str]] = []
        self._better: dict[tuple[int, int], str] = {}
        self._proposed: dict[Node, set[str]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, node: Node, message: str, cure: str = "") -> None:
        """Note what is wrong with `node`."""
        self._found.append((node.line, node.column, node, message, cure))

    def add_at(
        self, line: int, column: int, message: str, cure: str = "", within: Node | None = None
    ) -> None:
        """Note what is wrong at a place that is no node, but may stand `within` one."""
        self._found.append((line, column, within, message, cure))

    def improve_cure(self, node: Node, cure: str) -> None:
        """Give what is noted at the place of `node` another cure, by what should stand there."""
        self._better[node.line, node.column] = cure

    def propose(self, keys: Mapping, name: str) -> None:
        """Note that a key of the mapping was taken for a misspelt `name`."""
        self._proposed.setdefault(keys, set()).add(name)

    def is_proposed(self, keys: Node, name: str) -> bool:
        """Tell whether a key of the mapping was taken for a misspelt `name`: it is not missing."""
        return name in self._proposed.get(keys, ())

    def take_over(self, other: Problems) -> None:
        """Note all that `other` has noted."""
        self._found += other._found

    def told(self, root: Node | None = None) -> tuple[Problem, ...]:
        """Return the problems by line, each with its way down from `root`."""
        places = {} if root is None else name_places(root)
        by_position = {(node.line, node.column): place for node, place in places.items()}
        told: dict[tuple[int, int, str], Problem] = {}
        for line, column, node, message, cure in sorted(self._found, key=lambda it: it[:2]):
            if len(told) == MOST_TOLD:
                more = Problem(self._file, "more problems follow; put these right first", line)
                return (*told.values(), more)
            place = places.get(node, "") if node else by_position.get((line, column), "")
            excerpt = self._excerpt(line, column)
            told[line, column, message] = Problem(
                self._file, message, line, column, place, excerpt,
                self._better.get((line, column), cure),
            )  # fmt: skip
        return tuple(told.values())

    def _excerpt(self, line: int, column: int) -> str:
        if not 0 < line <= len(self._lines) or column > _LONGEST_EXCERPT:
            return ""
        # One sign for each, so that the caret stands below its letter.
        excerpt = self._lines[line - 1][:_LONGEST_EXCERPT].replace("\t", " ")
        return CONTROL.sub("\ufffd", excerpt)


def name_places(root: Node) -> dict[Node, str]:
    """Return the way to every node, e.g. `codes > efficiency.saving > indicators > ru`."""
    places: dict[Node, str] = {}
    _walk(root, (), places)
    return places


def _walk(node: Node, way: tuple[str, ...], places: dict[Node, str]) -> None:
    places[node] = " > ".join(way)
    if isinstance(node, Mapping):
        for key, value in node.entries:
            places[key] = places[node]
            _walk(value, (*way, shown(key.value)), places)
    elif isinstance(node, Sequence):
        for item in node.items:
            name = text_of(item.get("id")) if isinstance(item, Mapping) else ""
            # An id holds the ids above it: no need to name parents and `children`.
            above = way[:-2] if name and way[-1:] == ("children",) else way
            _walk(item, (*above, shown(name)) if name else way, places)


def shown(word: str) -> str:
    """Return `word` on one line and not too long, to be shown in a message."""
    word = " ".join(word.split())
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"


def listed(words: Iterable[str]) -> str:
    """Return the words in backticks with commas between."""
    return ", ".join(f"`{shown(word)}`" for word in words)


def in_quotes(text: str) -> str:
    """Return `text` as it would have to be quoted in YAML."""
    if '"' in text or "\\" in text:
        return in_single_quotes(text)
    return f'"{text}"'


def in_single_quotes(text: str) -> str:
    """Return `text` in single quotation marks, inside which a backslash is a backslash."""
    return "'" + text.replace("'", "''") + "'"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a question with the nearest of `choices`, or nothing when none is near."""
    near = nearest(word, choices)
    return f"did you mean `{near}`?" if near else ""


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return the nearest of `choices`, or nothing when none is near."""
    from rapidfuzz import fuzz, process

    few = islice(choices, _MOST_CHOICES)
    near = process.extractOne(shown(word), list(few), scorer=fuzz.ratio, score_cutoff=60)
    return near[0] if near else ""
