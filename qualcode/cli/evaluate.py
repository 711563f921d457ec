"""`qualcode evaluate`: a run measured against what people have coded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import check_page_language
from qualcode.cli.output import FINDINGS, print_problems

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Evaluation, UnitChoice
    from qualcode.runs.read import Run


def evaluate(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[RUN]",
            help="The run. Default: the study's, or run. Further CSV files go with --against.",
        ),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE…", help="Tables of coders (CSV), one or several."),
    ] = None,
    gold: Annotated[
        str, typer.Option(help="What counts as right: all (agree), any, or a coder's name.")
    ] = "all",
    unit: Annotated[
        str, typer.Option(help="What is compared: stretch (the coders'), segment or turn.")
    ] = "stretch",
    count_negated: Annotated[
        bool, typer.Option("--count-negated", help="Count what is only denied as found too.")
    ] = False,
    code: Annotated[
        str, typer.Option(help="Only this code and those below it, with every mistake.")
    ] = "",
    resamples: Annotated[
        int, typer.Option(min=0, max=100_000, help="Of the bootstrap for limits; 0: no limits.")
    ] = 1_000,
    out: Annotated[
        Path | None, typer.Option(help="Also write FILE.html, a new FILE.csv, or a folder of all.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the HTML page: en or ru.")] = "en",
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    blank: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Only write a new FILE.csv for a coder to fill in."),
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="With --blank: so many stretches, drawn by lot.")
    ] = None,
    seed: Annotated[int, typer.Option(help="With --sample: another number draws others.")] = 1,
) -> None:
    """Measure the machine against people: what it misses, what it finds wrongly, and why."""
    from qualcode.analysis.agreement import Choices, load_coders
    from qualcode.analysis.agreement import evaluate as measure
    from qualcode.cli.coders import leave_out_withdrawn, sort_places
    from qualcode.cli.runs import load_run
    from qualcode.study import find_study

    if blank:
        if against:
            raise typer.BadParameter("makes a table and reads none", param_hint="--blank")
        _write_blank(blank, sort_places(places, None, find_study(Path()))[0], unit, sample, seed)
        return
    if sample:
        raise typer.BadParameter("goes with --blank", param_hint="--sample")
    if not against:
        raise typer.BadParameter(
            "name the coders' tables; --blank FILE.csv makes an empty one", param_hint="--against"
        )
    folder, files = sort_places(places, against, find_study(Path()))
    chosen = Choices(_check_unit(unit), gold, count_negated, code, resamples)
    check_page_language(language)
    run = load_run(folder)
    study = find_study(Path(), needs_codebook=False)
    coders = leave_out_withdrawn(load_coders(files, run.codebook), study)
    evaluation = measure(run, coders, chosen)
    if out:
        _write(out, run, evaluation, language)
    _print(evaluation, json)
    print_problems(evaluation.problems)
    if evaluation.problems:
        raise typer.Exit(FINDINGS)


def _write_blank(out: Path, folder: Path, unit: str, sample: int | None, seed: int) -> None:
    """Write an empty table for coders; never over a file, somebody may have filled it in."""
    from qualcode.analysis.agreement import make_blank
    from qualcode.cli.runs import load_run
    from qualcode.reporting.evaluation import render_blank
    from qualcode.runs.output import write_whole

    if out.suffix.lower() != ".csv":
        raise typer.BadParameter("must end in .csv", param_hint="--blank")
    chosen = _check_unit(unit)
    blank = make_blank(load_run(folder), "turn" if chosen == "turn" else "segment", sample, seed)
    write_whole(out, render_blank(blank))
    typer.echo(
        f"table: {out}, {len(blank.rows)} of {blank.stretches} stretches of respondents' talk"
    )
    typer.echo("Fill in `codes`; a line without codes says that none fits: delete unread lines.")


def _check_unit(unit: str) -> UnitChoice:
    from qualcode.analysis.agreement import UNITS

    for known in UNITS:
        if unit == known:
            return known
    raise typer.BadParameter(f"must be {', '.join(UNITS)}", param_hint="--unit")


def _print(evaluation: Evaluation, as_json: bool) -> None:
    if as_json:
        from json import dumps

        from qualcode.analysis.agreement.tables import describe

        typer.echo(dumps(describe(evaluation), ensure_ascii=False, indent=1))
    else:
        from qualcode.reporting.evaluation import render_text

        typer.echo(render_text(evaluation))


def _write(out: Path, run: Run, evaluation: Evaluation, language: str) -> None:
    """Write what the name of `out` asks for, whole or not at all."""
    from qualcode.analysis.agreement.tables import tabulate_codes
    from qualcode.reporting.evaluation import render_csv, render_page, write_evaluation
    from qualcode.runs.output import write_whole

    if out.suffix.lower() == ".html":
        write_whole(out, render_page(run, evaluation, language))
    elif out.suffix.lower() == ".csv":
        write_whole(out, render_csv(tabulate_codes(evaluation)))
    else:
        write_evaluation(out, run, evaluation, language)
    typer.echo(f"evaluation: {out}", err=True)
