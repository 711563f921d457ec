"""`qualcode report`: a run → one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualcode.study import Study


def report(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The run. Default: the study's, or run.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The HTML file. Default: report.html in the run.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="What to compare by: type, or a column of the respondents.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language of the report: en or ru.")] = None,
) -> None:
    """Write the comparative report of a run: one HTML file that needs nothing else."""
    from qualcode.study import REPORT_LANGUAGES, find_study

    if language and language not in REPORT_LANGUAGES:
        raise typer.BadParameter("must be en or ru", param_hint="--language")
    study = find_study(Path())
    run = folder or (study.run if study else Path("run"))
    write_report(run, out or run / "report.html", study, by, language)


def write_report(
    run: Path,
    out: Path,
    study: Study | None,
    by: str | None = None,
    language: str | None = None,
) -> None:
    """Render the report of `run` into `out`; what is not said here is taken from the study."""
    from qualcode.reporting import render_report
    from qualcode.runs.output import write_whole
    from qualcode.runs.read import read_run

    html = render_report(
        read_run(run),
        by=by or (study.compare_by if study else "type"),
        language=language or (study.report_language if study else "en"),
    )
    write_whole(out, html)
    typer.echo(f"report: {out}")
