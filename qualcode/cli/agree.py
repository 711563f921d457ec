"""`qualcode agree`: how far people who have coded the same talk agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.coders import (
    Against,
    AsJson,
    Out,
    Resamples,
    RunAndTables,
    choose_unit,
    load_everybody,
    sort_places,
    tell_outcome,
)
from qualcode.cli.options import check_page_language
from qualcode.cli.runs import load_run

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Coder
    from qualcode.study import Study


def agree(
    places: RunAndTables = None,
    coders: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Only these coders. Default: all, but not `consensus`."),
    ] = None,
    against: Against = None,
    all_decisions: Annotated[
        bool, typer.Option("--all", help="Count decisions too that were not made blind.")
    ] = False,
    machine: Annotated[
        bool, typer.Option("--machine", help="Set the machine beside the people.")
    ] = False,
    unit: Annotated[
        str | None,
        typer.Option(
            help="segment, turn, character, or stretch (the coders' own). Default: segment;"
            " stretch where there are only tables."
        ),
    ] = None,
    code: Annotated[
        str, typer.Option(help="Only this code and those below it, with every disagreement.")
    ] = "",
    gamma: Annotated[
        bool | None,
        typer.Option(
            "--gamma/--no-gamma",
            help="Draw gamma, of places and codes at once. Default: where two coders set borders"
            " otherwise, and it takes but a moment.",
        ),
    ] = None,
    resamples: Resamples = 1_000,
    out: Out = None,
    language: Annotated[str, typer.Option(help="Language of what is written: en or ru.")] = "en",
    json: AsJson = False,
) -> None:
    """Compare what several people have coded: how far they agree, code by code, and where not."""
    from qualcode.analysis.agreement import FINER_UNITS
    from qualcode.analysis.agreement.among import Choices, agree
    from qualcode.reporting.agreement import present_agreement
    from qualcode.study import find_study

    chosen_unit = None if unit is None else choose_unit(unit, FINER_UNITS)
    check_page_language(language)
    study = find_study(Path(), needs_codebook=False)
    folder, files = sort_places(places, against, study)
    run = load_run(folder)
    decided, tables = load_everybody(run, study, files, blind=not all_decisions)
    named = _choose((*decided, *tables), coders)
    _check_enough(named, study, blind=not all_decisions)
    from_logs = {coder.name for coder in decided} & {coder.name for coder in named}
    choices = Choices(
        chosen_unit or ("segment" if from_logs else "stretch"),
        code,
        resamples,
        machine,
        blind=not all_decisions if from_logs else None,
        gamma=gamma,
    )
    agreement = agree(run, named, choices)
    outcome = present_agreement(run, agreement, language)
    tell_outcome(outcome, agreement.problems, out, as_json=json)


def _choose(everybody: Sequence[Coder], said: str | None) -> tuple[Coder, ...]:
    """Return the coders named, in that order; without names all but what was settled together."""
    from qualcode.errors import Problem, QualcodeError
    from qualcode.model.decision import CONSENSUS
    from qualcode.yaml_tree.problems import did_you_mean, listed

    names = [coder.name for coder in everybody]
    if said is None:
        return tuple(coder for coder in everybody if coder.name != CONSENSUS)
    by_name = {coder.name: coder for coder in everybody}
    asked = dict.fromkeys(name.strip() for name in said.split(",") if name.strip())
    problems = [
        Problem(
            "--coders",
            f"`{name}` has coded nothing here",
            cure=did_you_mean(name, names) or f"there are {listed(names) or 'none'}",
        )
        for name in asked
        if name not in by_name
    ]
    if problems:
        raise QualcodeError(problems)
    return tuple(by_name[name] for name in asked)


def _check_enough(named: Sequence[Coder], study: Study | None, *, blind: bool) -> None:
    """Refuse to compare fewer than two coders, and say what leads to a second."""
    from qualcode.errors import Problem, QualcodeError

    if len(named) > 1:
        return
    what = "blind decisions" if blind else "decisions"
    who = f"only {named[0].name} has" if named else "nobody has"
    cure = (
        "let two people code the same sample with `qualcode review --blind --sample 60 --seed 1"
        " --coder NAME`, or name tables with --against"
    )
    if blind and study and study.logs.is_dir():
        cure += "; --all counts other decisions too"
    if named:
        cure += f"; `qualcode evaluate --against {named[0].name}` sets the machine beside one alone"
    raise QualcodeError(Problem("agreement", f"needs two coders; {who} {what}", cure=cure))
