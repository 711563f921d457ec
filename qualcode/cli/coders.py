"""The coders that a command works with: of the study's decisions, and of tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.runs import default_run

if TYPE_CHECKING:
    from qualcode.analysis.agreement.coders import Coder
    from qualcode.runs.read import Run
    from qualcode.study import Study


_TABLES = (".csv", ".tsv", ".txt")


def sort_places(
    places: Sequence[Path] | None, against: Sequence[Path] | None, study: Study | None
) -> tuple[Path, tuple[Path, ...]]:
    """Tell the run from the tables: `--against A.csv B.csv` leaves B.csv among the arguments.

    Where no run is named, it is the study's, or `run`.
    """
    tables = [one for one in places or () if against and one.suffix.lower() in _TABLES]
    folders = [one for one in places or () if one not in tables]
    if len(folders) > 1:
        more = ", ".join(f"`{place}`" for place in folders[1:])
        raise typer.BadParameter(f"{more}: too many; name one run")
    return folders[0] if folders else default_run(study), (*(against or ()), *tables)


def load_coders_meant(
    against: Sequence[Path] | None, study: Study | None, run: Run
) -> tuple[Coder, ...]:
    """Load the tables named, else the study's; none where neither names any.

    Rows that cannot be found in the run are told, and left out.
    """
    from qualcode.analysis.agreement import load_coders
    from qualcode.analysis.agreement.fitting import fit_coders
    from qualcode.cli.output import print_problems

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
    from qualcode.errors import Problem, QualcodeError

    decided = _load_decided(run, study, blind=blind) if study else ()
    named = files or (study.coders if study and not decided else ())
    tables = leave_out_withdrawn(load_coders(named, run.codebook), study) if named else ()
    twice = sorted({one.name for one in decided} & {one.name for one in tables})
    if twice:
        message = f"have decisions and a table of the same name: {', '.join(twice)}"
        cure = "rename the table, or leave it out"
        raise QualcodeError(Problem("coders", message, cure=cure))
    return decided, tuple(coder for coder in tables if coder.stretches)


def _load_decided(run: Run, study: Study, *, blind: bool) -> tuple[Coder, ...]:
    from qualcode.analysis.agreement import gather_coders
    from qualcode.cli.output import print_problems
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
