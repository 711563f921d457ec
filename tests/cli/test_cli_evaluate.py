from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from coded_study import render_table, talk_of, write_coded_study
from command_line import Cli
from small_study import contents, write

from qualcode.decisions import append, name_log
from qualcode.model.decision import Decision
from qualcode.runs.read import read_run

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Path:
    """Work in the coded study, with its run."""
    folder = write_coded_study(tmp_path / "coded")
    monkeypatch.chdir(folder)
    assert cli("tag", "--no-cache").code == 0
    return folder


def table_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_figures_fit_the_terminal(cli: Cli, coded: Path) -> None:
    done = cli("evaluate", "run", "--against", "anna.csv", "boris.csv")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 100
    lines: dict[str, list[str]] = {}
    for line in done.out.splitlines():  # Russian comes first
        lines.setdefault(line.split("  ")[0], line.split())
    assert lines["machine against gold"][3:6] == ["11", "13", "10"]
    assert lines["anna against boris"][3:9] == ["11", "9", "9", "1.00", "0.82", "0.90"]
    assert "Language ru: 21 units of 7 respondents" in done.out
    assert "Too few respondents for limits: at least 6 are needed." in done.out
    saving = next(line for line in done.out.splitlines() if line.startswith("saving  "))
    assert saving.split()[1:7] == ["7", "6", "6", "1.00", "0.86", "0.92"]
    assert "care: забота" in done.out.split("Lines of the codebook to mend first:")[1]


def test_one_coder_has_no_columns_for_people(cli: Cli, coded: Path) -> None:
    out = cli("evaluate", "--against", "anna.csv").out
    assert "people" not in out
    assert "machine against anna" not in out
    assert "Gold: what anna says." in out


def test_no_variation_is_said_so(cli: Cli, coded: Path) -> None:
    write(coded / "dora.csv", render_table([("ru01.txt", "", talk_of(1)[0], "saving")]))
    out = cli("evaluate", "--against", "dora.csv").out
    saving = next(line for line in out.splitlines() if line.startswith("saving "))
    assert saving.split()[1:] == [*"111", "1.00", "1.00", "1.00", "1.00", "n.v.", "n.v.", "n.v."]
    assert "1 code that nobody found here is left out." in out
    assert "No line of the codebook found anything wrong." in out


def test_talk_in_which_nobody_found_anything_has_no_table(cli: Cli, coded: Path) -> None:
    write(coded / "dora.csv", render_table([("ru05.txt", "", talk_of(5)[2], "")]))
    out = cli("evaluate", "--against", "dora.csv", "--resamples", "0").out
    assert "No code was given or found here." in out
    assert "Too few" not in out


def test_the_summary_says_what_was_chosen_and_what_fits_ill(cli: Cli, coded: Path) -> None:
    words = f"{talk_of(1)[0]}\n\n--- конец записи ---"
    write(coded / "dora.csv", render_table([("ru01.txt", "", words, "saving")]))
    write(coded / "emil.csv", render_table([("ru01.txt", "", "и всюду экономия", "care")]))
    choices = ("--count-negated", "--gold", "emil")
    out = cli("evaluate", "--against", "dora.csv", "emil.csv", *choices).out
    assert "dora: 1 of 1 stretches found in 1 transcript, 1 in part\n" in out
    assert "emil: 1 of 1 stretches found in 1 transcript; 1 have other borders" in out
    assert "a hit, negated or not, stand in it. Gold: what emil says." in " ".join(out.split())


def test_a_code_is_shown_with_its_mistakes(cli: Cli, coded: Path) -> None:
    out = cli("evaluate", "--against", "anna.csv", "--code", "care").out
    assert "wrong care, ru02.txt:s4\n  Пришли 26 заявок на заботу о людях.\n" in out
    assert "codebook.yaml:24 забота: “заботу”" in out
    denied = [("en03.txt", "", "We did not save money in the end.", "saving")]
    write(coded / "dora.csv", render_table(denied))
    out = cli("evaluate", "--against", "dora.csv", "--code", "saving").out
    assert "missed saving, en03.txt:s2\n  We did not save money in the end.\n" in out
    assert "“save money” does not count: denied (not)" in out


def test_json_says_everything(cli: Cli, coded: Path) -> None:
    done = cli("evaluate", "--against", "anna.csv", "--against", "boris.csv", "--json")
    told = json.loads(done.out)
    assert [coder["name"] for coder in told["coders"]] == ["anna", "boris"]
    (total,) = [
        one for one in told["totals"] if (one["language"], one["against"]) == ("ru", "gold")
    ]
    assert (total["first"], total["second"], total["both"]) == (11, 13, 10)
    assert total["micro"]["precision"][0] == 0.769231
    assert told["totals"][-1]["language"] == "all languages"
    saving = [
        one for one in told["codes"] if one["code"] == "saving" and one["against"] == "coders"
    ]
    assert [(one["first"], one["second"], one["units"]) for one in saving] == [
        (8, 6, 18), (2, 2, 3),
    ]  # fmt: skip
    assert {one["mistake"] for one in told["mistakes"]} == {"missed", "wrong"}
    assert "NaN" not in done.out


def test_a_folder_holds_all_and_is_replaced_only_if_nobody_touched_it(
    cli: Cli, coded: Path
) -> None:
    done = cli("evaluate", "--against", "anna.csv", "--out", "evaluation")
    assert (done.code, done.err) == (0, "evaluation: evaluation\n")
    first = contents(coded / "evaluation")
    assert sorted(first) == [
        "codes.csv", "evaluation.html", "evaluation.json", "indicators.csv", "mistakes.csv",
        "run.json",
    ]  # fmt: skip
    assert cli("evaluate", "--against", "anna.csv", "--out", "evaluation").code == 0
    assert contents(coded / "evaluation") == first
    mistakes = table_rows(first["mistakes.csv"].decode())
    assert [row["mistake"] for row in mistakes].count("wrong") == 3
    assert table_rows(first["indicators.csv"].decode())[0]["wrong"] == "3"
    write(coded / "evaluation" / "mine.txt", "mine")
    before = contents(coded)
    done = cli("evaluate", "--against", "anna.csv", "--out", "evaluation")
    assert (done.code, done.out) == (4, "")
    assert contents(coded) == before


@pytest.mark.parametrize("out", ["run", "transcripts", "anna.csv", "mine.html", "run/codings.csv"])
def test_nobody_s_files_are_overwritten(cli: Cli, coded: Path, out: str) -> None:
    write(coded / "mine.html", "<html>mine</html>")
    before = contents(coded)
    done = cli("evaluate", "--against", "anna.csv", "--out", out)
    assert (done.code, done.out) == (4, "")
    assert contents(coded) == before


def test_a_page_and_a_table_alone(cli: Cli, coded: Path) -> None:
    assert (
        cli("evaluate", "--against", "anna.csv", "--out", "page.html", "--language", "ru").code == 0
    )
    assert '<html lang="ru">' in (coded / "page.html").read_text(encoding="utf-8")
    assert cli("evaluate", "--against", "anna.csv", "--out", "page.html").code == 0  # our own
    assert cli("evaluate", "--against", "anna.csv", "--out", "codes.csv").code == 0
    rows = table_rows((coded / "codes.csv").read_text(encoding="utf-8"))
    saving = next(row for row in rows if row["code"] == "saving" and row["against"] == "gold")
    assert (saving["first"], saving["kappa_low"] != "") == ("9", True)
    assert cli("evaluate", "--against", "anna.csv", "--out", "codes.csv").code == 4


def test_an_empty_table_is_written_filled_in_and_read(cli: Cli, coded: Path) -> None:
    done = cli("evaluate", "run", "--blank", "clara.csv")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("table: clara.csv, 24 of 24 stretches of respondents' talk\n")
    source = (coded / "clara.csv").read_bytes()
    assert source.startswith(b"\xef\xbb\xbffile,start,stop,speaker,asked,text,codes\n")
    assert {row["codes"] for row in table_rows(source.decode())} == {""}
    filled = source.decode().replace('экономия.",\n', 'экономия.",saving\n')
    (coded / "clara.csv").write_text(filled, encoding="utf-8")
    done = cli("evaluate", "--against", "clara.csv", "--code", "saving")
    assert (done.code, done.err) == (0, "")
    assert "clara: 24 of 24 stretches found in 10 transcripts\n" in done.out
    saving = next(line for line in done.out.splitlines() if line.startswith("saving  "))
    assert saving.split()[1:7] == ["7", "7", "7", "1.00", "1.00", "1.00"]


def test_rows_that_fit_nothing_are_a_finding(cli: Cli, coded: Path) -> None:
    rows = [("ru01.txt", "", talk_of(1)[0], "saving"), ("ru01.txt", "", "Никто не говорил", "")]
    write(coded / "dora.csv", render_table(rows))
    done = cli("evaluate", "--against", "dora.csv")
    assert done.code == 1
    assert done.lines == [
        "dora.csv:3: ru01.txt: “Никто не говорил” was not found in the transcript;"
        " copy its words from there"
    ]
    assert "dora: 1 of 2 stretches found in 1 transcript" in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["run"], 2, "coders' tables"),
        (["--against", "anna.csv", "--sample", "5"], 2, "goes with --blank"),
        (["--blank", "new.csv", "--against", "anna.csv"], 2, "makes a table and reads none"),
        (["--blank", "new.xlsx"], 2, "must end in .csv"),
        (["--blank", "new.csv", "--unit", "word"], 2, "must be stretch, segment, turn"),
        (["run", "other", "--blank", "new.csv"], 2, "`other`: too many; name one run"),
        (["transcripts", "--blank", "new.csv"], 3, "transcripts: holds no run"),
        (["--blank", "anna.csv"], 4, "anna.csv: exists"),
        (["run", "other", "--against", "anna.csv"], 2, "`other`: too many; name one run"),
        (["--against", "anna.csv", "--unit", "word"], 2, "must be stretch, segment, turn"),
        (["--against", "anna.csv", "--language", "de"], 2, "must be en or ru"),
        (["--against", "none.csv"], 3, "none.csv: cannot be read"),
        (["--against", "anna.csv", "anna.csv"], 3, "anna.csv: is given twice"),
        (["transcripts", "--against", "anna.csv"], 3, "transcripts: holds no run"),
        (
            ["--against", "anna.csv", "--gold", "bob"],
            3,
            "`bob` is neither `all`, `any` nor a coder",
        ),
    ],
)
def test_what_is_wrong_is_told(
    arguments: list[str], code: int, told: str, cli: Cli, coded: Path
) -> None:
    done = cli("evaluate", *arguments)
    assert (done.code, done.out) == (code, "")
    assert told in " ".join(done.err.replace("│", " ").split())


def read_blind(coded: Path) -> None:
    """Let ANNA read all blind, some of it by a codebook that had no `care` yet."""
    run = read_run(coded / "run")
    hashes = {one["transcript"]: one["text_sha256"] for one in run.manifest["transcripts"]}
    lines: list[Decision] = []
    for number, one in enumerate(run.tables["segments"]):
        if one["role"] == "respondent":
            place = one["transcript"], hashes[one["transcript"]], one["start"], one["stop"]
            what = {"blind": True, "quote": one["text"], "weight": 1.0 + number % 2}
            what["codebook"] = "a" * 64 if number < 20 else ""
            about = ("2026-11-02T10:00:00Z", "ANNA")
            if not lines:
                seen = {**what, "blind": False}
                lines.append(Decision("0-open", *about, "seen", *place, **seen))  # type: ignore[arg-type]
            if "save money" in str(one["text"]):
                given = Decision(f"{number}-code", *about, "add", *place, code="saving", **what)  # type: ignore[arg-type]
                lines.append(given)
            lines.append(Decision(str(number), *about, "seen", *place, **what))  # type: ignore[arg-type]
    append(name_log(coded / "decisions", "ANNA"), lines)
    had = {"qualcode": "codebook", "codes": {"saving": []}}
    write(coded / "decisions" / "codebooks" / f"{'a' * 64}.json", json.dumps(had))


@pytest.mark.parametrize("page", ["evaluate.md", "commands.md"])
def test_commands_of_the_documents(page: str, cli: Cli, coded: Path) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    commands = [line for block in blocks for line in block.splitlines() if "evaluate" in line]
    assert len(commands) > 1
    read_blind(coded)
    for command in commands:
        assert cli(*shlex.split(command)[1:]).code == 0, command


def test_the_table_of_the_document_is_one(cli: Cli, coded: Path) -> None:
    text = (DOCS / "evaluate.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"^```\n(file,.*?)^```$", text, re.DOTALL | re.MULTILINE)
    lines = list(csv.DictReader(io.StringIO(table)))
    talk = "\n".join(f"Респондент: {line['text']}" for line in lines)
    write(coded / "transcripts/ru01.txt", f"Интервьюер: Как вы?\n{talk}\n")
    write(coded / "dora.csv", table)
    cli("tag")
    done = cli("evaluate", "--against", "dora.csv")
    assert (done.code, done.err) == (0, "")
    assert "dora: 3 of 3 stretches found in 1 transcript\n" in done.out


def test_one_researcher_alone_measures_the_machine(cli: Cli, coded: Path) -> None:
    """What ANNA decided blind is right; nobody else is needed, and no table."""
    read_blind(coded)
    done = cli("evaluate", "--against", "ANNA", "--json")
    assert (done.code, done.err) == (0, "")
    said = json.loads(done.out)
    english = [row for row in said["codes"] if (row["language"], row["code"]) == ("en", "saving")]
    found = [(row["first"], row["second"]) for row in english if row["against"] == "gold"]
    assert set(found) == {(2, 1)}
    assert (said["unit"], said["weighted"]) == ("segment", True)
    assert said["lacking"][0]["codes"] == ["care"]
    both = cli("evaluate", "--against", "anna.csv", "ANNA", "--unit", "segment").out
    assert "ANNA: 24 of 24 stretches found" in " ".join(both.split())
    out = " ".join(cli("evaluate", "--against", "ANNA", "--out", "page.html").out.split())
    assert "Only blind decisions count." in out
    assert "The counts are those of the sample." in out
    assert "Gold: what ANNA says." in out
    page = (coded / "page.html").read_text(encoding="utf-8")
    assert "Only decisions count that were made blind" in page
    lacking = "care was not in the codebook that ANNA had for"
    assert lacking in out
    assert lacking in page
    assert "1 of them decided about before with codings in sight" in out
    assert "ANNA had decided about 1 of 24 stretches before" in page
    assert "All decisions count." in cli("evaluate", "--against", "ANNA", "--all").out
    told = cli("agree", "--machine").err
    assert "`qualcode evaluate --against ANNA` sets the machine beside one alone" in told


def test_who_decided_nothing_blind_is_told(cli: Cli, coded: Path) -> None:
    (line,) = [Decision("1", "2026-11-02T10:00:00Z", "VERA", "note", text="x", about="study")]
    append(name_log(coded / "decisions", "VERA"), [line])
    done = cli("evaluate", "--against", "VERA")
    assert done.code == 3
    assert "VERA has read nothing blind" in done.err
    assert "--all counts other decisions too" in done.err
    assert "VERA has marked nothing as read" in cli("evaluate", "--against", "VERA", "--all").err
    told = cli("evaluate", "--against", "NINA").err
    assert "NINA: is no table, and nobody of that name has decided anything" in told
    assert "there is `VERA`" in told


def test_every_option_is_documented(cli: Cli) -> None:
    section = (DOCS / "commands.md").read_text(encoding="utf-8").split("## `qualcode evaluate")[1]
    options = set(re.findall(r"--[a-z][a-z-]+", cli("evaluate", "--help").out)) - {"--help"}
    assert len(options) == 13
    assert [one for one in sorted(options) if f"| `{one}" not in section.split("\n## ")[0]] == []


def test_columns_of_the_tables_are_documented() -> None:
    from qualcode.analysis.agreement import tables

    text = (DOCS / "evaluate.md").read_text(encoding="utf-8")
    columns = (*tables.CODE_COLUMNS, *tables.INDICATOR_COLUMNS, *tables.MISTAKE_COLUMNS)
    plain = {re.sub("_(low|high)$", "", column) for column in columns}
    assert [column for column in sorted(plain) if f"`{column}`" not in text] == []


def test_what_is_withdrawn_since_is_measured_nowhere(cli: Cli, coded: Path) -> None:
    study = (coded / "study.yaml").read_text(encoding="utf-8")
    words = talk_of(2)[0].rstrip(".")
    entries = f"withdrawn:\n- file: ru01.txt\n- {{file: ru02.txt, words: {words!r}}}\n"
    write(coded / "study.yaml", study + entries)
    assert cli("tag", "--no-cache").code == 0
    done = cli("evaluate", "--against", "anna.csv", "boris.csv", "--out", "out")
    assert done.code == 0, done.err  # what is not found any more is no fault of the tables
    told = re.search(r"(\d+) stretches of withdrawn interviews left out", done.err)
    assert told
    assert int(told[1]) > 0
    made = b"\n".join(contents(coded / "out").values()).decode()
    for place in (made, done.out, done.err):
        assert "ru01.txt" not in place
        assert talk_of(1)[0] not in place
        assert words not in place
    assert "Language ru: 21 units" not in done.out
