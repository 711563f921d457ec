"""What every extra is: it is given passages and codes, and returns an opinion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from qualcode.errors import Problem
from qualcode.learning.suggestion import Reason
from qualcode.model.codebook import Code

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int], None]  # is told how many passages are done


def no_progress(_: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment as an extra sees it: no name, no respondent, no file."""

    text: str
    language: str
    question: str = ""  # what was asked before it


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an extra says of each passage and code."""

    scores: NDArray[np.float64]  # passages × codes; NaN where nothing was said
    reasons: Mapping[tuple[int, int], tuple[Reason, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)  # what became of what, for people
    problems: tuple[Problem, ...] = ()


class Extra(Protocol):
    """Something beside rules and learning that can say which codes a passage may have."""

    @property
    def name(self) -> str:
        """What people call it: suggestions that rest on it say so."""
        ...

    def read(
        self,
        passages: Sequence[Passage],
        codes: Sequence[Code],
        progress: Progress = no_progress,
    ) -> Opinion:
        """Read passages with the codes' definitions; a higher score speaks for the code."""
        ...
