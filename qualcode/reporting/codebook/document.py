"""What a document shows of a codebook, ready to be put into a page or a Word file."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.reporting.messages import Messages


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said, under its heading."""

    head: str
    text: str
    language: str = ""  # of the text, where it is not that of the document


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the codebook: an indicator, a phrase or a sentence."""

    text: str
    line: int
    note: str = ""  # what else must hold, and why the rule is there


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one kind in one language."""

    head: str
    language: str  # "" for every language
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """All that is said of a code."""

    id: str
    anchor: str
    depth: int  # 0 for the uppermost
    name: str
    other_names: tuple[Fact, ...]  # in other languages
    brief: str
    facts: tuple[Fact, ...]
    sentences: tuple[Lines, ...]
    indicators: tuple[Lines, ...]
    masks: tuple[Lines, ...]
    found_by: str  # how many indicators
    line: int


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """A way in which poles meet."""

    id: str
    name: str
    definition: str
    cues: tuple[Lines, ...]
    line: int


@dataclass(frozen=True, slots=True)
class TensionEntry:
    """A tension with its poles."""

    id: str
    anchor: str
    name: str
    facts: tuple[Fact, ...]
    poles: tuple[tuple[tuple[str, str], ...], ...]  # of each pole its codes as (name, anchor)
    sentences: tuple[Lines, ...]
    cues: tuple[Lines, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guide."""

    id: str
    text: str
    probes: tuple[str, ...]
    topics: str


@dataclass(frozen=True, slots=True)
class Document:
    """A codebook as people read it."""

    title: str
    file: str
    sha256: str
    about: tuple[Fact, ...]
    types: tuple[tuple[str, str, str], ...]  # name, id, other names
    codes: tuple[CodeEntry, ...]
    relations: tuple[RelationEntry, ...]
    tensions: tuple[TensionEntry, ...]
    guide: tuple[Question, ...]
    changes: tuple[tuple[str, str, str, str], ...]  # version, date, who, what
    words: Messages

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts there are, in their order."""
        filled = {
            "about": self.about,
            "types": self.types,
            "codes": self.codes,
            "relations": self.relations,
            "tensions": self.tensions,
            "guide": self.guide,
            "changes": self.changes,
        }
        return tuple(part for part, content in filled.items() if content)
