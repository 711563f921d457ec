from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, contents, write

from qualcode.cli import concordance


def test_a_phrase_is_found_in_any_form(cli: Cli, study: Path) -> None:
    before = contents(study)
    done = cli("concordance", "экономия")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "экономия\n3 hits in 1 segment of 1 respondent, 2 transcripts read\n"
    )
    assert "[[Экономия]] мешает заботе" in done.out
    assert contents(study) == before


def test_all_of_it_as_json(cli: Cli, study: Path) -> None:
    data = json.loads(cli("concordance", "экономия", "--json").out)
    assert [one["polarity"] for one in data["lines"]] == ["affirmed", "affirmed", "negated"]
    assert data["lines"][2]["cue"] == "не"
    [count] = [one for one in data["counts"] if one["hits"]]
    assert count["rate"] == round(1000 * 3 / count["words"], 4)
    assert len(json.loads(cli("concordance", "экономия", "--json", "--max", 1).out)["lines"]) == 1


def test_the_talk_that_is_meant(cli: Cli, study: Path) -> None:
    assert "0 hits" in cli("concordance", "изменилось").out
    assert "1 hit " in cli("concordance", "изменилось", "--who", "interviewer").out
    assert "(no type)" not in cli("concordance", "изменилось", "--who", "all").out
    assert "3 hits" in cli("concordance", "экономия", "--who", "ngo_provider").out
    assert "0 hits" in cli("concordance", "экономия", "--who", "public_provider").out
    wrong = cli("concordance", "экономия", "--who", "ngo_providr")
    assert wrong.code == 2
    assert "did you mean" in wrong.err
    both = cli("concordance", "экономия", "--who", "ngo_provider,interviewer")
    assert both.code == 2
    english = json.loads(cli("concordance", "money", "--language", "en", "--json").out)
    assert {one["language"] for one in english["counts"]} == {"en"}
    assert len(english["lines"]) == 2


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("день|", "EXPR:1:1: a blank stands beside the bar"),
        ("{near: [a], within: 3}", "EXPR:1:8: at least 2 must stand here, not 1; add another item"),
        ("{neer: [a, b]}", "EXPR:1:2: `neer` is no key here; did you mean `near`?"),
        ("{code: cash}", "EXPR:1:8: there is no code `cash`; look up the ids in the codebook"),
        (" ", "EXPR: is empty; write a word or a rule"),
        ("''", "EXPR: is empty; write a word or a rule"),
        ("а: б", "EXPR:1:1: `а:` ends with `:`; leave it out"),
        (
            "{any: [%доля, б]}",
            "EXPR:1:8: `%доля` begins with `%`, which YAML allows in quotes alone; a phrase is "
            "words without such signs: write `доля`",
        ),
        ("{near: [a, b", "EXPR:2:1: YAML cannot be read on from here"),
    ],
)
def test_what_is_wrong_with_an_expression_is_one_line(
    cli: Cli, study: Path, expression: str, message: str
) -> None:
    done = cli("concordance", expression)
    assert (done.code, done.out) == (3, "")
    [line] = done.lines
    assert line.startswith(message)


def test_a_code_needs_a_codebook(cli: Cli, study: Path) -> None:
    done = cli("concordance", "code: saving")
    assert done.code == 0
    assert "[[экономия]]" in done.out
    (study / "study.yaml").unlink()
    lacking = cli("concordance", "{code: saving}", "transcripts")
    assert (lacking.code, lacking.lines) == (
        3,
        ["EXPR:1:8: there is no code `saving`; name the codebook that has it with --codebook"],
    )
    with_one = cli("concordance", "{code: saving}", "transcripts", "--codebook", "codebook.yaml")
    assert with_one.code == 0


def test_a_broken_codebook_of_the_study_is_told_and_not_used(cli: Cli, study: Path) -> None:
    write(study / "codebook.yaml", CODEBOOK.replace("poles: [saving, care]", "poles: [saving]"))
    done = cli("concordance", "экономия")
    assert (done.code, "3 hits" in done.out) == (0, True)
    assert done.lines[0].endswith(
        "codebook.yaml: cannot be used, so the words are searched without it; see `qualcode check`"
    )
    assert cli("concordance", "экономия", "--codebook", "codebook.yaml").code == 3
    write(study / "respondents.csv", "no,table\n")
    assert cli("concordance", "экономия").code == 3


def test_lines_fit_and_keywords_stand_below_each_other(cli: Cli, study: Path) -> None:
    shown = cli("concordance", "экономия|money|забота", "--width", 70).out
    lines = [line for line in shown.splitlines() if "[[" in line]
    assert len(lines) > 4
    assert {line.index("[[") for line in lines} == {lines[0].index("[[")}
    assert max(map(len, lines)) <= 70
    capped = cli("concordance", "экономия|money|забота", "--max", 2).out
    assert "more: --max" in capped
    assert capped.count("[[") == 2


def test_lines_are_sorted(cli: Cli, study: Path) -> None:
    right = json.loads(cli("concordance", "экономия", "--sort", "right", "--json").out)["lines"]
    assert [one["right"].split()[0] for one in right] == ["времени.", "мешает", "."]
    left = json.loads(cli("concordance", "экономия", "--sort", "left", "--json").out)["lines"]
    assert [one["left"].split()[-1] for one in left] == ["Началась", "не", "экономия."]
    assert cli("concordance", "экономия", "--sort", "up").code == 2


def test_files_are_written(cli: Cli, study: Path) -> None:
    assert (
        cli(
            "concordance", "{term: экономия, not: [время], within: sentence}", "--out", "c.html"
        ).code
        == 0
    )
    page = (study / "c.html").read_text(encoding="utf-8")
    assert "<mark>" in page
    assert cli("concordance", "экономия", "--out", "c.csv").code == 0
    rows = (study / "c.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("transcript,segment,line,time,speaker,role")
    assert len(rows) == 4


def test_colours_are_for_people_and_brackets_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    assert concordance.choose_paint() is None
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    paint = concordance.choose_paint()
    assert paint is not None
    assert paint("слово").startswith("\x1b[")
    monkeypatch.setenv("NO_COLOR", "1")
    assert concordance.choose_paint() is None


def test_the_width_is_the_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.cli.editing import choose_width

    assert choose_width() == 100
    assert choose_width(70) == 70
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "77")
    assert choose_width() == 77
