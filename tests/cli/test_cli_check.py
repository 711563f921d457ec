from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Cli
from small_study import write

SOUND = """\
codebook: {id: small, title: Small, version: "1.0.0", languages: [ru]}
codes:
- id: saving
  name: Saving
  definition: Spending less money.
  use_when: Money is saved.
  do_not_use_when: Time is saved.
  indicators:
    ru:
    - "экономия"
    - "урезать ... смета"
  exclude: {ru: ["экономия время"]}
  examples: {ru: ["Всё решает экономия."]}
  near_misses: {ru: ["Это экономия времени."]}
- id: care
  name: Care
  definition: Looking after people.
  use_when: Somebody is cared for.
  do_not_use_when: Nobody is.
  indicators: {ru: ["забота"]}
  examples: {ru: ["Это забота."]}
  near_misses: {ru: ["Это работа."]}
"""
FIRST = '    - "экономия"\n'
TRAPS = """\
    - *эффектив*
    - 12:30
    - ~
    - [нрзб]
    - а: б
    - деньги # слово
    - "цитата" и дальше
    - %доля
    - @x
    - `x`
    - !важно
    - & x
    - ставка | штат
    - cредства
"""


@pytest.fixture
def sound(study: Path) -> Path:
    """Return the small study with a codebook that is sound."""
    write(study / "codebook.yaml", SOUND)
    return study


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a sound codebook and no study."""
    write(tmp_path / "alone" / "codebook.yaml", SOUND)
    monkeypatch.chdir(tmp_path / "alone")
    return tmp_path / "alone"


def page(text: str) -> str:
    """Return a page with its lines joined."""
    return " ".join(text.split())


def test_a_sound_codebook_has_no_findings(cli: Cli, alone: Path) -> None:
    done = cli("check", "codebook.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "codebook.yaml: no findings\n"
        "checked: 2 codes with 3 indicators, 0 tensions; no transcripts\n"
    )


def test_in_a_study_its_codebook_is_tried_on_its_transcripts(cli: Cli, sound: Path) -> None:
    done = cli("check")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "codebook.yaml: no findings\n"
        "checked: 2 codes with 3 indicators, 0 tensions; tried on 2 transcripts\n"
        "never found in them: 1 of 3 indicators; see --tables\n"
    )
    assert cli("check", "codebook.yaml").out == done.out
    one = cli("check", "codebook.yaml", "transcripts/en01.txt")
    assert "tried on 1 transcript\nnever found in them: 2 of 2 codes (saving, care)" in one.out
    assert "hiding nothing in them" not in one.out  # the near miss shows what the mask is for


def test_the_page_names_line_code_fault_cure_and_check(cli: Cli, alone: Path) -> None:
    source = SOUND.replace(FIRST, f'{FIRST}    - "жёсткая экономия"\n    - "начало"\n')
    write(alone / "codebook.yaml", source.replace("Это забота.", "Это дом."))
    done = cli("check", "codebook.yaml")
    assert (done.code, done.err) == (1, "")
    assert page(done.out) == page(
        """codebook.yaml
        ERROR: the codebook cannot be used, or does not do what it says itself
        line 23, care: the example «Это дом.» does not find its code; nothing was found
        → add an indicator for its words, or change the example [example]
        WARNING: very likely finds something else than was meant
        line 12, saving: `начало` is also a form of «начать», and finds «начав», «начат», «начни» …
        as well
        → write `=начало` and every other form that is meant, or a phrase of several words;
        to keep it, say why: `{term: "начало", note: "…"}` [homograph]
        NOTE: worth a look; what is found is right or nearly so
        line 11, saving: `жёсткая экономия` finds nothing that `экономия` (line 10) does not find
        → take it out; to keep it, say why: `{term: "жёсткая экономия", note: "…"}` [redundant]
        codebook.yaml: 1 error, 1 warning, 1 note
        checked: 2 codes with 5 indicators, 0 tensions; no transcripts"""
    )
    assert max(map(len, done.out.splitlines())) <= 100


def test_all_yaml_traps_are_told_at_their_lines_with_cures(cli: Cli, alone: Path) -> None:
    write(alone / "codebook.yaml", SOUND.replace(FIRST, TRAPS))
    done = cli("check", "codebook.yaml", "--json")
    assert (done.code, done.err) == (1, "")
    findings = json.loads(done.out)["findings"]
    assert [one["line"] for one in findings] == list(range(10, 10 + TRAPS.count("\n")))
    assert {one["check"] for one in findings} == {"form"}
    assert all(one["cure"] for one in findings)


@pytest.mark.parametrize("trap", TRAPS.splitlines())
def test_each_yaml_trap_is_told_alone(cli: Cli, alone: Path, trap: str) -> None:
    write(alone / "codebook.yaml", SOUND.replace(FIRST, f"{FIRST}{trap}\n"))
    done = cli("check", "codebook.yaml")
    assert done.code == 1
    assert "line 11, codes > saving > indicators > ru: " in done.out
    assert "→ " in done.out
    last = "nothing else was checked: put this right first, then check again"
    assert done.out.endswith(f"codebook.yaml: 1 error\n{last}\n")
    assert f"        {trap}\n" in done.out  # the line with its caret


@pytest.mark.parametrize("item", ["no", "yes", "189", "4.54", "0123", "2021-06-01", "null"])
def test_words_that_yaml_takes_for_something_else_are_words(
    cli: Cli, alone: Path, item: str
) -> None:
    write(alone / "codebook.yaml", SOUND.replace(FIRST, f"{FIRST}    - {item}\n"))
    assert cli("check", "codebook.yaml").code == 0


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x" * 5_000_001, "is larger than 5 MB"),
        ("a: " + "[" * 50_000, "more than 20 deep"),
        ("", "the file is empty"),
        ("# nothing\n", "holds nothing but comments"),
        ("- a\n", "a codebook begins with keys"),
    ],
    ids=["large", "brackets", "empty", "comments", "list"],
)
def test_what_is_no_codebook_is_told_on_the_page(
    cli: Cli, alone: Path, source: str, message: str
) -> None:
    write(alone / "codebook.yaml", source)
    done = cli("check", "codebook.yaml")
    assert (done.code, done.err) == (1, "")
    assert message in page(done.out)


def test_ten_thousand_indicators_are_checked(cli: Cli, alone: Path) -> None:
    items = "".join(f'    - "план{number} завод"\n' for number in range(10_000))
    write(alone / "codebook.yaml", SOUND.replace(FIRST, FIRST + items))
    done = cli("check", "codebook.yaml")
    assert done.code == 0
    assert "2 codes with 10003 indicators" in done.out


def test_json_has_findings_and_tables(cli: Cli, sound: Path) -> None:
    write(sound / "codebook.yaml", SOUND.replace("Это забота.", "Это дом."))
    done = cli("check", "--json")
    assert done.code == 1
    told = json.loads(done.out)
    assert list(told) == ["codebook", "findings", "tables"]
    (finding,) = told["findings"]
    assert finding == {
        "severity": "error",
        "line": 21,
        "column": 0,
        "code": "care",
        "message": "the example «Это дом.» does not find its code; nothing was found",
        "cure": "add an indicator for its words, or change the example",
        "check": "example",
    }
    rows = {row["indicator"]: row for row in told["tables"]["indicators"]}
    assert rows["экономия"]["hits"] == 2
    assert [row["code"] for row in told["tables"]["codes"]] == ["saving", "care"]


def test_tables_are_printed_when_asked_for(cli: Cli, sound: Path) -> None:
    done = cli("check", "--tables")
    assert done.code == 0
    for name in ("INDICATORS", "CODES", "MASKS"):
        assert f"{name}\ncode " in done.out
    assert "INDICATORS" not in cli("check").out


def test_tables_are_written_into_a_new_folder(cli: Cli, sound: Path) -> None:
    done = cli("check", "--out", "checked")
    assert (done.code, done.lines) == (0, ["tables: checked"])
    names = ["codes.csv", "findings.csv", "indicators.csv", "masks.csv"]
    assert sorted(path.name for path in (sound / "checked").iterdir()) == names
    with (sound / "checked" / "indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["indicator"] for row in rows][:1] == ["экономия"]
    again = cli("check", "--out", "checked")
    assert (again.code, again.out) == (4, "")
    assert again.lines == ["checked: is not empty; name a new or empty folder; nothing was touched"]


def test_a_file_that_cannot_be_used_has_findings_in_csv(cli: Cli, alone: Path) -> None:
    write(alone / "codebook.yaml", "a: [\n")
    assert cli("check", "codebook.yaml", "--out", "checked").code == 1
    text = (alone / "checked" / "findings.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("severity,line,code,check,message,cure\nerror,")
    assert [path.name for path in (alone / "checked").iterdir()] == ["findings.csv"]


def test_a_study_without_transcripts_is_no_hindrance(cli: Cli, sound: Path) -> None:
    for path in (sound / "transcripts").iterdir():
        path.unlink()
    done = cli("check")
    assert done.code == 0
    assert "no transcripts" in done.out
    assert "holds no transcript" in done.err
    assert cli("check", "codebook.yaml", "transcripts").code == 3


def test_what_is_wrong_with_transcripts_is_told_on_stderr(cli: Cli, sound: Path) -> None:
    write(sound / "transcripts" / "bad.docx", b"no file of Word")
    done = cli("check")
    assert done.code == 0
    assert "bad.docx" in done.err
    assert "tried on 2 transcripts" in done.out


def test_a_respondents_table_can_be_named(cli: Cli, alone: Path) -> None:
    write(alone / "talk.txt", "Интервьюер: И?\nРеспондент: Экономия.\n")
    write(alone / "people.csv", "file,speaker,respondent,type\ntalk.txt,Респондент,R1,ngo\n")
    done = cli("check", "codebook.yaml", "talk.txt", "--respondents", "people.csv", "--json")
    (row, *_) = json.loads(done.out)["tables"]["indicators"]
    assert row["types"] == "ngo 1"
    told = cli("check", "codebook.yaml", "talk.txt", "--respondents", "gone.csv")
    assert told.code == 3


@pytest.mark.parametrize("name", ["gone.yaml", "transcripts"])
def test_a_codebook_that_cannot_be_opened_is_bad_input(cli: Cli, study: Path, name: str) -> None:
    done = cli("check", name)
    assert (done.code, done.out) == (3, "")
    (line,) = done.lines
    assert line.startswith(f"{name}: cannot be read: ")


def test_a_hostile_file_ends_in_a_message_in_a_process_of_its_own(alone: Path) -> None:
    write(alone / "codebook.yaml", "{" * 50_000)
    call = "from qualcode.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", call, "check", "codebook.yaml"], capture_output=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (1, b"")
