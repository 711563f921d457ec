from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import contents, write

import qualcode.sample
from qualcode.codebook import load_codebook
from qualcode.errors import RefusedError
from qualcode.sample import create_study, find_sample, list_samples, render_study
from qualcode.study import FILE, KEYS, load_study, read_values

NAMES = [sample.name for sample in list_samples()]


def test_the_first_study_is_the_default() -> None:
    assert NAMES[0] == qualcode.sample.DEFAULT == "npm_tensions"
    assert len(find_sample("npm_tensions").interviews) == 10


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_a_whole_study(name: str, tmp_path: Path) -> None:
    files = create_study(tmp_path / "new" / "study", name)
    study = load_study(tmp_path / "new/study" / FILE)
    assert set(files) == {path for path in (tmp_path / "new/study").rglob("*") if path.is_file()}
    assert study.respondents == tmp_path / "new/study/respondents.csv"
    assert "synthetic" in study.note
    assert "вымышлен" in dict(study.translated)["note_ru"]
    assert study.run == tmp_path / "new/study/run"
    assert study.codebook == tmp_path / f"new/study/codebooks/{name}.yaml"
    assert load_codebook(study.codebook).codes
    schema = (tmp_path / "new/study/codebooks/codebook.schema.json").read_text(encoding="utf-8")
    assert json.loads(schema)["$schema"]
    sample = find_sample(name)
    unpacked = {path.name for path in (tmp_path / "new/study/transcripts").iterdir()}
    assert unpacked == {path.name for path in sample.interviews}
    assert read_values(study.folder / FILE) == sample.values


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_can_be_tagged_and_reported(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.chdir(tmp_path)
    made = cli("init", "--study", name, "mine")
    assert (made.code, made.lines) == (0, [])
    monkeypatch.chdir(tmp_path / "mine")
    tagged = cli("tag")
    assert tagged.code == 0
    known = "confirm it in reading.yaml"
    assert all(known in line for line in tagged.lines)
    assert cli("report").code == 0
    report = (tmp_path / "mine/run/report.html").read_text(encoding="utf-8")
    assert ('id="survey"' in report) == bool(find_sample(name).values.get("survey"))


def test_the_sample_is_unpacked_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.chdir(tmp_path)
    made = cli("init", ".")
    assert made.code == 0
    assert "next: cd . && qualcode tag --report" in made.out
    assert cli("read").code == 0
    again = cli("init", ".")
    assert (again.code, again.lines) == (4, [".: is not empty; name a new or empty folder"])


def test_the_studies_can_be_listed(cli: Cli, tmp_path: Path) -> None:
    told = cli("init", "--list")
    assert told.code == 0
    lines = told.out.splitlines()
    assert [line.split(":")[0] for line in lines] == NAMES
    first = list_samples()[0]
    assert lines[0] == f"npm_tensions: {first.title}, 10 interviews"


def test_an_unknown_study_and_no_folder_are_told(cli: Cli, tmp_path: Path) -> None:
    told = cli("init", "--study", "npm", tmp_path / "x")
    assert (told.code, told.lines) == (
        3,
        [f"--study: `npm` is no study here; the studies are {', '.join(NAMES)}"],
    )
    assert not (tmp_path / "x").exists()
    nowhere = cli("init")
    assert nowhere.code == 2
    assert "name a new or empty folder" in nowhere.err


def test_a_further_folder_is_a_further_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "codebooks/mine.yaml", "codebook: x")
    study = "title: Mine\ntranscripts: t\ncodebook: codebooks/mine.yaml\nsurvey: [a.csv, b.csv]\n"
    write(tmp_path / "transcripts_sample/mine/study.yaml", study)
    for name in ("a.csv", "b.csv", "talk.txt", "talk.csv", ".hidden"):
        write(tmp_path / "transcripts_sample/mine" / name, name)
    write(tmp_path / "transcripts_sample/draft/talk.txt", "no study yet")
    monkeypatch.setattr(qualcode.sample, "_shipped", lambda name: tmp_path / name)
    assert [sample.name for sample in list_samples()] == ["mine"]
    create_study(tmp_path / "new", "mine")
    assert sorted(contents(tmp_path / "new")) == [
        *("a.csv", "b.csv", "codebooks/codebook.schema.json", "codebooks/mine.yaml"),
        *("study.yaml", "transcripts/talk.csv", "transcripts/talk.txt"),
    ]
    assert 'survey: ["a.csv", "b.csv"]' in (tmp_path / "new/study.yaml").read_text()


def test_only_new_and_empty_folders_are_filled(tmp_path: Path) -> None:
    write(tmp_path / "full/notes.txt", "mine")
    write(tmp_path / "file", "mine")
    for name in ("full", "file"):
        with pytest.raises(RefusedError, match="is not empty; name a new or empty folder"):
            create_study(tmp_path / name)
    with pytest.raises(RefusedError, match="cannot be written: Not a directory"):
        create_study(tmp_path / "file/below")
    assert contents(tmp_path) == {"full/notes.txt": b"mine", "file": b"mine"}


def test_every_key_of_a_study_is_explained(tmp_path: Path) -> None:
    values = {"title": ('Т: «x» "y"',), "run": ("run",), "interviewers": ("И", "В")}
    text = render_study(values)
    for key, meaning in KEYS.items():
        assert f"# {meaning}\n" in text
        assert f"{key}:" in text
    assert '\ntitle: "Т: «x» \\"y\\""\n' in "\n" + text
    assert '\ninterviewers: ["И", "В"]\n' in text
    assert "\n# note:\n" in text
    assert read_values(write(tmp_path / "study.yaml", text)) == values
