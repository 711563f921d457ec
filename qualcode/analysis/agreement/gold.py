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

    `all`: a code is there where all who saw the unit gave it, and not there where none of them
    did; what they disagree about is not decided. `any`: it is there where one of them gave it.
    Otherwise the coder called `rule` decides alone.
    """
    if rule not in (ALL, ANY):
        own = list(coders).index(rule)
        return coded[own], np.broadcast_to(seen[own][:, None], coded[own].shape)
    present: Flags = np.asarray((coded & seen[:, :, None]).any(0))
    looked_at = np.broadcast_to(np.asarray(seen.any(0))[:, None], present.shape)
    if rule == ANY:
        return present, looked_at
    everywhere: Flags = np.asarray((coded | ~seen[:, :, None]).all(0)) & looked_at
    return everywhere, looked_at & (everywhere == present)


def find_disputes(rule: str, seen: Flags, decided: Flags) -> Flags:
    """Return where a code is left out because the coders disagree; a coder alone never does."""
    if rule != ALL:
        return np.zeros_like(decided)
    return np.asarray(seen.any(0))[:, None] & ~decided
