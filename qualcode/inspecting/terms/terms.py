"""What is said of a word and of the words related to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.inspecting.quoting import Quote

Kind = Literal["forms", "family", "spelling", "use", "collocates"]


@dataclass(frozen=True, slots=True)
class Cover:
    """An indicator of the codebook that finds the word, alone or with others."""

    code: str
    line: int
    text: str
    count: int  # of the word's occurrences, in how many


@dataclass(frozen=True, slots=True)
class Context:
    """One place where the word is said."""

    transcript: str
    segment: int
    respondent: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Term:
    """One word, with all its forms or as it is written."""

    word: str  # base form; in `forms` and `spelling` as it is written
    count: int
    respondents: int
    forms: tuple[tuple[str, int], ...]  # as written → how often, the commonest first
    context: Context
    covers: tuple[Cover, ...] = ()
    masked: int = 0  # of its occurrences, how many a mask hides from the codebook
    known: bool = True  # whether the dictionary has it
    score: float = 0.0  # likeness of 100 in `spelling`, cosine in `use`, G² in `collocates`
    together: int = 0  # shared neighbours in `use`, times side by side in `collocates`
    log_dice: float = 0.0  # of `collocates`


@dataclass(frozen=True, slots=True)
class Section:
    """Words related in one way, nearest first."""

    kind: Kind
    terms: tuple[Term, ...]
    found: int  # how many there are; `terms` may be the first of them
    reason: str = ""  # why nothing can be said


@dataclass(frozen=True, slots=True)
class Terms:
    """All that the talk has round one word."""

    word: str  # as it was asked for
    language: str
    readings: tuple[str, ...]  # base forms the word can have
    count: int  # of all forms
    respondents: int
    words: int  # of all talk looked through
    transcripts: int
    codebook: str  # the file that `covers` are of; empty without one
    sections: tuple[Section, ...]
