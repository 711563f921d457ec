"""What a study's folder still holds of what is withdrawn: removed where it can be made again."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from command_line import Cli
from decided_study import decision, write_logs
from small_study import CODEBOOK, TABLE, write, write_study

from qualcode.batch import remains
from qualcode.runs.manifest import write_listing

GONE = "Тайком от всех я записал разговор с начальницей на диктофон"
PASSAGE = "сосед по подъезду видел нас обоих тогда"
KEPT = "Началась экономия и никому до этого нет никакого дела"
STUDY = "transcripts: transcripts\ncodebook: codebook.yaml\nrespondents: respondents.csv\n"
WITHDRAWN = f'withdrawn:\n- file: gone.txt\n- {{file: cut.txt, words: "{PASSAGE}"}}\n'


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a study of which an interview and a passage are withdrawn, and work in it."""
    write_study(tmp_path)
    asked = "Интервьюер: Расскажите, что у вас теперь изменилось?\nРеспондент: "
    write(tmp_path / "transcripts/gone.txt", f"{asked}{GONE}.\nИнтервьюер: Да?\nРеспондент: Да.\n")
    write(
        tmp_path / "transcripts/cut.txt",
        f"{asked}{KEPT}. А {PASSAGE}, и всё.\nИнтервьюер: Да?\nРеспондент: Да.\n",
    )
    rows = "gone.txt,Респондент,R8,ngo_provider,Юг\ncut.txt,Респондент,R9,ngo_provider,Юг\n"
    write(tmp_path / "respondents.csv", TABLE + rows)
    write(tmp_path / "study.yaml", STUDY + WITHDRAWN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def suggestions(study: Path, *rows: str) -> Path:
    """Write a folder of suggestions as `qualcode suggest` does."""
    folder = study / "suggestions"
    write(folder / "suggestions.csv", "transcript,segment,text\n" + "".join(rows))
    write_listing(folder, "suggestions")
    return folder


def answer(quote: str) -> str:
    """Write an answer as it is kept: JSON in JSON in JSON, letters escaped."""
    said = json.dumps({"codes": [{"code": "care", "quote": quote}]})
    body = json.dumps({"choices": [{"message": {"content": said}}]})
    return json.dumps({"key": quote, "answer": body}) + "\n"


def told(cli: Cli, about: str) -> list[str]:
    done = cli("tag")
    assert done.code in (0, 1), done.err
    return [line for line in done.lines if about in line]


def test_suggestions_that_hold_it_are_removed(study: Path, cli: Cli) -> None:
    folder = suggestions(study, f"ru01.txt,1,{KEPT}\n", f"x.txt,2,{GONE}\n")
    (line,) = told(cli, "suggestions")
    told_of = "suggestions: held what is withdrawn, and is removed"
    assert line == f"{told_of}; `qualcode suggest` makes them again"
    assert not folder.exists()


@pytest.mark.parametrize(
    "row", [f"cut.txt,1,{PASSAGE}", "gone.txt,2,Да", f"cut.txt,1,а {PASSAGE[:30]} он"]
)
def test_a_passage_or_the_name_of_an_interview_is_enough(study: Path, cli: Cli, row: str) -> None:
    folder = suggestions(study, row + "\n")
    told(cli, "suggestions")
    assert not folder.exists()


def test_what_holds_none_of_it_stays(study: Path, cli: Cli) -> None:
    asked = "Расскажите, что у вас теперь изменилось?"  # of the withdrawn interview too
    folder = suggestions(study, f"cut.txt,1,{KEPT}\n", f"cut.txt,2,{asked}\n")
    write(study / ".suggestions.answers", answer(KEPT))
    assert told(cli, "suggestions") == []
    assert folder.exists()
    assert (study / ".suggestions.answers").read_text(encoding="utf-8") == answer(KEPT)


def test_suggestions_that_somebody_changed_are_only_named(study: Path, cli: Cli) -> None:
    folder = suggestions(study, f"x.txt,2,{GONE}\n")
    write(folder / "mine.txt", f"{GONE}\nи ещё\n")
    (line,) = told(cli, "still stands")
    assert "suggestions/mine.txt (1), suggestions/suggestions.csv (1);" in line
    assert (folder / "mine.txt").exists()


def test_kept_answers_that_hold_it_are_taken_out(study: Path, cli: Cli) -> None:
    path = study / ".suggestions.answers"
    write(path, answer(GONE) + answer(KEPT) + answer(PASSAGE))
    (line,) = told(cli, "answers")
    assert "2 of 3 kept answers held what is withdrawn, and are removed" in line
    assert path.read_text(encoding="utf-8") == answer(KEPT)


def test_answers_go_that_quote_what_nobody_says_where_the_file_was_deleted(
    study: Path, cli: Cli
) -> None:
    path = study / ".suggestions.answers"
    write(path, answer(GONE) + answer(KEPT))
    (study / "transcripts/gone.txt").unlink()
    assert told(cli, "1 of 2 kept answers")
    assert path.read_text(encoding="utf-8") == answer(KEPT)


def test_what_people_wrote_is_named_with_its_lines_and_left(study: Path, cli: Cli) -> None:
    talk = (study / "transcripts/gone.txt").read_text(encoding="utf-8").strip()
    start = talk.index("разговор")  # three words, known by what stood around them
    cut = (study / "transcripts/cut.txt").read_text(encoding="utf-8").strip()
    place = cut.index("видел нас")
    logs = write_logs(
        study / "decisions",
        [
            decision(talk, "gone.txt", "add", "care", start, start + 21),
            decision(cut, "cut.txt", "add", "care", place, place + 9),
            decision(cut, "cut.txt", "seen", "", 13, 23),  # `Расскажите`
        ],
    )
    before = (logs / "ANNA.jsonl").read_bytes()
    write(
        study / "reading.html", f"<p>{GONE.replace('разговор', '<b>разговор</b>')}</p>\n<p>x</p>\n"
    )
    write(study / "codebook.yaml", f"# {GONE}\n{CODEBOOK}")
    write(study / "old/notes.md", "gone.txt: a good one\n")
    write(study / "recording.mp3", GONE)
    write(study / ".hidden.txt", GONE)
    with ZipFile(study / "report.docx", "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:p>{GONE[:20]}<w:t>{GONE[20:]}</w:t></w:p><w:p>x</w:p>"
        )
        archive.writestr("word/media/image.png", b"x")
    write(study / "broken.xlsx", "no archive")
    (line,) = told(cli, "still stands")
    assert line == (
        "study.yaml: what is withdrawn still stands in lines of"
        " decisions/ANNA.jsonl (2), codebook.yaml (1), reading.html (1), report.docx (1),"
        " respondents.csv (1), old/notes.md (1); delete or make again what you can; logs of"
        " decisions stay as people wrote them"
    )
    assert (logs / "ANNA.jsonl").read_bytes() == before


def test_of_many_files_all_are_named(
    study: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remains, "_MOST", 2_000)
    for number in range(3):
        write(study / f"a{number}.txt", GONE)
    write(study / "long.txt", f"{GONE}\n" * 100)  # too long to be looked into
    (line,) = told(cli, "still stands")
    assert "lines of a0.txt (1), a1.txt (1), a2.txt (1), respondents.csv (1);" in line


def test_a_respondent_is_looked_for_in_every_interview(study: Path, cli: Cli) -> None:
    write(study / "study.yaml", STUDY + "withdrawn: [{respondent: R8}]\n")
    folder = suggestions(study, f"x.txt,2,{GONE}\n")
    write(study / "a.txt", f"{PASSAGE}\n{GONE}\n")
    assert "a.txt (1);" in told(cli, "still stands")[0]
    assert not folder.exists()


def test_where_nothing_is_withdrawn_nothing_is_looked_at(study: Path, cli: Cli) -> None:
    write(study / "study.yaml", STUDY)
    folder = suggestions(study, f"x.txt,2,{GONE}\n")
    assert told(cli, "withdrawn") == []
    assert folder.exists()


def test_a_damaged_file_stops_nothing(cli: Cli, study: Path) -> None:
    name, path = "word/document.xml", study / "damaged.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, f"<w:p>{GONE}</w:p>" * 50)
    data = bytearray(path.read_bytes())
    data[30 + len(name)] = 0xFF  # no kind of block that there is
    path.write_bytes(data)
    assert not told(cli, "damaged.docx")
