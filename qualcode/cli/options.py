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


def _check_language(said: str | None) -> str | None:
    """Refuse what is no language, before any file is opened."""
    from qualcode.study import LANGUAGE

    if said is not None and not LANGUAGE.fullmatch(said):
        raise typer.BadParameter("write auto, ru, en, or another language of the codebook")
    return said


Language = Annotated[
    str | None,
    typer.Option(
        callback=_check_language,
        help="Of all talk: ru, en or another of the codebook; auto tells it by the words.",
    ),
]


def check_page_language(said: str | None, option: str = "--language") -> None:
    """Refuse a language that there are no pages in; nothing said is no fault."""
    from qualcode.study import REPORT_LANGUAGES

    if said and said not in REPORT_LANGUAGES:
        raise typer.BadParameter("must be en or ru", param_hint=option)


def _check_models(names: list[str] | None) -> list[str] | None:
    """Refuse a model without a name, as an empty variable of a shell makes it."""
    if names and not all(names):
        raise typer.BadParameter("is empty: name a model or its folder, or leave it out")
    return names


Models = Annotated[
    list[str] | None,
    typer.Option(
        callback=_check_models,
        help="A trained spaCy model: its name or folder; one for a language.",
    ),
]
Interviewers = Annotated[
    list[str] | None, typer.Option(help="Label of an interviewer; may be repeated.")
]
