"""What was done in this run to compare groups, so that the method says this and no more."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.comparing.design import SHOWN
from qualcode.analysis.comparing.scopes import TOGETHER
from qualcode.reporting.material import Material
from qualcode.reporting.views.shares import LEAST_FOR_PERCENT


@dataclass(frozen=True, slots=True)
class Procedure:
    """Which tests and limits the report of a run has."""

    tested: bool  # the test over all groups is shown of one item at least
    pairs: bool  # likewise of two groups
    exact: bool  # of what is shown, some looked at all arrangements
    drawn: bool  # some drew them at random
    least_p: float  # the smallest that any test could give; 1.0 where no groups can be compared
    pooled: bool  # tests put several languages together
    limits: bool  # of the bootstrap
    wilson: bool  # a group is large enough for per cents

    @property
    def out_of_reach(self) -> str:
        """Why nothing was tested, as a key of messages; empty where something was."""
        if self.tested or self.pairs:
            return ""
        return "unreached" if self.least_p < 1 else "apart"

    @property
    def arrangements(self) -> str:
        """Which arrangements tests looked at, as a key of messages."""
        if self.exact == self.drawn:
            return "either"
        return "exact" if self.exact else "drawn"


def find_procedure(material: Material) -> Procedure:
    """Look at the tables of results for what was tested, and how."""
    tests, pairs, summary = (material.results[name] for name in ("tests", "pairs", "summary"))
    shown = tests[tests["shown"].astype(bool)]
    paired = pairs[pairs["shown"].astype(bool)]
    reached = [float(least) for least in tests["least_p"] if least == least]
    together = (shown["language"] == TOGETHER).any() or (paired["language"] == TOGETHER).any()
    return Procedure(
        tested=len(shown) > 0,
        pairs=len(paired) > 0,
        exact=bool(shown["exact"].astype(bool).any()),
        drawn=bool((~shown["exact"].astype(bool)).any()),
        least_p=min(reached, default=1.0),
        pooled=len(material.panels) > 1 and bool(together),
        limits=bool(summary["low"].notna().any() or pairs["low"].notna().any()),
        wilson=any(
            len(group.respondents) >= LEAST_FOR_PERCENT
            for panel in material.panels
            for group in panel.groups
        ),
    )


def write_least_p(material: Material, least: float) -> str:
    """Write the smallest p that was possible, never rounded down to the level of tests."""
    digits = 2 if round(least, 2) > SHOWN else 3
    return material.labels.messages.number(least, digits)
