"""What else may be asked for suggestions when people say so: the options, and what they open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.output import print_problems, show_progress

if TYPE_CHECKING:
    from qualcode.learning.extras import Extra
    from qualcode.learning.extras.blending import Worth
    from qualcode.learning.learn import Learned
    from qualcode.learning.suggestion import Suggestion
    from qualcode.runs.read import Run

Model = Annotated[
    Path | None,
    typer.Option(
        "--embeddings",
        metavar="FOLDER",
        help="A sentence-transformers model on this computer: likeness beyond words.",
    ),
]
Url = Annotated[
    str,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="A local OpenAI-compatible server to ask as well, as http://127.0.0.1:8080/v1.",
    ),
]
ModelName = Annotated[
    str, typer.Option("--endpoint-model", metavar="NAME", help="The model that the server has.")
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--endpoint-key-file",
        metavar="FILE",
        help="A file with the key that the server wants. Default: the variable"
        " QUALCODE_ENDPOINT_KEY, if it is set.",
    ),
]
AllowRemote = Annotated[
    bool,
    typer.Option("--allow-remote", help="Let the server be another computer: it is sent the talk."),
]


def open_extras(
    model: Path | None, url: str, name: str, key_file: Path | None, out: Path, *, allow_remote: bool
) -> tuple[Extra, ...]:
    """Open what people have named; nothing where they name nothing.

    Answers of a server are kept beside `out`, hidden. QualcodeError with all that is wrong.
    """
    from qualcode.errors import Problem, QualcodeError
    from qualcode.learning.extras import load_embeddings, make_endpoint

    opened: list[Extra] = []
    problems: list[Problem] = []
    for given, option in (
        (name, "--endpoint-model"),
        (key_file, "--endpoint-key-file"),
        (allow_remote, "--allow-remote"),
    ):
        if given and not url:
            raise typer.BadParameter("says nothing without --endpoint", param_hint=option)
    try:
        if url:
            answers = out.with_name(f".{out.name}.answers")
            endpoint = make_endpoint(
                url, name, allow_remote=allow_remote, answers=answers, key_file=key_file
            )
            typer.echo(f"{endpoint.name}: {endpoint.notice}", err=True)
            opened.append(endpoint)
    except QualcodeError as error:
        problems += error.problems
    try:
        if model is not None:
            opened.append(load_embeddings(model))
    except QualcodeError as error:
        problems += error.problems
    if problems:
        raise QualcodeError(problems)
    return tuple(opened)


def suggest_with_extras(
    learned: Learned, run: Run, extras: Sequence[Extra], first: int
) -> tuple[tuple[Suggestion, ...], bool]:
    """Suggest with all that was opened, and say what each of them has brought.

    Also returns whether each has said something: else what was asked for was not done.
    """
    from qualcode.learning.extras.blending import suggest_with
    from qualcode.learning.suggest import suggest

    if not extras:
        return suggest(learned, run, first), True
    segments = sum(one["role"] == "respondent" for one in run.tables["segments"])
    with show_progress("asking", segments * len(extras)) as progress:
        done = iter(range(segments * len(extras) + 1))
        blended = suggest_with(learned, run, extras, first, lambda _: progress(str(next(done))))
    typer.echo("\n".join(_tell(blended.worth, first)), err=True)
    print_problems(blended.problems)
    return blended.suggestions, all(one.spoke for one in blended.worth)


def _tell(worth: Iterable[Worth], first: int) -> list[str]:
    """Say of each extra how much more stands among the first suggestions with it."""
    lines = []
    for one in worth:
        told = f"{one.name}: "
        if not one.spoke:
            told += "no answer that could be used, so suggestions are those without it"
        elif one.segments:
            told += (
                f"of the codes people gave, {one.after:.0%} among the first {first} with it,"
                f" {one.before:.0%} without it"
            )
            told += "" if one.used else "; left out, for it fits worse"
        else:
            told += "too few coded interviews to measure what it brings"
        asked = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in one.counts.items())
        lines.append(f"{told} ({asked})" if asked else told)
    return lines
