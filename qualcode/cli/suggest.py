"""`qualcode suggest`: what people have coded teaches which codes other segments may have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.extras import AllowRemote, Model, ModelName, Url
from qualcode.cli.output import FINDINGS, print_problems
from qualcode.cli.suggest_indicators import Code, MinGain, Wanted

if TYPE_CHECKING:
    from qualcode.learning.learn import Learned
    from qualcode.learning.suggestion import Suggestion


def suggest(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[RUN]",
            help="The run. Default: the study's, or run. Further CSV files go with --from.",
        ),
    ] = None,
    tables: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="FILE…",
            help="Tables of coders (CSV), beside the decisions. Default: the study's.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to write them. Default: suggestions."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Suggestions of a segment.")] = 3,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    indicators: Wanted = False,
    code: Code = "",
    min_gain: MinGain = 2,
    embeddings: Model = None,
    endpoint: Url = "",
    endpoint_model: ModelName = "",
    allow_remote: AllowRemote = False,
) -> None:
    """Suggest codes for every segment, learned from what people have coded, with reasons."""
    from qualcode.cli.coders import load_everybody, sort_places
    from qualcode.cli.extras import open_extras, suggest_with_extras
    from qualcode.cli.runs import load_run
    from qualcode.cli.suggest_indicators import check_out, suggest_indicators
    from qualcode.learning.folder import FOLDER, KIND, write_suggestions
    from qualcode.learning.learn import learn
    from qualcode.learning.tables import tabulate_learned
    from qualcode.runs.former import check_replaceable
    from qualcode.study import find_study

    if indicators:
        check_out(out)
    study = find_study(Path(), needs_codebook=False)
    place = out or (study.folder if study else Path()) / FOLDER
    extras = open_extras(embeddings, endpoint, endpoint_model, place, allow_remote=allow_remote)
    folder, files = sort_places(places, tables, study)
    run = load_run(folder)
    coders = tuple(chain(*load_everybody(run, study, files, blind=False)))
    if indicators:
        suggest_indicators(run, coders, study, code, min_gain, out, as_json=json)
        return
    check_replaceable(place, KIND)
    learned = learn(run, coders, run.codebook, top)
    suggestions = suggest_with_extras(learned, run, extras, top)
    write_suggestions(place, run, suggestions, tabulate_learned(learned))
    _print(learned, [coder.name for coder in coders], suggestions, place, top, as_json=json)
    print_problems(learned.problems)
    if learned.problems:
        raise typer.Exit(FINDINGS)


def _print(
    learned: Learned,
    coders: Sequence[str],
    suggestions: Sequence[Suggestion],
    place: Path,
    top: int,
    *,
    as_json: bool,
) -> None:
    if as_json:
        from json import dumps

        from qualcode.learning.tables import describe_learned

        told = describe_learned(learned, coders, suggestions)
        typer.echo(dumps(told, ensure_ascii=False, indent=1))
        return
    from qualcode.learning.as_text import render_learned

    typer.echo(render_learned(learned, coders, top))
    segments = {(one.transcript, one.segment) for one in suggestions}
    unread = {(one.transcript, one.segment) for one in suggestions if not one.seen}
    typer.echo(
        f"\n{len(suggestions)} suggestions for {len(segments)} segments,"
        f" {len(unread)} of them not read by anybody, in {place}"
    )
