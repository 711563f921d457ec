"""`qualcode compare`: what it prints, and what it writes and refuses."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from coded_study import write_coded_study
from command_line import Cli
from small_study import contents, write

from qualcode.terminal import columns

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Path:
    """Work in the coded study (seven Russian respondents, three English), with its run."""
    folder = write_coded_study(tmp_path / "coded")
    table = (folder / "respondents.csv").read_text().splitlines()
    regions = ["region", *("north" if at % 2 else "south" for at in range(len(table) - 1))]
    lines = [f"{line},{region}" for line, region in zip(table, regions, strict=True)]
    write(folder / "respondents.csv", "\n".join(lines) + "\n")
    monkeypatch.chdir(folder)
    assert cli("tag", "--no-cache").code == 0
    return folder


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_who_is_compared_and_what_tests_allow(cli: Cli, coded: Path) -> None:
    done = cli("compare")
    assert (done.code, done.err) == (0, "")
    assert max(map(columns, done.out.splitlines())) <= 100
    said = flat(done.out)
    assert "Respondents compared by type. Measure: share of a respondent's segments" in said
    assert "ngo_provider 3 3 6" in said  # Russian, English, in all
    assert "public_provider 4 0 4" in said
    assert "3 and 4 respondents: no arrangement can give a p below 0.057; no test is shown." in said
    assert "en: there are no two groups of two respondents or more; no test is shown." in said
    assert said.count("no random sample") == 1
    assert "Below: all languages. --language ru, --language en print one alone." in said
    assert "over all" not in said  # no column of p, where no test can be shown


def test_counts_rates_and_differences(cli: Cli, coded: Path) -> None:
    lines = cli("compare", "--language", "ru").out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("care "))
    assert lines[at].split() == ["care", "3", "of", "3", "0.333", "4", "of", "4", "0.333"]
    assert "−" not in lines[at + 1]  # the two do not differ: there is no largest difference


def test_tests_are_shown_where_they_can_be(cli: Cli, coded: Path) -> None:
    lines = [f"ru1{number}.txt,,R1{number},ngo_provider,south" for number in range(4)]
    table = (coded / "respondents.csv").read_text() + "\n".join(lines) + "\n"
    write(coded / "respondents.csv", table)
    for number in range(4):
        talk = f"Интервьюер: Вопрос?\nРеспондент: Погода {number} была хороша.\n"
        write(coded / "transcripts" / f"ru1{number}.txt", talk)
    assert cli("tag", "--no-cache").code == 0
    out = cli("compare", "--language", "ru", "--codes", "care,saving").out
    said = flat(out)
    assert "7 and 4 respondents, 330 arrangements, all looked at." in said
    care = next(line for line in out.splitlines() if line.startswith("care ")).split()
    assert care[1:9] == ["3", "of", "7", "0.143", "4", "of", "4", "0.333"]
    assert len(care) == 12  # p, least p, over all items
    assert "this is the one to report" in said
    mentions = cli("compare", "--language", "ru", "--measure", "mention").out
    assert "care 3 of 7 4 of 4 0.212" in flat(mentions)
    assert "public_provider − ngo_provider: +0.57 [" in mentions
    words = cli("compare", "--language", "ru", "--measure", "per_1000_words").out
    assert "codings for 1,000 words" in words


def test_crossed_groups_and_groups_of_one(cli: Cli, coded: Path) -> None:
    said = flat(cli("compare", "--by", "type, region").out)
    assert "Respondents compared by type × region." in said
    assert "ngo_provider × north" in said
    one = flat(cli("compare", "--by", "respondent_is_no_column,x").err)
    assert "`respondent_is_no_column`" in one
    assert "`x`" in one
    strata = cli("compare", "--strata", "region")
    assert "Compared inside each region only." in strata.out
    assert max(map(columns, strata.out.splitlines())) <= 100


def test_the_study_says_what_is_compared(cli: Cli, coded: Path) -> None:
    study = (coded / "study.yaml").read_text()
    write(coded / "study.yaml", study + "compare_by: type, region\n")
    assert "compared by type × region." in cli("compare").out
    assert "compared by region." in cli("compare", "--by", "region").out
    assert cli("tag", "--no-cache").code == 0
    write(coded / "study.yaml", study + "compare_by: typ, region, x\n")
    refused = cli("tag", "--no-cache")
    assert refused.code == 3
    assert "`typ`, `x` are no columns of the respondents table" in refused.err


def test_a_report_crosses_attributes(cli: Cli, coded: Path) -> None:
    assert cli("report", "--by", "type,region").code == 0
    page = (coded / "run" / "report.html").read_text()
    assert "НКО × north" in page or "NGO × north" in page


def test_any_table_is_printed_whole(cli: Cli, coded: Path) -> None:
    done = cli("compare", "--table", "tests", "--table", "sample,absence", "--language", "ru")
    assert done.code == 0
    assert max(map(columns, done.out.splitlines())) <= 100
    assert done.out.startswith("tests: One row for each item and language")
    assert "language: ru; respondents: 7; measure: share_segments" in flat(done.out)
    assert "\nsample: " in done.out
    assert flat(done.out).endswith("No rows.")  # the study has no guide
    keys = [line for line in done.out.splitlines() if line.startswith("branch  ") or "care" in line]
    assert len(keys) > 2  # each part of a wide table names its rows


def test_json_says_everything(cli: Cli, coded: Path) -> None:
    done = cli("compare", "--json", "--strata", "region", "--seed", "3")
    told = json.loads(done.out, parse_constant=lambda constant: pytest.fail(constant))
    assert (told["by"], told["strata"], told["seed"]) == (["type"], ["region"], 3)
    assert [scope["language"] for scope in told["scopes"]] == ["", "ru", "en"]
    assert told["scopes"][1]["groups"] == {"ngo_provider": 3, "public_provider": 4}
    tests = told["tables"]["tests"]
    assert tests["columns"].keys() == tests["rows"][0].keys()
    assert any(row["p"] is None for row in tests["rows"])
    assert {"summary", "pairs", "absence", "rates", "codes"} <= told["tables"].keys()
    assert list(json.loads(cli("compare", "--json", "--table", "pairs").out)["tables"]) == ["pairs"]


def test_one_table_as_csv(cli: Cli, coded: Path) -> None:
    done = cli("compare", "--table", "tests", "--out", "tests.csv", "--language", "ru")
    assert (done.code, done.err) == (0, "comparison: tests.csv\n")
    rows = rows_of((coded / "tests.csv").read_text(encoding="utf-8"))
    assert {row["language"] for row in rows} == {"ru"}
    assert {row["arrangements"] for row in rows} == {"35"}
    assert {row["p"] for row in rows} == {""}  # not shown
    before = contents(coded)
    refused = cli("compare", "--table", "tests", "--out", "tests.csv")
    assert (refused.code, refused.out) == (4, "")
    assert contents(coded) == before


def test_a_folder_holds_all_and_is_replaced_only_if_nobody_touched_it(
    cli: Cli, coded: Path
) -> None:
    assert cli("compare", "--out", "compared").code == 0
    first = contents(coded / "compared")
    assert {"tests.csv", "rates.csv", "columns.csv", "comparison.txt", "run.json"} <= first.keys()
    explained = rows_of(first["columns.csv"].decode())
    for name in ("tests.csv", "pairs.csv", "summary.csv", "absence.csv", "rates.csv"):
        header = next(csv.reader(io.StringIO(first[name].decode().removeprefix("\ufeff"))))
        mine = [row["column"] for row in explained if row["table"] == name.removesuffix(".csv")]
        assert header == mine
    assert any("Westfall" in row["source"] for row in explained)
    assert any(row["column"] == "…" for row in explained)  # of a table with further columns
    assert cli("compare", "--out", "compared").code == 0
    assert contents(coded / "compared") == first
    write(coded / "compared" / "mine.txt", "mine")
    refused = cli("compare", "--out", "compared")
    assert (refused.code, refused.out) == (4, "")


def test_a_workbook_explains_itself(cli: Cli, coded: Path) -> None:
    names = ("--table", "tests", "--table", "pairs")
    assert cli("compare", *names, "--out", "compared.xlsx").code == 0
    first = (coded / "compared.xlsx").read_bytes()
    with zipfile.ZipFile(coded / "compared.xlsx") as book:
        words = (
            book.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in book.namelist() else b""
        )
        sheets = b"".join(book.read(name) for name in book.namelist() if "sheet" in name)
    assert b"no random sample" in words + sheets
    assert cli("compare", *names, "--out", "compared.xlsx").code == 0
    assert (coded / "compared.xlsx").read_bytes() == first
    write(coded / "mine.xlsx", b"mine")
    assert cli("compare", *names, "--out", "mine.xlsx").code == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--measure", "words"), "must be share_segments, per_1000_words, mention"),
        (("--table", "tets"), "`tets`: there are sample, codes"),
        (("--language", "de"), "nobody speaks `de`: there are ru, en"),
        (("--out", "all.csv"), "a .csv holds one table"),
        (("--out", "all.txt"), "must end in .csv or .xlsx"),
        (("--draws", "5"), "99"),
    ],
)
def test_wrong_words_are_refused(
    cli: Cli, coded: Path, arguments: tuple[str, str], said: str
) -> None:
    refused = cli("compare", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert said in flat(refused.err.replace("│", " "))


def test_unknown_codes_are_refused_together(cli: Cli, coded: Path) -> None:
    refused = cli("compare", "--codes", "savin", "--codes", "qqq")
    assert refused.code == 3
    assert len(refused.lines) == 2
    assert "`savin` is neither a code nor a tension; did you mean `saving`?" in refused.err


def test_nobody_is_compared_where_nobody_is_known(cli: Cli, coded: Path) -> None:
    for file in (coded / "transcripts").iterdir():
        file.write_text("Интервьюер: Что нового?\n")
    (coded / "study.yaml").write_text("transcripts: transcripts\ncodebook: codebook.yaml\n")
    assert cli("tag", "--no-cache", "--out", "empty").code in (0, 1)
    done = cli("compare", "empty")
    assert (done.code, "there is nobody to compare" in done.out) == (0, True)
    assert cli("compare", "empty", "--table", "tests").out.rstrip().endswith("No rows.")
    assert cli("compare", "empty", "--language", "ru").code == 2
