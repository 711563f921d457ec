"""Fixtures for all tests: a small study, the tagged sample, the command line in this process."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import Cli, Outcome
from filelock import FileLock
from hypothesis import settings
from once import do_once
from small_study import CODEBOOK, write_study

# In a worker of xdist the tracer starts after this file is read: what is imported here is not seen.
if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

# Two workers are at work on two cores: threads of BLAS beside them would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("timeless", deadline=None)  # how long an example takes tells nothing
settings.load_profile("timeless")

MANY = 3_000  # tests: only a run of them all has so many
LONGEST = "tests/test_docs.py::test_commands["
UNTRACED = Path(__file__).with_name("untraced.txt")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where all tests run, trace only those that are needed to see what is run; see the file.

    The longest begin first: at the end one worker would be alone with them.
    """
    if len(items) < MANY:
        return
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    lines = UNTRACED.read_text(encoding="utf-8").splitlines()
    untraced = {f"tests/{line}" for line in lines if not line.startswith("#")}
    for item in items:
        whole, _, _ = item.nodeid.partition("[")
        if not untraced.isdisjoint((whole, whole.partition("::")[0])):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Let the collector of garbage pass over what lives until the end anyway: all tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop the tracer that pytest-cov starts in a worker of xdist before the one that it uses.

    Nobody reads what that one sees, and it would go on wherever the other pauses for `no_cover`.
    """
    plugin = session.config.pluginmanager.getplugin("_cov")
    tracer = getattr(plugin, "cov_controller", None)
    if tracer and hasattr(session.config, "workerinput"):
        tracer.cov.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Let `no_cover` hold for what a test is given too: its fixtures are often all its work."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    tracer = (
        getattr(plugin, "cov_controller", None) if item.get_closest_marker("no_cover") else None
    )
    if tracer:
        tracer.pause()
    try:
        return (yield)
    finally:
        if tracer:
            tracer.resume()


@pytest.fixture(scope="session", autouse=True)
def _once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        do_once(patch)
        yield


@pytest.fixture
def compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile large codebooks each time too: what a search has met must change nothing."""
    from qualcode.tagging import tagger
    from qualcode.tagging.compile import compile_language

    monkeypatch.setattr(tagger, "compile_language", compile_language)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the small study, and work in it."""
    folder = write_study(tmp_path / "study")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample study with its run, tagged once for all workers: to be read or copied."""
    from shipped_study import tag_study, unpack

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with FileLock(folder / "sample.lock"):
        if not (folder / "sample" / "run").exists():
            tag_study(unpack(folder / "sample", "npm_tensions"), folder / "sample" / "run")
    return folder / "sample"


@pytest.fixture(scope="session")
def small_codebook() -> Codebook:
    from qualcode.codebook import parse_codebook

    return parse_codebook(CODEBOOK, "codebook.yaml")


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Call `qualcode` with arguments; a traceback fails the test."""
    from qualcode.cli import main

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["qualcode", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else int(bool(code)), printed.out, printed.err)

    return call
