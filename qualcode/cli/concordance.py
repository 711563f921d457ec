"""`qualcode concordance`: where the talk has what an expression of the codebook looks for."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from qualcode.cli.editing import Json, OnlyLanguage, Out, check_out, choose_width, write_out
from qualcode.cli.options import Models, Paths, Respondents

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.inspecting.concordance import Concordance, Talk
    from qualcode.inspecting.concordance.lines import Order

_ORDERS = ("position", "left", "right")
_SHOWN = 50  # lines in a terminal, unless told otherwise


def concordance(
    expression: Annotated[
        str,
        typer.Argument(
            metavar="EXPR", help="A phrase, or a rule as in a codebook: '{near: [a, b], within: 4}'"
        ),
    ],
    paths: Paths = None,
    codebook: Annotated[
        Path | None,
        typer.Option(
            help="The codebook that `code` and `question` refer to. Default: the study's."
        ),
    ] = None,
    respondents: Respondents = None,
    who: Annotated[
        list[str] | None,
        typer.Option(help="respondent, interviewer, all, or a respondent type; may be repeated."),
    ] = None,
    language: OnlyLanguage = None,
    model: Models = None,
    sort: Annotated[
        str, typer.Option(help="By the words on the left or right, or by position.")
    ] = "position",
    width: Annotated[
        int | None, typer.Option(min=60, help="Columns of a line. Default: the terminal's.")
    ] = None,
    max: Annotated[
        int | None, typer.Option(min=1, help=f"Lines shown at most. Default: {_SHOWN}.")
    ] = None,
    json: Json = False,
    out: Out = None,
) -> None:
    """Show every place an expression finds, in its context, and how often who says it."""
    from qualcode.cli.editing import load_known, read_found, tell_and_exit
    from qualcode.cli.inputs import Named, choose_models, find_meant, telling_also
    from qualcode.cli.output import print_problems, show_progress
    from qualcode.inspecting.concordance import find_lines, parse_trial
    from qualcode.study import find_study

    check_out(out)
    if sort not in _ORDERS:
        raise typer.BadParameter(f"must be one of {', '.join(_ORDERS)}", param_hint="--sort")
    study = find_study(Path(), needs_codebook=False)
    found = find_meant(paths, study)
    with telling_also(found):
        known = load_known(Named(study, respondents, paths=paths), codebook)
        types = {person.type: None for person in known.guidance.table.respondents if person.type}
        talk = _whose(who, language, tuple(types))
        trial = parse_trial(expression, talk.language, known.codebook, types)
        _, pipelines = choose_models(model, study, trial.codebook)
    print_problems(known.problems)
    corpus = read_found(found, known.guidance, study)
    with show_progress("searching", len(found.files)) as progress:
        lines = find_lines(corpus, trial, talk, known.circumstances(pipelines), progress)
    _show(lines, sort, width, max, json, out)
    tell_and_exit(corpus, found)


def _whose(who: list[str] | None, language: str | None, types: tuple[str, ...]) -> Talk:
    """Return the talk meant; refuse what is neither a role nor a respondent type."""
    from qualcode.inspecting.concordance import Talk
    from qualcode.model.transcript import ROLES
    from qualcode.yaml_tree.problems import did_you_mean

    said = [one.strip() for names in who or ["respondent"] for one in names.split(",")]
    known = ("respondent", "interviewer", "all", *types)
    for one in said:
        if one not in known:
            near = did_you_mean(one, known) or f"write one of {', '.join(known)}"
            raise typer.BadParameter(f"`{one}` is no role or type; {near}", param_hint="--who")
    chosen = tuple(one for one in said if one in types)
    roles = dict.fromkeys(one for one in said if one in ROLES)
    if chosen and roles:
        message = "name roles or respondent types, not both"
        raise typer.BadParameter(message, param_hint="--who")
    meant = ROLES if "all" in said else tuple(roles) or ("respondent",)
    return Talk(meant, () if "all" in said else chosen, language or "")


def _show(
    found: Concordance,
    sort: str,
    width: int | None,
    most: int | None,
    json: bool,
    out: Path | None,
) -> None:
    from qualcode.inspecting import concordance as of

    order = cast("Order", sort)
    found = replace(found, lines=of.sort_lines(found.lines, order))
    write_out(out, html=lambda: of.render_html(found), csv=lambda: of.render_csv(found))
    if json:
        typer.echo(of.render_json(found, most))
    else:
        typer.echo(of.render_text(found, choose_width(width), most or _SHOWN, choose_paint()))


def choose_paint() -> Callable[[str], str] | None:
    """Underline and colour words for people at a terminal, inside the brackets all have."""
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return None
    return partial(typer.style, fg="green", bold=True, underline=True)
