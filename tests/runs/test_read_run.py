from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_run import piece_of, row_of, write_small_run
from small_study import CODEBOOK, write

from qualcode.errors import QualcodeError, RunError
from qualcode.respondents import EMPTY_TABLE
from qualcode.runs.cells import format_spans, parse_spans
from qualcode.runs.manifest import Inputs, Read, Settings
from qualcode.runs.read import read_run
from qualcode.runs.tables import SCHEMAS, Row, TableSchema
from qualcode.runs.write import write_run

CHANGED = "was changed after the run; put it back as it was, or tag into another folder"
EARLIER = "run: was made by an earlier version of qualcode; tag the transcripts again"
LONG = "Очень долгая речь. " * 20_000


def round_trip(out: Path, rows: dict[str, list[Row]]) -> None:
    with write_run(out) as writer:
        writer.add(piece_of(rows))
        manifest = writer.finish(Settings(), Inputs(CODEBOOK.encode()), Read((), (), ()))
    run = read_run(out)
    assert run.manifest == json.loads(json.dumps(manifest))
    for schema in SCHEMAS:
        expected = [dict(zip(schema.header, row, strict=True)) for row in rows[schema.name]]
        assert list(run.tables[schema.name]) == expected
        assert manifest["counts"][schema.name] == len(expected)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ",", '"', '""', "a\nb", "\n", "a,b;c\td", "=1+1", "-5", "+7", "@x", "'", "\\"),
        *("Ёлка — «да»", "e\u0301", "\u2028", "\x85", "\ufeff", "\U0001f600", "NULL", "nan", "1.0"),
        LONG,
    ],
)
def test_texts_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    rows = {schema.name: [row_of(schema, text), row_of(schema)] for schema in SCHEMAS}
    round_trip(tmp_path / "run", rows)


# What a transcript in normal form, a codebook and a table may hold: no carriage return.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"))


def rows_of(schema: TableSchema) -> st.SearchStrategy[list[Row]]:
    kinds = {
        str: TEXTS,
        int: st.integers(0, 2**40),
        float: st.floats(allow_nan=False, allow_infinity=False),
    }
    return st.lists(st.tuples(*(kinds[column.type] for column in schema.columns)), max_size=2)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({schema.name: rows_of(schema) for schema in SCHEMAS}))
def test_any_rows_come_back_as_they_were(tmp_path: Path, rows: dict[str, list[Row]]) -> None:
    round_trip(tmp_path / "run", rows)


SPANS = st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=5)


@given(SPANS)
def test_spans_come_back_as_they_were(spans: list[tuple[int, int]]) -> None:
    assert parse_spans(format_spans(spans)) == tuple(spans)


def test_spans_are_written_for_people() -> None:
    assert format_spans([(12, 20), (25, 30)]) == "12-20 25-30"
    assert parse_spans("") == ()


def test_a_run_carries_what_it_was_made_with(tmp_path: Path) -> None:
    write_small_run(tmp_path / "run", "Title")
    run = read_run(tmp_path / "run")
    assert (run.codebook.id, run.codebook.source) == ("small", CODEBOOK)
    assert run.respondents.types == {"R1": "ngo_provider", "R2": "public_provider"}
    assert run.manifest["study"] == {"title": "Title", "note": ""}


def test_a_run_without_respondents_has_an_empty_table(tmp_path: Path) -> None:
    round_trip(tmp_path / "run", {schema.name: [] for schema in SCHEMAS})
    write(tmp_path / "run/respondents.csv", "not of this run")
    assert read_run(tmp_path / "run").respondents == EMPTY_TABLE


def told(folder: Path) -> list[str]:
    with pytest.raises(QualcodeError) as error:
        read_run(folder)
    assert error.value.exit_code == 3
    return [str(problem).removeprefix(f"{folder.parent}/") for problem in error.value.problems]


def test_a_folder_without_run_is_told(tmp_path: Path) -> None:
    line = "holds no run; make one with `qualcode tag`"
    assert told(tmp_path / "none") == [f"none: {line}"]
    (tmp_path / "empty").mkdir()
    assert told(tmp_path / "empty") == [f"empty: {line}"]
    write(tmp_path / "file", "x")
    assert len(told(tmp_path / "file")) == 1


def test_tables_changed_or_lost_are_told(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_small_run(run, "old")
    write(run / "hits.csv", "transcript\n")
    write(run / "codebook.yaml", CODEBOOK + "# mine\n")
    (run / "respondents.csv").unlink()
    (run / "turns.csv").unlink()
    assert told(run) == [
        "run/respondents.csv: is missing; make the run again",
        "run/turns.csv: is missing; make the run again",
        f"run/codebook.yaml: {CHANGED}",
        f"run/hits.csv: {CHANGED}",
    ]


@pytest.mark.parametrize(
    ("manifest", "line"),
    [
        ("{", "run/run.json: cannot be read; make the run again"),
        (b"\xff", "run/run.json: cannot be read; make the run again"),
        ("[]", "run/run.json: is no manifest of qualcode; make the run again"),
        ("{}", "run/run.json: is no manifest of qualcode; make the run again"),
        ('{"format": "x"}', "run/run.json: is no manifest of qualcode; make the run again"),
        ('{"format": 99, "files": {}}', "run: was made by a later qualcode; upgrade qualcode"),
        ('{"format": 5, "files": {}}', "run/turns.csv: cannot be read; make the run again"),
        ('{"format": 1, "files": {}}', EARLIER),
        ('{"format": 1, "files": {"hits.csv": "0"}}', EARLIER),
    ],
)
def test_a_manifest_that_says_nothing_is_told(
    tmp_path: Path, manifest: str | bytes, line: str
) -> None:
    write(tmp_path / "run/run.json", manifest)
    assert told(tmp_path / "run") == [line]


def test_tables_of_another_make_are_told(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_small_run(run, "old")
    other = b"who,what\n"
    write(run / "segments.csv", other)
    manifest = json.loads((run / "run.json").read_text())
    manifest["files"]["segments.csv"] = hashlib.sha256(other).hexdigest()
    write(run / "run.json", json.dumps(manifest))
    assert told(run) == ["run/segments.csv:1: has other columns; make the run again"]


def test_a_later_column_does_no_harm(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_small_run(run, "old")
    lines = (run / "turns.csv").read_text().splitlines()
    wider = "\n".join(f"{line},more" for line in lines).encode()
    write(run / "turns.csv", wider)
    manifest = json.loads((run / "run.json").read_text())
    manifest["files"]["turns.csv"] = hashlib.sha256(wider).hexdigest()
    write(run / "run.json", json.dumps(manifest))
    assert read_run(run).tables["turns"][0]["text"] == "x"


def test_a_run_of_an_earlier_format_is_told_before_its_columns(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_small_run(run, "old")
    manifest = json.loads((run / "run.json").read_text())
    write(run / "hits.csv", "transcript,code\n")
    write(run / "run.json", json.dumps({**manifest, "format": manifest["format"] - 1}))
    assert told(run) == [EARLIER]


def test_run_errors_are_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(RunError):
        read_run(tmp_path)
