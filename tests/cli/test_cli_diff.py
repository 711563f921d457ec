from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, contents, write

NEW = CODEBOOK.replace('ru: ["забота"]', 'ru: ["забота", "люди"]').replace(
    '"экономия", "сокращение', '"сокращение'
)


@pytest.fixture
def pair(study: Path) -> tuple[str, str]:
    write(study / "new.yaml", NEW)
    return "codebook.yaml", "new.yaml"


def test_a_study_is_compared(cli: Cli, study: Path, pair: tuple[str, str]) -> None:
    before = contents(study)
    done = cli("diff", *pair)
    assert done.code == 0
    assert done.out.startswith("codebook.yaml → new.yaml: 1 indicator removed, 1 indicator added\n")
    assert "  +0 -1  saving, indicator removed: ru экономия (line 13 of OLD)" in done.out
    assert contents(study) == before


def test_without_transcripts_only_the_codebooks_are_compared(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "old.yaml", CODEBOOK)
    write(tmp_path / "new.yaml", NEW)
    done = cli("diff", "old.yaml", "new.yaml")
    assert (done.code, done.err) == (0, "")
    assert "Codings" not in done.out
    assert json.loads(cli("diff", "old.yaml", "new.yaml", "--json").out)["outcome"] is None


def test_the_problems_of_both_codebooks_are_told(cli: Cli, study: Path) -> None:
    write(study / "one.yaml", CODEBOOK.replace("poles: [saving, care]", "poles: [saving, card]"))
    write(study / "two.yaml", CODEBOOK.replace("status", "x").replace("- id: care", "- id: Care"))
    done = cli("diff", "one.yaml", "two.yaml")
    assert done.code == 3
    assert "one.yaml:" in done.err
    assert "two.yaml:" in done.err


def test_pages_and_tables_are_written_whole_and_never_over_anything(
    cli: Cli, study: Path, pair: tuple[str, str]
) -> None:
    assert cli("diff", *pair, "--out", "d.html").code == 0
    assert cli("diff", *pair, "--out", "d.html").code == 0  # a page of ours may go
    assert "<blockquote" in (study / "d.html").read_text(encoding="utf-8")
    assert cli("diff", *pair, "--out", "d.csv").code == 0
    table = (study / "d.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbfchange,code,")
    refused = cli("diff", *pair, "--out", "d.csv")
    assert (refused.code, refused.err) == (4, "d.csv: exists already; name a new file\n")
    assert (study / "d.csv").read_bytes() == table
    write(study / "mine.html", "<p>mine</p>")
    assert cli("diff", *pair, "--out", "mine.html").code == 4
    assert cli("diff", *pair, "--out", "d.txt").code == 2


def test_a_transcript_that_cannot_be_read_is_a_finding(
    cli: Cli, study: Path, pair: tuple[str, str]
) -> None:
    write(study / "transcripts" / "bad.docx", b"no word file")
    done = cli("diff", *pair)
    assert done.code == 1
    assert "bad.docx" in done.err
    assert "Codings in 2 transcripts" in done.out
