"""Which codes a codebook had when people read by it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from logbook import line
from small_study import CODEBOOK

from qualcode.codebook import parse_codebook
from qualcode.decisions import append, load_logs, name_log
from qualcode.decisions.codebooks import (
    FOLDER,
    Book,
    book_of,
    keep_codebook,
    list_codes,
    load_codebooks,
    parse_books,
)
from qualcode.decisions.deciding import gather_logs
from qualcode.model.codebook import Codebook

MORE = """\
- id: care.shame
  replaces: [draft.shame, disgrace]
  name: {en: Shame, ru: Стыд}
  brief: Being ashamed.
  definition: Being ashamed.
  use_when: Somebody is ashamed.
  do_not_use_when: Nobody is.
"""


@pytest.fixture(scope="module")
def before() -> Codebook:
    return parse_codebook(CODEBOOK, "codebook.yaml")


@pytest.fixture(scope="module")
def after() -> Codebook:
    return parse_codebook(CODEBOOK.replace("tensions:\n", MORE + "tensions:\n"), "codebook.yaml")


def test_a_code_below_one_that_was_there_was_not_there(before: Codebook, after: Codebook) -> None:
    assert book_of(before).lacks(after) == {"care.shame"}
    assert book_of(after).lacks(before) == frozenset()


@pytest.mark.parametrize(
    ("codes", "lacking"),
    [
        ({"saving": (), "care": (), "disgrace": ()}, set()),  # it has another name now
        ({"saving": (), "care": (), "humiliation": ("disgrace",)}, set()),  # and had others before
        ({"saving": ("disgrace",), "care": ()}, {"care.shame"}),  # that name meant another code
        ({"care": ()}, {"saving", "care.shame"}),
    ],
)
def test_a_renamed_code_is_the_same_code(
    after: Codebook, codes: dict[str, tuple[str, ...]], lacking: set[str]
) -> None:
    assert Book(codes).lacks(after) == lacking


def test_what_is_kept_is_read_with_the_logs_and_never_written_again(
    tmp_path: Path, before: Codebook, after: Codebook
) -> None:
    for book in (before, after):
        keep_codebook(tmp_path, book)
    places = sorted((tmp_path / FOLDER).iterdir())
    assert {place.stem for place in places} == {before.sha256, after.sha256}
    told = places[0].read_text(encoding="utf-8") + " "
    places[0].write_text(told, encoding="utf-8")
    for book in (before, after):
        keep_codebook(tmp_path, book)
    assert places[0].read_text(encoding="utf-8") == told
    append(name_log(tmp_path, "ANNA"), [line("1", codebook=after.sha256)])
    logs = load_logs(tmp_path)
    kept = {book.sha256: book_of(book) for book in (before, after)}
    assert [log.books for log in logs.logs] == [kept]
    assert logs.problems == ()
    decided = gather_logs(logs)
    assert decided.books == {after.sha256: book_of(after)}  # of which the logs speak
    listed = {sha256: list_codes(book) for sha256, book in decided.books.items()}
    assert parse_books(json.loads(json.dumps(listed))) == decided.books


def test_files_that_are_none_of_these_are_not_there(tmp_path: Path, before: Codebook) -> None:
    keep_codebook(tmp_path, before)
    (good,) = (tmp_path / FOLDER).iterdir()
    said = json.loads(good.read_text(encoding="utf-8"))
    sha = "0123456789abcdef" * 4
    for number, text in enumerate(
        (
            "{",
            "[]",
            json.dumps({**said, "qualcode": "decisions"}),
            json.dumps({**said, "codes": []}),
            json.dumps({**said, "codes": {"care": "x"}}),
        )
    ):
        (tmp_path / FOLDER / f"{number}{sha[1:]}.json").write_text(text, encoding="utf-8")
    (tmp_path / FOLDER / "copy of it.json").write_text(json.dumps(said), encoding="utf-8")
    assert set(load_codebooks(tmp_path)) == {before.sha256}
    assert load_codebooks(tmp_path / "nowhere") == {}
    assert parse_books(None) == {}


def test_where_it_cannot_be_kept_nobody_is_stopped(tmp_path: Path, before: Codebook) -> None:
    (tmp_path / FOLDER).write_text("a file", encoding="utf-8")
    keep_codebook(tmp_path, replace(before, sha256="a" * 64))
    assert load_codebooks(tmp_path) == {}
