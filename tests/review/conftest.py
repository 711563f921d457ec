"""A small run to review, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from reviewed import Reviewed, write_reviewed

from qualcode.runs.read import Run, read_run
from tests.reporting.chromium import launch


@pytest.fixture(scope="session")
def reviewed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study that was tagged; never to be written into."""
    return write_reviewed(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture(scope="session")
def run(reviewed_folder: Path) -> Run:
    return read_run(reviewed_folder / "run")


@pytest.fixture
def reviewed(run: Run, reviewed_folder: Path, tmp_path: Path) -> Reviewed:
    """Return the run with a folder of decisions of this test's own."""
    return Reviewed(run, reviewed_folder, tmp_path / "decisions")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as started:
        yield started
