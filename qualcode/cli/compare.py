"""`qualcode compare`: groups of respondents compared, code by code, with what chance could do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.comparing import (
    Against,
    By,
    Codes,
    MeasureName,
    Said,
    Strata,
    choose_comparison,
    split_names,
)

if TYPE_CHECKING:
    from qualcode.analysis.results import Results

_BOOK, _TABLE = ".xlsx", ".csv"


def compare(
    places: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[RUN]", help="The run. Default: the study's, or run."),
    ] = None,
    by: By = None,
    strata: Strata = None,
    measure: MeasureName = "share_segments",
    codes: Codes = None,
    language: Annotated[
        str | None, typer.Option(help="Only talk in this language. Default: all together.")
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Print this table of results whole; may be repeated."),
    ] = None,
    against: Against = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write a new FILE.csv (one --table), FILE.xlsx, or a folder of tables."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    draws: Annotated[
        int, typer.Option(min=99, max=1_000_000, help="Of permutations, where all are too many.")
    ] = 9_999,
    resamples: Annotated[
        int, typer.Option(min=100, max=100_000, help="Of the bootstrap over respondents.")
    ] = 2_000,
    seed: Annotated[int, typer.Option(min=0, help="Of all random draws.")] = 1,
) -> None:
    """Compare groups of respondents: who mentions what, how much, and could it be chance."""
    from dataclasses import replace

    from qualcode.analysis.results import analyse
    from qualcode.cli.coders import sort_places
    from qualcode.cli.runs import load_run
    from qualcode.study import find_study

    names = _check_tables(table or [])
    if out:
        _check_out(out, names)
    study = find_study(Path())
    folder, tables = sort_places(places, against, study)
    said = Said(by, strata, measure, codes or (), tables)
    run = load_run(folder)
    choices = choose_comparison(said, run, study)
    choices = replace(choices, seed=seed, draws=draws, resamples=resamples)
    results = analyse(run, choices)
    if language is not None:
        _check_language(language, results)
    if out:
        _write(out, results, names, language)
    _print(results, names, language, json)


def _check_tables(named: Sequence[str]) -> tuple[str, ...]:
    """Return the tables named, each once; a comma may stand between them."""
    from qualcode.analysis.results import ANALYSES

    known = [analysis.description.name for analysis in ANALYSES]
    names = split_names(named)
    if unknown := [name for name in names if name not in known]:
        listed = ", ".join(f"`{name}`" for name in unknown)
        raise typer.BadParameter(f"{listed}: there are {', '.join(known)}", param_hint="--table")
    return names


def _check_language(said: str, results: Results) -> None:
    known = [scope.language for scope in results.scopes if scope.language]
    if said not in known:
        spoken = f"there are {', '.join(known)}" if known else "nobody speaks any that is known"
        raise typer.BadParameter(f"nobody speaks `{said}`: {spoken}", param_hint="--language")


def _check_out(out: Path, names: Sequence[str]) -> None:
    """Refuse what cannot be written, before any work."""
    from qualcode.errors import Problem, RefusedError

    if out.suffix.lower() == _TABLE:
        if len(names) != 1:
            message = "a .csv holds one table: name it with --table; a folder holds all"
            raise typer.BadParameter(message, param_hint="--out")
        if out.exists():
            raise RefusedError(Problem(str(out), "exists already", cure="name a new file"))
    elif out.suffix and out.suffix.lower() != _BOOK and not out.is_dir():
        raise typer.BadParameter("must end in .csv or .xlsx, or be a folder", param_hint="--out")


def _print(results: Results, names: Sequence[str], language: str | None, as_json: bool) -> None:
    from qualcode.reporting.comparison import describe_comparison, render_grid, render_text

    if as_json:
        from json import dumps

        told = describe_comparison(results, names or list(results), language)
        typer.echo(dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
    elif names:
        from qualcode.cli.editing import choose_width

        for name in names:
            typer.echo(render_grid(results, name, language, choose_width()) + "\n")
    else:
        typer.echo(render_text(results, language))


def _write(out: Path, results: Results, names: Sequence[str], language: str | None) -> None:
    """Write what the name of `out` asks for, whole or not at all."""
    from qualcode.reporting.comparison import write_book, write_folder, write_table

    tables = names or list(results)
    if out.suffix.lower() == _TABLE:
        write_table(out, results, names[0], language)
    elif out.suffix.lower() == _BOOK:
        write_book(out, results, tables, language)
    else:
        write_folder(out, results, tables, language)
    typer.echo(f"comparison: {out}", err=True)
