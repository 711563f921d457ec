"""Who follows "Write your first codebook" to the letter has a study that works at every step."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from qualcode.cli import main
from qualcode.codebook import load_codebook
from qualcode.runs.read import read_run

pytestmark = pytest.mark.no_cover  # the whole program; its parts are measured by their own tests

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ("first_codebook.md", "first_codebook.ru.md")
MOST_LINES = 250  # more would take more than twenty minutes
CUT = "…"  # on a line of its own: something of the output is left out
PIECE = re.compile(r"^```(\w+)\n(.*?)^```$|\*\*([^*\n]+)\*\*$", re.DOTALL | re.MULTILINE)

# What the page tells its reader to do with the block below, in the words of each language.
TOLD = {
    "new": (r"a new file `(.+)`:", r"новый файл `(.+)`:"),
    "end": (r"at the end of `(.+)`:", r"в конец файла `(.+)`:"),
    "below": (r"in `(.+)`, below `(.+)`:", r"в файле `(.+)` под строкой `(.+)`:"),
    "instead": (r"in `(.+)`, instead of `(.+)`:", r"в файле `(.+)` вместо строки `(.+)`:"),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """What a reader does in the editor: where, in which file, beside which line, what text."""

    where: str
    path: str
    beside: str
    text: str


@dataclass(frozen=True, slots=True)
class Commands:
    """Lines for the terminal, and what the page shows of the answers, if it does."""

    lines: tuple[str, ...]
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the commands of a block came to: the exit code of each, and what the screen shows."""

    commands: Commands
    codes: tuple[int, ...]
    screen: str


def steps(page: str) -> list[Edit | Commands]:
    """Return what a reader of the page does, in order; no block and no words in bold are left."""
    found: list[Edit | Commands] = []
    told: tuple[str, str, str] | None = None
    for kind, text, bold in PIECE.findall(page):
        if bold:
            assert told is None, f"nothing to copy: {told}"
            told = understand(bold)
        elif told:
            assert kind != "sh", f"a command, and no file: {told}"
            found.append(Edit(*told, text))
            told = None
        elif kind == "sh":
            found.append(Commands(tuple(text.splitlines())))
        else:
            above = found.pop()
            assert isinstance(above, Commands), f"neither file nor output: {text}"
            assert above.shown is None, f"two outputs: {text}"
            found.append(Commands(above.lines, text))
    assert told is None, f"nothing to copy: {told}"
    return found


def understand(bold: str) -> tuple[str, str, str]:
    """Return where, file and line beside which the words in bold tell to put the block."""
    for where, wordings in TOLD.items():
        for wording in wordings:
            if said := re.fullmatch(wording, bold, re.IGNORECASE):
                path, *beside = said.groups()
                return where, path, "".join(beside)
    raise AssertionError(f"not understood: {bold}")


def follow(edit: Edit) -> None:
    """Do in a file what the page tells."""
    path = Path(edit.path)
    if edit.where == "new":
        assert not path.exists()
        path.write_text(edit.text, encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = stop = len(lines)
    if edit.beside:
        (at,) = (number for number, line in enumerate(lines) if line.strip() == edit.beside)
        start, stop = (at, at + 1) if edit.where == "instead" else (at + 1, at + 1)
    path.write_text("".join([*lines[:start], edit.text, *lines[stop:]]), encoding="utf-8")


def enter(line: str) -> int:
    """Do what a line says in the terminal; return the exit code."""
    program, *arguments = shlex.split(line)
    if program == "mkdir":
        Path(*arguments).mkdir()
        return 0
    if program == "cd":
        os.chdir(*arguments)
        return 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [program, *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    code = ended.value.code
    return code if isinstance(code, int) else int(bool(code))


def work_through(page: str) -> Iterator[Answer]:
    """Do all that the page tells, in the folder at hand, in a window of 80 columns."""
    for step in steps(page):
        if isinstance(step, Edit):
            follow(step)
            continue
        screen = io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(screen),
            contextlib.redirect_stderr(screen),
        ):
            patch.setenv("COLUMNS", "80")
            codes = tuple(enter(line) for line in step.lines)
        yield Answer(step, codes, screen.getvalue())


def is_shown(shown: str, screen: str) -> bool:
    """Whether the page shows what the screen does, but for what `…` leaves out."""
    wanted = [
        r"(?:.*\n)+?" if line == CUT else re.escape(line) + "\n" for line in shown.splitlines()
    ]
    said = "".join(f"{line.rstrip()}\n" for line in screen.strip("\n").splitlines())
    return re.fullmatch("".join(wanted), said) is not None


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / str(request.param)).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Worked:
    """What a reader has who did all that the page tells."""

    folder: Path
    answers: tuple[Answer, ...]
    underlined: tuple[bool, ...]  # by an editor, at each `qualcode check`

    def at_checks(self) -> list[Answer]:
        return [one for one in self.answers if "qualcode check" in one.commands.lines[0]]


@pytest.fixture(scope="module")
def worked(page: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    """Work through the page once for all tests of it, and stay where its `cd` leads."""
    folder = tmp_path_factory.mktemp("first")
    answers: list[Answer] = []
    underlined: list[bool] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # also the way back
        for answer in work_through(page):
            answers.append(answer)
            if "qualcode check" in answer.commands.lines[0]:
                underlined.append(is_underlined(Path("codebook.yaml")))
        yield Worked(folder, tuple(answers), tuple(underlined))


def test_every_step_does_what_the_page_shows(worked: Worked) -> None:
    for answer in worked.answers:
        wrong = {
            line: code
            for line, code in zip(answer.commands.lines, answer.codes, strict=True)
            if code and not (code == 1 and line == "qualcode check codebook.yaml")
        }
        assert not wrong, answer.screen
        if answer.commands.shown is not None:
            assert is_shown(answer.commands.shown, answer.screen), answer.screen


def test_what_the_reader_has_in_the_end(worked: Worked) -> None:
    (study,) = worked.folder.iterdir()
    codebook = load_codebook(study / "codebook.yaml")
    assert (len(codebook.codes), len(codebook.tensions)) == (2, 1)
    assert all(code.examples and code.near_misses for code in codebook.codes)
    assert any(code.masks for code in codebook.codes)
    assert "near: [" in (study / "codebook.yaml").read_text(encoding="utf-8")
    run = read_run(study / "run")
    assert {row["code"] for row in run.tables["codings"]} == {code.id for code in codebook.codes}
    assert run.tables["tensions"]
    report = (study / "run" / "report.html").read_text(encoding="utf-8")
    for code in codebook.codes:
        assert code.name.in_language(codebook.languages[0]) in report
    for line in ("qualcode check", "qualcode codebook format --check codebook.yaml"):
        assert enter(line) == 0


def test_the_editor_underlines_what_check_calls_a_fault_of_form(worked: Worked) -> None:
    faults = ["[form]" in answer.screen for answer in worked.at_checks()]
    assert list(worked.underlined) == faults
    assert faults[:2] == [True, False]
    assert not any(faults[2:])
    assert not is_underlined(Path("codebook.yaml"))  # the canonical layout


def is_underlined(codebook: Path) -> bool:
    """Whether an editor that knows the schema of the first line would underline anything."""
    text = codebook.read_text(encoding="utf-8")
    schema = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    validator = Draft202012Validator(json.loads(Path(schema).read_text(encoding="utf-8")))
    try:
        return not validator.is_valid(yaml.safe_load(text))
    except yaml.YAMLError:
        return True


def test_the_page_takes_twenty_minutes(page: str) -> None:
    assert len(page.splitlines()) <= MOST_LINES


def test_both_pages_use_the_same_commands() -> None:
    def used(name: str) -> list[str]:
        found = steps((DOCS / name).read_text(encoding="utf-8"))
        lines = [line for step in found if isinstance(step, Commands) for line in step.lines]
        return sorted(
            {re.sub(r"^(qualcode (?:codebook )?\w+|\w+).*", r"\1", line) for line in lines}
        )

    english, russian = map(used, PAGES)
    assert english == russian
    for command in ("check", "concordance", "diff", "explain", "report", "schema", "tag", "terms"):
        assert f"qualcode {command}" in english


@pytest.mark.parametrize(
    ("shown", "screen", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "\na  \nb\n\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("…\na\n", "a\n", False),  # nothing is left out
        ("a\n…\nc\n", "a\nb…\nd\n", False),
        ("a…\n", "ab\n", False),  # `…` within a line is the command's own
    ],
)
def test_outputs_are_compared(shown: str, screen: str, same: bool) -> None:
    assert is_shown(shown, screen) is same


@pytest.mark.parametrize(
    "page",
    [
        "**A new file `a.txt`:**\n",
        "**A new file `a.txt`:**\n```sh\nqualcode check\n```\n",
        "**Somewhere in `a.txt`:**\n```text\na\n```\n",
        "```text\nan output of nothing\n```\n",
        "```sh\nqualcode check\n```\n```text\na\n```\n```text\nb\n```\n",
    ],
)
def test_a_page_that_leaves_its_reader_alone_is_refused(page: str) -> None:
    with pytest.raises((AssertionError, IndexError)):
        steps(page)
