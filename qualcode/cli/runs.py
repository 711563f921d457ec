"""The run a command works with: one that holds nothing the study has withdrawn since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.runs.read import Run
    from qualcode.study import Study


def default_run(study: Study | None) -> Path:
    """Return the folder of the run that is meant where none is named."""
    return study.run if study else Path("run")


def load_run(folder: Path) -> Run:
    """Load a run; RunError where the study withdraws what was not withdrawn when it was made."""
    from qualcode.errors import Problem, RunError
    from qualcode.runs.read import read_run
    from qualcode.study import find_study

    study = find_study(Path(), needs_codebook=False)
    run = read_run(folder)
    if study and study.withdrawn and run.manifest["withdrawal"] != study.withdrawn.digest:
        message = "was made before study.yaml withdrew what it withdraws now"
        raise RunError(Problem(str(folder), message, cure="make it again: `qualcode tag`"))
    return run
