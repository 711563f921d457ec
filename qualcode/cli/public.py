"""What is written for everybody: nothing in it may name somebody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualcode.pseudonyms.key import Key
    from qualcode.pseudonyms.watch import Watch
    from qualcode.study import Study

Public = Annotated[
    bool, typer.Option("--public", help="Without what is internal; refused while a name is in it.")
]
Names = Annotated[
    Path | None, typer.Option(help="With --public: the list of names. Default: the study's.")
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key", help="With --public: the key. Default: pseudonyms.key.csv beside study.yaml."
    ),
]


def choose_watch(
    public: bool, study: Study | None, names: Path | None, key: Path | None
) -> Watch | None:
    """Return what must not be named in what is public; None where it is not to be public."""
    if public:
        return _load_watch(study, names, key)
    if names or key:
        raise typer.BadParameter("are for --public", param_hint="--names, --key")
    return None


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


def refuse_named(html: str, watch: Watch, out: Path) -> None:
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
