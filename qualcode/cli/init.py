"""`qualcode init`: a study folder to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A new or empty folder.")
    ] = None,
    study: Annotated[
        str, typer.Option(metavar="NAME", help="Which of the studies that come with qualcode.")
    ] = "npm_tensions",
    list_: Annotated[bool, typer.Option("--list", help="Show the studies there are.")] = False,
) -> None:
    """Make a study folder with sample interviews, codebook, tables and study.yaml."""
    from qualcode.sample import create_study

    if list_:
        _show_studies()
        return
    if folder is None:
        raise typer.BadParameter("name a new or empty folder", param_hint="DIR")
    files = create_study(folder, study)
    typer.echo(f"{len(files)} files in {folder}; next: cd {folder} && qualcode tag --report")


def _show_studies() -> None:
    """Print a line for each study."""
    from qualcode.sample import list_samples

    for sample in list_samples():
        typer.echo(f"{sample.name}: {sample.title}, {len(sample.interviews)} interviews")
