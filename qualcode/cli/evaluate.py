"""`qualcode evaluate`: a run measured against what people have coded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.output import FINDINGS, print_problems

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Evaluation, UnitChoice
    from qualcode.analysis.agreement.coders import Coder
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
    from qualcode.cli.runs import load_run

    if blank:
        if against:
            raise typer.BadParameter("makes a table and reads none", param_hint="--blank")
        _write_blank(blank, _choose_run(places or []), unit, sample, seed)
        return
    if sample:
        raise typer.BadParameter("goes with --blank", param_hint="--sample")
    folder, files = _sort_places(places or [], against or [])
    chosen = Choices(_check_unit(unit), gold, count_negated, code, resamples)
    _check_language(language)
    run = load_run(folder)
    coders = _without_withdrawn(load_coders(files, run.codebook))
    evaluation = measure(run, coders, chosen)
    if out:
        _write(out, run, evaluation, language)
    _print(evaluation, json)
    print_problems(evaluation.problems)
    if evaluation.problems:
        raise typer.Exit(FINDINGS)


def _without_withdrawn(coders: tuple[Coder, ...]) -> tuple[Coder, ...]:
    """Leave out what was coded of interviews that the study has withdrawn since, and say so."""
    from dataclasses import replace

    from qualcode.study import find_study

    study = find_study(Path(), needs_codebook=False)
    if study is None or not study.withdrawn:
        return coders
    gone_files = study.withdrawn.may_hold
    left = tuple(
        replace(coder, stretches=tuple(one for one in coder.stretches if not gone_files(one.file)))
        for coder in coders
    )
    gone = sum(len(coder.stretches) for coder in coders) - sum(len(one.stretches) for one in left)
    if gone:
        typer.echo(f"{gone} stretches of withdrawn interviews left out", err=True)
    return left


def _sort_places(places: list[Path], against: list[Path]) -> tuple[Path, list[Path]]:
    """Tell the run from the tables: `--against A.csv B.csv` leaves B.csv among the arguments."""
    if not against:
        raise typer.BadParameter(
            "name the coders' tables; --blank FILE.csv makes an empty one", param_hint="--against"
        )
    tables = [place for place in places if place.suffix.lower() in (".csv", ".tsv", ".txt")]
    return _choose_run([place for place in places if place not in tables]), [*against, *tables]


def _choose_run(folders: list[Path]) -> Path:
    """Return the one run named, else the study's."""
    from qualcode.study import find_study

    if len(folders) > 1:
        more = ", ".join(f"`{place}`" for place in folders[1:])
        raise typer.BadParameter(f"{more}: too many; name one run")
    study = find_study(Path())
    default = study.run if study else Path("run")
    return folders[0] if folders else default


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


def _check_language(language: str) -> None:
    from qualcode.study import REPORT_LANGUAGES

    if language not in REPORT_LANGUAGES:
        raise typer.BadParameter("must be en or ru", param_hint="--language")


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
