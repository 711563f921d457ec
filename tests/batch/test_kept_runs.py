"""A run is the same bytes whether its transcripts are tagged or kept from before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Cli
from small_study import ENGLISH, RUSSIAN, TABLE, contents, write

from qualcode.batch import Cache, RunSummary, Tagging, cache_beside, tag_files
from qualcode.batch.pieces import PieceMaker
from qualcode.codebook import load_codebook
from qualcode.errors import TranscriptError
from qualcode.files import TranscriptFile, find_transcripts
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "transcripts_sample" / "npm_tensions"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the transcripts that are tagged in this process."""
    names: list[str] = []
    make = PieceMaker.make

    def note(maker: PieceMaker, file: TranscriptFile) -> object:
        names.append(file.id)
        return make(maker, file)

    monkeypatch.setattr(PieceMaker, "make", note)
    return names


def tagging_of(study: Path) -> Tagging:
    table = load_respondents(study / "respondents.csv")
    return Tagging(load_codebook(study / "codebook.yaml"), table, Settings())


def tag(study: Path, out: str = "run", jobs: int = 1, cached: bool = True) -> RunSummary:
    cache = cache_beside(study / out) if cached else None
    found = find_transcripts([study / "transcripts"])
    return tag_files(found, study / out, tagging_of(study), jobs=jobs, cache=cache)


def as_if_new(study: Path) -> dict[str, bytes]:
    """Return the run that is made without anything kept."""
    tag(study, "new/run", cached=False)
    return contents(study / "new/run")


def test_what_is_unchanged_is_kept(study: Path, made: list[str]) -> None:
    assert tag(study).kept == 0
    assert made == ["en01.txt", "ru01.txt"]
    before = contents(study / "run")
    assert before == as_if_new(study)
    made.clear()
    again = tag(study)
    assert (again.kept, made) == (2, [])
    assert contents(study / "run") == before
    first = tag(study, "new/run", cached=False)
    assert replace(again, kept=0) == first


@pytest.mark.no_cover  # large: what it runs is measured by other tests
@pytest.mark.usefixtures("compiled_anew")
def test_the_sample_is_the_same_kept_or_made(tmp_path: Path, made: list[str]) -> None:
    tagging = Tagging(
        load_codebook(ROOT / "codebooks/npm_tensions.yaml"),
        load_respondents(SAMPLE / "respondents.csv"),
        Settings(),
    )
    found = find_transcripts([SAMPLE])
    cache = cache_beside(tmp_path / "run")
    tag_files(found, tmp_path / "plain", tagging)
    for out, jobs, kept in (("run", 2, 0), ("run", 1, 10), ("other", 2, 10)):
        made.clear()
        summary = tag_files(found, tmp_path / out, tagging, jobs=jobs, cache=cache)
        assert (summary.kept, made) == (kept, [])
        assert contents(tmp_path / out) == contents(tmp_path / "plain")


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_changed_transcript_is_tagged_again(study: Path, jobs: int) -> None:
    for number in range(4):
        write(study / f"transcripts/{number}.txt", RUSSIAN.replace("А потом", f"{number}"))
    tag(study)
    write(study / "transcripts/2.txt", RUSSIAN.replace("экономия", "забота"))
    assert tag(study, jobs=jobs).kept == 5
    assert contents(study / "run") == as_if_new(study)
    (study / "transcripts/3.txt").unlink()
    write(study / "transcripts/0a.txt", ENGLISH)
    assert tag(study, jobs=jobs).kept == 5
    assert contents(study / "run") == as_if_new(study)


def test_the_same_words_under_another_name_are_another_transcript(study: Path) -> None:
    for name in ("ru01.txt", "a/ru01.txt", "b.txt", "b.md"):
        write(study / "transcripts" / name, RUSSIAN)
        tag(study)
        assert contents(study / "run") == as_if_new(study)
    (study / "transcripts/b.txt").rename(study / "transcripts/c.txt")
    assert tag(study).kept == 4
    assert contents(study / "run") == as_if_new(study)


@pytest.mark.parametrize(
    ("file", "change", "kept"),
    [
        ("respondents.csv", ("R1,ngo_provider", "R1,public_provider"), 1),
        ("respondents.csv", ("ru01.txt,Респондент", "ru01.txt,Интервьюер"), 1),
        ("respondents.csv", ("\nru01", "\nxx.txt,А,R0,ngo_provider,\nru01"), 2),
        ("codebook.yaml", ('"забота"', '"штат"'), 0),
        ("codebook.yaml", ('"мешать"', '"мешать|остаться"'), 0),
    ],
)
def test_what_decides_is_heeded(study: Path, file: str, change: tuple[str, str], kept: int) -> None:
    tag(study)
    before = contents(study / "run")
    text = (study / file).read_text(encoding="utf-8")
    assert change[0] in text
    write(study / file, text.replace(*change))
    assert tag(study).kept == kept
    assert contents(study / "run") == as_if_new(study) != before


def test_settings_are_heeded(study: Path) -> None:
    found = find_transcripts([study / "transcripts"])
    cache = cache_beside(study / "run")
    for settings in (Settings(), Settings("ru"), Settings("ru", ("Респондент",)), Settings("en")):
        tagging = replace(tagging_of(study), settings=settings)
        assert tag_files(found, study / "run", tagging, cache=cache).kept == 0
        tag_files(found, study / "new", tagging)
        assert contents(study / "run") == contents(study / "new")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: write(path, path.read_bytes()[:-9]),
        lambda path: write(path, path.read_bytes().replace("забота".encode(), "ставка".encode())),
        lambda path: write(path, b""),
        lambda path: path.unlink(),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_spoilt_piece_is_made_anew(
    study: Path, spoil: Callable[[Path], object], jobs: int
) -> None:
    tag(study)
    before = contents(study)
    for path in (study / ".qualcode-cache").glob("*.piece"):
        if "забота".encode() in path.read_bytes():
            spoil(path)
    write(study / "transcripts/ru02.txt", RUSSIAN)
    assert tag(study, jobs=jobs).kept == 1
    assert contents(study / "run") == as_if_new(study)
    (study / "transcripts/ru02.txt").unlink()
    assert tag(study, jobs=jobs).kept == 2
    after = contents(study)
    assert {name: after[name] for name in before} == before


def test_what_cannot_be_read_is_never_kept(study: Path) -> None:
    write(study / "transcripts/bad.docx", b"no zip")
    write(study / "transcripts/empty.txt", b"")
    for kept in (0, 2):
        summary = tag(study)
        assert (len(summary.failures), summary.kept) == (2, kept)
        assert contents(study / "run") == as_if_new(study)
    assert len(list((study / ".qualcode-cache").glob("*.piece"))) == 2
    write(study / "transcripts/empty.txt", ENGLISH)
    assert len(tag(study).failures) == 1
    bad = find_transcripts([study / "transcripts/bad.docx"])
    cache = cache_beside(study / "far/run")
    with pytest.raises(TranscriptError):
        tag_files(bad, study / "far/run", tagging_of(study), cache=cache)
    assert not (study / "far").exists()


def test_a_file_that_changes_while_it_is_read_spoils_nothing(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piece is kept under what was read, not under what was there before."""
    find = PieceMaker.find

    def find_and_change(maker: PieceMaker, file: TranscriptFile) -> str:
        key = find(maker, file)
        write(file.path, RUSSIAN.replace("забота", "ставка"))
        return key

    with monkeypatch.context() as patch:
        patch.setattr(PieceMaker, "find", find_and_change)
        tag(study)
    write(study / "transcripts/ru01.txt", RUSSIAN)
    write(study / "transcripts/en01.txt", ENGLISH)
    assert tag(study).kept == 0
    assert contents(study / "run") == as_if_new(study)


def test_two_runs_at_once_keep_the_same_pieces(study: Path) -> None:
    for number in range(8):
        write(study / f"transcripts/{number}.txt", RUSSIAN.replace("А потом", f"{number}"))
    expected = as_if_new(study)
    outs = [f"run{number}" for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda out: tag(study, out), outs))
    assert all(contents(study / out) == expected for out in outs)
    assert tag(study).kept == 10


def test_it_may_be_deleted_during_a_run(study: Path) -> None:
    expected = as_if_new(study)
    cache = cache_beside(study / "run")
    found = find_transcripts([study / "transcripts"])
    for _ in range(2):
        tag_files(
            found,
            study / "run",
            tagging_of(study),
            cache=cache,
            progress=lambda _: shutil.rmtree(cache.folder, ignore_errors=True),
        )
        assert contents(study / "run") == expected
        assert not cache.folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_run_needs_no_place_for_it(study: Path) -> None:
    expected = as_if_new(study)
    write(study / ".qualcode-cache", "mine")
    for _ in range(2):
        assert tag(study).kept == 0
        assert contents(study / "run") == expected
    assert (study / ".qualcode-cache").read_text() == "mine"


def test_kept_pieces_are_no_transcripts_and_hinder_no_run(study: Path) -> None:
    tag(study, "transcripts/run")
    assert (study / "transcripts/.qualcode-cache").is_dir()
    assert [file.id for file in find_transcripts([study]).files] == [
        "transcripts/en01.txt",
        "transcripts/ru01.txt",
    ]
    tag(study, "far/run")
    shutil.rmtree(study / "far/run")
    tag(study, "far")
    assert set(contents(study / "far")) == set(contents(study / "transcripts/run"))


def test_it_holds_what_was_said_beside_the_run_alone(cli: Cli, study: Path, tmp_path: Path) -> None:
    write(study / "transcripts/ru01.txt", RUSSIAN.replace("экономия", "канарейка"))
    assert cli("tag", "--out", "deep/run").code == 0
    holding = [
        path.parent.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*")
        if path.is_file() and "канарейка".encode() in path.read_bytes()
    ]
    assert set(holding) == {"study/transcripts", "study/deep/run", "study/deep/.qualcode-cache"}


def test_how_many_were_kept_is_told(cli: Cli, study: Path) -> None:
    first = cli("tag")
    assert (first.code, first.err) == (0, "")
    write(study / "transcripts/ru02.txt", f"{RUSSIAN} Вот так.\n")
    write(study / "respondents.csv", TABLE + "ru02.txt,Респондент,R3,ngo_provider,\n")
    done = cli("tag")
    assert (done.code, done.lines) == (0, ["unchanged, so not tagged again: 2 of 3 transcripts"])
    (study / "transcripts/ru02.txt").unlink()
    write(study / "respondents.csv", TABLE)
    assert cli("tag").out == first.out
    everything = cli("tag", "--no-cache")
    assert (everything.out, everything.err) == (first.out, "")


def test_nothing_is_kept_when_nobody_wants_it(cli: Cli, study: Path) -> None:
    assert cli("tag", "--no-cache").code == 0
    assert not (study / ".qualcode-cache").exists()


def test_pieces_that_are_not_used_go_at_the_end(study: Path) -> None:
    tag(study)
    old = Cache(study / ".qualcode-cache").folder / f"{'0' * 64}.piece"
    write(old, "old")
    os.utime(old, (0, 0))
    tag(study)
    assert not old.exists()
    assert tag(study).kept == 2
