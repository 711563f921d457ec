"""`qualcode decisions`: the logs of what people have decided: checked, listed, brought to place."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.editing import Json, choose_width
from qualcode.cli.output import FINDINGS, print_problems

if TYPE_CHECKING:
    from qualcode.decisions import Log, Logs, Near, Orphan
    from qualcode.decisions.checking import Ground
    from qualcode.decisions.trail import Step
    from qualcode.errors import Problem
    from qualcode.model.transcript import Transcript
    from qualcode.study import Study

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The folder of logs. Default: the study's.")
]
_AROUND = 40  # characters shown on either side of a place
_SHOWN = 70  # of a quote in a list


@app.command("check")
def check(folder: Folder = None) -> None:
    """List all that is wrong: files, lines, transcripts and codes that are gone, lost places."""
    from qualcode.decisions.checking import check_logs

    study, logs = _load(folder)
    ground, problems = _read_ground(study, logs)
    found = (*problems, *check_logs(logs, ground))
    print_problems(found)
    typer.echo(f"{_tell_logs(logs)}; {_number(len(found), 'problem')}")
    if found:
        raise typer.Exit(FINDINGS)


@app.command("list")
def list_(
    folder: Folder = None,
    coder: Annotated[str, typer.Option(help="Only this coder's.")] = "",
    code: Annotated[str, typer.Option(help="Only about this code and those below it.")] = "",
    transcript: Annotated[str, typer.Option(help="Only about this transcript.")] = "",
    action: Annotated[
        str, typer.Option(help="Only these: accept, reject, add, note (memos) …")
    ] = "",
    json: Json = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a new FILE.csv.")
    ] = None,
) -> None:
    """List who decided what, when and with which codebook; what was undone is in the list too."""
    from qualcode.decisions.trail import Wanted, trace
    from qualcode.model.decision import ACTIONS

    if action and action not in ACTIONS:
        raise typer.BadParameter(f"must be one of {', '.join(ACTIONS)}", param_hint="--action")
    if csv is not None and csv.suffix.lower() != ".csv":
        raise typer.BadParameter("must end in .csv", param_hint="--csv")
    _, logs = _load(folder)
    steps = list(trace(logs, Wanted(coder, code, transcript, action)))
    if csv is not None:
        _write_csv(csv, steps)
    if json:
        typer.echo(_render_json(steps))
    elif csv is None:
        typer.echo(_render_text(steps))
    print_problems(logs.problems)


@app.command("fix")
def fix(
    folder: Folder = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID=START-STOP",
            help="Where a decision belongs, in characters of the text; may be repeated.",
        ),
    ] = None,
) -> None:
    """Say where decisions belong whose place was lost as a transcript was changed.

    Without --place each is shown with the likeliest places, to choose from. What is chosen becomes
    a new line of the log; no old line is touched.
    """
    from qualcode.decisions.checking import find_orphans

    study, logs = _load(folder)
    ground, problems = _read_ground(study, logs)
    print_problems((*logs.problems, *problems))
    orphans = {
        one.decision.id: (log, one) for log in logs.logs for one in find_orphans(log, ground)
    }
    if place:
        _place_named(_parse_places(place), orphans, ground, study)
    elif orphans and not sys.stdin.isatty():
        typer.echo(f"{_number(len(orphans), 'decision')} without a place; name them with --place")
        raise typer.Exit(FINDINGS)
    else:
        _ask_all([*orphans.values()], ground, study)


def _load(folder: Path | None) -> tuple[Study, Logs]:
    from qualcode.decisions import load_logs
    from qualcode.study import find_study

    study = find_study(Path(), needs_codebook=False)
    if study is None:
        raise typer.BadParameter("run it in a folder with study.yaml")
    return study, load_logs(folder or study.logs)


def _read_ground(study: Study, logs: Logs) -> tuple[Ground, tuple[Problem, ...]]:
    """Read all that decisions must fit; return also what could not be read."""
    from qualcode.cli.editing import load_known, read_found
    from qualcode.cli.inputs import Named, find_meant
    from qualcode.decisions.checking import Ground
    from qualcode.respondents.paths import split_interview

    known = load_known(Named(study), None)
    found = find_meant(None, study)
    corpus = read_found(found, known.guidance, study)
    transcripts = {one.id: one for one in corpus.transcripts}
    unread = {file.id for file in found.files} - {split_interview(one)[0] for one in transcripts}
    about = {one.transcript for one in logs.decisions}
    titles = (study.title, *(text for key, text in study.translated if key.startswith("title")))
    ground = Ground(
        transcripts,
        known.codebook,
        tuple(filter(None, titles)),
        study.deciding,
        frozenset(unread | {one for one in about if study.withdrawn.holds(one)}),
    )
    return ground, (*corpus.failures, *known.problems)


def _tell_logs(logs: Logs) -> str:
    from qualcode.decisions import standing

    counting = sum(len(standing(log.decisions, apart=True)) for log in logs.logs)
    return f"{_number(len(logs.logs), 'log')}, {_number(counting, 'decision')} that count"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _write_csv(path: Path, steps: Sequence[Step]) -> None:
    from qualcode.decisions.trail import COLUMNS, row_of
    from qualcode.errors import Problem, RefusedError
    from qualcode.runs.output import write_whole
    from qualcode.runs.piece import render_rows

    if path.exists():
        raise RefusedError(Problem(str(path), "exists already", cure="name a new file"))
    rows = (tuple(map(str, row_of(step))) for step in steps)
    write_whole(path, "\ufeff" + render_rows([COLUMNS, *rows]).text)
    typer.echo(f"written: {path}", err=True)


def _render_json(steps: Sequence[Step]) -> str:
    from json import dumps, loads

    from qualcode.decisions import render_line

    said = [
        loads(render_line(step.decision))
        | {"state": step.state, "file": str(step.line.file), "line": step.line.number}
        for step in steps
    ]
    return dumps(said, ensure_ascii=False, indent=1)


def _render_text(steps: Sequence[Step]) -> str:
    from qualcode.terminal import render_table

    if not steps:
        return "no decisions"
    header = ("time", "coder", "action", "state", "transcript", "about", "codebook", "words")
    return render_table(header, [_row(step) for step in steps], text=len(header))


def _row(step: Step) -> tuple[str, ...]:
    from qualcode.terminal import fit

    one = step.decision
    about = " → ".join(filter(None, (one.code or one.tension or one.about, one.to or one.relation)))
    quote = f"“{' '.join(one.quote.split())}”" if one.quote else ""
    words = " ".join(filter(None, (f"[{one.text}]" if one.text else "", one.name, quote)))
    blind = " (blind)" if one.blind else ""
    return (
        one.time[:19].replace("T", " "),
        one.coder + blind,
        one.action,
        "" if step.state in ("counts", "undo") else step.state,
        one.transcript,
        about,
        one.codebook[:8],
        fit(" ".join(words.split()), _SHOWN),
    )


def _parse_places(said: Sequence[str]) -> dict[str, tuple[int, int]]:
    places = {}
    for one in said:
        id, _, stretch = one.rpartition("=")
        start, _, stop = stretch.partition("-")
        if not (id and start.isdecimal() and stop.isdecimal() and int(start) < int(stop)):
            raise typer.BadParameter(f"{one}: write ID=START-STOP", param_hint="--place")
        places[id] = (int(start), int(stop))
    return places


def _place_named(
    places: dict[str, tuple[int, int]],
    orphans: dict[str, tuple[Log, Orphan]],
    ground: Ground,
    study: Study,
) -> None:
    from qualcode.decisions import append
    from qualcode.decisions.fixing import move_decision
    from qualcode.errors import QualcodeError

    problems = list(_misplaced(places, orphans, ground))
    if problems:
        raise QualcodeError(problems)
    for id, (start, stop) in places.items():
        log, orphan = orphans[id]
        transcript = ground.transcripts[orphan.decision.transcript]
        moved = move_decision(orphan.decision, transcript, start, stop)
        append(log.file, [moved], study.title)
        typer.echo(f"{log.coder}: {_shorten(moved.quote)}")


def _misplaced(
    places: dict[str, tuple[int, int]], orphans: dict[str, tuple[Log, Orphan]], ground: Ground
) -> Iterator[Problem]:
    from qualcode.errors import Problem

    for id, (start, stop) in places.items():
        if id not in orphans:
            yield Problem("--place", f"{id} is no decision without a place", cure="see the list")
            continue
        transcript = ground.transcripts[orphans[id][1].decision.transcript]
        if not transcript.text[start:stop].strip():
            message = f"{id}: {transcript.id} has no words at {start}-{stop}"
            yield Problem("--place", message, cure="count characters of the text as it is read")


def _ask_all(orphans: Sequence[tuple[Log, Orphan]], ground: Ground, study: Study) -> None:
    """Show each orphan with the likeliest places, and write down what is chosen."""
    from qualcode.decisions import append, find_near
    from qualcode.decisions.checking import spoken_in
    from qualcode.decisions.fixing import move_decision

    if not orphans:
        typer.echo("every decision has its place")
    for number, (log, orphan) in enumerate(orphans, 1):
        one = orphan.decision
        transcript = ground.transcripts[one.transcript]
        near = find_near(one, transcript.text, spoken_in(transcript))
        typer.echo(f"\n{number} of {len(orphans)}: {_tell_orphan(log, orphan)}")
        for at, stretch in enumerate(near, 1):
            typer.echo(f"  {at}) {_show(transcript, stretch)}")
        chosen = _ask(len(near))
        if chosen is None:
            return
        if chosen:
            stretch = near[chosen - 1]
            moved = move_decision(one, transcript, stretch.start, stretch.stop)
            append(log.file, [moved], study.title)
            typer.echo("  saved")


def _ask(most: int) -> int | None:
    """Return the number chosen, 0 to leave it as it is; None to stop."""
    if not most:
        typer.echo("  nothing like it is there; it is left without a place")
        return 0
    while True:
        said = typer.prompt(f"  1-{most}, 0 to leave it, q to stop", default="0").strip()
        if said.lower() == "q":
            return None
        if said.isdecimal() and int(said) <= most:
            return int(said)


def _tell_orphan(log: Log, orphan: Orphan) -> str:
    one = orphan.decision
    about = one.code or one.tension
    what = f"{one.action} {about}".strip()
    shown = f"  …{_flat(one.before[-_AROUND:])}[{_shorten(one.quote)}]{_flat(one.after[:_AROUND])}…"
    return f"{log.coder}: {what} in {one.transcript}: {orphan.why}\n{shown}"


def _show(transcript: Transcript, near: Near) -> str:
    text = transcript.text
    before = _flat(text[max(0, near.start - _AROUND) : near.start])
    after = _flat(text[near.stop : near.stop + _AROUND])
    return f"…{before}[{_shorten(text[near.start : near.stop])}]{after}…"


def _shorten(quote: str) -> str:
    from qualcode.terminal import fit

    return fit(_flat(quote).strip(), 2 * choose_width() // 3)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
