from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import TABLE, write

NAMED = (
    "Анна: Как начали?\nБорис: Экономия мешает заботе, долго и сами, а потом пришли люди.\n"
    "Анна: А потом?\nБорис: Потом экономия прошла, и осталась забота о людях и о доме.\n"
    "Анна: Кто помог?\nБорис: Соседи, родственники, ну и фонд немного, понимаете?\n"
)


def roles(cli: Cli, *args: str) -> dict[str, dict[str, str]]:
    return {
        one["transcript"]: {speaker["speaker"]: speaker["role"] for speaker in one["speakers"]}
        for one in json.loads(cli("read", "--json", *args).out)["transcripts"]
    }


@pytest.fixture
def reading(study: Path) -> Path:
    write(study / "transcripts/zz.txt", NAMED)
    write(study / "respondents.csv", TABLE + "zz.txt,Борис,R3,ngo_provider,\n")
    return study / "reading.yaml"


def test_the_file_is_written_and_names_the_lines_to_check(cli: Cli, reading: Path) -> None:
    done = cli("read", "--confirm")
    line = (
        reading.read_text(encoding="utf-8")
        .split("\n")
        .index(
            next(one for one in reading.read_text(encoding="utf-8").split("\n") if "Анна" in one)
        )
    )
    assert done.code == 0
    assert done.lines == [
        "reading.yaml: 3 transcripts added",
        f"reading.yaml:{line + 1}: check `Анна: interviewer?` (transcripts/zz.txt)",
        "Take the `?` away where the role is right, or write another.",
    ]
    text = reading.read_text(encoding="utf-8")
    assert "Борис: respondent   # 3 turns; 28 words; R3 in the respondents table" in text
    reading.write_text(text.replace("Анна: interviewer?", "Анна: interviewer"), encoding="utf-8")
    again = cli("read", "--confirm")
    assert again.lines == ["reading.yaml: nothing to add"]
    assert not [line for line in again.out.split("\n") if line.startswith("  !")]


def test_later_commands_obey_and_the_run_carries_it(cli: Cli, reading: Path) -> None:
    write(reading, "files:\n  zz.txt:\n    speakers:\n      Анна: other\n      Борис: respondent\n")
    assert roles(cli)["zz.txt"] == {"Анна": "other", "Борис": "respondent"}
    assert cli("tag").code == 0
    manifest = json.loads((reading.parent / "run/run.json").read_text(encoding="utf-8"))
    assert (reading.parent / "run/reading.yaml").read_bytes() == reading.read_bytes()
    assert "reading.yaml" in manifest["inputs"]
    (zz,) = [one for one in manifest["transcripts"] if one["transcript"] == "zz.txt"]
    assert [(one["speaker"], one["role"], one["proposed"]) for one in zz["speakers"]] == [
        ("Анна", "other", False),
        ("Борис", "respondent", False),
    ]
    # another role is another piece: nothing is taken from the cache
    write(reading, reading.read_text(encoding="utf-8").replace("other", "interviewer"))
    assert cli("tag").code == 0
    turns = (reading.parent / "run/turns.csv").read_text(encoding="utf-8")
    assert "zz.txt,1,Анна,interviewer" in turns


def test_problems_are_told_with_the_name_of_the_copy(cli: Cli, reading: Path) -> None:
    write(reading, "files:\n  zz.txt:\n    speakers:\n      Анна: other\n  gone.txt:\n")
    done = cli("tag")
    assert any(line.startswith("reading.yaml:5: names the file `gone.txt`") for line in done.lines)
    manifest = json.loads((reading.parent / "run/run.json").read_text(encoding="utf-8"))
    assert any(one.startswith("reading.yaml:5: ") for one in manifest["problems"])


def test_a_faulty_file_is_refused_and_stays(cli: Cli, reading: Path) -> None:
    write(reading, "files:\n  zz.txt:\n    speakers:\n      Анна: interviwer\n    sex: f\n")
    before = reading.read_bytes()
    for args in (("read",), ("read", "--confirm"), ("tag",), ("terms", "люди")):
        done = cli(*args)
        assert done.code == 3
        assert "did you mean `interviewer`?" in done.err
        assert "`sex` is no key here" in done.err
    assert reading.read_bytes() == before


def test_what_contradicts_the_table_is_refused(cli: Cli, reading: Path) -> None:
    write(reading, "files:\n  zz.txt:\n    speakers:\n      Борис: respondent R9\n")
    done = cli("read")
    assert done.code == 3
    assert done.lines == [
        "reading.yaml:4: `Борис` is R9 here, and line 4 of respondents.csv says R3;"
        " make them the same"
    ]


def test_the_study_says_where_it_lies(cli: Cli, reading: Path) -> None:
    study = reading.parent / "study.yaml"
    write(study, study.read_text(encoding="utf-8") + "reading: notes/who.yaml\n")
    done = cli("read")
    assert done.code == 3
    assert "notes/who.yaml: does not exist, and the study names it" in done.err
    (reading.parent / "notes").mkdir()
    assert cli("read", "--confirm").code == 0
    assert "../transcripts/zz.txt" in (reading.parent / "notes/who.yaml").read_text("utf-8")
    assert cli("read").code == 0
    assert not reading.exists()


def test_without_a_study_it_lies_in_the_working_folder(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "talks/zz.txt", NAMED)
    assert cli("read", "talks", "--confirm", "--language", "ru").code == 0
    text = (tmp_path / "reading.yaml").read_text(encoding="utf-8")
    assert "Анна: interviewer?  # 3 реплики" in text
    write(tmp_path / "reading.yaml", text.replace("interviewer?  #", "other #"))
    assert roles(cli, "talks")["zz.txt"]["Анна"] == "other"


def test_what_is_left_to_people_is_told(cli: Cli, reading: Path) -> None:
    write(reading, "files:\n  zz.txt: {speakers: {Анна: interviewer}}\n")
    done = cli("read", "--confirm")
    assert "stands in brackets, so nothing was added: `Борис`" in done.err
    assert "2 transcripts added" in done.err


def test_many_lines_to_check_are_not_all_named(cli: Cli, reading: Path) -> None:
    for number in range(25):
        write(reading.parent / f"transcripts/y{number}.txt", NAMED)
    done = cli("read", "--confirm")
    assert "… and 6 more lines with a `?`" in done.lines


def test_an_old_encoding_is_written_down(cli: Cli, reading: Path) -> None:
    (reading.parent / "transcripts/old.txt").write_bytes((NAMED * 3).encode("cp1251"))
    cli("read", "--confirm")
    text = reading.read_text(encoding="utf-8")
    assert "    encoding: windows-1251\n" in text or "    encoding: windows-1251?\n" in text


def test_garbled_letters_leave_every_role_open(cli: Cli, reading: Path) -> None:
    path = reading.parent / "transcripts/mail.txt"
    talk = NAMED.replace("Анна:", "Вопрос:").replace("Борис:", "Ответ:") * 3
    garbled = "".join(  # as programs read it: a hole of windows-1251 becomes a control
        "\x98" if byte == 0x98 else bytes([byte]).decode("cp1251") for byte in talk.encode()
    )
    path.write_text(garbled, encoding="utf-8")
    done = cli("read", "--confirm")
    lines = reading.read_text(encoding="utf-8").split("\n")
    at = lines.index("  transcripts/mail.txt:")
    offer = next(n for n, line in enumerate(lines) if line.startswith("    # repair: windows-1251"))
    assert offer > at
    assert "would read “Вопрос: Как начали" in lines[offer]
    assert f"reading.yaml:{offer + 1}: check `# repair: windows-1251` (transcripts/mail.txt)" in (
        done.lines
    )
    stop = next(n for n in range(offer + 1, len(lines)) if not lines[n].startswith("    "))
    labels = [line for line in lines[offer + 2 : stop] if line.strip()]
    assert labels
    assert all("?  " in line.split("#")[0] for line in labels)
    assert "letters look garbled" not in "\n".join(lines[at:offer])
    # taken: the right labels come, and nothing is offered any more
    lines[offer] = lines[offer].replace("# ", "", 1)
    reading.write_text("\n".join(lines), encoding="utf-8")
    again = cli("read", "--confirm")
    assert "Вопрос: interviewer  # new" in reading.read_text(encoding="utf-8")
    assert not any("repair" in line for line in again.lines)


def test_many_offers_of_a_repair_are_not_all_named(cli: Cli, reading: Path) -> None:
    entries = "".join(f"  y{n}.txt:\n    # repair: koi8-r  # ! so\n" for n in range(23))
    write(reading, f"files:\n{entries}")
    done = cli("read", "--confirm")
    assert "reading.yaml:3: check `# repair: koi8-r` (y0.txt)" in done.lines
    assert "… and 3 more lines with a repair" in done.lines


def test_a_mistyped_label_is_a_line_to_check(cli: Cli, reading: Path) -> None:
    talk = NAMED.replace("Анна:", "Интервьюер:") * 2
    write(reading.parent / "transcripts/zz.txt", talk + "Интревьюер: И всё?\nБорис: Да, всё.\n")
    write(reading.parent / "respondents.csv", TABLE + "zz.txt,,R3,ngo_provider,\n")
    done = cli("read", "--confirm")
    text = reading.read_text(encoding="utf-8")
    assert "Интревьюер: interviewer?  # 1 turn; 2 words; likely a typing mistake for" in text
    assert any("check `Интревьюер: interviewer?`" in line for line in done.lines)
