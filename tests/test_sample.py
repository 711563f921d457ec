from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli
from small_study import contents, write

import qualcode.sample
from qualcode.errors import RefusedError
from qualcode.sample import create_study, render_study
from qualcode.study import FILE, KEYS, load_study

SHIPPED = Path(qualcode.sample.__file__).parents[1]


def test_the_sample_is_a_whole_study(tmp_path: Path) -> None:
    files = create_study(tmp_path / "new" / "study")
    study = load_study(tmp_path / "new/study" / FILE)
    assert set(files) == {path for path in (tmp_path / "new/study").rglob("*") if path.is_file()}
    assert study.respondents == tmp_path / "new/study/respondents.csv"
    assert "synthetic" in study.note
    assert study.run == tmp_path / "new/study/run"


def test_the_sample_can_be_read_tagged_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.chdir(tmp_path)
    made = cli("init", ".")
    assert made.code == 0
    assert "next: cd . && qualcode tag --report" in made.out
    for command in (["read"], ["check", "codebooks/npm_tensions.yaml"], ["tag"]):
        done = cli(*command)
        assert done.code == 0
        assert all("confirm with --interviewer" in line for line in done.lines)
    assert (tmp_path / "run/run.json").exists()
    again = cli("init", ".")
    assert (again.code, again.lines) == (4, [".: is not empty; name a new or empty folder"])


def test_only_new_and_empty_folders_are_filled(tmp_path: Path) -> None:
    write(tmp_path / "full/notes.txt", "mine")
    write(tmp_path / "file", "mine")
    for name in ("full", "file"):
        with pytest.raises(RefusedError, match="is not empty; name a new or empty folder"):
            create_study(tmp_path / name)
    with pytest.raises(RefusedError, match="cannot be written: Not a directory"):
        create_study(tmp_path / "file/below")
    assert contents(tmp_path) == {"full/notes.txt": b"mine", "file": b"mine"}


def test_every_key_of_a_study_is_explained() -> None:
    text = render_study({"title": "Т: «x»", "run": "run"})
    for key, meaning in KEYS.items():
        assert f"# {meaning}\n" in text
        assert f"{key}:" in text
    assert '\ntitle: "Т: «x»"\n' in "\n" + text
    assert "\n# note:\n" in text
