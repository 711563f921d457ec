"""The main job on the ten sample interviews: the same bytes however it is done."""

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.batch import Tagging, tag_files
from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.model.codebook import Group
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import read_run

pytestmark = pytest.mark.no_cover  # the whole program; its parts are measured by their own tests

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "transcripts_sample" / "npm_tensions"
FILES = sorted(path for path in SAMPLE.iterdir() if path.suffix not in ("", ".csv", ".yaml"))


@pytest.fixture(scope="module")
def tagging() -> Tagging:
    codebook = load_codebook(ROOT / "codebooks" / "npm_tensions.yaml")
    return Tagging(codebook, load_respondents(SAMPLE / "respondents.csv"), Settings())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("compiled_anew")
def test_jobs_and_order_change_no_byte(tagging: Tagging, tmp_path: Path) -> None:
    tag_files(find_transcripts([SAMPLE]), tmp_path / "folder", tagging)
    tag_files(find_transcripts(FILES[::-1]), tmp_path / "shuffled", tagging, jobs=2)
    tag_files(find_transcripts([*FILES[5:], *FILES[:5]]), tmp_path / "rotated", tagging, jobs=1)
    expected = contents(tmp_path / "folder")
    assert contents(tmp_path / "shuffled") == expected
    assert contents(tmp_path / "rotated") == expected


def test_everything_found_can_be_traced(tagging: Tagging, tmp_path: Path) -> None:
    """Every hit stands where it says, in a line of the codebook that says so."""
    tag_files(find_transcripts([SAMPLE]), tmp_path / "run", tagging)
    run = read_run(tmp_path / "run")
    indicators = {one.id: one for code in run.codebook.codes for one in code.indicators}
    segments = {(one["transcript"], one["segment"]): one for one in run.tables["segments"]}
    turns = {(one["transcript"], one["turn"]): one for one in run.tables["turns"]}
    assert len(run.tables["hits"]) > 50
    for hit in run.tables["hits"]:
        indicator = indicators[str(hit["indicator"])]
        assert (indicator.owner, indicator.line) == (hit["code"], hit["line"])
        line = run.codebook.source.split("\n")[indicator.line - 1]
        assert indicator.text in line or isinstance(indicator.expression, Group)
        segment = segments[hit["transcript"], hit["segment"]]
        assert segment["role"] == "respondent"
        turn = turns[hit["transcript"], segment["turn"]]  # its words may stand in two segments
        text, start = str(turn["text"]), int(turn["start"])
        for span in str(hit["spans"]).split():
            first, last = map(int, span.split("-"))
            assert text[first - start : last - start] in str(hit["words"])
    codings = {(one["transcript"], one["segment"], one["code"]) for one in run.tables["codings"]}
    weights = {code.id: code.min_score for code in run.codebook.codes}
    for hit in run.tables["hits"]:
        if float(hit["score"]) >= weights[str(hit["code"])]:
            assert (hit["transcript"], hit["segment"], hit["code"]) in codings


def modules_of(*arguments: str) -> set[str]:
    """Return the modules that a command has imported when it ends."""
    script = (
        "import atexit, sys; atexit.register(lambda: print('MODULES', *sys.modules));"
        " from qualcode.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("MODULES ")[1].split())


def test_help_imports_nothing_heavy() -> None:
    heavy = {"pandas", "numpy", "pydantic", "pymorphy3", "simplemma", "yaml", "docx", "jinja2"}
    assert modules_of("--help").isdisjoint(heavy | {"rapidfuzz", "babel"})


def test_tag_never_imports_pandas(tmp_path: Path) -> None:
    codebook = str(ROOT / "codebooks" / "npm_tensions.yaml")
    imported = modules_of(
        "tag", str(FILES[0]), "--codebook", codebook, "--out", str(tmp_path / "run")
    )
    assert "simplemma" in imported
    assert imported.isdisjoint({"pandas", "spacy", "regex", "jinja2", "docx"})
