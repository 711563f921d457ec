"""Where the machine is right and wrong: by line of the codebook, and unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.case import Case
from qualcode.analysis.agreement.machine import Find, Taken
from qualcode.analysis.agreement.results import Disputed, Found, IndicatorRow, Missed
from qualcode.model.codebook import Codebook

if TYPE_CHECKING:
    from qualcode.analysis.agreement.units import Flags


def rate_indicators(case: Case, codebook: Codebook) -> tuple[IndicatorRow, ...]:
    """Count what each line of the codebook found; those with most wrong finds first."""
    columns = {code: at for at, code in enumerate(case.codes)}
    firing: dict[tuple[int, str], set[str]] = defaultdict(set)  # unit and code → indicators
    for find in case.finds:
        if find.code in columns:
            firing[find.unit, find.code].add(find.indicator)
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for (unit, code), indicators in firing.items():
        column = columns[code]
        if case.decided[unit, column]:
            kind = 0 if case.gold[unit, column] else 1
        elif case.disputed[unit, column]:
            kind = 2
        else:
            continue
        for indicator in indicators:
            counts[indicator][kind] += 1
            if kind < 2 and len(indicators) == 1:
                counts[indicator][3 + kind] += 1
    known = {one.id: one for code in codebook.codes for one in code.indicators}
    rows = [IndicatorRow(known[id], *told) for id, told in counts.items() if id in known]
    return tuple(sorted(rows, key=lambda row: (-row.wrong, row.right, row.indicator.line)))


def list_missed(case: Case, taken: Iterable[Taken]) -> Iterator[Missed]:
    """Yield the units that have a code and in which the machine did not find it."""
    lost: dict[tuple[int, str], list[Taken]] = defaultdict(list)
    for one in taken:
        lost[one.unit, one.code].append(one)
    for column, unit in _where(case.gold & ~case.machine & case.decided):
        code = case.codes[column]
        yield Missed(code, case.judged.units[unit], tuple(lost[unit, code]))


def list_found(case: Case, where: Flags) -> Iterator[Found]:
    """Yield the machine's codes in those units (units × codes) where it is known what is right."""
    found = _finds_by_place(case)
    for column, unit in _where(case.machine & where & case.decided):
        code = case.codes[column]
        yield Found(code, case.judged.units[unit], tuple(found[unit, code]))


def list_disputed(case: Case) -> Iterator[Disputed]:
    """Yield the units about which the coders disagree."""
    found = _finds_by_place(case)
    for column, unit in _where(case.disputed):
        code = case.codes[column]
        given = case.judged.coded[:, unit, column]
        names = tuple(name for name, one in zip(case.names, given, strict=True) if one)
        yield Disputed(code, case.judged.units[unit], names, tuple(found[unit, code]))


def _finds_by_place(case: Case) -> dict[tuple[int, str], list[Find]]:
    found: dict[tuple[int, str], list[Find]] = defaultdict(list)
    for find in case.finds:
        found[find.unit, find.code].append(find)
    return found


def _where(flags: Flags) -> Iterator[tuple[int, int]]:
    """Yield code and unit of what is true, code by code."""
    for column, unit in zip(*np.nonzero(flags.T), strict=True):
        yield int(column), int(unit)
