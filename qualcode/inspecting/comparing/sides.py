"""Two matched codebooks as two sides of one comparison, and what each finds in a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.inspecting.comparing.comparison import Change
from qualcode.inspecting.comparing.matching import Matched
from qualcode.model.codebook import Code, Codebook, Indicator
from qualcode.model.coding import Hit, Suppressed
from qualcode.model.transcript import Segment


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one codebook finds of a code in a unit."""

    hits: tuple[Hit, ...]
    suppressed: tuple[Suppressed, ...]
    segments: Mapping[int, Segment]


class View(NamedTuple):
    """One of the codebooks, seen from the other."""

    codes: Mapping[str, Code]
    indicators: Mapping[str, Indicator]
    changes: Mapping[str, Change]  # of its indicators


class Sides:
    """The codebooks OLD and NEW, each seen from the other."""

    def __init__(self, matched: Matched) -> None:
        self.matched = matched
        self.pairs = matched.indicators.pairs  # OLD → NEW
        self._back = {new: old for old, new in reversed(list(self.pairs.items()))}
        self.old = _look(matched.old, matched.indicators.of_old)
        self.new = _look(matched.new, matched.indicators.of_new)

    def view(self, new: bool) -> View:
        """Return one of the codebooks."""
        return self.new if new else self.old

    def partner(self, indicator: str, new: bool) -> str:
        """Return the id that an indicator of one side has on the other; empty without one."""
        return (self._back if new else self.pairs).get(indicator, "")


def _look(codebook: Codebook, changes: Mapping[str, Change]) -> View:
    indicators = {one.id: one for code in codebook.codes for one in code.indicators}
    return View({code.id: code for code in codebook.codes}, indicators, changes)
