"""The same interview under several names is told by `read`, by `tag` and in the report."""

from __future__ import annotations

from pathlib import Path

from command_line import Cli
from small_study import RUSSIAN, write

from qualcode.analysis.results import Choices
from qualcode.batch import Tagging, tag_files
from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.model.transcript import Source, Transcript
from qualcode.pipeline import read_corpus
from qualcode.reporting.material import gather_material
from qualcode.reporting.views.glance import list_doubts
from qualcode.respondents import load_respondents, tell_copies
from qualcode.runs.manifest import Settings
from qualcode.runs.read import read_run

TEXT = "ru02.txt: has the same text, letter for letter, as "
CURE = "; keep one of them, or two people are counted where one has spoken"


def heard(id: str, sha256: str, text: str = "") -> Transcript:
    return Transcript(id, "", (), (), Source(id, sha256, "txt", "utf-8", "labels", text))


def told(*transcripts: Transcript) -> list[str]:
    return [str(one).removesuffix(CURE) for one in tell_copies(transcripts)]


def test_the_same_text_in_other_bytes_is_a_copy() -> None:
    assert told(heard("a.txt", "1", "t"), heard("b.docx", "2", "t"), heard("c.txt", "3", "u")) == [
        "a.txt: has the same text, letter for letter, as b.docx"
    ]


def test_interviews_of_one_file_are_no_copies_and_files_are_told_once() -> None:
    one = [heard("a.txt#1", "1", "t"), heard("a.txt#2", "1", "u")]
    assert told(*one) == []
    other = [heard("b.txt#1", "1", "v"), heard("b.txt#2", "1", "w")]  # something taken out of one
    assert told(*one, *other) == ["a.txt: is the same file, byte for byte, as b.txt"]
    assert told(heard("a.txt", "1", "t"), heard("b.txt", "1", "t")) == [
        "a.txt: has the same text, letter for letter, as b.txt"
    ]
    assert told(heard("a.txt", ""), heard("b.txt", "")) == []  # nobody knows


def test_a_copy_is_told_by_tag_by_read_and_in_the_report(study: Path, cli: Cli) -> None:
    folder = study / "transcripts"
    write(folder / "ru02.txt", RUSSIAN)
    write(folder / "ru09.txt", RUSSIAN.replace("\n", "\r\n"))
    expected = f"{TEXT}ru09.txt{CURE}"
    found = find_transcripts([folder / "ru02.txt", folder / "ru09.txt", folder / "en01.txt"])
    assert expected in map(str, read_corpus(found, whole=False).problems)
    tagging = Tagging(
        load_codebook(study / "codebook.yaml"),
        load_respondents(study / "respondents.csv"),
        Settings(),
    )
    for _ in range(2):  # the second time from what is kept
        summary = tag_files(found, study / "run", tagging)
        assert expected in map(str, summary.problems)
    doubts = list_doubts(gather_material(read_run(study / "run"), Choices()))
    whole = f"ru01.txt: has the same text, letter for letter, as ru02.txt, ru09.txt{CURE}"
    assert whole in cli("read", str(folder)).lines
    assert expected in [doubt.remark for doubt in doubts]
