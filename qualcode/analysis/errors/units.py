"""What people and machine say of the units that people coded, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from qualcode.analysis.agreement.gold import ALL, decide_gold
from qualcode.analysis.comparing.measures import CODED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.analysis.agreement.case import Case
    from qualcode.runs.read import Run

    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Item:
    """A code, a branch of codes or a pole, and the codes it stands for."""

    kind: str
    id: str
    part: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Laid:
    """What the people and the machine say of the units, units × items."""

    gold: Flags
    decided: Flags
    machine: Flags
    coded: Flags  # coders × units × items
    told: Flags  # coders × units × items: whether the coder can say anything of it there
    voices: tuple[tuple[str, str], ...]  # respondent and language of each unit


def find_items(run: Run, rates: pd.DataFrame) -> tuple[Item, ...]:
    """Return the codes, branches and poles of the table of rates, with the codes they stand for."""
    ids = {code.id for code in run.codebook.codes}
    poles = {
        (tension.id, part): frozenset(pole.codes)
        for tension in run.codebook.tensions
        for part, pole in zip(("first", "second"), tension.poles, strict=True)
    }

    def codes_of(kind: str, id: str, part: str) -> frozenset[str]:
        if kind == "pole":
            return poles[id, part]
        below = {one for one in ids if one.startswith(f"{id}.")} if kind == "branch" else set()
        return frozenset({id, *below})

    wanted = rates[rates["kind"].isin(["code", "branch", "pole"]) & (rates["part"] != "both")]
    keys = wanted[CODED].drop_duplicates()
    return tuple(
        Item(kind, id, part, codes_of(kind, id, part))
        for kind, id, part in zip(*(keys[name] for name in CODED), strict=True)
    )


def lay_units(case: Case, items: Sequence[Item]) -> Laid:
    """Say of the units which items they have; what is right is decided item by item."""
    judged = case.judged
    coded = np.stack([_lift(one, case.codes, items) for one in judged.coded])
    told = np.stack([_lift(one, case.codes, items, every=True) for one in judged.told])
    gold, decided = decide_gold(ALL, case.names, told, coded)
    return Laid(
        gold,
        decided,
        _lift(case.machine, case.codes, items),
        coded,
        told,
        tuple((unit.respondent, unit.language) for unit in judged.units),
    )


def _lift(flags: Flags, codes: Sequence[str], items: Sequence[Item], every: bool = False) -> Flags:
    """Return units × items from units × codes: where any of its codes is, or `every` one."""
    columns = {code: at for at, code in enumerate(codes)}
    lifted = np.zeros((len(flags), len(items)), bool)
    for at, item in enumerate(items):
        members = [columns[code] for code in item.codes if code in columns]
        held = flags[:, members]
        lifted[:, at] = held.all(1) if every else held.any(1)
    return lifted
