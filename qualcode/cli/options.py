"""Arguments that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Transcripts, or folders with transcripts.")
]
Respondents = Annotated[
    Path | None, typer.Option(help="The respondents table (CSV). Default: the study's.")
]
Interviewers = Annotated[
    list[str] | None, typer.Option(help="Label of an interviewer; may be repeated.")
]
