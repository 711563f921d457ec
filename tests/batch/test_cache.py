"""Pieces are kept whole or not at all, and nothing hinders a run that has no place for them."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_study import contents, write

from qualcode.batch import Cache, cache_beside
from qualcode.batch.cache import DAYS
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Speaker
from qualcode.runs.former import CACHE, check_replaceable
from qualcode.runs.piece import Piece, Rows, parse_pieces, render_pieces
from qualcode.runs.tables import SCHEMAS

KEY, OTHER = "0" * 64, "f" * 64
DAY = 24 * 60 * 60


def pieces(text: str = "Это «он»,\n1\n") -> tuple[Piece, ...]:
    one = Piece(
        tables={schema.name: Rows(text, 1) for schema in SCHEMAS},
        description={"transcript": "ru01.txt", "sha256": "0", "languages": {"ru": 2}, "notes": []},
        speakers=(
            Speaker(
                "Р", "respondent", phrase("role.letter", other="М"), proposed=True, voice="— 2"
            ),
        ),
        languages=(("R1", "ru"), ("R2", "")),
        mentions=(("saving", "R1"),),
    )
    return one, replace(one, unfit=((3, "Почему?"),))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return cache_beside(tmp_path / "run")


def file_of(cache: Cache, key: str = KEY) -> Path:
    return cache.folder / f"{key}.piece"


def test_a_piece_comes_back_as_it_was(cache: Cache) -> None:
    assert not cache.holds(KEY)
    assert cache.load(KEY) is None
    cache.store(KEY, pieces())
    assert cache.holds(KEY)
    assert cache.load(KEY) == pieces()
    assert cache.load(OTHER) is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert parse_pieces(render_pieces(pieces(text))) == pieces(text)


def test_the_folder_says_what_it_is(cache: Cache, tmp_path: Path) -> None:
    cache.store(KEY, pieces())
    assert cache.folder == tmp_path / ".qualcode-cache"
    found = contents(cache.folder)
    assert set(found) == {"CACHEDIR.TAG", ".gitignore", f"{KEY}.piece"}
    assert found["CACHEDIR.TAG"].startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    assert found[".gitignore"] == b"*\n"


def test_it_lies_beside_the_run_itself_where_a_link_leads_to_it(tmp_path: Path) -> None:
    (tmp_path / "disk/run").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "disk/run")
    assert cache_beside(tmp_path / "link").folder == tmp_path / "disk" / CACHE


def test_a_torn_piece_is_none(cache: Cache) -> None:
    cache.store(KEY, pieces())
    whole = file_of(cache).read_bytes()
    for length in range(0, len(whole), 7):
        write(file_of(cache), whole[:length])
        assert cache.load(KEY) is None
    cache.store(KEY, pieces())
    assert cache.load(KEY) == pieces()


@pytest.mark.parametrize(
    "edit",
    [
        lambda whole: whole.replace("он".encode(), "мы".encode(), 1),
        lambda whole: whole + b" ",
        lambda whole: whole.partition(b"\n")[2],
        lambda whole: b"\xff" + whole,
        lambda whole: whole[:0],
        lambda whole: whole[:65] + b"[]",
    ],
)
def test_an_edited_piece_is_none(cache: Cache, edit: Callable[[bytes], bytes]) -> None:
    cache.store(KEY, pieces())
    write(file_of(cache), edit(file_of(cache).read_bytes()))
    assert cache.load(KEY) is None


def test_a_piece_under_the_name_of_another_is_none(cache: Cache) -> None:
    cache.store(KEY, pieces())
    file_of(cache).rename(file_of(cache, OTHER))
    assert cache.load(OTHER) is None


@pytest.mark.parametrize("problem", ["a file", "no folder to be in", "a folder for the piece"])
def test_without_a_place_nothing_is_kept(cache: Cache, tmp_path: Path, problem: str) -> None:
    if problem == "a file":
        write(cache.folder, "mine")
    elif problem == "no folder to be in":
        cache = cache_beside(tmp_path / "none" / "run")
    else:
        file_of(cache).mkdir(parents=True)
    cache.store(KEY, pieces())
    assert cache.load(KEY) is None
    cache.expire()
    assert not list(tmp_path.rglob("*.half"))
    assert not (tmp_path / "none").exists()
    if problem == "a file":
        assert cache.folder.read_text() == "mine"


def test_on_a_full_disk_nothing_is_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store(KEY, pieces())
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target == file_of(cache, OTHER):
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    cache.store(OTHER, pieces())
    assert not cache.holds(OTHER)
    assert set(contents(cache.folder)) == {"CACHEDIR.TAG", ".gitignore", f"{KEY}.piece"}


def test_text_that_no_file_can_hold_is_not_kept(cache: Cache) -> None:
    cache.store(KEY, pieces("\ud800"))
    assert not cache.holds(KEY)


def age(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_what_is_not_used_goes(cache: Cache) -> None:
    cache.store(KEY, pieces())
    cache.store(OTHER, pieces())
    mine = write(cache.folder / "notes.txt", "mine")
    half = write(cache.folder / f".{'a' * 32}.half", "half")
    young = write(cache.folder / f".{'b' * 32}.half", "half")
    for path in (file_of(cache), file_of(cache, OTHER), mine):
        age(path, DAYS + 1)
    age(half, 2)
    assert cache.load(OTHER) is not None  # used
    cache.expire()
    assert [cache.holds(key) for key in (KEY, OTHER)] == [False, True]
    assert [path.exists() for path in (mine, half, young)] == [True, False, True]
    age(file_of(cache, OTHER), DAYS - 1)
    cache.expire()
    assert cache.holds(OTHER)


def test_what_was_used_longest_ago_makes_room(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [digit * 64 for digit in "0123"]
    for days, key in enumerate(keys):
        cache.store(key, pieces())
        age(file_of(cache, key), days)
    monkeypatch.setattr("qualcode.batch.cache.ROOM", file_of(cache).stat().st_size * 2)
    cache.expire()
    assert [cache.holds(key) for key in keys] == [True, True, False, False]
    monkeypatch.setattr("qualcode.batch.cache.ROOM", 0)
    cache.expire()
    assert [cache.holds(key) for key in keys] == [True, False, False, False]


def test_it_may_be_deleted_at_any_moment(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store(KEY, pieces())
    opened = Path.open

    def vanish(path: Path, *args: Any, **options: Any) -> Any:
        if path.suffix == ".half" and cache.folder.exists():
            for file in cache.folder.iterdir():
                file.unlink()
            cache.folder.rmdir()
        return opened(path, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", vanish)
        cache.store(OTHER, pieces())
        assert cache.load(KEY) is None
        cache.expire()
    cache.store(OTHER, pieces())
    assert cache.load(OTHER) == pieces()
    assert (cache.folder / ".gitignore").exists()


def test_several_can_write_at_once(cache: Cache) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: cache.store(f"{n % 4}" * 64, pieces(str(n % 4))), range(200)))
    assert [cache.load(f"{n}" * 64) for n in range(4)] == [pieces(str(n)) for n in range(4)]
    assert not list(cache.folder.glob("*.half"))


def test_a_folder_with_nothing_but_kept_pieces_can_hold_a_run(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.store(KEY, pieces())
    write(cache.folder / f".{'a' * 32}.half", "half")
    check_replaceable(tmp_path)
    write(cache.folder / "notes.txt", "mine")
    with pytest.raises(Exception, match=r"of another kind: \.qualcode-cache/notes\.txt"):
        check_replaceable(tmp_path)
