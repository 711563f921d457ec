"""`qualcode suggest --indicators`: lines for the codebook, from what the rules have missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.output import FINDINGS, print_problems

if TYPE_CHECKING:
    from qualcode.analysis.agreement.coders import Coder
    from qualcode.errors import Problem
    from qualcode.learning.indicators import Proposals
    from qualcode.runs.read import Run
    from qualcode.study import Study

Wanted = Annotated[
    bool,
    typer.Option(
        "--indicators", help="Propose indicators for the codebook instead of codes for segments."
    ),
]
Code = Annotated[
    str, typer.Option(help="With --indicators: only for this code and those below it.")
]
MinGain = Annotated[
    int,
    typer.Option(
        min=1, help="With --indicators: coded segments that it finds and no rule does, at least."
    ),
]
_YAML, _TABLE = (".yaml", ".yml"), ".csv"


def check_out(out: Path | None) -> None:
    """Refuse a file of another kind before any work."""
    if out is not None and out.suffix.lower() not in (*_YAML, _TABLE):
        raise typer.BadParameter("with --indicators must end in .yaml or .csv", param_hint="--out")


def check_together(wanted: bool, code: str, extra: object) -> None:
    """Refuse options that would do nothing."""
    if code and not wanted:
        raise typer.BadParameter("says nothing without --indicators", param_hint="--code")
    if extra and wanted:
        message = "proposals rest on what people coded alone: not with --embeddings or --endpoint"
        raise typer.BadParameter(message, param_hint="--indicators")


def suggest_indicators(
    run: Run,
    coders: Sequence[Coder],
    study: Study | None,
    code: str,
    min_gain: int,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Propose, print, write where a file is named; exit code 1 where rows could not be used."""
    from qualcode.learning.indicators import propose_indicators

    file = _find_codebook(run, study)
    found = propose_indicators(run, coders, code=code, least=min_gain)
    if out is not None:
        _write(found, file, out)
    _print(found, file, as_json=as_json)
    problems = [*found.problems, *_find_empty(found)]
    print_problems(problems)
    if problems:
        raise typer.Exit(FINDINGS)


def _find_empty(found: Proposals) -> Iterator[Problem]:
    """Yield that nothing of what was read has a code, or all the same: nothing can be chosen."""
    from qualcode.errors import Problem

    coded = [one for one in found.asked if one.coded]
    coders = ", ".join(found.coders)
    if found.units and not coded:
        agreed = " that coders agree on" if len(found.coders) > 1 else ""
        message = f"none of {found.units} units has a code{agreed}"
        yield Problem(coders, message, cure="fill in the column `codes`, or leave the table out")
    elif len({one.code for one in coded}) == 1 < sum(one.coded for one in coded) == found.units:
        message = f"all {found.units} units have the same code, {coded[0].code}, and no other"
        yield Problem(coders, message, cure="nothing tells it from others: see whether it is meant")


def _find_codebook(run: Run, study: Study | None) -> str:
    """Return the file in which lines are to be pasted: the study's, if it is as the run had it."""
    place = study.codebook if study else None
    if place is None or not place.is_file():
        return run.codebook.file
    if place.read_bytes().decode("utf-8-sig", "replace") != run.codebook.source:
        message = "has changed since the run: line numbers are those of the run's codebook.yaml"
        typer.echo(f"{place} {message}; `qualcode tag` again first", err=True)
        return run.codebook.file
    try:
        return str(place.relative_to(Path.cwd()))
    except ValueError:
        return str(place)


def _print(found: Proposals, file: str, *, as_json: bool) -> None:
    if as_json:
        from json import dumps

        from qualcode.learning.indicators.as_file import describe

        typer.echo(dumps(describe(found, file), ensure_ascii=False, indent=1))
        return
    from qualcode.cli.editing import choose_width
    from qualcode.learning.indicators.as_text import render_text

    typer.echo(render_text(found, file, choose_width()))


def _write(found: Proposals, file: str, out: Path) -> None:
    """Write YAML or a table, whole; never over a file that is there: it may be edited."""
    from qualcode.errors import Problem, RefusedError
    from qualcode.learning.indicators.as_file import render_csv, render_yaml
    from qualcode.runs.output import write_whole

    if out.exists():
        raise RefusedError(Problem(str(out), "exists already", cure="name a new file"))
    is_table = out.suffix.lower() == _TABLE
    write_whole(out, "\ufeff" + render_csv(found) if is_table else render_yaml(found, file))
    typer.echo(f"written: {out}", err=True)
