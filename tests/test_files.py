from __future__ import annotations

import itertools
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from small_study import write

from qualcode.files import ENDINGS, Found, find_transcripts
from qualcode.reading import SELDOM, SUFFIXES
from qualcode.runs.texts import writing_texts


def make(folder: Path, *names: str) -> None:
    for name in names:
        write(folder / name, "I: a?\nR: b.\n")


def ids(*paths: Path) -> list[str]:
    return [file.id for file in find_transcripts(paths).files]


def named(folder: Path, found: Found) -> dict[str, str]:
    return {file.id: file.path.relative_to(folder).as_posix() for file in found.files}


def told(*paths: Path) -> list[str]:
    return [str(problem) for problem in find_transcripts(paths).problems]


def test_ids_are_paths_in_the_folder_given(tmp_path: Path) -> None:
    make(tmp_path, "data/b.txt", "data/a.TXT", "data/north/c.docx", "data/north/far/d.vtt")
    assert ids(tmp_path / "data") == ["a.TXT", "b.txt", "north/c.docx", "north/far/d.vtt"]
    assert ids(tmp_path / "data" / "north") == ["c.docx", "far/d.vtt"]


def test_ids_of_single_files_are_their_names(tmp_path: Path) -> None:
    make(tmp_path, "data/north/c.txt", "data/strange.ending", "data/.hidden.txt")
    assert ids(tmp_path / "data/north/c.txt") == ["c.txt"]
    assert ids(tmp_path / "data/strange.ending", tmp_path / "data/.hidden.txt") == [
        ".hidden.txt",
        "strange.ending",
    ]


def test_the_present_folder_has_no_name_in_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "sub/b.txt")
    monkeypatch.chdir(tmp_path)
    assert ids(Path()) == ids(Path("sub/..")) == ["a.txt", "sub/b.txt"]


def test_files_of_systems_and_editors_are_left_out(tmp_path: Path) -> None:
    make(
        tmp_path,
        *("a.txt", ".hidden.txt", "~$b.docx", ".git/c.txt", "sub/.d/e.txt", "respondents.csv"),
    )
    (tmp_path / "folder.txt").mkdir()
    assert ids(tmp_path) == ["a.txt"]


def test_a_hidden_folder_given_outright_is_read(tmp_path: Path) -> None:
    make(tmp_path, ".data/a.txt")
    assert ids(tmp_path / ".data") == ["a.txt"]


def test_paths_that_lead_to_nothing_are_told(tmp_path: Path) -> None:
    make(tmp_path, "data/a.txt", "tables/a.csv")
    (tmp_path / "empty").mkdir()
    long = tmp_path / ("x" * 300)
    found = find_transcripts(
        [tmp_path / "none", tmp_path / "empty", tmp_path / "tables", long, tmp_path / "data"]
    )
    assert [file.id for file in found.files] == ["a.txt"]
    endings = ENDINGS
    assert all(ending in endings.split("transcripts end in ")[1] for ending in SUFFIXES + SELDOM)
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in found.problems[:3]] == [
        "none: does not exist; check the path",
        f"empty: holds no transcript; {endings}",
        f"tables: holds no transcript; {endings}",
    ]
    assert "cannot be opened" in str(found.problems[3])


@pytest.mark.parametrize(
    ("files", "given", "expected"),
    [
        (
            ["n/x.txt", "s/x.txt", "s/y.txt"],
            ["n", "s"],
            {"n/x.txt": "n/x.txt", "s/x.txt": "s/x.txt", "y.txt": "s/y.txt"},
        ),
        (
            ["n/1/x.txt", "s/1/x.txt", "s/2/x.txt"],
            ["n/1", "s/1", "s/2"],
            {"n/1/x.txt": "n/1/x.txt", "s/1/x.txt": "s/1/x.txt", "2/x.txt": "s/2/x.txt"},
        ),
        (
            ["n/in/x.txt", "s/in/x.txt"],
            ["n", "s"],
            {"n/in/x.txt": "n/in/x.txt", "s/in/x.txt": "s/in/x.txt"},
        ),
        # a name lengthened by its folder meets one that was long from the start
        (
            ["p/a/x.txt", "q/a/x.txt", "q/b/x.txt"],
            ["p", "q/a", "q/b"],
            {"p/a/x.txt": "p/a/x.txt", "q/a/x.txt": "q/a/x.txt", "b/x.txt": "q/b/x.txt"},
        ),
        (["p/a/x.txt", "q/x.txt"], ["p", "q"], {"a/x.txt": "p/a/x.txt", "x.txt": "q/x.txt"}),
        # the same file by several ways is one, by the longer of its names
        (["p/a/x.txt"], ["p", "p/a", "p/a/x.txt"], {"a/x.txt": "p/a/x.txt"}),
        (["p/x.txt"], ["p/x.txt", "p/../p/x.txt", "p"], {"x.txt": "p/x.txt"}),
    ],
)
def test_ids_are_apart_in_any_order(
    tmp_path: Path, files: list[str], given: list[str], expected: dict[str, str]
) -> None:
    make(tmp_path, *files)
    for paths in itertools.permutations(tmp_path / path for path in given):
        assert named(tmp_path, find_transcripts(paths)) == expected


def test_ids_never_lead_out_of_a_folder() -> None:
    # /x.txt has no folder above that could be put before its name
    from qualcode.files import _name_apart

    names = _name_apart({Path("/x.txt"): 1, Path("/a/x.txt"): 1})
    assert names == {Path("/x.txt"): "x.txt", Path("/a/x.txt"): "a/x.txt"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(
        st.lists(st.sampled_from("ab"), max_size=3).map(lambda parts: "/".join([*parts, "x.txt"])),
        min_size=1,
        max_size=6,
    ),
    st.randoms(),
)
def test_every_file_has_an_id_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, files: set[str], random: object
) -> None:
    folder = tmp_path_factory.mktemp("files")
    make(folder, *files)
    paths = [folder / name for name in sorted(files)] + [(folder / "a")] * (folder / "a").is_dir()
    found = find_transcripts(paths)
    assert sorted(named(folder, found).values()) == sorted(files)
    assert all(file.path.as_posix().endswith("/" + file.id) for file in found.files)
    random.shuffle(paths)  # type: ignore[attr-defined]
    assert find_transcripts(paths) == found


def test_links_are_read_by_the_name_they_have_in_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "vault/7812.txt")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/anna.txt").symlink_to(tmp_path / "vault/7812.txt")
    (tmp_path / "data/anna2.txt").symlink_to(tmp_path / "vault/7812.txt")
    (tmp_path / "data/gone.txt").symlink_to(tmp_path / "vault/none.txt")
    (tmp_path / "data/round").symlink_to(tmp_path / "data")
    assert ids(tmp_path / "data") == ["anna.txt"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_ids_are_the_same_on_every_system(tmp_path: Path, form: str) -> None:
    name = unicodedata.normalize(form, "Йогурт и ёж.txt")  # type: ignore[arg-type]
    make(tmp_path, name)
    assert ids(tmp_path) == [unicodedata.normalize("NFC", name)]
    assert find_transcripts([tmp_path]).files[0].path.exists()


def test_two_forms_of_one_name_are_told(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        make(tmp_path, unicodedata.normalize(form, "й.txt"))
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("the file system takes them for one name")
    assert ids(tmp_path) == ["й.txt"]
    assert told(tmp_path) == ["й.txt: has the same name as another file; rename one of them"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", [b"a\nb.txt", b"\xff.txt", b"a\x1bb.txt"])
def test_names_that_no_table_can_hold_are_told(tmp_path: Path, name: bytes) -> None:
    try:
        write(tmp_path / os.fsdecode(name), "I: a?\nR: b.\n")
    except OSError:
        pytest.skip("the file system refuses such names")
    make(tmp_path, "good.txt")
    assert ids(tmp_path) == ["good.txt"]
    (line,) = told(tmp_path)
    assert line.isprintable()
    assert line.endswith("has signs in its name that are no text; rename it")


def test_formats_that_are_not_read_are_named_and_former_runs_left_out(tmp_path: Path) -> None:
    for name in ("a.txt", "b.wps", "deep/c.pages", "notes.csv", "texts/a.txt.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    with writing_texts(tmp_path / "former"):
        pass
    (tmp_path / "former" / "d.txt").write_text("x", encoding="utf-8")
    found = find_transcripts([tmp_path])
    assert [file.id for file in found.files] == ["a.txt", "texts/a.txt.txt"]
    assert [path.name for path in found.passed_over] == ["b.wps", "c.pages"]
    assert [file.id for file in find_transcripts([tmp_path / "former"]).files] == ["d.txt"]


def test_workbooks_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["cost", "sum"])
    book.save(tmp_path / "accounts.xlsx")
    whole = (tmp_path / "accounts.xlsx").read_bytes()
    (tmp_path / "cut.XLSX").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "noughts.xlsm").write_bytes(bytes(4096))
    (tmp_path / "empty.xlsx").touch()
    (tmp_path / "~$accounts.xlsx").write_bytes(b"lock")
    with writing_texts(tmp_path / "former"):
        pass
    (tmp_path / "former" / "b.xlsx").write_bytes(b"x")
    make(tmp_path, "a.txt")
    found = find_transcripts([tmp_path])
    assert [file.id for file in found.files] == ["a.txt"]
    assert [path.name for path in found.passed_over] == ["cut.XLSX", "empty.xlsx", "noughts.xlsm"]
    named = find_transcripts([tmp_path, tmp_path / "cut.XLSX"])
    assert [file.id for file in named.files] == ["a.txt", "cut.XLSX"]
    assert [path.name for path in named.passed_over] == ["empty.xlsx", "noughts.xlsm"]
