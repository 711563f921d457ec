"""How far coders agree: with each other, and where asked the machine with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np

from qualcode.analysis.agreement.aligning import differ_in_borders
from qualcode.analysis.agreement.among.beside import set_machine_beside
from qualcode.analysis.agreement.among.borders import Borders, lay_borders
from qualcode.analysis.agreement.among.disagreements import list_disagreements
from qualcode.analysis.agreement.among.dividing import divide_talk
from qualcode.analysis.agreement.among.measuring import Measure
from qualcode.analysis.agreement.among.results import (
    Agreement,
    Choices,
    Gamma,
    PairOfCoders,
    Part,
)
from qualcode.analysis.agreement.among.said import (
    Said,
    find_tensions,
    say_codes,
    say_relations,
    say_tensions,
)
from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.fitting import Fitted, fit_coders
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS
from qualcode.analysis.agreement.lacking import list_lacking
from qualcode.analysis.agreement.units import FinerChoice, Judged, lay_over
from qualcode.errors import CodersError, Problem, QualcodeError
from qualcode.model.codebook import Codebook
from qualcode.runs.read import Run
from qualcode.yaml_tree.problems import did_you_mean

QUICK = 10_000  # codings of two coders, for which gamma takes a second or two


class _Case(NamedTuple):
    """What is compared."""

    run: Run
    fitted: Fitted
    judged: Judged
    codes: tuple[str, ...]  # that somebody gave
    choices: Choices
    borders: Borders


def agree(run: Run, coders: Sequence[Coder], choices: Choices | None = None) -> Agreement:
    """Compare what several coders say of the same talk.

    QualcodeError when there are fewer than two coders, none of their stretches can be placed, or
    no two of them have judged the same.
    """
    chosen = choices or Choices()
    if len(coders) < 2:
        raise QualcodeError(_tell_few(coders))
    codes, not_given = _choose_codes(run.codebook, coders, chosen.code)
    compared = _in_order(run.codebook, (*codes, *not_given))  # the machine may be wrong in any
    every = _in_order(run.codebook, chain(*_choose_codes(run.codebook, coders, "")))
    fitted = fit_coders(run, coders)
    judged = lay_over(run, coders, fitted, every, chosen.unit)
    _check(judged, coders)
    case = _Case(run, fitted, judged, codes, chosen, lay_borders(run, fitted, codes))
    gamma = _choose_gamma(case)
    parts = tuple(_make_parts(case, gamma=gamma == "drawn"))
    pairs = tuple(_compare_pairs(case, gamma=gamma == "drawn"))
    if gamma == "drawn" and parts[0].lots is None:
        gamma = "dense" if len(case.borders.continuum.units) else "unasked"
    listed = judged
    if chosen.unit == "character":  # what people settle are stretches, not signs
        listed = lay_over(run, coders, fitted, every, "segment")
    return Agreement(
        chosen,
        run.codebook,
        judged.coders,
        parts,
        pairs,
        tuple(set_machine_beside(run, judged, compared, chosen)) if chosen.machine else (),
        chosen.machine and judged.weighted,
        not_given,
        list_disagreements(listed, codes, run.codebook),
        judged.problems,
        list_lacking(judged, compared if chosen.machine else codes),
        gamma,
    )


def _choose_gamma(case: _Case) -> Gamma:
    """Tell whether gamma is to be drawn, as people ask or as it says something beside the rest."""
    asked, units = case.choices.gamma, case.borders.continuum.units
    if asked is not None:
        return "drawn" if asked else "unasked"
    if not differ_in_borders(units):
        return "unasked"
    return "drawn" if units.coders == 2 and len(units) <= QUICK else "many"


def _tell_few(coders: Sequence[Coder]) -> Problem:
    said = f"there is only {coders[0].name}" if coders else "there is nobody"
    return Problem("agreement", f"needs two coders: {said}", cure="name the tables of more")


def _choose_codes(
    codebook: Codebook, coders: Iterable[Coder], only: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that somebody gave, as in the codebook, and others with indicators."""
    given = {code for coder in coders for one in coder.stretches for code in one.codes}
    known = [code.id for code in codebook.codes]
    if only and only not in known:
        cure = did_you_mean(only, known)
        raise QualcodeError(Problem("--code", f"`{only}` is no code of the codebook", cure=cure))
    asked = [id for id in known if not only or id == only or id.startswith(f"{only}.")]
    sought = {code.id for code in codebook.codes if code.sought}
    return (
        tuple(id for id in asked if id in given),
        tuple(id for id in asked if id in sought and id not in given),
    )


def _in_order(codebook: Codebook, codes: Iterable[str]) -> tuple[str, ...]:
    chosen = set(codes)
    return tuple(code.id for code in codebook.codes if code.id in chosen)


def _check(judged: Judged, coders: Sequence[Coder]) -> None:
    if not judged.units:
        nothing = Problem(coders[0].file, "holds nothing that can be compared")
        raise CodersError(judged.problems or nothing)
    if not (judged.seen.sum(0) > 1).any():
        names = ", ".join(coder.name for coder in coders)
        cure = "let them read the same: `qualcode review --blind --sample 60 --seed 1`"
        nothing = Problem(names, "have judged nothing in common", cure=cure)
        raise CodersError([*judged.problems, nothing])


def _say(
    judged: Judged, codes: Sequence[str], codebook: Codebook, unit: FinerChoice
) -> Iterator[Said]:
    """Yield all that is compared; of characters there are no tensions."""
    yield say_codes(judged, codes)
    between = find_tensions(codebook, codes)
    if between and unit != "character":
        tensions = say_tensions(judged, between)
        yield tensions
        yield say_relations(judged, tensions, codebook)


def _make_parts(case: _Case, *, gamma: bool) -> Iterator[Part]:
    said = tuple(_say(case.judged, case.codes, case.run.codebook, case.choices.unit))
    for kind, id, units in divide_talk(case.judged):
        measure = Measure(case.judged, case.borders, units, case.choices.resamples)
        together, lots = measure.figure_together(case.codes, gamma=gamma)
        yield Part(
            kind,
            id,
            measure.shared,
            measure.people,
            measure.people >= FEWEST_RESPONDENTS,
            tuple(item for one in said for item in measure.figure(one)),
            together,
            lots,
        )


def _compare_pairs(case: _Case, *, gamma: bool) -> Iterator[PairOfCoders]:
    """Compare every two of three coders or more."""
    coders = range(len(case.judged.coders))
    for pair in combinations(coders, 2) if len(coders) > 2 else ():
        judged = _narrow(case.judged, pair)
        placed = {id: tuple(some[at] for at in pair) for id, some in case.fitted.placed.items()}
        borders = lay_borders(case.run, replace(case.fitted, placed=placed), case.codes)
        everywhere = np.arange(len(judged.units))
        measure = Measure(judged, borders, everywhere, case.choices.resamples)
        together, lots = measure.figure_together(case.codes, gamma=gamma)
        disputed = say_codes(judged, case.codes).disputed.sum(1) @ judged.sizes
        first, second = (coder.name for coder in judged.coders)
        yield PairOfCoders((first, second), measure.shared, int(disputed), together, lots)


def _narrow(judged: Judged, coders: Sequence[int]) -> Judged:
    """Return what some of the coders say."""
    own = [*coders]
    return replace(
        judged,
        coders=tuple(judged.coders[at] for at in own),
        seen=judged.seen[own],
        coded=judged.coded[own],
        told=judged.told[own],
        relations=tuple(judged.relations[at] for at in own),
    )
