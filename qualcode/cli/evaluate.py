"""`qualcode evaluate`: a run measured against what people have coded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.coders import (
    AgainstAnybody,
    AsJson,
    Out,
    Resamples,
    RunAndTables,
    choose_unit,
    load_anybody,
    sort_places,
    tell_outcome,
)
from qualcode.cli.options import check_page_language
from qualcode.cli.runs import load_run


def evaluate(
    places: RunAndTables = None,
    against: AgainstAnybody = None,
    all_decisions: Annotated[
        bool, typer.Option("--all", help="Of people named: decisions too that were not made blind.")
    ] = False,
    gold: Annotated[
        str, typer.Option(help="What counts as right: all (agree), any, or a coder's name.")
    ] = "all",
    unit: Annotated[
        str | None,
        typer.Option(
            help="What is compared: stretch (the coders'), segment or turn. Default: segment for"
            " decisions, else stretch."
        ),
    ] = None,
    count_negated: Annotated[
        bool, typer.Option("--count-negated", help="Count what is only denied as found too.")
    ] = False,
    code: Annotated[
        str, typer.Option(help="Only this code and those below it, with every mistake.")
    ] = "",
    resamples: Resamples = 1_000,
    out: Out = None,
    language: Annotated[str, typer.Option(help="Language of the HTML page: en or ru.")] = "en",
    json: AsJson = False,
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
    from qualcode.analysis.agreement import UNITS, Choices
    from qualcode.analysis.agreement import evaluate as measure
    from qualcode.reporting.evaluation import present_evaluation
    from qualcode.study import find_study

    if blank:
        if against:
            raise typer.BadParameter("makes a table and reads none", param_hint="--blank")
        folder = sort_places(places, None, find_study(Path()))[0]
        _write_blank(blank, folder, unit or "segment", sample, seed)
        return
    if sample:
        raise typer.BadParameter("goes with --blank", param_hint="--sample")
    if not against:
        raise typer.BadParameter(
            "name coders' tables, or who has decided blind; --blank FILE.csv makes an empty table",
            param_hint="--against",
        )
    asked = None if unit is None else choose_unit(unit, UNITS)
    check_page_language(language)
    study = find_study(Path(), needs_codebook=False)
    folder, named = sort_places(places, against, study)
    run = load_run(folder)
    decided, tables = load_anybody(run, study, named, blind=not all_decisions)
    coders = (*decided, *tables)
    chosen = Choices(
        asked or ("segment" if decided else "stretch"),
        gold,
        count_negated,
        code,
        resamples,
        blind=not all_decisions if decided else None,
    )
    evaluation = measure(run, coders, chosen)
    outcome = present_evaluation(run, evaluation, language)
    tell_outcome(outcome, evaluation.problems, out, as_json=json)


def _write_blank(out: Path, folder: Path, unit: str, sample: int | None, seed: int) -> None:
    """Write an empty table for coders; never over a file, somebody may have filled it in."""
    from qualcode.analysis.agreement import UNITS, make_blank
    from qualcode.reporting.evaluation import render_blank
    from qualcode.runs.output import write_whole

    if out.suffix.lower() != ".csv":
        raise typer.BadParameter("must end in .csv", param_hint="--blank")
    chosen = choose_unit(unit, UNITS)
    blank = make_blank(load_run(folder), "turn" if chosen == "turn" else "segment", sample, seed)
    write_whole(out, render_blank(blank))
    typer.echo(
        f"table: {out}, {len(blank.rows)} of {blank.stretches} stretches of respondents' talk"
    )
    typer.echo("Fill in `codes`; a line without codes says that none fits: delete unread lines.")
