"""All that is said of two states of a codebook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qualcode.errors import Problem
from qualcode.inspecting.quoting import Quote

Section = Literal[
    "codebook", "code", "indicator", "mask", "example", "edge example", "near miss",
    "tension", "relation", "cue", "question", "respondent type",
]  # fmt: skip
Kind = Literal["added", "removed", "renamed", "moved", "merged", "changed"]
Became = Literal["gained", "lost", "changed", "denied gained", "denied lost"]
By = Literal["", "given", "taken away"]
TOTALS = ("old", "new", "gained", "lost", "changed")  # counts told of all codes together


@dataclass(frozen=True, slots=True)
class Field:
    """One text or setting that is not what it was."""

    name: str  # as in the codebook, with the language of a text: `definition (ru)`
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in the codebook that is not what it was."""

    section: Section
    kind: Kind
    owner: str  # id of the code, tension or relation: in NEW, of what was removed in OLD
    text: str = ""  # the indicator, mask or example
    language: str = ""
    old_line: int = 0  # 0 where there is none
    new_line: int = 0
    old_id: str = ""  # of the code or indicator in OLD
    new_id: str = ""  # … in NEW
    old_owner: str = ""  # where it stood before it was moved
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What a coding was gained, lost or changed by: an indicator, a mask or a setting."""

    kind: str  # indicator added, mask removed, weight, min_score, outranked …
    code: str
    text: str
    language: str = ""
    old_line: int = 0
    new_line: int = 0
    indicator: str = ""  # its id in NEW, of a removed one in OLD


@dataclass(frozen=True, slots=True)
class State:
    """A coding as one of the codebooks makes it."""

    score: float
    polarity: str
    voice: str
    modality: str
    words: tuple[str, ...]  # of its hits


@dataclass(frozen=True, slots=True)
class CodingChange:
    """One coding that only one of the codebooks makes, or both make differently."""

    became: Became
    code: str  # as in NEW; of a code that was removed, as in OLD
    transcript: str
    segment: int
    line: int  # of the transcript's text
    start: int
    stop: int
    unit: str
    respondent: str
    type: str
    language: str
    old: State | None
    new: State | None
    quote: Quote
    reasons: tuple[Reason, ...]  # one at least
    quotes: tuple[tuple[str, Quote], ...] = ()  # id of an indicator → only its words marked
    people: By = ""  # of what is gained: what people have decided about the code there

    def quote_of(self, reason: Reason) -> Quote:
        """Return the quote that shows the words a reason is about; all words where it has none."""
        return dict(self.quotes).get(reason.indicator, self.quote)


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many codings of one code there are; those that are denied stand apart."""

    code: str
    old: int
    new: int
    gained: int
    lost: int
    changed: int
    denied_old: int = 0
    denied_new: int = 0
    denied_gained: int = 0
    denied_lost: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether any coding, denied or not, is not what it was."""
        present = self.gained or self.lost or self.changed
        return bool(present or self.denied_gained or self.denied_lost)

    def __post_init__(self) -> None:
        """Refuse counts that do not add up: every coding has been accounted for."""
        present = self.new - self.old == self.gained - self.lost
        denied = self.denied_new - self.denied_old == self.denied_gained - self.denied_lost
        if not (present and denied):
            raise AssertionError(f"codings of {self.code} do not add up: {self}")


@dataclass(frozen=True, slots=True)
class TensionCount:
    """How many tensions of one kind there are."""

    tension: str
    old: int
    new: int
    gained: int
    lost: int
    changed: int  # in both, with another relation

    @property
    def is_changed(self) -> bool:
        """Whether any tension is not what it was."""
        return bool(self.gained or self.lost or self.changed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two codebooks find in the same transcripts."""

    transcripts: tuple[str, ...]
    codings: tuple[CodingChange, ...]  # in the order of the transcripts
    codes: tuple[CodeCount, ...]
    tensions: tuple[TensionCount, ...]
    switched_off: tuple[Problem, ...] = ()  # indicators that took too long: off in both
    decided: bool = False  # whether people have decided anything in these transcripts

    def total(self, name: str) -> int:
        """Return the sum over all codes of one of `TOTALS`."""
        return sum(getattr(one, name) for one in self.codes)

    def count_people(self, by: By) -> int:
        """Return how many of the codings gained people have given already, or taken away."""
        return sum(one.became == "gained" and one.people == by for one in self.codings)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a codebook compared."""

    old: str  # names of the files
    new: str
    changes: tuple[Change, ...]
    outcome: Outcome | None  # None where no transcripts were named


@dataclass(frozen=True, slots=True)
class Tally:
    """What one reason has done, with the codings it did it to."""

    reason: Reason
    codings: tuple[CodingChange, ...]

    def count(self, *became: Became) -> int:
        """Return how many of the codings became so."""
        return sum(one.became in became for one in self.codings)


def write_value(value: object) -> str:
    """Write a setting as the codebook does: `2`, not `2.0`; a list with commas."""
    if isinstance(value, float):
        return f"{value:g}"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def tally_reasons(codings: Iterable[CodingChange]) -> tuple[Tally, ...]:
    """Gather codings by what changed them, what changed most first.

    A coding with several reasons stands under each.
    """
    by_reason: dict[Reason, list[CodingChange]] = {}
    for coding in codings:
        for reason in coding.reasons:
            by_reason.setdefault(reason, []).append(coding)
    tallies = [Tally(reason, tuple(found)) for reason, found in by_reason.items()]
    return tuple(sorted(tallies, key=lambda one: -len(one.codings)))
