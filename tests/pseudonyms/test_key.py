"""The key: read back as it was written, extended, and kept out of everything given away."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_finding import new_text, transcript

from qualcode.errors import NamesError, RefusedError
from qualcode.pseudonyms.corpus import pseudonymise
from qualcode.pseudonyms.key import (
    check_place,
    load_key,
    parse_key,
    parse_person,
    render_key,
    write_person,
)
from qualcode.pseudonyms.mentions import Person
from qualcode.pseudonyms.private import put_private

ONE = transcript(
    ("Седова Анна", "Работаю в Твери, телефон 8 911 123-45-67. Приходил Пётр."), id="a.txt"
)
OTHER = transcript(("Р", "Яков Белый из Твери знает Седову. И Пётр тоже. Клуб «Ёлка»."), id="b.txt")


def test_numbers_stay_when_a_transcript_is_added_before_the_others() -> None:
    first = pseudonymise([ONE])
    key = parse_key(render_key(first.register.entities, {"a.txt": "a"}), "key.csv")
    assert key.files == {"a.txt": "a"}
    again = pseudonymise([OTHER, ONE], key=key)
    assert new_text(again, 1) == new_text(first)
    assert new_text(again, 0) == (
        "Р: [Имя-3] из [Место-1] знает [Имя-1]. И [Имя-2] тоже. [Организация-1].\n"
    )


def test_a_key_written_again_is_the_same() -> None:
    whole = pseudonymise([ONE, OTHER])
    written = render_key(whole.register.entities, {})
    again = pseudonymise([ONE, OTHER], key=parse_key(written, "key.csv"))
    assert render_key(again.register.entities, {}) == written


@pytest.mark.parametrize(
    "person",
    [
        Person("петров", "мария", "иванович", "f"),
        Person(given="а.", patronymic="в.", place="моя папка/a b.txt"),
        Person("smith-jones", "j."),
    ],
)
def test_a_person_is_read_back(person: Person) -> None:
    assert parse_person(write_person(person)) == person


def test_what_a_spreadsheet_would_compute_is_guarded_and_read_back() -> None:
    key = parse_key(render_key([], {"=1+1.txt": "a"}), "key.csv")
    assert b"'=1+1.txt" in render_key([], {"=1+1.txt": "a"})
    assert key.files == {"=1+1.txt": "a"}


@pytest.mark.parametrize(
    "source",
    [b"a,b\n1,2\n", b"kind,number,name,forms,transcripts,identity\nperson,x,A,,,\n", b"", b"\0\0"],
)
def test_another_file_is_no_key(source: bytes, tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    path.write_bytes(source)
    with pytest.raises(NamesError):
        load_key(path)


def test_a_key_is_never_given_away(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    (run / "run.json").write_text("{}", encoding="utf-8")
    out = tmp_path / "out"
    for place in (out / "key.csv", out / "below" / "key.csv", run / "key.csv", out, tmp_path):
        with pytest.raises(RefusedError):
            check_place(place, [out], [])
    with pytest.raises(RefusedError):
        check_place(tmp_path / "names.csv", [out], [tmp_path / "names.csv"])
    link = tmp_path / "link"
    out.mkdir()
    link.symlink_to(out)
    with pytest.raises(RefusedError):
        check_place(link / "key.csv", [out], [])
    check_place(tmp_path / "key.csv", [out], [])


def test_private_files_are_for_their_owner_and_come_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"old")
    first.chmod(0o644)
    put_private({first: b"new", second: b"too"})
    assert [path.read_bytes() for path in (first, second)] == [b"new", b"too"]
    assert [path.stat().st_mode & 0o777 for path in (first, second)] == [0o600, 0o600]
    with pytest.raises(RefusedError, match="cannot be written"):
        put_private({first: b"newer", tmp_path / "none" / "b.csv": b""})
    assert first.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]
