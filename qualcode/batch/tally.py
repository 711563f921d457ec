"""What is kept of each transcript once its rows are written: little, however many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from qualcode.corrections import Unfit
from qualcode.errors import Problem
from qualcode.guidance import is_cut
from qualcode.model.codebook import Codebook
from qualcode.model.transcript import Transcript
from qualcode.respondents import Table
from qualcode.runs.piece import Piece


class Group(NamedTuple):
    """Respondents that can be compared: of one type, speaking one language."""

    type: str
    language: str


class Tally:
    """Counts respondents and mentions, and keeps what the manifest says of each transcript."""

    def __init__(self, table: Table) -> None:
        self._types = table.types
        self._members: dict[Group, set[str]] = defaultdict(set)
        self._mentions: dict[str, dict[Group, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.heard: list[Transcript] = []  # without text and turns
        self.descriptions: list[dict[str, Any]] = []
        self.failures: list[Problem] = []
        self.unread: dict[str, str] = {}
        self.withdrawn = 0  # interviews
        self.unfit: dict[str, tuple[Unfit, ...]] = {}  # rows of questions, by transcript
        self.decided: Counter[str] = Counter()  # decisions by what became of them
        self.untold: dict[str, tuple[Unfit, ...]] = {}  # the same where something is withdrawn

    def note_unread(self, problems: tuple[Problem, ...]) -> None:
        """Note why there is nothing of a file, or of an interview in it."""
        self.failures += problems
        for problem in problems:
            told = self.unread.get(problem.file)
            self.unread[problem.file] = f"{told}; {problem.message}" if told else problem.message

    def count(self, piece: Piece) -> None:
        """Count who speaks in one transcript and mentions what."""
        self.heard.append(piece.heard)
        told = self.untold if is_cut(piece.heard) else self.unfit
        told[piece.transcript] = piece.unfit
        self.descriptions.append(dict(piece.description))
        self.decided.update(dict(piece.decided))
        groups = {
            respondent: Group(self._types.get(respondent, ""), language)
            for respondent, language in piece.languages
        }
        for respondent, group in groups.items():
            self._members[group].add(respondent)
        for code, respondent in piece.mentions:
            self._mentions[code][groups[respondent]].add(respondent)

    def groups(self) -> dict[Group, int]:
        """Count the respondents of each group, languages one after the other."""
        ordered = sorted(self._members, key=lambda group: (group.language, group.type))
        return {group: len(self._members[group]) for group in ordered}

    def mentions(self, codebook: Codebook) -> dict[str, dict[Group, int]]:
        """Count who mentions each code, in the order of the codebook."""
        return {
            code.id: {group: len(people) for group, people in self._mentions[code.id].items()}
            for code in codebook.codes
            if code.id in self._mentions
        }
