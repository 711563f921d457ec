"""`qualcode agree`: how far people who have coded the same talk agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import check_page_language
from qualcode.cli.output import FINDINGS, print_problems

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Agreement, Coder, FinerChoice
    from qualcode.runs.read import Run
    from qualcode.study import Study


def agree(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[RUN]",
            help="The run. Default: the study's, or run. Further CSV files go with --against.",
        ),
    ] = None,
    coders: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Only these coders. Default: all, but not `consensus`."),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE…", help="Tables of coders (CSV), beside the decisions."),
    ] = None,
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
    resamples: Annotated[
        int, typer.Option(min=0, max=100_000, help="Of the bootstrap for limits; 0: no limits.")
    ] = 1_000,
    out: Annotated[
        Path | None, typer.Option(help="Also write FILE.html, a new FILE.csv, or a folder of all.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of what is written: en or ru.")] = "en",
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Compare what several people have coded: how far they agree, code by code, and where not."""
    from qualcode.analysis.agreement.among import Choices, agree
    from qualcode.cli.coders import load_everybody, sort_places
    from qualcode.cli.runs import load_run
    from qualcode.study import find_study

    chosen_unit = _check_unit(unit)
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
    )
    agreement = agree(run, named, choices)
    if out:
        _write(out, run, agreement, language)
    _print(run, agreement, language, as_json=json)
    print_problems(agreement.problems)
    if agreement.problems:
        raise typer.Exit(FINDINGS)


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
    raise QualcodeError(Problem("agreement", f"needs two coders; {who} {what}", cure=cure))


def _check_unit(unit: str | None) -> FinerChoice | None:
    from qualcode.analysis.agreement import FINER_UNITS

    if unit is None:
        return None
    for known in FINER_UNITS:
        if unit == known:
            return known
    raise typer.BadParameter(f"must be {', '.join(FINER_UNITS)}", param_hint="--unit")


def _print(run: Run, agreement: Agreement, language: str, *, as_json: bool) -> None:
    if as_json:
        from json import dumps

        from qualcode.analysis.agreement.among.tables import describe

        typer.echo(dumps(describe(agreement), ensure_ascii=False, indent=1))
    else:
        from qualcode.reporting.agreement import render_text

        typer.echo(render_text(run, agreement, language))


def _write(out: Path, run: Run, agreement: Agreement, language: str) -> None:
    """Write what the name of `out` asks for, whole or not at all."""
    from qualcode.analysis.agreement.among.tables import tabulate_items
    from qualcode.reporting.agreement import render_page, write_agreement
    from qualcode.reporting.evaluation import render_csv
    from qualcode.runs.output import write_whole

    if out.suffix.lower() == ".html":
        write_whole(out, render_page(run, agreement, language))
    elif out.suffix.lower() == ".csv":
        write_whole(out, render_csv(tabulate_items(agreement)))
    else:
        write_agreement(out, run, agreement, language)
    typer.echo(f"agreement: {out}", err=True)
