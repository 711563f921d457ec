"""The coded study, tagged once."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import Evaluate, write_coded_study

from qualcode.analysis.agreement import Choices, Evaluation, evaluate, load_coders
from qualcode.batch import Tagging, tag_files
from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run


@pytest.fixture(scope="session")
def coded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the study with its run."""
    folder = write_coded_study(tmp_path_factory.mktemp("coded"))
    tagging = Tagging(
        load_codebook(folder / "codebook.yaml"),
        load_respondents(folder / "respondents.csv"),
        Settings(),
    )
    tag_files(find_transcripts([folder / "transcripts"]), folder / "run", tagging, jobs=1)
    return folder


@pytest.fixture(scope="session")
def coded_run(coded_folder: Path) -> Run:
    return read_run(coded_folder / "run")


@pytest.fixture
def evaluated(coded_folder: Path, coded_run: Run) -> Evaluate:
    """Evaluate against tables of the study, or others."""

    def call(*tables: str | Path, **choices: object) -> Evaluation:
        paths = [coded_folder / table for table in tables]
        coders = load_coders(paths, coded_run.codebook)
        return evaluate(coded_run, coders, Choices(**choices))  # type: ignore[arg-type]

    return call
