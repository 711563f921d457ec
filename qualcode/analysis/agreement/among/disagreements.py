"""Who disagrees about what, unit by unit: what coders settle together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qualcode.analysis.agreement.among.results import Disagreement
from qualcode.analysis.agreement.among.said import (
    PRESENT,
    Said,
    find_tensions,
    say_codes,
    say_relations,
    say_tensions,
)
from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.several import MISSING
from qualcode.analysis.agreement.units import Judged, UnitChoice, judge
from qualcode.model.codebook import Codebook
from qualcode.runs.read import Run


def find_disagreements(
    run: Run, coders: Sequence[Coder], unit: UnitChoice = "segment"
) -> tuple[Disagreement, ...]:
    """Find the units about which the coders disagree, by transcript and place.

    Codes that not all who judged the unit gave it, and relations of tensions that not all see
    alike. Tensions themselves follow from their codes.
    """
    given = {code for coder in coders for one in coder.stretches for code in one.codes}
    codes = tuple(code.id for code in run.codebook.codes if code.id in given)
    judged = judge(run, coders, codes, unit)
    return list_disagreements(judged, codes, run.codebook)


def list_disagreements(
    judged: Judged, codes: Sequence[str], codebook: Codebook
) -> tuple[Disagreement, ...]:
    """List what is disputed in the units of these codes, and of the tensions between them."""
    told: list[Said] = [say_codes(judged, codes)]
    tensions = find_tensions(codebook, codes)
    if tensions:
        met = say_tensions(judged, tensions)
        told.append(say_relations(judged, met, codebook))
    names = [coder.name for coder in judged.coders]
    found = [one for said in told for one in _list(said, judged, names)]
    order = {unit: at for at, unit in enumerate(judged.units)}
    return tuple(sorted(found, key=lambda one: order[one.unit]))


def _list(said: Said, judged: Judged, names: Sequence[str]) -> Iterator[Disagreement]:
    for at, item in zip(*np.nonzero(said.disputed), strict=True):
        values = said.values[:, at, item]
        unit = judged.units[int(at)]
        if said.kind == "relation":
            relations = tuple(
                (name, said.categories[value])
                for name, value in zip(names, values, strict=True)
                if value != MISSING
            )
            yield Disagreement("relation", said.ids[item], unit, (), (), relations)
        else:
            yield Disagreement(
                said.kind,
                said.ids[item],
                unit,
                tuple(name for name, one in zip(names, values, strict=True) if one == PRESENT),
                tuple(
                    name
                    for name, one in zip(names, values, strict=True)
                    if one not in (PRESENT, MISSING)
                ),
            )
