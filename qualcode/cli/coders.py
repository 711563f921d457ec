"""The coders that a command works with, of the study's decisions and of tables; what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from qualcode.cli.output import FINDINGS, print_problems
from qualcode.cli.runs import default_run

if TYPE_CHECKING:
    from qualcode.analysis.agreement.coders import Coder
    from qualcode.errors import Problem
    from qualcode.reporting.outcome import Outcome
    from qualcode.runs.read import Run
    from qualcode.study import Study


RunAndTables = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[RUN]",
        help="The run. Default: the study's, or run. Further CSV files go with --against.",
    ),
]
AgainstAnybody = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE…", help="Tables of coders (CSV), or names of those who have decided."
    ),
]
Against = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE…", help="Tables of coders (CSV), one or several."),
]
Resamples = Annotated[
    int, typer.Option(min=0, max=100_000, help="Of the bootstrap for limits; 0: no limits.")
]
Out = Annotated[
    Path | None, typer.Option(help="Also write FILE.html, a new FILE.csv, or a folder of all.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]

Unit = TypeVar("Unit", bound=str)
_TABLES = (".csv", ".tsv", ".txt")


def choose_unit(said: str, known: Sequence[Unit]) -> Unit:
    """Return the unit that was said; refuse what is none."""
    for one in known:
        if said == one:
            return one
    raise typer.BadParameter(f"must be {', '.join(known)}", param_hint="--unit")


def tell_outcome(
    outcome: Outcome, problems: Sequence[Problem], out: Path | None, *, as_json: bool
) -> None:
    """Write what was asked for, print the rest, and exit with findings where there are problems."""
    from qualcode.reporting.outcome import write_outcome

    if out:
        write_outcome(out, outcome)
        typer.echo(f"{outcome.kind}: {out}", err=True)
    typer.echo(outcome.as_json() if as_json else outcome.text())
    print_problems(problems)
    if problems:
        raise typer.Exit(FINDINGS)


def sort_places(
    places: Sequence[Path] | None, against: Sequence[Path] | None, study: Study | None
) -> tuple[Path, tuple[Path, ...]]:
    """Tell the run from the tables: `--against A.csv B.csv` leaves B.csv among the arguments.

    So does `--against ANNA BORIS` with the names of people. Where no run is named, it is the
    study's, or `run`.
    """
    tables = [
        one
        for one in places or ()
        if against and (one.suffix.lower() in _TABLES or _has_log(one, study))
    ]
    folders = [one for one in places or () if one not in tables]
    if len(folders) > 1:
        more = ", ".join(f"`{place}`" for place in folders[1:])
        raise typer.BadParameter(f"{more}: too many; name one run")
    return folders[0] if folders else default_run(study), (*(against or ()), *tables)


def _has_log(named: Path, study: Study | None) -> bool:
    """Tell whether this is nothing on the disk, but the name of somebody who has decided."""
    return not named.exists() and study is not None and str(named) in _list_people(study)


def _list_people(study: Study) -> list[str]:
    from qualcode.decisions import load_logs

    return [log.coder for log in load_logs(study.logs).logs]


def load_anybody(
    run: Run, study: Study | None, named: Sequence[Path], *, blind: bool
) -> tuple[tuple[Coder, ...], tuple[Coder, ...]]:
    """Load whoever is named: the decisions of people in the study, and tables.

    QualcodeError where somebody named has decided nothing that counts.
    """
    from qualcode.analysis.agreement import load_coders
    from qualcode.errors import CodersError, Problem
    from qualcode.yaml_tree.problems import did_you_mean, listed

    people = [one for one in named if _has_log(one, study)]
    files = [one for one in named if one not in people]
    decided = _load_decided(run, study, blind=blind) if study and people else ()
    by_name = {coder.name: coder for coder in decided}
    what = "has read nothing blind" if blind else "has marked nothing as read"
    cure = "in `qualcode review`, Enter says that a segment is read"
    if blind:
        cure = "`qualcode review --blind --sample 60 --coder NAME` begins it; --all counts other"
        cure += " decisions too"
    problems = [
        Problem("--against", f"{one} {what}", cure=cure)
        for one in people
        if str(one) not in by_name
    ]
    known = _list_people(study) if study else []
    problems += (
        Problem(
            str(one),
            "is no table, and nobody of that name has decided anything",
            cure=did_you_mean(str(one), known) or f"there is {listed(known) or 'nobody'}",
        )
        for one in files
        if not one.suffix and not one.exists()
    )
    if problems:
        raise CodersError(problems)
    tables = leave_out_withdrawn(load_coders(files, run.codebook), study) if files else ()
    _check_twice([by_name[str(one)] for one in people], tables)
    return tuple(by_name[str(one)] for one in people), tables


def _check_twice(decided: Iterable[Coder], tables: Iterable[Coder]) -> None:
    """Refuse decisions and a table that have one name."""
    from qualcode.errors import Problem, QualcodeError

    twice = sorted({one.name for one in decided} & {one.name for one in tables})
    if twice:
        message = f"have decisions and a table of the same name: {', '.join(twice)}"
        cure = "rename the table, or leave it out"
        raise QualcodeError(Problem("coders", message, cure=cure))


def load_coders_meant(
    against: Sequence[Path] | None, study: Study | None, run: Run
) -> tuple[Coder, ...]:
    """Load the tables named, else the study's; none where neither names any.

    Rows that cannot be found in the run are told, and left out.
    """
    from qualcode.analysis.agreement import load_coders
    from qualcode.analysis.agreement.fitting import fit_coders

    files = tuple(against or (study.coders if study else ()))
    if not files:
        return ()
    named = leave_out_withdrawn(load_coders(files, run.codebook), study)
    coders = tuple(coder for coder in named if coder.stretches)
    print_problems(fit_coders(run, coders).problems)
    return coders


def load_everybody(
    run: Run, study: Study | None, files: Sequence[Path], *, blind: bool
) -> tuple[tuple[Coder, ...], tuple[Coder, ...]]:
    """Load the coders of the study's decisions, and those of tables.

    The tables are those named, else the study's, while nobody has decided. What cannot be compared
    is told; QualcodeError where decisions and a table have one name.
    """
    from qualcode.analysis.agreement import load_coders

    decided = _load_decided(run, study, blind=blind) if study else ()
    named = files or (study.coders if study and not decided else ())
    tables = leave_out_withdrawn(load_coders(named, run.codebook), study) if named else ()
    _check_twice(decided, tables)
    return decided, tuple(coder for coder in tables if coder.stretches)


def _load_decided(run: Run, study: Study, *, blind: bool) -> tuple[Coder, ...]:
    from qualcode.analysis.agreement import gather_coders
    from qualcode.decisions import load_logs

    logs = load_logs(study.logs)
    gathered = gather_coders(run, logs, blind=blind)
    print_problems(gathered.problems)
    if faults := len(logs.problems):
        message = f"{study.logs}: {faults} fault{'s' * (faults != 1)} in the logs of decisions"
        typer.echo(f"{message}; see `qualcode decisions check`", err=True)
    return gathered.coders


def leave_out_withdrawn(coders: tuple[Coder, ...], study: Study | None) -> tuple[Coder, ...]:
    """Leave out what was coded of interviews that the study has withdrawn since, and say so."""
    from dataclasses import replace

    if study is None or not study.withdrawn:
        return coders
    gone_files = study.withdrawn.may_hold
    left = tuple(
        replace(coder, stretches=tuple(one for one in coder.stretches if not gone_files(one.file)))
        for coder in coders
    )
    gone = sum(len(coder.stretches) for coder in coders) - sum(len(one.stretches) for one in left)
    if gone:
        typer.echo(f"{gone} stretches of withdrawn interviews left out", err=True)
    return left
