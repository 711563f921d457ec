from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.files import find_transcripts
from qualcode.guidance.paths import find_meant, write_path


def lay(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("И: Как?\nР: Так.\n", encoding="utf-8")


def meant(folder: Path, read: tuple[str, ...], *written: str) -> dict[str, tuple[str, ...]]:
    found = find_transcripts([folder / one for one in read])
    assert not found.problems
    return find_meant(written, found.places, folder)


def test_a_path_is_written_from_the_folder_of_the_file(tmp_path: Path) -> None:
    lay(tmp_path, "s/t/a.txt", "b.txt")
    assert write_path(tmp_path / "s/t/a.txt", tmp_path / "s") == "t/a.txt"
    assert write_path(tmp_path / "b.txt", tmp_path / "s") == "../b.txt"


def test_the_path_of_a_file_means_it_whatever_its_id(tmp_path: Path) -> None:
    lay(tmp_path, "north/a.txt", "south/a.txt")
    key = "north/a.txt"
    assert meant(tmp_path, ("north",), key) == {key: ("a.txt",)}
    assert meant(tmp_path, ("north", "south"), key) == {key: ("north/a.txt",)}
    assert meant(tmp_path, (".",), key) == {key: ("north/a.txt",)}
    # the file of the same name is another one, though its id is the same as the first's was
    assert meant(tmp_path, ("south",), key) == {key: ()}


def test_a_name_alone_means_the_only_file_it_can(tmp_path: Path) -> None:
    lay(tmp_path, "north/a.txt", "north/b.txt")
    assert meant(tmp_path, ("north",), "a.txt", "B.TXT") == {
        "a.txt": ("a.txt",),
        "B.TXT": ("b.txt",),
    }
    lay(tmp_path, "south/a.txt")
    assert meant(tmp_path, ("north", "south"), "a.txt") == {"a.txt": ("north/a.txt", "south/a.txt")}
    # what is said of one of them by its folder leaves the other
    assert meant(tmp_path, ("north", "south"), "a.txt", "south/a.txt") == {
        "a.txt": ("north/a.txt",),
        "south/a.txt": ("south/a.txt",),
    }


def test_a_file_beside_reading_yaml_is_no_other_of_its_name(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "new/a.txt")
    assert meant(tmp_path, (".",), "a.txt") == {"a.txt": ("a.txt",)}
    assert meant(tmp_path, ("new",), "a.txt") == {"a.txt": ()}


@pytest.mark.parametrize(
    "written", ["C:\\data\\north\\a.txt", "north\\a.txt", "/home/anna/north/a.txt", "~/north/a.txt"]
)
def test_paths_of_other_computers_are_taken_by_their_end(tmp_path: Path, written: str) -> None:
    lay(tmp_path, "t/north/a.txt", "t/south/a.txt")
    assert meant(tmp_path, ("t",), written) == {written: ("north/a.txt",)}


def test_a_path_that_is_gone_is_no_other_file_of_its_name(tmp_path: Path) -> None:
    lay(tmp_path, "north/a.txt")
    assert meant(tmp_path, ("north",), "south/a.txt") == {"south/a.txt": ()}


def test_of_two_paths_the_longer_means_the_file(tmp_path: Path) -> None:
    lay(tmp_path, "t/north/a.txt")
    told = meant(tmp_path, ("t",), "a.txt", "north/a.txt", "b.txt", "..")
    assert told == {"north/a.txt": ("north/a.txt",), "a.txt": (), "b.txt": (), "..": ()}


def test_without_a_folder_ids_alone_count() -> None:
    files = {"north/a.txt": Path("/x/north/a.txt"), "b.txt": Path("/x/b.txt")}
    assert find_meant(["a.txt", "b.txt"], files, None) == {
        "b.txt": ("b.txt",),
        "a.txt": ("north/a.txt",),
    }


def test_letters_made_of_two_are_the_same(tmp_path: Path) -> None:
    lay(tmp_path, "t/Андреи\u0306.txt")  # as macOS writes й
    assert meant(tmp_path, ("t",), "t/Андрей.txt") == {"t/Андрей.txt": ("Андрей.txt",)}


def test_a_file_on_another_drive_is_written_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_drive(*_: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", other_drive)
    assert write_path(tmp_path / "t/a.txt", tmp_path) == "a.txt"


def test_a_folder_that_is_a_link_to_itself_leads_nowhere(tmp_path: Path) -> None:
    lay(tmp_path, "t/a.txt")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert meant(tmp_path, ("t",), "loop/a.txt") == {"loop/a.txt": ()}
