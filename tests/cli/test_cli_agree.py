from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import render_table, rows_of_anna, write_coded_study
from command_line import Cli
from small_study import contents, write

from qualcode.analysis.agreement.among import agree_in_run
from qualcode.decisions import append, name_log, read_log
from qualcode.decisions.codebooks import keep_codebook
from qualcode.model.decision import CONSENSUS, Decision
from qualcode.runs.read import Run, read_run


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Path:
    """Work in the coded study, with its run."""
    folder = write_coded_study(tmp_path / "coded")
    monkeypatch.chdir(folder)
    assert cli("tag", "--no-cache").code == 0
    return folder


def decide(
    folder: Path, coder: str, codes: dict[int, str], *, blind: bool = True, few: int = 99
) -> None:
    """Let a coder read the respondents' segments, and give codes to some by their number."""
    run: Run = read_run(folder / "run")
    hashes = {one["transcript"]: one["text_sha256"] for one in run.manifest["transcripts"]}
    spoken = [one for one in run.tables["segments"] if one["role"] == "respondent"][:few]
    lines = []
    for number, one in enumerate(spoken):
        place = one["transcript"], hashes[one["transcript"]], one["start"], one["stop"], one["text"]
        about = ("2026-11-02T10:00:00Z", coder)
        if number in codes:
            key = f"{coder}-{blind}-{number}-code"
            lines.append(
                Decision(key, *about, "add", *place, code=codes[number], blind=blind)  # type: ignore[arg-type]
            )
        key = f"{coder}-{blind}-{number}"
        lines.append(Decision(key, *about, "seen", *place, blind=blind))  # type: ignore[arg-type]
    lines = [replace(one, codebook=run.codebook.sha256) for one in lines]
    append(name_log(folder / "decisions", coder), lines, "coded")


def test_tables_are_compared_by_the_coders_stretches(cli: Cli, coded: Path) -> None:
    done = cli("agree", "--against", "anna.csv", "boris.csv", "--resamples", "50")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 100
    assert "anna: 24 stretches read in 10 transcripts" in done.out
    assert "Judged by two coders or more: 21 (the coders’ stretches) of 9 respondents." in done.out
    saving = next(line for line in done.out.splitlines() if line.startswith("saving  "))
    assert saving.split()[1:5] == ["10", "8", "2", "0.89"]
    assert "blind" not in done.out
    assert "Most disputed: saving 2\n" in done.out
    assert "--settle" not in done.out  # tables cannot be settled


def test_blind_decisions_are_compared_by_segments(cli: Cli, coded: Path) -> None:
    decide(coded, "ANNA", {0: "saving", 1: "care"})
    decide(coded, "BORIS", {0: "saving", 2: "care"})
    decide(coded, "CLARA", {}, blind=False)
    done = cli("agree", "--machine", "--resamples", "0")
    assert (done.code, done.err) == (0, "")
    assert "ANNA: 24 stretches read" in done.out
    assert "CLARA" not in done.out
    assert "(segments)" in done.out
    assert "Only blind decisions count." in done.out
    assert "qualcode review --settle ANNA,BORIS" in done.out
    assert "with what all say" in done.out
    care = next(line for line in done.out.splitlines() if line.startswith("care  "))
    assert care.split()[1:5] == ["1", "1", "2", "0.00"]


def test_all_decisions_and_those_of_some(cli: Cli, coded: Path) -> None:
    decide(coded, "ANNA", {0: "saving"})
    decide(coded, "CLARA", {}, blind=False)
    decide(coded, CONSENSUS, {0: "care"}, blind=False)
    every = cli("agree", "--all", "--resamples", "0")
    assert "All decisions count, also those that were not made blind." in every.out
    assert "consensus" not in every.out
    named = cli("agree", "--all", "--coders", f"ANNA, {CONSENSUS}", "--resamples", "0")
    assert "consensus: 24 stretches read" in named.out
    assert "CLARA" not in named.out
    mixed = cli("agree", "--against", "anna.csv", "--json", "--resamples", "0")
    assert [one["name"] for one in json.loads(mixed.out)["coders"]] == ["ANNA", "anna"]
    assert json.loads(mixed.out)["unit"] == "segment"


def test_a_table_has_no_decider_to_itself(cli: Cli, coded: Path) -> None:
    write(coded / "study.yaml", (coded / "study.yaml").read_text() + "coders: [anna.csv]\n")
    decide(coded, "ANNA", {0: "saving"})
    decide(coded, "BORIS", {0: "saving"})
    assert "anna" not in cli("agree", "--resamples", "0").out  # decisions go before the tables


def test_the_studys_tables_are_compared_where_nobody_decided(cli: Cli, coded: Path) -> None:
    study = (coded / "study.yaml").read_text()
    write(coded / "study.yaml", study + "coders: [anna.csv, boris.csv]\n")
    assert "boris: 21 stretches read" in cli("agree", "--resamples", "0").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "needs two coders; nobody has blind decisions"),
        (("--all",), "needs two coders; nobody has decisions"),
        (("--against", "anna.csv"), "needs two coders; only anna has"),
        (("--against", "anna.csv", "--coders", "ana"), "`ana` has coded nothing here"),
        (("--coders", "ana"), "there are none"),
    ],
)
def test_two_coders_are_needed(
    cli: Cli, coded: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = cli("agree", *arguments)
    assert done.code == 3
    assert message in done.err
    assert "--all counts" not in done.err  # there are no logs at all


def test_one_blind_coder_is_told_what_else_there_is(cli: Cli, coded: Path) -> None:
    decide(coded, "ANNA", {0: "saving"})
    done = cli("agree")
    assert "only ANNA has blind decisions" in done.err
    assert "qualcode review --blind --sample 60" in done.err
    assert "--all counts other decisions too" in done.err
    decide(coded, "BORIS", {}, few=0)
    assert cli("agree").code == 3


def test_the_same_name_twice_is_refused(cli: Cli, coded: Path) -> None:
    decide(coded, "anna", {0: "saving"})
    done = cli("agree", "--against", "anna.csv")
    assert done.code == 3
    assert "have decisions and a table of the same name: anna" in done.err


@pytest.mark.parametrize(("option", "value"), [("--unit", "word"), ("--language", "de")])
def test_choices_that_there_are_not(cli: Cli, coded: Path, option: str, value: str) -> None:
    assert cli("agree", "--against", "anna.csv", "boris.csv", option, value).code == 2


@pytest.mark.parametrize("unit", ["segment", "turn", "character", "stretch"])
def test_every_unit(cli: Cli, coded: Path, unit: str) -> None:
    told = cli(
        "agree", "--against", "anna.csv", "boris.csv", "--unit", unit, "--json", "--resamples", "0"
    )
    assert told.code == 0
    assert json.loads(told.out)["unit"] == unit


def test_faults_of_logs_and_rows_are_told(cli: Cli, coded: Path) -> None:
    decide(coded, "ANNA", {0: "saving"})
    decide(coded, "BORIS", {0: "saving"})
    log = coded / "decisions" / "BORIS.jsonl"
    with log.open("a", encoding="utf-8") as file:
        file.write('{"id": "torn')
    done = cli("agree", "--resamples", "0")
    assert done.code == 0
    assert "1 fault in the logs of decisions; see `qualcode decisions check`" in done.err
    write(coded / "dora.csv", render_table([("ru01.txt", "", "Этого никто не сказал.", "saving")]))
    done = cli("agree", "--against", "dora.csv", "--resamples", "0")
    assert done.code == 1
    assert "was not found in the transcript" in done.err
    assert "dora: 0 stretches read in 0 transcripts; 1 not found" in done.out


def test_russian(cli: Cli, coded: Path) -> None:
    said = cli(
        "agree", "--against", "anna.csv", "boris.csv", "--language", "ru", "--code", "saving"
    )
    assert "anna: прочитано 24 отрывка в 10 интервью" in said.out
    assert "saving, ru01.txt:s2, код дали: anna, не дали: boris" in said.out
    assert "  Нас тут 11 человек, и всюду экономия." in said.out
    assert "0,89" in said.out


NEW_CODE = """\
- id: shame
  name: Shame
  brief: Being ashamed.
  definition: Being ashamed.
  use_when: Somebody is ashamed.
  do_not_use_when: Nobody is.
"""


def test_a_relation_alone_is_disputed_and_settled(cli: Cli, coded: Path) -> None:
    for coder, relation in (("ANNA", "conflict"), ("BORIS", "unstated")):
        decide(coded, coder, {0: "saving"}, few=1)
        log = name_log(coded / "decisions", coder)
        given = read_log(log).decisions[0]
        care = replace(given, id=f"{coder}-care", code="care")
        told = replace(given, id=f"{coder}-relate", action="relate", code="", relation=relation)
        append(log, [care, replace(told, tension="saving_vs_care", level="segment")], "coded")
    out = cli("agree", "--resamples", "0").out
    assert "Most disputed: saving_vs_care 1\n" in out
    assert "qualcode review --settle ANNA,BORIS" in out


def test_a_code_that_came_later_is_no_no_of_those_who_read_before(cli: Cli, coded: Path) -> None:
    decide(coded, "ANNA", {0: "saving"})
    keep_codebook(coded / "decisions", read_run(coded / "run").codebook)
    book = coded / "codebook.yaml"
    text = book.read_text(encoding="utf-8").replace("tensions:\n", f"{NEW_CODE}tensions:\n", 1)
    book.write_text(text, encoding="utf-8")
    assert cli("tag", "--no-cache").code == 0
    decide(coded, "VERA", {0: "saving", 1: "shame"})
    out = " ".join(cli("agree", "--resamples", "0").out.split())
    told = "shame was not in the codebook that ANNA had for 24 of 24 (segments); there it does not"
    assert told in out
    assert "Most disputed" not in out
    cli("agree", "--resamples", "0", "--language", "ru", "--out", "page.html")
    page = (coded / "page.html").read_text(encoding="utf-8")
    assert "ANNA: кода shame ещё не было в кодификаторе для 24 из 24 (сегменты)" in page
    assert cli("tag", "--no-cache", "--report").code == 0
    known = agree_in_run(read_run(coded / "run"))
    assert known is not None
    assert [(one.coder, one.codes) for one in known.lacking] == [("ANNA", ("shame",))]
    report = (coded / "run" / "report.html").read_text(encoding="utf-8")
    assert "The code Shame was not in the codebook that ANNA had for 24 of 24 units" in report


def test_who_saw_codings_before_did_not_read_blind(cli: Cli, coded: Path) -> None:
    decide(coded, "ANNA", {0: "saving"}, blind=False, few=2)
    decide(coded, "ANNA", {0: "saving"})
    decide(coded, "VERA", {0: "saving"})
    out = " ".join(cli("agree", "--resamples", "0").out.split())
    assert "ANNA had decided about 2 of 24 stretches before with codings in sight" in out
    assert "in sight" not in cli("agree", "--all", "--resamples", "0").out
    assert cli("tag", "--no-cache", "--report").code == 0
    report = (coded / "run" / "report.html").read_text(encoding="utf-8")
    assert "Of 24 units that ANNA read blind, 2 had been decided about before" in report


def test_relations_are_shown_with_their_code(cli: Cli, coded: Path) -> None:
    header = ("file", "speaker", "start", "stop", "text", "codes", "tensions")
    for name, relation in (("dora", "conflict"), ("emil", "unstated")):
        rows = [("ru01.txt", "", row[2], "saving care") for row in rows_of_anna()[:1]]
        text = render_table(rows, header[:-1]).rstrip("\n").split("\n")
        text = [f"{text[0]},tensions", *(f"{line},saving_vs_care:{relation}" for line in text[1:])]
        write(coded / f"{name}.csv", "\n".join(text) + "\n")
    done = cli("agree", "--against", "dora.csv", "emil.csv", "--resamples", "0")
    assert done.code == 0
    tension = next(line for line in done.out.splitlines() if line.startswith("saving_vs_care"))
    assert tension.split()[1:4] == ["1", "1", "0"]
    assert tension.split()[-2:] == ["1", "0.00"]
    page = coded / "agreement.html"
    assert cli("agree", "--against", "dora.csv", "emil.csv", "--out", page).code == 0
    assert "dora: Conflict, emil: unstated" in page.read_text(encoding="utf-8")


def test_three_coders_share_a_column(cli: Cli, coded: Path) -> None:
    write(coded / "clara.csv", render_table(rows_of_anna()))
    told = ("anna.csv", "boris.csv", "clara.csv")
    out = cli("agree", "--against", *told, "--resamples", "0").out
    saving = next(line for line in out.splitlines() if line.startswith("saving  "))
    assert saving.split()[1] == "8–11"
    assert "anna + boris" in out


def test_nothing_was_given(cli: Cli, coded: Path) -> None:
    for name in ("dora", "emil"):
        write(coded / f"{name}.csv", render_table([(*rows_of_anna()[0][:3], "")]))
    out = cli("agree", "--against", "dora.csv", "emil.csv", "--resamples", "0").out
    assert "Nobody gave a code here that two" in out
    page = coded / "nothing.html"
    assert cli("agree", "--against", "dora.csv", "emil.csv", "--out", page).code == 0
    assert "Nobody gave a code here that two" in page.read_text(encoding="utf-8")


def test_a_folder_holds_all_and_is_replaced_only_if_nobody_touched_it(
    cli: Cli, coded: Path
) -> None:
    command = ("agree", "--against", "anna.csv", "boris.csv", "--machine", "--out", "told")
    done = cli(*command)
    assert (done.code, done.err) == (0, "agreement: told\n")
    first = contents(coded / "told")
    assert sorted(first) == [
        "agreement.html", "agreement.json", "coders.csv", "disagreements.csv", "items.csv",
        "machine.csv", "run.json", "together.csv",
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(first["items.csv"].decode("utf-8-sig"))))
    assert (rows[0]["item"], rows[0]["units"], rows[0]["disputed"]) == ("saving", "21", "2")
    assert json.loads(first["agreement.json"])["coders"][0]["name"] == "anna"
    assert cli(*command).code == 0
    assert contents(coded / "told") == first
    write(coded / "told" / "items.csv", "mine")
    assert cli(*command).code == 4


def test_one_file(cli: Cli, coded: Path) -> None:
    command = ("agree", "--against", "anna.csv", "boris.csv", "--resamples", "0", "--out")
    assert cli(*command, "told.csv").code == 0
    assert (coded / "told.csv").read_text(encoding="utf-8-sig").startswith("part,of,kind,item")
    assert cli(*command, "told.csv").code == 4  # it may be somebody's work
    assert cli(*command, "told.html").code == 0


def test_withdrawn_interviews_are_left_out(cli: Cli, coded: Path) -> None:
    study = (coded / "study.yaml").read_text()
    write(coded / "study.yaml", f"{study}withdrawn:\n- file: ru01.txt\n")
    assert cli("tag", "--no-cache").code == 0
    done = cli("agree", "--against", "anna.csv", "boris.csv", "--resamples", "0")
    assert "6 stretches of withdrawn interviews left out" in done.err
    assert "anna: 21 stretches read" in done.out


def test_the_report_says_how_people_agree_blind(cli: Cli, coded: Path) -> None:
    decide(coded, "ANNA", {0: "saving", 1: "care", 5: "saving"})
    decide(coded, "BORIS", {0: "saving", 2: "care", 5: "saving"})
    assert cli("tag", "--no-cache").code == 0
    assert cli("report", "--out", "told.html").code == 0
    page = (coded / "told.html").read_text(encoding="utf-8")
    part = page.partition('<h3 id="agreement">')[2].split("<h3")[0]
    assert "These coders read the same segments blind" in part
    assert "Judged by two coders or more: 24 units of 10 respondents." in part
    assert re.search(r'"row">Saving</th><td class="number">2\xa0\(8%\)</td>', part)
    paragraph = page.split('class="for-paper"')[1].split("</blockquote>")[0]
    assert "ANNA, BORIS coded 24 units of 10 respondents blind." in paragraph
    assert "author to fill" not in paragraph
