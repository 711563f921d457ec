"""`qualcode decisions`: the logs of what people have decided: checked, listed, brought to place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.editing import Json
from qualcode.cli.output import FINDINGS, print_problems

if TYPE_CHECKING:
    from qualcode.cli.fixing.lost import Fixing
    from qualcode.decisions import Logs
    from qualcode.decisions.checking import Ground
    from qualcode.decisions.trail import Step
    from qualcode.errors import Problem
    from qualcode.study import Study

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The folder of logs. Default: the study's.")
]
_SHOWN = 70  # of a quote in a list


@app.command("check")
def check(folder: Folder = None) -> None:
    """List all that is wrong: files, lines, transcripts and codes that are gone, lost places."""
    from qualcode.decisions.checking import check_logs, list_waiting

    study, logs = _load(folder)
    ground, problems = _read_ground(study, logs)
    if any(one.action == "relate" for one in logs.decisions):
        ground = _add_meetings(ground, study)
    found = (*problems, *check_logs(logs, ground))
    print_problems(found)
    for one in list_waiting(logs, ground.codebook):
        name = f" “{one.name}”" if one.name else ""
        wait = "decision waits" if one.decisions == 1 else "decisions wait"
        typer.echo(
            f"{one.id}{name} ({', '.join(one.coders)}) is a draft, {one.decisions} {wait} for it:"
            " `qualcode codebook adopt`"
        )
    typer.echo(f"{_tell_logs(logs, ground)}; {_number(len(found), 'problem')}")
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
    study, logs = _load(folder)
    _check_wanted(study, logs, coder, code)
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
            metavar="ID=PLACE",
            help="Where a decision belongs: s9 (a segment), words that stand there, START-STOP"
            " (characters); gone: nowhere any more. May be repeated.",
        ),
    ] = None,
    transcript: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OLD=NEW",
            help="A transcript that has another name or format now. May be repeated.",
        ),
    ] = None,
) -> None:
    """Say where decisions belong whose place was lost as a transcript was changed or renamed.

    Without --place and --transcript each place is shown with the likeliest ones, to choose from, or
    to write another. What is chosen becomes a new line of the log; no old line is touched.
    """
    from qualcode.cli.fixing.asking import ask_all, ask_renamed, list_all
    from qualcode.cli.fixing.said import parse_places, parse_renamed

    named, renamed = parse_places(place or ()), parse_renamed(transcript or ())
    study, logs = _load(folder)
    ground, problems = _read_ground(study, logs)
    print_problems((*logs.problems, *problems))
    fixing = _begin_fixing(logs, ground, study)
    asking = not named and not renamed
    if asking and not sys.stdin.isatty():
        if list_all(fixing):
            raise typer.Exit(FINDINGS)
        typer.echo("every decision has its place")
        return
    if renamed:
        fixing.carry(renamed)
    if renamed or (asking and ask_renamed(fixing)):
        fixing = _begin_fixing(_load(folder)[1], ground, study)
    if named:
        fixing.place_named(named)
    if asking:
        ask_all(fixing)


def _begin_fixing(logs: Logs, ground: Ground, study: Study) -> Fixing:
    from qualcode.cli.fixing.lost import Fixing
    from qualcode.decisions.checking import is_of_another_study

    own = (log for log in logs.logs if not is_of_another_study(log, ground))
    return Fixing(own, ground, study.title)


def _check_wanted(study: Study, logs: Logs, coder: str, code: str) -> None:
    """Refuse a coder who has no log and a code that nobody has written, with the nearest one."""
    from qualcode.errors import Problem, QualcodeError
    from qualcode.yaml_tree.problems import nearest

    problems = []
    coders = {log.coder for log in logs.logs}
    if coder and coders and coder not in coders:
        problems.append(("--coder", f"there is no log of {coder}", nearest(coder, sorted(coders))))
    codes = _codes(study, logs) if code else set()
    if code and not any(one == code or one.startswith(f"{code}.") for one in codes):
        near = nearest(code, sorted(codes))
        problems.append(("--code", f"`{code}` is no code of the codebook nor of the logs", near))
    if problems:
        raise QualcodeError(
            Problem(where, message, cure=f"did you mean `{near}`?" if near else "check the name")
            for where, message, near in problems
        )


def _codes(study: Study, logs: Logs) -> set[str]:
    """Return all codes that are known, those that decisions alone have too."""
    from qualcode.cli.editing import load_known
    from qualcode.cli.inputs import Named

    book = load_known(Named(study), None).codebook
    codes = {id for code in book.codes for id in (code.id, *code.replaces)} if book else set()
    return (codes | {id for one in logs.decisions for id in (one.code, one.to)}) - {""}


def _load(folder: Path | None) -> tuple[Study, Logs]:
    from qualcode.decisions import load_logs
    from qualcode.errors import Problem, StudyError
    from qualcode.study import find_study

    study = find_study(Path(), needs_codebook=False)
    if study is None:
        raise typer.BadParameter("run it in a folder with study.yaml")
    if folder is not None and not folder.is_dir():
        message = "does not exist" if not folder.exists() else "is no folder"
        raise StudyError(Problem(str(folder), message, cure="name the folder of logs"))
    return study, load_logs(folder or study.logs)


def _read_ground(study: Study, logs: Logs) -> tuple[Ground, tuple[Problem, ...]]:
    """Read all that decisions must fit; return also what could not be read.

    Of the transcripts only those are read that somebody has decided about; where one of these is
    missing, all are, as it may have another name now.
    """
    from dataclasses import replace

    from qualcode.cli.editing import load_known, read_found
    from qualcode.cli.inputs import Named, find_meant
    from qualcode.decisions.checking import Ground
    from qualcode.decisions.placeless import may_be_withdrawn
    from qualcode.errors import TranscriptError
    from qualcode.respondents.paths import split_interview

    known = load_known(Named(study), None)
    about = {one.transcript for one in logs.decisions} - {""}
    files = {split_interview(one)[0] for one in about}
    found = find_meant(None, study)
    withdrawn = study.withdrawn
    there = {one.id for one in found.files}
    if not any(one not in there and not withdrawn.may_hold(one) for one in files):
        found = replace(found, files=tuple(one for one in found.files if one.id in files))
    transcripts, failures = {}, found.problems
    try:
        if found.files:
            corpus = read_found(found, known.guidance, study)
            transcripts = {one.id: one for one in corpus.transcripts}
            failures = corpus.failures
    except TranscriptError as error:  # none of those can be read; the others are not asked for
        failures = error.problems
    titles = (study.title, *(text for key, text in study.translated if key.startswith("title")))
    read = {split_interview(one)[0] for one in transcripts}
    faulty = {one.file for one in failures}
    unread = {one for one in about if split_interview(one)[0] in there - read}

    def is_withdrawn(transcript: str) -> bool:
        return may_be_withdrawn(transcript, withdrawn, there, faulty)

    ground = Ground(
        transcripts,
        known.codebook,
        tuple(filter(None, titles)),
        study.deciding,
        is_withdrawn,
        frozenset(one for one in unread if not is_withdrawn(one)),
    )
    return ground, (*failures, *known.problems)


def _add_meetings(ground: Ground, study: Study) -> Ground:
    """Add what the last run says of relations whose poles do not meet; codings are made there."""
    from dataclasses import replace

    from qualcode.cli.runs import load_run
    from qualcode.errors import QualcodeError

    try:
        rows = load_run(study.run).tables["decisions"]
    except QualcodeError:  # nothing was tagged yet, or by another version
        return ground
    gone = (row for row in rows if row["action"] == "relate" and row["outcome"] == "gone")
    return replace(
        ground, unmet=frozenset((str(row["coder"]), str(row["decision"])) for row in gone)
    )


def _tell_logs(logs: Logs, ground: Ground) -> str:
    from qualcode.decisions.checking import count_decisions

    counted = count_decisions(logs, ground)
    parts = [
        f"{number} {what}"
        for number, what in (
            (counted.without_place, "without a place"),
            (counted.withdrawn, "about what is withdrawn"),
        )
        if number
    ]
    counting = f"{_number(counted.counting, 'decision')} that count{'s' * (counted.counting == 1)}"
    said = f"{_number(len(logs.logs), 'log')}, {counting}"
    return f"{said}, {', '.join(parts)}" if parts else said


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
