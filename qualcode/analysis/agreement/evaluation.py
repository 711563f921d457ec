"""The machine measured against people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from qualcode.analysis.agreement.case import Case, make_case
from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.gold import check_gold
from qualcode.analysis.agreement.lacking import list_lacking
from qualcode.analysis.agreement.machine import Taken, locate_finds
from qualcode.analysis.agreement.mistakes import (
    list_disputed,
    list_found,
    list_missed,
    rate_indicators,
)
from qualcode.analysis.agreement.panels import in_order, make_panel, total_of
from qualcode.analysis.agreement.results import Choices, Evaluation
from qualcode.analysis.agreement.units import judge
from qualcode.errors import CodersError, Problem, QualcodeError
from qualcode.model.codebook import Codebook
from qualcode.runs.read import Run
from qualcode.yaml_tree.problems import did_you_mean


def evaluate(run: Run, coders: Sequence[Coder], choices: Choices | None = None) -> Evaluation:
    """Measure the run's codings against those of the coders.

    QualcodeError when the choices fit nothing, or none of the coders' rows can be placed.
    """
    chosen = choices or Choices()
    case, taken = lay_side_by_side(run, coders, chosen)
    judged = case.judged
    languages = in_order(unit.language for unit in judged.units)
    everywhere = np.arange(len(judged.units))
    return Evaluation(
        chosen,
        run.codebook,
        judged.coders,
        tuple(make_panel(case, run.codebook, language) for language in languages),
        total_of(case, everywhere, case.against_gold()) if len(languages) > 1 else None,
        rate_indicators(case, run.codebook),
        tuple(list_found(case, case.gold)),
        tuple(list_missed(case, taken)),
        tuple(list_found(case, ~case.gold)),
        tuple(list_disputed(case)),
        judged.problems,
        list_lacking(judged, case.codes),
        judged.weighted,
    )


def lay_side_by_side(
    run: Run, coders: Sequence[Coder], choices: Choices
) -> tuple[Case, tuple[Taken, ...]]:
    """Set what the machine found beside what people coded; errors as in `evaluate`."""
    check_gold(choices.gold, [coder.name for coder in coders])
    codes = _codes_of(run.codebook, coders, choices.code)
    judged = judge(run, coders, codes, choices.unit)
    if not judged.units:
        raise CodersError(
            judged.problems or Problem(coders[0].file, "holds nothing that can be compared")
        )
    finds, taken = locate_finds(run, judged.units, choices.count_negated)
    return make_case(judged, finds, choices.gold, choices.resamples), taken


def _codes_of(codebook: Codebook, coders: Iterable[Coder], only: str) -> tuple[str, ...]:
    """Return the codes to be compared: those with indicators, and those that people gave."""
    given = {code for coder in coders for one in coder.stretches for code in one.codes}
    known = [code.id for code in codebook.codes]
    if only and only not in known:
        cure = did_you_mean(only, known)
        raise QualcodeError(Problem("--code", f"`{only}` is no code of the codebook", cure=cure))
    return tuple(
        code.id
        for code in codebook.codes
        if (code.sought or code.id in given)
        and (not only or code.id == only or code.id.startswith(f"{only}."))
    )
