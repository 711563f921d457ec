"""How far coders agree: with each other, and where asked the machine with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations

import numpy as np

from qualcode.analysis.agreement.among.beside import set_machine_beside
from qualcode.analysis.agreement.among.borders import lay_borders
from qualcode.analysis.agreement.among.disagreements import list_disagreements
from qualcode.analysis.agreement.among.dividing import divide_talk
from qualcode.analysis.agreement.among.measuring import Measure
from qualcode.analysis.agreement.among.results import Agreement, Choices, PairOfCoders, Part
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
from qualcode.analysis.agreement.units import FinerChoice, Judged, lay_over
from qualcode.errors import CodersError, Problem, QualcodeError
from qualcode.model.codebook import Codebook
from qualcode.runs.read import Run
from qualcode.yaml_tree.problems import did_you_mean


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
    listed = judged
    if chosen.unit == "character":  # what people settle are stretches, not signs
        listed = lay_over(run, coders, fitted, every, "segment")
    return Agreement(
        chosen,
        run.codebook,
        judged.coders,
        tuple(_make_parts(run, fitted, judged, codes, chosen)),
        tuple(_compare_pairs(run, fitted, judged, codes, chosen)),
        tuple(set_machine_beside(run, judged, compared, chosen)) if chosen.machine else (),
        chosen.machine and judged.weighted,
        not_given,
        list_disagreements(listed, codes, run.codebook),
        judged.problems,
    )


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
        raise CodersError(Problem(names, "have judged nothing in common", cure=cure))


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


def _make_parts(
    run: Run, fitted: Fitted, judged: Judged, codes: Sequence[str], choices: Choices
) -> Iterator[Part]:
    borders = lay_borders(run, fitted, codes)
    said = tuple(_say(judged, codes, run.codebook, choices.unit))
    for kind, id, units in divide_talk(judged):
        measure = Measure(judged, borders, units, choices.resamples)
        yield Part(
            kind,
            id,
            measure.shared,
            measure.people,
            measure.people >= FEWEST_RESPONDENTS,
            tuple(item for one in said for item in measure.figure(one)),
            measure.figure_together(codes),
        )


def _compare_pairs(
    run: Run, fitted: Fitted, judged: Judged, codes: Sequence[str], choices: Choices
) -> Iterator[PairOfCoders]:
    """Compare every two of three coders or more."""
    coders = range(len(judged.coders))
    for pair in combinations(coders, 2) if len(coders) > 2 else ():
        own = [*pair]
        narrowed = replace(
            judged,
            coders=tuple(judged.coders[at] for at in pair),
            seen=judged.seen[own],
            coded=judged.coded[own],
            relations=tuple(judged.relations[at] for at in pair),
        )
        placed = {id: tuple(some[at] for at in pair) for id, some in fitted.placed.items()}
        borders = lay_borders(run, replace(fitted, placed=placed), codes)
        everywhere = np.arange(len(judged.units))
        measure = Measure(narrowed, borders, everywhere, choices.resamples)
        names = judged.coders[pair[0]].name, judged.coders[pair[1]].name
        disputed = say_codes(narrowed, codes).disputed.sum(1) @ judged.sizes
        yield PairOfCoders(names, measure.shared, int(disputed), measure.figure_together(codes))
