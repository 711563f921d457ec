"""`qualcode export` writes what is asked for, whole or not at all, and over nobody's files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from command_line import Cli
from small_study import contents, write

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

KINDS = {
    "xlsx": "book.xlsx", "docx": "paper.docx", "csv": "tables", "figures": "drawn", "r": "for-r",
}  # fmt: skip


@pytest.fixture
def tagged(cli: Cli, study: Path) -> Path:
    cli("tag")
    return study


@pytest.mark.parametrize(("kind", "out"), KINDS.items())
def test_each_kind_is_written_and_written_again(
    cli: Cli, tagged: Path, kind: str, out: str
) -> None:
    done = cli("export", kind, "--out", out, "--language", "ru")
    assert (done.code, done.err) == (0, "")
    assert out in done.out
    first = contents(tagged)
    assert cli("export", kind, "run", "--out", out, "--language", "ru").code == 0
    assert contents(tagged) == first
    other = cli("export", kind, "--out", out, "--by", "region")
    assert other.code == 0


@pytest.mark.parametrize(("kind", "out"), KINDS.items())
def test_nobodys_file_is_replaced(cli: Cli, tagged: Path, kind: str, out: str) -> None:
    if "." in out:
        write(tagged / out, "mine")
    else:
        write(tagged / out / "notes.txt", "mine")
    before = contents(tagged)
    done = cli("export", kind, "--out", out)
    assert (done.code, done.out) == (4, "")
    assert contents(tagged) == before


@pytest.mark.parametrize("kind", [*KINDS, "bibtex"])
def test_without_a_run_nothing_is_written(cli: Cli, study: Path, kind: str) -> None:
    before = contents(study)
    done = cli("export", kind)
    assert (done.code, done.lines) == (3, ["run: holds no run; make one with `qualcode tag`"])
    assert contents(study) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("xlsx", "--out", "book.csv"),
        ("docx", "--out", "paper.doc"),
        ("bibtex", "--out", "cite.txt"),
        ("xlsx", "--language", "de"),
        ("xlsx", "--measure", "shares"),
        ("csv", "--separator", "x"),
        ("csv", "--decimal", ","),
        ("csv", "--decimal", "x"),
        ("xlsx", "--names", "names.csv"),
    ],
)
def test_wrong_options_are_refused_before_any_work(
    cli: Cli, study: Path, arguments: tuple[str, ...]
) -> None:
    before = contents(study)
    assert cli("export", *arguments).code == 2
    assert contents(study) == before


def test_what_is_chosen_is_told_in_the_workbook(cli: Cli, tagged: Path) -> None:
    choices = (
        "--by",
        "region",
        "--strata",
        "type",
        "--measure",
        "mention",
        "--codes",
        "saving,care",
    )
    assert cli("export", "xlsx", "--out", "book.xlsx", *choices).code == 0
    page = openpyxl.load_workbook(tagged / "book.xlsx")["About"]
    told = {row[0].value: row[1].value for row in page.iter_rows(max_row=14)}
    assert told["Compared by"] == "region"
    assert told["Compared inside each"] == "type, language"
    assert told["Measure of tests"] == "whether it is mentioned at all"
    assert told["Tests of these only"] == "saving, care"
    assert cli("export", "xlsx", "--by", "regoin").code == 3


def test_csv_in_the_forms_of_a_russian_excel(cli: Cli, tagged: Path) -> None:
    forms = ("--bom", "--separator", ";", "--decimal", ",", "--guard")
    assert cli("export", "csv", "--out", "tables", *forms).code == 0
    assert (tagged / "tables/quotes.csv").read_bytes().startswith(b"\xef\xbb\xbftranscript;")
    assert cli("export", "csv", "--out", "tables", "--separator", "tab").code == 0
    assert (tagged / "tables/quotes.csv").read_text(encoding="utf-8").startswith("transcript\tseg")


def test_bibtex_is_printed_or_written(cli: Cli, tagged: Path) -> None:
    printed = cli("export", "bibtex")
    assert (printed.code, printed.err) == (0, "")
    assert "@misc{codebook:small," in printed.out
    assert cli("export", "bibtex", "--out", "cite.bib").code == 0
    assert (tagged / "cite.bib").read_text(encoding="utf-8") == printed.out
    assert cli("export", "bibtex", "--out", "cite.bib").code == 4


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "r"])
def test_the_public_form_is_refused_while_a_name_stands_in_it(
    cli: Cli, tagged: Path, kind: str
) -> None:
    out = KINDS[kind]
    before = contents(tagged)
    done = cli("export", kind, "--out", out, "--public")
    assert done.code == 4
    assert "nor a key says who must not be named" in done.err
    write(tagged / "names.csv", "kind,name,forms,replacement\nplace,Север,,\n")
    named = cli("export", kind, "--out", out, "--public", "--names", "names.csv")
    assert (named.code, named.out) == (4, "")
    assert "names stand in" in named.err
    assert "Север" not in named.err
    assert {name for name in contents(tagged) if name not in before} == {"names.csv"}
    write(tagged / "names.csv", "kind,name,forms,replacement\nplace,Нигде,,\n")
    done = cli("export", kind, "--out", out, "--public", "--names", "names.csv")
    assert (done.code, done.err) == (0, "")


def test_figures_are_refused_while_a_name_is_lettered_in_them(cli: Cli, tagged: Path) -> None:
    public = ("figures", "--out", "drawn", "--public", "--names", "names.csv", "--by", "region")
    write(tagged / "names.csv", "kind,name,forms,replacement\nplace,Север,,\n")
    named = cli("export", *public)
    assert (named.code, named.out) == (4, "")
    assert not (tagged / "drawn").exists()
    write(tagged / "names.csv", "kind,name,forms,replacement\nplace,Нигде,,\n")
    assert cli("export", *public).code == 0


def test_the_public_form_names_no_file(cli: Cli, tagged: Path) -> None:
    write(tagged / "names.csv", "kind,name,forms,replacement\nplace,Нигде,,\n")
    cli("export", "csv", "--out", "tables", "--public", "--names", "names.csv")
    for name, data in contents(tagged / "tables").items():
        assert b"ru01" not in data, name
        assert "Респондент,".encode() not in data, name


def test_a_run_older_than_a_withdrawal_is_refused(cli: Cli, tagged: Path) -> None:
    with (tagged / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("withdrawn: [{file: ru01.txt}]\n")
    done = cli("export", "xlsx", "--out", "book.xlsx")
    assert done.code == 3
    assert not (tagged / "book.xlsx").exists()
