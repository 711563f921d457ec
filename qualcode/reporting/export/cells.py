"""How codes, shares and numbers are written in a table of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.labels import branch_of

MOST_GROUPS = 6  # side by side
P_PLACES = 3
_BELOW = "\u2003"  # before codes below others


def name_code(gathered: Gathered, code: str, branch: bool) -> str:
    """Name a code, moved to the right below its branch; of a branch, say that it is one."""
    name = gathered.labels.code(code)
    if branch:
        return gathered.words.text("paper.branch", name=name)
    return name if branch_of(code, gathered.run.codebook.codes) == code else f"{_BELOW}{name}"


def write_share(gathered: Gathered, row: Mapping[str, Any], key: str = "present") -> str:
    """Return `5 of 8` for the respondents that `key` counts."""
    return gathered.labels.messages.text("share", count=row[key], total=row["respondents"])


def write_decimal(gathered: Gathered, value: float | None, places: int = 2) -> str:
    """Write a number with a true minus; a dash where there is none."""
    if value is None or isnan(value):
        return "–"
    return gathered.labels.messages.number(value, places).replace("-", "\u2212")


def write_p(gathered: Gathered, p: float) -> str:
    """Write a p with three decimals; one that would be 0.000 as smaller than 0.001."""
    least = 10**-P_PLACES
    if p < least:
        return f"<\u00a0{write_decimal(gathered, least, P_PLACES)}"
    return write_decimal(gathered, p, P_PLACES)


def write_limits(gathered: Gathered, low: float, high: float) -> str:
    """Write both limits in brackets; a dash where there are none."""
    if isnan(low) or isnan(high):
        return "–"
    return f"[{write_decimal(gathered, low)}; {write_decimal(gathered, high)}]"
