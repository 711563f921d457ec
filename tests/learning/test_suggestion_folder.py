from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import pytest
from coded_study import write_coded_study
from shipped_study import tag_study

from qualcode.errors import RefusedError, RunError
from qualcode.learning.folder import COLUMNS, load_suggestions, write_suggestions
from qualcode.learning.suggestion import Reason, Suggestion
from qualcode.runs.manifest import write_listing
from qualcode.runs.read import Run
from qualcode.study import load_study


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = write_coded_study(tmp_path_factory.mktemp("folder"))
    return tag_study(load_study(folder / "study.yaml"), folder / "run")


@pytest.fixture
def suggestions(run: Run) -> tuple[Suggestion, ...]:
    record = next(one for one in run.tables["segments"] if one["role"] == "respondent")
    place = str(record["transcript"]), int(record["segment"])
    borders = int(record["start"]), int(record["stop"])
    reasons = (
        Reason("words", 'a "quoted" word | another'),
        Reason("like", "Нас тут 22", "ru02.txt", 2),
        Reason("rule", "9: save", "en02.txt", 2),
    )
    return (
        Suggestion(*place, *borders, "saving", 0.75, 1, reasons, found=True),
        Suggestion(*place, *borders, "care", 0.1, 2, (), seen=True),
    )


def test_what_is_written_is_read_back(
    tmp_path: Path, run: Run, suggestions: tuple[Suggestion, ...]
) -> None:
    out = tmp_path / "suggestions"
    write_suggestions(out, run, suggestions, {"more.csv": (("a", "b"), [(1, "x")])})
    assert load_suggestions(out, run) == suggestions
    assert (out / "more.csv").read_text(encoding="utf-8") == "a,b\n1,x\n"
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["kind"] == "suggestions"
    with (out / "suggestions.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert tuple(row) == COLUMNS
    assert row["why"].split(" | ")[1:] == [
        "another",
        "like: ru02.txt 2 “Нас тут 22”",
        "rule: en02.txt 2 9: save",
    ]
    assert (row["type"], row["language"], row["found"]) == ("ngo_provider", "en", "yes")


def test_there_need_be_none(tmp_path: Path, run: Run) -> None:
    assert load_suggestions(tmp_path / "suggestions", run) == ()


def test_former_suggestions_are_replaced_and_nothing_else(
    tmp_path: Path, run: Run, suggestions: tuple[Suggestion, ...]
) -> None:
    out = tmp_path / "suggestions"
    write_suggestions(out, run, suggestions, {})
    write_suggestions(out, run, suggestions[:1], {})
    assert load_suggestions(out, run) == suggestions[:1]
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"files of another kind: notes\.txt"):
        write_suggestions(out, run, suggestions, {})
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_what_does_not_fit_the_run_any_more_is_left_out(
    tmp_path: Path, run: Run, suggestions: tuple[Suggestion, ...]
) -> None:
    out = tmp_path / "suggestions"
    write_suggestions(out, run, suggestions, {})
    codes = tuple(code for code in run.codebook.codes if code.id != "care")
    without = dataclasses.replace(run.codebook, codes=codes)
    assert load_suggestions(out, dataclasses.replace(run, codebook=without)) == suggestions[:1]
    for change in ({"text": "Else."}, {"start": 1}, {"segment": 99}):
        segments = tuple({**one, **change} for one in run.tables["segments"])
        other = dataclasses.replace(run, tables={**run.tables, "segments": segments})
        assert load_suggestions(out, other) == ()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("suggestions.csv", "changed", "suggestions.csv was changed afterwards"),
        ("run.json", "{", "holds no suggestions of qualcode"),
        ("run.json", "[]", "holds no suggestions of qualcode"),
        ("run.json", '{"kind": "run", "files": {}}', "holds no suggestions; name another folder"),
        ("run.json", '{"kind": "suggestions"}', "holds no suggestions of qualcode"),
    ],
)
def test_files_that_were_touched_are_refused(
    tmp_path: Path,
    run: Run,
    suggestions: tuple[Suggestion, ...],
    name: str,
    content: str,
    message: str,
) -> None:
    out = tmp_path / "suggestions"
    write_suggestions(out, run, suggestions, {})
    (out / name).write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match=message):
        load_suggestions(out, run)


def test_suggestions_of_another_version_are_refused(
    tmp_path: Path, run: Run, suggestions: tuple[Suggestion, ...]
) -> None:
    out = tmp_path / "suggestions"
    write_suggestions(out, run, suggestions, {})
    (out / "suggestions.csv").write_text("transcript,segment\n", encoding="utf-8")
    (out / "run.json").unlink()
    write_listing(out, "suggestions")
    with pytest.raises(RunError, match="has other columns"):
        load_suggestions(out, run)


def test_a_listing_that_names_other_files_is_refused(
    tmp_path: Path, run: Run, suggestions: tuple[Suggestion, ...]
) -> None:
    """A folder that says it holds suggestions, and has no table of them."""
    out = tmp_path / "suggestions"
    write_suggestions(out, run, suggestions, {})
    listing = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (out / "run.json").write_text(json.dumps({**listing, "files": {}}), encoding="utf-8")
    (out / "suggestions.csv").unlink()
    with pytest.raises(RunError, match="holds no suggestions"):
        load_suggestions(out, run)
