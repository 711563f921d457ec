"""`qualcode init`: a study folder to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Make a study folder with sample interviews, codebook, respondents and study.yaml."""
    from qualcode.sample import create_study

    files = create_study(folder)
    typer.echo(f"{len(files)} files in {folder}; next: cd {folder} && qualcode tag --report")
