"""What several coders say of a unit → what is taken for right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.errors import Problem, QualcodeError
from qualcode.yaml_tree.problems import did_you_mean, listed

if TYPE_CHECKING:
    from qualcode.analysis.agreement.units import Flags

ALL, ANY = "all", "any"


def check_gold(rule: str, coders: Sequence[str]) -> None:
    """Refuse a gold standard that is neither `all`, `any` nor a coder."""
    if rule not in (ALL, ANY, *coders):
        message = f"`{rule}` is neither `{ALL}`, `{ANY}` nor a coder"
        cure = did_you_mean(rule, coders) or f"there are {listed(coders)}"
        raise QualcodeError(Problem("--gold", message, cure=cure))


def decide_gold(rule: str, coders: Sequence[str], seen: Flags, coded: Flags) -> tuple[Flags, Flags]:
    """Return which units have which codes, and where that is decided; both units × codes.

    `seen`: who has seen which unit, coders × units, or of which codes they can say anything there,
    coders × units × codes.

    `all`: a code is there where all who saw the unit gave it, and not there where none of them
    did; what they disagree about is not decided. `any`: it is there where one of them gave it.
    Otherwise the coder called `rule` decides alone.
    """
    told: Flags = np.broadcast_to(seen if seen.ndim == coded.ndim else seen[..., None], coded.shape)
    if rule not in (ALL, ANY):
        own = list(coders).index(rule)
        return coded[own], told[own]
    present: Flags = np.asarray((coded & told).any(0))
    looked_at: Flags = np.asarray(told.any(0))
    if rule == ANY:
        return present, looked_at
    everywhere: Flags = np.asarray((coded | ~told).all(0)) & looked_at
    return everywhere, looked_at & (everywhere == present)


def find_disputes(rule: str, told: Flags, decided: Flags) -> Flags:
    """Return where a code is left out because the coders disagree; a coder alone never does.

    `told`: of which codes they can say anything, coders × units × codes.
    """
    if rule != ALL:
        return np.zeros_like(decided)
    return np.asarray(told.any(0)) & ~decided
