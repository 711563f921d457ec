"""Every command and every piece of Python in the documents works as written."""

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from qualcode.cli import app, main
from qualcode.codebook import parse_codebook
from qualcode.runs.former import CACHE
from qualcode.runs.tables import SCHEMAS
from qualcode.sample import create_study
from qualcode.study import KEYS

# Whole commands on the whole sample: what they run is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", ROOT / "README.ru.md", *sorted((ROOT / "docs").glob("*.md"))]
LEAVING = r"qualcode (tag|pseudonymise|questions)\b"  # what later commands read
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def blocks(path: Path, language: str) -> Iterator[str]:
    for kind, text in BLOCK.findall(path.read_text(encoding="utf-8")):
        if kind == language:
            yield text


def commands(path: Path) -> list[str]:
    lines = [line.strip() for text in blocks(path, "bash") for line in text.split("\n")]
    return [line for line in lines if line.startswith("qualcode ")]


def run(command: str) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as ended:
            main()
    return ended.value.code


def quotes(report: str) -> list[str]:
    return re.findall(r"<blockquote.*?</blockquote>", report, re.DOTALL)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what `qualcode tag` keeps of the sample: more decides there than in `sample`."""
    folder = tmp_path_factory.mktemp("kept") / "study"
    create_study(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("qualcode tag") == 0
    return folder / CACHE


@pytest.fixture
def study(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a new study without a run, in which nothing that was tagged is tagged anew."""
    create_study(tmp_path / "study")
    shutil.copytree(kept, tmp_path / "study" / CACHE)
    monkeypatch.chdir(tmp_path / "study")
    return tmp_path / "study"


def tried() -> dict[str, list[str]]:
    """Return the commands to try by document, each where it stands first.

    Where later commands need what it leaves behind it is tried each time.  README.ru.md has the
    commands of README.md, as a test below says.
    """
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for path in sorted(DOCS, key=lambda path: path.name != "commands.md"):
        if path.name != "README.ru.md":
            found[path.name] = [
                one for one in commands(path) if one not in seen or re.match(LEAVING, one)
            ]
            seen.update(found[path.name])
    return {name: lines for name, lines in found.items() if lines}


TRIED = tried()


@pytest.mark.parametrize("document", TRIED)
def test_commands(document: str, study: Path) -> None:
    for command in TRIED[document]:
        assert run(command) == 0, command


def test_no_command_is_left_out() -> None:
    assert {one for path in DOCS for one in commands(path)} == {
        one for lines in TRIED.values() for one in lines
    }
    assert TRIED["compare.md"][0] == TRIED["export.md"][0] == "qualcode tag"


def test_both_readmes_have_the_same_commands() -> None:
    english, russian = (
        [text.split("\n") for text in map(str.strip, blocks(ROOT / name, "bash"))]
        for name in ("README.md", "README.ru.md")
    )
    assert english == russian


def all_commands() -> Iterator[tuple[str, set[str]]]:
    """Yield the words of every command (`tag`, `codebook show`) with its options."""
    waiting = [("", typer.main.get_command(app))]
    for words, command in waiting:
        below = getattr(command, "commands", None)
        if below is None:
            yield words, {name for one in command.params for name in one.opts if "--" in name}
        else:
            waiting += [(f"{words} {name}".strip(), one) for name, one in below.items()]


def section_of(words: str) -> str:
    """Return what docs/commands.md says under the heading of a command."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for section in text.split("\n## "):
        if re.match(rf"`qualcode {words}[ `]", section):
            return section
    return ""


def test_commands_are_found_with_those_below_others() -> None:
    found = dict(all_commands())
    assert {"init", "tag", "terms", "codebook show", "codebook format"} <= found.keys()
    assert found["codebook format"] == {"--check", "--diff"}


@pytest.mark.parametrize(
    ("words", "options"), [pytest.param(*one, id=one[0]) for one in all_commands()]
)
def test_every_command_is_documented_with_its_options(words: str, options: set[str]) -> None:
    section = section_of(words)
    assert section
    assert [one for one in sorted(options) if not re.search(rf"{one}\b", section)] == []


def test_python(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for text in blocks(ROOT / "docs" / "python.md", "python"):
        exec(text, names)  # noqa: S102
    printed = capsys.readouterr().out
    assert "efficiency.saving" in printed
    assert "respondents.csv:1" in printed


def test_the_example_codebook_is_one() -> None:
    (codebook, indicators) = blocks(ROOT / "docs" / "codebook.md", "yaml")
    loaded = parse_codebook(codebook, "docs")
    assert [code.id for code in loaded.codes if code.indicators] == ["efficiency.saving", "care"]
    listed = "".join(f"      {line}\n" for line in indicators.split("\n") if line)
    more = codebook.replace('      - "экономия"\n', f'      - "экономия"\n{listed}', 1)
    assert len(parse_codebook(more, "docs").code("efficiency.saving").indicators) == 7


def test_columns_and_keys_are_documented() -> None:
    run = (ROOT / "docs" / "run.md").read_text(encoding="utf-8")
    for schema in SCHEMAS:
        section = run.split(f"## `{schema.file}`")[1].split("\n## ")[0]
        rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
        assert [(name, holds.replace("\\|", "|")) for name, holds in rows] == [
            (column.name, column.holds) for column in schema.columns
        ]
    keys = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split("## `study.yaml`")[1]
    assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", keys, re.MULTILINE)) == dict(KEYS)


def test_the_example_of_the_machines_errors_is_what_its_commands_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    told = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8").split("### An example")[1]
    for folder in ("benchmarks/interviews/written_from", "codebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for command in told.split("```")[1].replace("\\\n", " ").strip().split("\n"):
        assert run(command) == 0, command
    book = load_workbook("coded.xlsx")
    for sheet, (head, rows) in zip(
        ("errors", "error_pairs"), list(markdown_tables(told)), strict=False
    ):
        names, *made = book[sheet].iter_rows(values_only=True)
        at = [names.index(name) for name in head]
        russian = [row for row in made if row[names.index("language")] == "ru"]
        assert len(rows) >= 3
        for row in rows:
            digits = [len(cell.partition(".")[2]) for cell in row]
            cells = [
                [shown(line[one], n) for one, n in zip(at, digits, strict=True)] for line in russian
            ]
            assert row in cells


def markdown_tables(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield the head and the rows of each table."""
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        head, _, *rows = (
            [cell.strip(" `") for cell in line.strip("|").split("|")]
            for line in table.strip().split("\n")
        )
        yield head, rows


def shown(value: object, digits: int) -> str:
    return f"{value:.{digits}f}" if isinstance(value, int | float) else str(value)


def test_links_between_documents_lead_somewhere() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_example_reports_are_those_of_the_sample(study: Path, language: str) -> None:
    """The examples hold the figures that the sample gives today."""
    shown = (ROOT / "reports" / f"npm_tensions.{language}.html").read_text(encoding="utf-8")
    for command in ("qualcode tag", f"qualcode report --language {language} --out report.html"):
        run(command)
    made = (study / "report.html").read_text(encoding="utf-8")
    assert quotes(shown) == quotes(made)
    assert len(quotes(made)) > 100
