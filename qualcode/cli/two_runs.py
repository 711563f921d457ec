"""Two runs for a report that sets them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from qualcode.cli.comparing import Said
    from qualcode.runs.read import Run
    from qualcode.study import Study


def load_sides(folders: Sequence[Path], called: Sequence[str] | None) -> Run:
    """Load two runs as one; QualcodeError with all that is wrong with either."""
    from qualcode.cli.runs import load_run
    from qualcode.errors import Problem, QualcodeError
    from qualcode.runs.merged import merge_runs
    from qualcode.runs.read import Side

    names = tuple(one.strip() for one in called) if called else name_sides(folders)
    if not all(names) or len(set(names)) < len(names) or any("/" in name for name in names):
        message = "give two different names, without a slash in them"
        raise typer.BadParameter(message, param_hint="--called")
    problems: list[Problem] = []
    runs = []
    for folder in folders:
        try:
            runs.append(load_run(folder))
        except QualcodeError as error:
            problems += error.problems
    if problems:
        raise QualcodeError(problems)
    first, second = (Side(name, run) for name, run in zip(names, runs, strict=True))
    return merge_runs(first, second)


def name_sides(folders: Sequence[Path]) -> tuple[str, ...]:
    """Name runs by the last parts of their paths that differ; `A` and `B` where none does."""
    parts = [folder.resolve().parts[::-1] for folder in folders]
    for names in zip(*parts, strict=False):
        if len(set(names)) == len(names):
            return names
    return ("A", "B")


def compare_runs(said: Said, run: Run, study: Study | None) -> Said:
    """Make the run the first thing respondents are compared by.

    Where most people are in both, each is compared with himself or herself alone.
    """
    from qualcode.runs.merged import PERSON, RUN, compares_inside_people

    columns = said.strata.split(",") if said.strata else []
    if said.strata is None and study:
        columns = [name for name in study.strata if name in run.respondents.attributes]
    if compares_inside_people(*(side.run for side in run.sides)):
        columns.append(PERSON)
    by = f"{RUN},{said.by}" if said.by else RUN
    return replace(said, by=by, strata=",".join(columns))
