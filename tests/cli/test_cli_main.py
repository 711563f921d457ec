from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Cli

ROOT = Path(__file__).parents[2]
COMMANDS = ("init", "read", "check", "tag", "report")


def run(*arguments: str | Path, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    """Call the command line in a process of its own."""
    call = "from qualcode.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-c", call, *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False)


def test_help_names_every_command(cli: Cli) -> None:
    for arguments, code in (((), 2), (("--help",), 0), (("-h",), 0)):
        shown = cli(*arguments)
        assert shown.code == code
        text = shown.out + shown.err
        assert all(f"\n  {command} " in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(cli: Cli, command: str) -> None:
    shown = cli(command, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert "Show this message and exit." in shown.out


def test_the_version_is_shown(cli: Cli) -> None:
    shown = cli("--version")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("qualcode ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nonsense",), "nonsense"),
        (("tag", "--nonsense"), "--nonsense"),
        (("tag",), "name transcripts"),
        (("read",), "name transcripts"),
        (("check",), "codebook"),
        (("init",), "DIR"),
        (("tag", "a.txt"), "name a codebook"),
        (("tag", "a.txt", "--codebook", "c.yaml", "--language", "german"), "auto, ru, en"),
        (("tag", "a.txt", "--codebook", "c.yaml", "--jobs", "-1"), "--jobs"),
        (("tag", "a.txt", "--codebook", "c.yaml", "--jobs", "x"), "--jobs"),
        (("report", "--language", "de"), "en or ru"),
    ],
)
def test_wrong_use_is_told(
    cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = cli(*arguments)
    assert (told.code, told.out) == (2, "")
    assert words in told.err
    assert list(tmp_path.iterdir()) == []


def test_heavy_packages_wait_until_they_are_needed() -> None:
    call = (
        "import sys; sys.argv = ['qualcode', '--help']\n"
        "from qualcode.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = set('pandas pydantic pymorphy3 docx webvtt jinja2 babel yaml'.split())\n"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", call], capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_console_without_cyrillic_does_no_harm(study: Path) -> None:
    done = run("read", "transcripts", encoding="cp1252")
    assert done.returncode == 0
    assert b"ru01.txt" in done.stdout
    assert b"Traceback" not in done.stderr


def test_bugs_keep_their_traceback(cli: Cli, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("qualcode.pipeline.read_each", fail)
    with pytest.raises(ZeroDivisionError):
        cli("read")
