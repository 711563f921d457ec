"""`qualcode report`: a run → one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualcode.pseudonyms.key import Key
    from qualcode.pseudonyms.watch import Watch
    from qualcode.reporting.appearance import Appearance
    from qualcode.study import Study


def report(
    places: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[RUN]", help="The run. Default: the study's, or run."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The HTML file. Default: report.html in the run.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(help="type, or a column of the respondents; type,region crosses two."),
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language of the report: en or ru.")] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE…", help="Tables of coders (CSV), to say how far the machine is right."
        ),
    ] = None,
    style: Annotated[
        Path | None, typer.Option(help="CSS read after the report's own. Default: the study's.")
    ] = None,
    logo: Annotated[
        Path | None, typer.Option(help="A PNG, JPEG or SVG for the title. Default: the study's.")
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(help="A folder of templates that change parts. Default: the study's."),
    ] = None,
    public: Annotated[
        bool,
        typer.Option("--public", help="Without what is internal; refused while a name is in it."),
    ] = False,
    names: Annotated[
        Path | None, typer.Option(help="With --public: the list of names. Default: the study's.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(help="With --public: the key. Default: pseudonyms.key.csv beside study.yaml."),
    ] = None,
) -> None:
    """Write the comparative report of a run: one HTML file that needs nothing else."""
    from qualcode.cli.coders import sort_places
    from qualcode.reporting.appearance import load_appearance
    from qualcode.study import REPORT_LANGUAGES, find_study

    if language and language not in REPORT_LANGUAGES:
        raise typer.BadParameter("must be en or ru", param_hint="--language")
    study = find_study(Path())
    run, tables = sort_places(places, against, study)
    look = load_appearance(study, style, logo, templates)
    if not public:
        if names or key:
            raise typer.BadParameter("are for --public", param_hint="--names, --key")
        write_report(run, out or run / "report.html", study, by, language, tables, look=look)
        return
    watch = _load_watch(study, names, key)
    write_report(run, out or run / "report.public.html", study, by, language, tables, watch, look)


def _load_watch(study: Study | None, names: Path | None, key: Path | None) -> Watch:
    """Load what must not be named; RefusedError where nothing says it."""
    from qualcode.errors import Problem, QualcodeError, RefusedError
    from qualcode.pseudonyms.key import NAME, Key, load_key
    from qualcode.pseudonyms.names_list import Entry, load_names
    from qualcode.pseudonyms.watch import make_watch

    listed = names or (study.names if study else None)
    place = key or (study.folder / NAME if study else Path(NAME))
    if not listed and key is None and not place.exists():
        message = "cannot be made public: neither a list nor a key says who must not be named"
        cure = "name them with --names or --key; `qualcode pseudonymise` makes a key"
        raise RefusedError(Problem("report", message, cure=cure))
    problems: list[Problem] = []
    entries: tuple[Entry, ...] = ()
    known = Key()
    try:
        entries = load_names(listed) if listed else ()
    except QualcodeError as error:
        problems += error.problems
    try:
        known = load_key(place) if key is None or place.exists() else _missing(place)
    except QualcodeError as error:
        problems += error.problems
    if problems:
        raise QualcodeError(problems)
    return make_watch(entries, known, listed.name if listed else "")


def _missing(place: Path) -> Key:
    from qualcode.errors import NamesError, Problem

    raise NamesError(Problem(str(place), "does not exist", cure="check the path"))


def write_report(
    run: Path,
    out: Path,
    study: Study | None,
    by: str | None = None,
    language: str | None = None,
    against: Sequence[Path] = (),
    watch: Watch | None = None,
    look: Appearance | None = None,
) -> None:
    """Render the report of `run` into `out`; what is not said here is taken from the study.

    With a `watch` it is the public form; RefusedError while something on it is named there.
    """
    from qualcode.cli.coders import load_coders_meant
    from qualcode.cli.runs import load_run
    from qualcode.reporting import render_report
    from qualcode.reporting.appearance import load_appearance
    from qualcode.runs.output import write_whole

    loaded = load_run(run)
    html = render_report(
        loaded,
        by=by or (study.compare_by if study else "type"),
        strata=study.strata if study else (),
        language=language or (study.report_language if study else "en"),
        public=watch is not None,
        coders=load_coders_meant(against, study, loaded),
        appearance=look or load_appearance(study),
    )
    if watch is not None:
        _refuse_named(html, watch, out)
    write_whole(out, html)
    typer.echo(f"report: {out}")


def _refuse_named(html: str, watch: Watch, out: Path) -> None:
    """Refuse a page in which somebody is named; the names themselves are not printed."""
    from qualcode.errors import Problem, RefusedError
    from qualcode.pseudonyms.watch import find_traces

    traces = find_traces(html, watch)
    if not traces:
        return
    count = sum(times for trace in traces for _, times in trace.places)
    message = f"was not written: names stand in {count} place{'s' * (count != 1)} of it"
    cure = "tag the texts of `qualcode pseudonymise`, or mark on the list what may be named: keep"
    told = [Problem(str(out), message, cure=cure)]
    for trace in traces:
        where = ", ".join(f"{section} {times}×" for section, times in trace.places)
        told.append(Problem(trace.source, f"{trace.kind} still named in: {where}"))
    raise RefusedError(told)
