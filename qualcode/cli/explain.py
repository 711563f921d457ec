"""`qualcode explain`: why something was found in a transcript, or was not."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Language, Models
from qualcode.cli.runs import default_run

if TYPE_CHECKING:
    from qualcode.inspecting.explaining import Marking
    from qualcode.inspecting.explaining.explanation import Explanation


def explain(
    where: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RUN] TRANSCRIPT",
            help="A transcript of a run, as ru01.txt, ru01.txt:1234 (a character) or ru01.txt:s12"
            " (a segment). RUN is the study's, or run, if left out.",
        ),
    ] = None,
    text: Annotated[str | None, typer.Option(help="A text to try, in place of a run.")] = None,
    codebook: Annotated[
        Path | None, typer.Option(help="The codebook for --text. Default: the study's.")
    ] = None,
    language: Language = None,
    model: Models = None,
    code: Annotated[str, typer.Option(help="Only this code and those below it.")] = "",
    suppressed: Annotated[
        bool, typer.Option(help="Whether to show what was found and does not count.")
    ] = True,
    weak: Annotated[
        bool, typer.Option("--all", help="Of a whole transcript, also what is not enough.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="Brackets alone, no colours.")
    ] = False,
) -> None:
    """Explain what was found: the words, the line of the codebook, what it counts for and why."""
    from qualcode.inspecting.explaining import render_json, render_text

    if text is None:
        explanation = _explain_place(where or [], codebook, language, model, code, suppressed)
    else:
        explanation = _explain_text(text, where, codebook, language, model, code, suppressed)
    marking = choose_marking(plain=no_color)
    typer.echo(render_json(explanation) if json else render_text(explanation, marking, weak))


def _explain_place(
    where: list[str],
    codebook: Path | None,
    language: str | None,
    model: list[str] | None,
    code: str,
    suppressed: bool,
) -> Explanation:
    from qualcode.cli.runs import load_run
    from qualcode.inspecting.explaining import explain_run
    from qualcode.study import find_study

    if not where:
        raise typer.BadParameter("name a transcript, or give a text with --text")
    if len(where) > 2:
        more = ", ".join(f"`{one}`" for one in where[2:])
        raise typer.BadParameter(f"{more}: too many; name one run and one transcript at most")
    of_text = (("--codebook", codebook), ("--language", language), ("--model", model))
    for option, value in of_text:
        if value is not None:
            raise typer.BadParameter("goes with --text; a run has its own", param_hint=option)
    if len(where) == 2:
        folder = Path(where[0])
    else:
        study = find_study(Path())
        folder = default_run(study)
    return explain_run(load_run(folder), folder, where[-1], code, suppressed)


def _explain_text(
    text: str,
    where: list[str] | None,
    codebook: Path | None,
    language: str | None,
    model: list[str] | None,
    code: str,
    suppressed: bool,
) -> Explanation:
    from qualcode.cli.inputs import choose_language, choose_models
    from qualcode.codebook import load_codebook
    from qualcode.inspecting.explaining import explain_text
    from qualcode.runs.manifest import Settings
    from qualcode.study import find_study

    if where:
        raise typer.BadParameter("name a transcript or give a text with --text, not both")
    if not text.strip():
        raise typer.BadParameter("is empty", param_hint="--text")
    study = find_study(Path())
    path = codebook or (study.codebook if study else None)
    if path is None:
        raise typer.BadParameter("name a codebook", param_hint="--codebook")
    loaded = load_codebook(path)
    declared = Settings(choose_language(language, study, loaded)).declared_language
    _, pipelines = choose_models(model, study, loaded)
    return explain_text(text, loaded, declared, code, suppressed, pipelines)


def choose_marking(plain: bool) -> Marking:
    """Choose colours for people at a terminal, beside the brackets all have."""
    from qualcode.inspecting.explaining import Marking

    if plain or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return Marking()
    return Marking(
        word=partial(typer.style, fg="green", bold=True, underline=True),
        taken=partial(typer.style, fg="yellow", underline=True),
        heading=partial(typer.style, bold=True),
        aside=partial(typer.style, dim=True),
    )
