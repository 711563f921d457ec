"""`qualcode review`: people decide about codings in a browser; `review import`: from a pack."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import check_page_language
from qualcode.cli.output import FINDINGS, print_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.guidance import Guidance
    from qualcode.learning.suggestion import Order
    from qualcode.review.desk import Desk
    from qualcode.review.opening import Asked, Shelf
    from qualcode.study import Study

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
_HIGHEST_PORT = 65_535

Run = Annotated[
    Path | None, typer.Option("--run", metavar="FOLDER", help="The run. Default: the study's.")
]


@app.callback()
def review(
    context: typer.Context,
    run: Run = None,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides. Default: the login's name.")
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Show nothing that the machine or anybody has found.")
    ] = False,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="So many segments, drawn by lot.")
    ] = None,
    seed: Annotated[int, typer.Option(help="With --sample: another number draws others.")] = 1,
    settle: Annotated[
        str | None,
        typer.Option(metavar="A,B,…", help="What these coders disagree about, for a consensus."),
    ] = None,
    with_agreed: Annotated[
        bool, typer.Option("--with-agreed", help="With --settle: also what they agree on.")
    ] = False,
    order: Annotated[
        str | None,
        typer.Option(
            "--next",
            metavar="find|teach",
            help="First the segments where most is suggested, or least certain.",
        ),
    ] = None,
    pack: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the page as one HTML file, and end."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=_HIGHEST_PORT, help="Default: any that is free.")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
    language: Annotated[str | None, typer.Option(help="Language of the page: en or ru.")] = None,
) -> None:
    """Review codings in the browser, on this computer alone; or code a sample blind."""
    if context.invoked_subcommand:
        return
    from dataclasses import replace

    from qualcode.review.opening import open_desk
    from qualcode.study import find_study

    check_page_language(language)
    study = find_study(Path(), needs_codebook=False)
    chosen = language or (study.report_language if study else "en")
    if with_agreed and not settle:
        raise typer.BadParameter("goes with --settle", param_hint="--with-agreed")
    asked = _asked(coder, blind, sample, seed, settle, order, chosen, told=pack is None)
    asked = replace(asked, with_agreed=with_agreed)
    if pack is not None:
        _check_pack(pack, coder, settle, port)
    desk = open_desk(_shelf(run, study), asked, whole=pack is None)
    if sample and sample > len(desk.task.sample.drawn):
        drawn = len(desk.task.sample.drawn)
        typer.echo(f"the talk of respondents has no more than {drawn} segments: all are taken")
    for line in _tell_first(desk):
        typer.echo(line)
    if settle and not desk.task.queue:
        typer.echo(f"{', '.join(asked.settle)} agree in all segments that they have read in common")
    elif pack is not None:
        _write_pack(desk, pack)
    else:
        _serve(desk, port or 0, browser=not no_browser)


def _asked(
    coder: str | None,
    blind: bool,
    sample: int | None,
    seed: int,
    settle: str | None,
    order: str | None,
    language: str,
    *,
    told: bool,
) -> Asked:
    from qualcode.model.decision import CONSENSUS
    from qualcode.review.opening import Asked

    names = tuple(dict.fromkeys(one.strip() for one in (settle or "").split(",") if one.strip()))
    if settle is not None and len(names) < 2:
        raise typer.BadParameter("name two coders or more: A,B", param_hint="--settle")
    if names and (coder or blind or sample or order):
        message = "stands alone: no --coder, --blind, --sample or --next"
        raise typer.BadParameter(message, param_hint="--settle")
    if order and (blind or sample):
        message = "shows what is suggested, and goes with neither --blind nor --sample"
        raise typer.BadParameter(message, param_hint="--next")
    if coder is None:
        coder = CONSENSUS if names else _login()
        if told and not names:
            typer.echo(f"coder: {coder} (the login's name; --coder names another)")
    return Asked(coder, language, blind, sample, seed, names, order=_check_order(order))


def _tell_first(desk: Desk) -> Iterator[str]:
    """Say what must be known before: what is out of date, and what is not settled here."""
    from qualcode.review.notices import say_notice

    task = desk.task
    yield from map(say_notice, task.notices)
    if task.left:
        yield _tell_left(task.left)
    if not task.whole and (alone := desk.count_unclaimed()):
        yield _tell_alone(alone)


def _tell_alone(codings: int) -> str:
    """Say that what the rules have found and nobody gave stands in the study all the same."""
    many = codings > 1
    what = (
        f"{codings} coding{'s' * many} of the rules or of others in what they have read in common,"
    )
    stand = f"given by none of them, {'stay' if many else 'stays'} in the study"
    return f"{what} {stand}: --with-agreed has {'them' if many else 'it'} decided"


def _tell_left(left: int) -> str:
    """Say that what all gave blind does not come into the study by settling the rest."""
    more = "1 more segment has" if left == 1 else f"{left} more segments have"
    cure = "--with-agreed takes them in"
    return f"{more} only codes on which they agree; these are not in the consensus: {cure}"


def _check_order(said: str | None) -> Order | None:
    if said is None:
        return None
    from qualcode.learning.suggestion import ORDERS

    for order in ORDERS:
        if said == order:
            return order
    raise typer.BadParameter(f"must be {' or '.join(ORDERS)}", param_hint="--next")


def _login() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        raise typer.BadParameter("say who you are", param_hint="--coder") from None


def _check_pack(pack: Path, coder: str | None, settle: str | None, port: int | None) -> None:
    if pack.suffix.lower() != ".html":
        raise typer.BadParameter("must end in .html", param_hint="--pack")
    if not coder and not settle:
        raise typer.BadParameter("say for whom, with --coder NAME", param_hint="--pack")
    if port:
        raise typer.BadParameter("is for a page that is served", param_hint="--port")


def _shelf(run: Path | None, study: Study | None) -> Shelf:
    """Return where everything lies: in the study, else in the folder one works in."""
    from qualcode.cli.runs import default_run, load_run
    from qualcode.decisions import FOLDER
    from qualcode.learning.folder import FOLDER as SUGGESTIONS
    from qualcode.review.notices import find_changed
    from qualcode.review.opening import Shelf

    home = study.folder if study else Path()
    decisions = study.logs if study else home / FOLDER
    read = _Files(study) if study else None
    counts = bool(study and study.blind_counts)
    loaded = load_run(run or default_run(study))
    changed = find_changed(loaded, read.places) if read else ()
    return Shelf(loaded, decisions, home / SUGGESTIONS, read, counts, changed)


class _Files:
    """Reads the transcripts of a study again; what cannot be read is not there."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def __call__(self, transcript: str) -> Mapping[str, str]:
        """Return the texts in the file of a transcript, by their ids."""
        from qualcode.errors import QualcodeError
        from qualcode.files import TranscriptFile
        from qualcode.pipeline import read_file
        from qualcode.respondents.paths import split_interview

        places = self.places
        id = transcript if transcript in places else split_interview(transcript)[0]
        if id not in places:
            return {}
        try:
            read = read_file(TranscriptFile(id, places[id]), self._guidance)
        except (QualcodeError, OSError):
            return {}
        return {one.id: one.text for one in read.transcripts}

    @cached_property
    def places(self) -> Mapping[str, Path]:
        """The files of the study's transcripts, by their ids."""
        from qualcode.files import find_transcripts

        return find_transcripts(self._study.transcripts).places

    @cached_property
    def _guidance(self) -> Guidance:
        from qualcode.cli.inputs import Named, load_guidance

        return load_guidance(Named(self._study), []).among(self.places)


def _write_pack(desk: Desk, pack: Path) -> None:
    from datetime import UTC, datetime
    from uuid import uuid4

    from qualcode.review.pack import render_pack
    from qualcode.runs.output import write_whole

    made = datetime.now(UTC).isoformat(timespec="seconds")
    write_whole(pack, render_pack(desk, str(uuid4()), made))
    what = _describe(desk)
    typer.echo(f"pack: {pack}, {what}, for {desk.task.coder}")
    typer.echo("What the page saves comes back by `qualcode review import FILE`.")


def _describe(desk: Desk) -> str:
    queue = desk.task.queue
    if queue is None:
        count, what = len(desk.material.ids), "transcript"
    else:
        count, what = len(queue), "segment"
    sample = f" of sample {desk.task.sample.name}" if desk.task.sample.name else ""
    return f"{count} {what}{'s' * (count != 1)}{sample}{', blind' * desk.task.blind}"


def _serve(desk: Desk, port: int, *, browser: bool) -> None:
    """Serve the page until Ctrl-C, and say what was saved."""
    from qualcode.decisions import read_log
    from qualcode.review.server import address_of, make_token, open_socket, serve

    print_problems(read_log(desk.log.path).problems if desk.log.path.exists() else ())
    desk.log.refresh()
    before = len(desk.log.lines)
    listening = open_socket(port)
    token = make_token()
    address = address_of(listening, token)
    typer.echo(f"review: {_describe(desk)}; lines in the log of {desk.task.coder}: {before}")
    typer.echo(f"open {address}")
    typer.echo("The page is for this computer alone. Ctrl-C ends it.")
    if browser:
        _open_browser(address)
    serve(desk, listening, token)
    saved = len(desk.log.lines) - before
    typer.echo(f"\n{saved} line{'s' * (saved != 1)} saved in {desk.log.path}")
    if desk.task.settle and (left := desk.count_open()):
        typer.echo(f"{left} dispute{'s' * (left > 1)} not decided")


def _open_browser(address: str) -> None:
    """Open the page; in a thread, as a browser of the terminal would come back only at its end."""
    import webbrowser
    from threading import Thread

    Thread(target=webbrowser.open, args=(address,), daemon=True).start()


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="What packs have saved.")],
    run: Run = None,
) -> None:
    """Add what was decided on packs to the coders' logs."""
    from qualcode.errors import Problem, QualcodeError
    from qualcode.review.importing import import_lines
    from qualcode.study import find_study

    shelf = _shelf(run, find_study(Path(), needs_codebook=False))
    problems: list[Problem] = []
    failed: list[QualcodeError] = []
    for file in files:
        try:
            done = import_lines(file, shelf)
        except QualcodeError as error:
            failed.append(error)
            problems += error.problems
            continue
        problems += done.problems
        typer.echo(f"{done.coder}: lines that are new: {done.new} of {done.lines}, in {done.log}")
    if failed and len(failed) == len(files):
        raise type(failed[0])(problems)
    print_problems(problems)
    if problems:
        raise typer.Exit(FINDINGS)
