"""The machine set beside people in the units that they judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.among.dividing import divide_talk
from qualcode.analysis.agreement.among.results import Beside, Choices
from qualcode.analysis.agreement.case import Case, Pair, make_case
from qualcode.analysis.agreement.gold import ALL
from qualcode.analysis.agreement.machine import Find, locate_finds
from qualcode.analysis.agreement.panels import figures_of, total_of
from qualcode.analysis.agreement.spans import overlap_of
from qualcode.analysis.agreement.units import Judged
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]


def set_machine_beside(
    run: Run, judged: Judged, codes: Sequence[str], choices: Choices
) -> Iterator[Beside]:
    """Yield the figures of the machine against what all say, and against each coder.

    Units count by their weights: of a stratified sample the figures are those of all talk.
    """
    case = _make_case(run, judged, choices)
    columns = [judged.codes.index(code) for code in codes]
    case = replace(
        case,
        codes=tuple(codes),
        judged=replace(
            judged,
            codes=tuple(codes),
            coded=judged.coded[:, :, columns],
            told=judged.told[:, :, columns],
        ),
        machine=case.machine[:, columns],
        gold=case.gold[:, columns],
        decided=case.decided[:, columns],
        disputed=case.disputed[:, columns],
    )
    compared: list[tuple[str, Pair]] = [(ALL, case.against_gold()), *case.against_coders()]
    for kind, id, units in divide_talk(judged):
        for against, pair in compared:
            figures = figures_of(case, units, pair)
            yield Beside(
                kind,
                id,
                against,
                total_of(case, units, pair),
                dict(zip(codes, figures, strict=True)),
            )


def _make_case(run: Run, judged: Judged, choices: Choices) -> Case:
    finds, _ = locate_finds(run, judged.units, choices.count_negated)
    case = make_case(judged, finds, ALL, choices.resamples)
    if choices.unit == "character":
        return replace(case, machine=_cover(judged, finds))
    return case


def _cover(judged: Judged, finds: Sequence[Find]) -> Flags:
    """Return the parts of talk that lie in the borders of the machine's codings."""
    columns = {code: at for at, code in enumerate(judged.codes)}
    covered = np.zeros((len(judged.units), len(columns)), bool)
    by_transcript: dict[str, list[int]] = {}
    for at, unit in enumerate(judged.units):
        by_transcript.setdefault(unit.transcript, []).append(at)
    codings = {(judged.units[one.unit].transcript, one.code, one.coding) for one in finds}
    for transcript, code, borders in codings:
        if code in columns:
            for at in by_transcript[transcript]:
                unit = judged.units[at]
                if overlap_of((unit.start, unit.stop), borders):
                    covered[at, columns[code]] = True
    return covered
