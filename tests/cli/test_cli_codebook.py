from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from command_line import Cli
from small_study import contents, write

from qualcode.codebook.formatting import format_codebook
from qualcode.codebook.schema_json import SCHEMA_FILE, render_json_schema

BOOK = "codebook.yaml"


def is_canonical(study: Path) -> bool:
    source = (study / BOOK).read_bytes().decode()
    return format_codebook(source, BOOK) == source


def test_a_codebook_is_put_in_order_once(cli: Cli, study: Path) -> None:
    place = study / BOOK
    place.chmod(0o640)
    assert not is_canonical(study)
    assert cli("codebook", "format", BOOK, "--check").code == 1
    done = cli("codebook", "format", BOOK)
    assert (done.code, done.out, done.err) == (
        0,
        f"{BOOK}: changed: now in the canonical layout\n",
        "",
    )
    assert is_canonical(study)
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    os.utime(place, ns=(1, 1))
    done = cli("codebook", "format", BOOK)
    assert (done.code, done.out) == (
        0,
        f"{BOOK}: already in the canonical layout; nothing to change\n",
    )
    assert place.stat().st_mtime_ns == 1
    assert cli("codebook", "format", BOOK, "--check").code == 0


def test_check_and_diff_change_nothing(cli: Cli, study: Path) -> None:
    before = contents(study)
    done = cli("codebook", "format", BOOK, "--check")
    assert (done.code, done.out) == (
        1,
        f"{BOOK}: not in the canonical layout; "
        "`qualcode codebook format` without --check changes it\n",
    )
    done = cli("codebook", "format", BOOK, "--diff")
    assert done.code == 0
    assert done.out.startswith(f"--- {BOOK}\n+++ {BOOK} (canonical)\n@@ ")
    both = cli("codebook", "format", BOOK, "--check", "--diff")
    assert (both.code, both.out) == (1, done.out)
    assert contents(study) == before
    cli("codebook", "format", BOOK)
    done = cli("codebook", "format", BOOK, "--diff")
    assert (done.code, done.out, done.err) == (
        0,
        "",
        f"{BOOK}: already in the canonical layout; nothing to change\n",
    )


def test_a_broken_codebook_is_told_and_left_alone(cli: Cli, study: Path) -> None:
    source = (study / BOOK).read_text(encoding="utf-8")
    write(study / BOOK, source.replace("tensions:", "tension:"))
    before = contents(study)
    done = cli("codebook", "format", BOOK)
    assert (done.code, done.out) == (3, "")
    assert "did you mean `tensions`?" in done.err
    assert contents(study) == before


def test_a_link_stays_one(cli: Cli, study: Path) -> None:
    (study / "kept.yaml").symlink_to(BOOK)
    assert cli("codebook", "format", "kept.yaml").code == 0
    assert (study / "kept.yaml").is_symlink()
    assert is_canonical(study)


def test_a_file_that_cannot_be_written_is_told(
    cli: Cli, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(study)
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    done = cli("codebook", "format", BOOK)
    assert done.code == 4
    assert (
        done.err == f"{BOOK}: cannot be written: the file is read-only; check who may change it\n"
    )
    monkeypatch.undo()
    monkeypatch.chdir(study)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space")))
    assert cli("codebook", "format", BOOK).code == 4
    assert contents(study) == before


def test_a_file_changed_meanwhile_is_not_overwritten(
    cli: Cli, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.codebook import formatting

    def change(source: str, file: str) -> str:
        write(study / BOOK, source + "# mine\n")
        return format_codebook(source, file)

    monkeypatch.setattr(formatting, "format_codebook", change)
    done = cli("codebook", "format", BOOK)
    assert done.code == 4
    assert "was changed meanwhile" in done.err
    assert (study / BOOK).read_text(encoding="utf-8").endswith("# mine\n")


def test_an_outline_in_the_terminal(cli: Cli, study: Path) -> None:
    done = cli("codebook", "show", "--language", "ru")
    assert (done.code, done.err) == (0, "")
    assert "\nКоды\n" in done.out
    assert "saving" in done.out
    assert done.out == cli("codebook", "show", BOOK, "--language", "ru").out
    assert "\nCodes\n" in cli("codebook", "show").out


@pytest.mark.parametrize("name", ["book.html", "book.docx", "BOOK.DOCX"])
def test_a_document_replaces_its_like_alone(cli: Cli, study: Path, name: str) -> None:
    done = cli("codebook", "show", "--out", name)
    assert (done.code, done.out, done.err) == (0, f"codebook: {name}\n", "")
    first = (study / name).read_bytes()
    assert cli("codebook", "show", "--out", name).code == 0
    assert (study / name).read_bytes() == first  # the same file gives the same bytes
    for foreign in (b"mine", first.replace(b"qualcode", b"somebody") if name[-1] == "l" else b"PK"):
        (study / name).write_bytes(foreign)
        done = cli("codebook", "show", "--out", name)
        assert done.code == 4
        assert f"{name}: exists" in done.err
        assert (study / name).read_bytes() == foreign


def test_a_word_file_that_somebody_has_changed_stays(cli: Cli, study: Path) -> None:
    import docx

    cli("codebook", "show", "--out", "book.docx")
    document = docx.Document(str(study / "book.docx"))
    document.add_paragraph("my own words")
    document.save(str(study / "book.docx"))
    before = (study / "book.docx").read_bytes()
    done = cli("codebook", "show", "--out", "book.docx")
    assert (done.code, done.out) == (4, "")
    assert "was changed since" in done.err
    assert (study / "book.docx").read_bytes() == before
    done = cli("codebook", "show", "--out", "no/book.docx")
    assert done.code == 4
    assert "cannot be written" in done.err


def test_the_codebook_of_a_run(cli: Cli, study: Path) -> None:
    cli("tag")
    before = cli("codebook", "show", "--run", "run").out
    source = (study / BOOK).read_text(encoding="utf-8")
    write(study / BOOK, source.replace("id: care", "id: kindness").replace("care]", "kindness]"))
    assert cli("codebook", "show", "--run", "run").out == before
    assert cli("codebook", "show", BOOK).out != before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--out", "book.pdf"], "must end in .html or .docx"),
        (["--language", "de"], "must be en or ru"),
        ([BOOK, "--run", "run"], "not both"),
    ],
)
def test_what_cannot_be_meant(cli: Cli, study: Path, arguments: list[str], told: str) -> None:
    done = cli("codebook", "show", *arguments)
    assert done.code == 2
    assert told in done.err


def test_outside_a_study_a_codebook_must_be_named(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    done = cli("codebook", "show")
    assert done.code == 2
    assert "name a codebook" in done.err


def test_the_schema(cli: Cli, study: Path) -> None:
    done = cli("schema")
    assert (done.code, done.out) == (0, render_json_schema())
    done = cli("schema", "--out", SCHEMA_FILE)
    assert (done.code, done.out) == (0, f"schema: {SCHEMA_FILE}\n")
    assert json.loads((study / SCHEMA_FILE).read_bytes()) == json.loads(render_json_schema())
    done = cli("schema", "--out", BOOK)
    assert done.code == 4
    assert f"{BOOK}: exists and is no JSON Schema of qualcode" in done.err
