"""`qualcode suggest`: what people have coded teaches which codes other segments may have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.extras import AllowRemote, KeyFile, Model, ModelName, Url
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
    with_read: Annotated[
        bool,
        typer.Option("--with-read", help="Also for segments marked as read in `qualcode review`."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    indicators: Wanted = False,
    code: Code = "",
    min_gain: MinGain = 2,
    embeddings: Model = None,
    endpoint: Url = "",
    endpoint_model: ModelName = "",
    endpoint_key_file: KeyFile = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Suggest codes for every segment, learned from what people have coded, with reasons."""
    from qualcode.cli.coders import load_everybody, sort_places
    from qualcode.cli.extras import open_extras, suggest_with_extras
    from qualcode.cli.runs import load_run
    from qualcode.cli.suggest_indicators import check_out, check_together, suggest_indicators
    from qualcode.learning.coded import find_read
    from qualcode.learning.folder import FOLDER, KIND, write_suggestions
    from qualcode.learning.learn import find_taught_nothing, learn
    from qualcode.learning.suggestion import keep_worthy
    from qualcode.learning.tables import tabulate_learned
    from qualcode.runs.former import check_replaceable
    from qualcode.study import find_study

    if indicators:
        check_out(out)
    check_together(indicators, code, embeddings or endpoint)
    study = find_study(Path(), needs_codebook=False)
    place = out or (study.folder if study else Path()) / FOLDER
    asked = embeddings, endpoint, endpoint_model, endpoint_key_file
    extras = open_extras(*asked, place, allow_remote=allow_remote)
    folder, files = sort_places(places, tables, study)
    run = load_run(folder)
    decided, listed = load_everybody(run, study, files, blind=False)
    coders = (*decided, *listed)
    if indicators:
        suggest_indicators(run, coders, study, code, min_gain, out, as_json=json)
        return
    check_replaceable(place, KIND)
    learned = learn(run, coders, run.codebook, top)
    likeliest, heard = suggest_with_extras(learned, run, extras, top)
    read = frozenset() if with_read else find_read(run, decided)
    suggestions = keep_worthy(likeliest, read)
    write_suggestions(place, run, suggestions, tabulate_learned(learned))
    _print(learned, [one.name for one in coders], suggestions, place, top, len(read), as_json=json)
    findings = (*learned.problems, *find_taught_nothing(learned, [*map(str, files)]))
    print_problems(findings)
    if findings or not heard:
        raise typer.Exit(FINDINGS)


def _print(
    learned: Learned,
    coders: Sequence[str],
    suggestions: Sequence[Suggestion],
    place: Path,
    top: int,
    read: int,
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
    from qualcode.learning.suggestion import FLOOR

    typer.echo(render_learned(learned, coders, top))
    segments = {(one.transcript, one.segment) for one in suggestions}
    everything = len(learned.ground.segments)
    said = (
        f"{len(suggestions)} suggestions for {len(segments)} of {everything} segments, in {place}."
    )
    kept = f"\nOnly what has a reason and a probability of {FLOOR:.0%} or more"
    kept += "; nothing for what is marked as read (--with-read)." if read else "."
    typer.echo(f"\n{said}{kept}")
