"""CSV, Word tables, data for R, BibTeX: what they hold, read back by other programs."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from constructed_run import CODEBOOK, Said, make_run, make_table, text
from made_runs import (
    HOSTILE,
    converted,
    empty_run,
    gathered,
    lone_run,
    needs_office,
    read_csv,
    small_run,
)
from test_report import hostile_run

from qualcode.errors import RefusedError
from qualcode.model.codebook import Change, Text
from qualcode.reporting.export import paper
from qualcode.reporting.export.bibtex import AUTHORS, LICENCE, RELEASED, TITLE, render_bibtex
from qualcode.reporting.export.figures import write_figure_files
from qualcode.reporting.export.for_r import list_r_tables, name_attributes, write_r
from qualcode.reporting.export.paper import list_paper_tables, render_docx
from qualcode.reporting.export.sealed import is_sealed
from qualcode.reporting.export.tables import Dialect, list_csv_tables, write_tables
from qualcode.reporting.export.word import PaperTable
from qualcode.reporting.illustrations import draw_figures
from qualcode.runs.read import Run

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[3]
needs_r = pytest.mark.skipif(not shutil.which("Rscript"), reason="R (Rscript) is not installed")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_tables_are_lossless_and_their_columns_told(tmp_path: Path) -> None:
    given = gathered()
    write_tables(tmp_path / "out", list_csv_tables(given))
    quotes = read_csv(tmp_path / "out/quotes.csv")
    assert [one["quote"] for one in quotes] == [
        one["quote"] for one in small_run().tables["codings"]
    ]
    first = next(one for one in quotes if one["code"] == "efficiency.saving")
    # Ids as the run has them, to be joined with the other tables.
    assert (first["type"], first["group"], first["language"]) == ("admin", "admin", "en")
    assert (first["polarity"], first["region"], first["unit"]) == ("affirmed", "Север", "segment")
    codes = read_csv(tmp_path / "out/codes.csv")
    frame = given.results["codes"]
    assert [float(row["high"]) for row in codes] == frame["high"].tolist()
    told = read_csv(tmp_path / "out/columns.csv")
    listed = {(row["table"], row["column"]) for row in told}
    for path in (tmp_path / "out").glob("*.csv"):
        if path.name != "columns.csv":
            head = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
            assert {(path.stem, name) for name in head} <= listed
    assert all(
        row["holds"] for row in told if (row["table"], row["column"]) != ("sample", "region")
    )


def test_the_same_run_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_tables(tmp_path / name, list_csv_tables(gathered()))
        write_r(tmp_path / f"r-{name}", list_r_tables(gathered()))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "r-one") == contents(tmp_path / "r-two")


def test_a_russian_excel_gets_mark_separator_and_comma(tmp_path: Path) -> None:
    dialect = Dialect(";", ",", mark=True)
    write_tables(tmp_path / "out", list_csv_tables(gathered("ru")), dialect)
    assert (tmp_path / "out/codes.csv").read_bytes().startswith(b"\xef\xbb\xbfcode;branch;")
    rows = read_csv(tmp_path / "out/codes.csv", delimiter=";")
    assert rows[0]["share"] == "1,0"
    told = read_csv(tmp_path / "out/columns.csv", delimiter=";")
    assert told[0]["holds"] == "путь к расшифровке внутри прочитанной папки"


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:12])
def test_hostile_texts_are_lossless_or_guarded(tmp_path: Path, words: str) -> None:
    tables = [
        one for one in list_csv_tables(gathered(run=hostile_run(words))) if one.name == "quotes"
    ]
    write_tables(tmp_path / "plain", tables)
    write_tables(tmp_path / "guarded", tables, Dialect(guard=True))
    plain, guarded = (
        read_csv(tmp_path / name / "quotes.csv")[0]["respondent"] for name in ("plain", "guarded")
    )
    kept = words.replace("\ud800", "\ufffd")
    assert plain == kept
    assert guarded == (f"'{kept}" if words[0] in "=+-@" else kept)


def test_a_number_is_never_guarded(tmp_path: Path) -> None:
    saving = "we {efficiency.saving:save money}"
    types = {f"{type}{at}": type for type in ("admin", "ngo") for at in range(2)}
    said = {
        f"{id}.txt": [Said(id, saving if type == "ngo" else "we go")] for id, type in types.items()
    }
    tables = list_csv_tables(gathered(run=make_run(said, make_table(types))))
    write_tables(tmp_path / "out", tables, Dialect(guard=True))
    rows = read_csv(tmp_path / "out/pairs.csv")
    assert any(row["difference"].startswith("-") for row in rows)
    assert all(not row["difference"].startswith("'") for row in rows)


def test_only_our_own_folder_is_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_r(out, list_r_tables(gathered()))
    write_r(out, list_r_tables(gathered()))
    with pytest.raises(RefusedError):
        write_tables(out, list_csv_tables(gathered()))
    (out / "notes.txt").write_text("mine")
    with pytest.raises(RefusedError, match="notes"):
        write_r(out, list_r_tables(gathered()))
    assert (out / "notes.txt").read_text() == "mine"


def test_r_gets_a_row_for_each_segment_and_a_column_for_each_code(tmp_path: Path) -> None:
    write_r(tmp_path / "out", list_r_tables(gathered()))
    rows = read_csv(tmp_path / "out/segments.csv")
    assert [row["respondent"] for row in rows] == ["P1", "P2", "P2", "N1", "N2"]
    assert [row["code.efficiency.saving"] for row in rows] == ["1", "1", "0", "0", "0"]
    assert [row["code.humanization.care"] for row in rows] == ["1", "0", "0", "1", "1"]
    assert [row["code.efficiency.targets"] for row in rows] == ["0"] * 5  # denied alone
    names = read_csv(tmp_path / "out/names.csv")
    assert {row["column"] for row in names} <= rows[0].keys()
    people = read_csv(tmp_path / "out/respondents.csv")
    assert [row["region"] for row in people] == ["South", "", "Север", "South"]


def test_names_are_such_as_r_takes() -> None:
    given = name_attributes(
        ["region", "Регион", "years in post", "2nd", "type", "a b", "a.b", "_x"]
    )
    assert given == [
        *("region", "attribute.2", "years.in.post", "attribute.4", "type.given"),
        *("a.b", "a.b.2", "attribute.8"),
    ]


@needs_r
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_r_reads_them_with_the_right_types(tmp_path: Path, locale: str) -> None:
    people = {f"{kind}{number}": kind for kind in ("admin", "ngo") for number in range(4)}
    table = make_table(people, years={id: str(at) for at, id in enumerate(people)})
    talk = {
        f"{id}.txt": [Said(id, "{humanization.care:care}"), Said(id, "А {efficiency.saving:б}")]
        for id in people
    }
    write_r(tmp_path / "out", list_r_tables(gathered(run=make_run(talk, table))))
    ask = (
        'source("read.R"); cat("\\n", class(segments$years), class(segments$type),'
        " class(segments$code.humanization.care), sum(segments$code.humanization.care),"
        ' nrow(respondents), "\\n")'
    )
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", ask], cwd=tmp_path / "out",
        env={"LC_ALL": locale, "PATH": os.environ["PATH"]},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert "integer factor integer 8 8" in done.stdout
    assert "Warning" not in done.stderr


@needs_r
@pytest.mark.parametrize("run", [empty_run(), lone_run(), hostile_run("a,b\"'=1")])
def test_r_reads_poor_runs(tmp_path: Path, run: object) -> None:
    write_r(tmp_path / "out", list_r_tables(gathered(run=run)))
    subprocess.run(
        ["Rscript", "--vanilla", "read.R"],
        cwd=tmp_path / "out", check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def document(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def test_word_tables_have_captions_heads_and_notes() -> None:
    data = render_docx(gathered("ru"))
    paper_ = document(data)
    captions = [one.text for one in paper_.paragraphs if one.style.name == "Caption"]
    assert captions[0].startswith("Таблица ")
    assert captions[0].endswith(". Кто опрошен")
    assert len(captions) == len(paper_.tables) == len(list(list_paper_tables(gathered("ru"))))
    for table in paper_.tables:
        assert table.style.name == "Three Rules"
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "<w:sz " not in table._tbl.xml  # sizes come from styles
    codes = next(one for one in paper_.tables if one.rows[0].cells[0].text == "Код")
    assert [cell.text for cell in codes.rows[0].cells][1:] == [
        "Администратор (n\u00a0=\u00a02)", "Руководитель НКО (n\u00a0=\u00a01)",
    ]  # fmt: skip
    shares = {
        row.cells[0].text.strip(): [cell.text for cell in row.cells][1:] for row in codes.rows
    }
    assert shares["рус-Saving"] == ["2 из 2", "0 из 1"]
    notes = [one.text for one in paper_.paragraphs if one.style.name == "Table Note"]
    assert sum("не случайно" in note for note in notes) == len(captions) - 1  # all but the sample
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text_ = archive.read("word/document.xml").decode()
    assert text_.count("SEQ Таблица") == len(captions)


def test_word_files_are_the_same_bytes_and_ours_until_edited(tmp_path: Path) -> None:
    data = render_docx(gathered())
    assert data == render_docx(gathered())
    assert is_sealed(data)
    path = tmp_path / "paper.docx"
    path.write_bytes(data)
    edited = docx.Document(str(path))
    edited.add_paragraph("mine")
    edited.save(str(path))
    assert not is_sealed(path.read_bytes())


def test_differences_are_shown_where_a_test_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    people = {f"{kind}{number}": kind for kind in ("admin", "ngo") for number in range(5)}
    talk = {
        f"{id}.txt": [
            Said(id, f"{{{'humanization.care' if kind == 'ngo' else 'efficiency.saving'}:x}}")
        ]
        for id, kind in people.items()
    }
    given = gathered(run=make_run(talk, make_table(people)))
    (table,) = [one for one in list_paper_tables(given) if one.head[1] == "Groups"]
    row = next(one for one in table.rows if "Saving" in one[0])
    assert row[1] == "Administrator − NGO manager"
    assert row[2] == "5 / 5"
    assert row[3] == "1.00"
    assert row[5] == "0.008"  # 2 of the 252 arrangements
    none = "No differences are shown"
    assert none not in " ".join(one.text for one in document(render_docx(given)).paragraphs)
    assert none in " ".join(one.text for one in document(render_docx(gathered())).paragraphs)


def three_groups(size: int, groups: str = "abc") -> Run:
    """Everybody of the first group speaks of saving, nobody else; all of care."""
    people = {f"{group}{number}": group for group in groups for number in range(size)}
    talk = {
        f"{id}.txt": [
            Said(id, "{efficiency.saving:x} {humanization.care:y}" if kind == "a" else "We go"),
            Said(id, "{humanization.care:y}" if kind != "a" else "We go"),
        ]
        for id, kind in people.items()
    }
    return make_run(talk, make_table(people))


def test_three_groups_are_tested_where_two_of_them_cannot_be() -> None:
    given = gathered(run=three_groups(3))
    tables = {one.caption: one for one in list_paper_tables(given)}
    table = tables["Do the groups differ: share of segments"]
    rows = {row[0].strip(): row[1:] for row in table.rows}
    assert rows["Saving"] == ("0.50", "0.00", "0.00", "0.036", "0.036", "0.036")  # 60 of 1680
    assert not any("Care" in name for name in rows)  # all have the same share of it
    assert not any(name.startswith("Differences") for name in tables)
    said = " ".join(one.text for one in document(render_docx(given)).paragraphs)
    assert "Two groups alone are not compared" in said


def test_tests_stand_in_the_order_of_the_codebook_and_never_say_nought() -> None:
    (table,) = [
        one
        for one in list_paper_tables(gathered(run=three_groups(5)))
        if one.caption.startswith("Do the groups differ")
    ]
    names = [row[0] for row in table.rows]
    branch = names.index("Efficiency, whole branch")
    assert names[branch + 1] == "\u2003Saving"
    assert {row[-2] for row in table.rows} == {"<\u00a00.001"}  # least p: 5!·5!·5!·… of 15!


def test_means_of_many_groups_do_not_stand_side_by_side() -> None:
    (table,) = [
        one
        for one in list_paper_tables(gathered(run=three_groups(2, "abcdefgh")))
        if one.caption.startswith("Do the groups differ")
    ]
    assert table.head == ("Code", "p", "least p", "p, all codes")


def test_many_groups_go_into_several_tables() -> None:
    people = {f"P{number}": "admin" for number in range(10)}
    table = make_table(people, town={id: f"town {id}" for id in people})
    talk = {f"{id}.txt": [Said(id, "{humanization.care:care}")] for id in people}
    given = gathered(run=make_run(talk, table), by=("town",))
    codes = [one for one in list_paper_tables(given) if one.head[0] == "Code"]
    assert [len(one.head) - 1 for one in codes] == [paper.MOST_GROUPS, 10 - paper.MOST_GROUPS]


def test_columns_get_room_by_their_texts() -> None:
    table = PaperTable("", ("n", "Quote"), (("1", "word " * 40), ("2", "")), ())
    narrow, wide = table.shares
    assert wide > 8 * narrow
    assert PaperTable("", ("a",) * 3, (("x" * 40,) * 3,), ()).wide
    assert not PaperTable("", ("a", "b"), (), ()).wide


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:12])
def test_hostile_texts_stay_texts_in_word(words: str) -> None:
    read = document(render_docx(gathered(run=hostile_run(words))))
    assert read.tables
    assert "HYPERLINK" not in "".join(re.findall(r'w:instr="([^"]*)"', read.element.xml))


@pytest.mark.parametrize("run", [empty_run(), lone_run()], ids=["nobody", "one person"])
def test_poor_runs_give_sound_word_files(run: object) -> None:
    assert document(render_docx(gathered(run=run))).paragraphs


@needs_office
def test_libreoffice_prints_the_word_file(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(render_docx(gathered("ru")))
    assert converted(path, "pdf", tmp_path).read_bytes().startswith(b"%PDF")


def test_figures_are_those_of_the_report(tmp_path: Path) -> None:
    figures = draw_figures(gathered().material)
    assert {one.id.split("-")[0] for one in figures} >= {"balance", "differences"}
    write_figure_files(tmp_path / "out", figures[:1])
    name = figures[0].id
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "run.json", *(f"{name}.{kind}" for kind in ("svg", "pdf", "png", "csv")),
    }  # fmt: skip


def test_bibtex_of_program_and_codebook() -> None:
    codebook = replace(
        CODEBOOK,
        id="npm_tensions",
        title=text("Values & costs", "Ценности {и} издержки, 100%"),
        authors=("Иванова А. А.", "Smith and Sons", "Team_A"),
        licence="CC-BY-4.0",
        changelog=(Change("1.2.0", "2025-03-01", "", Text()), Change("1.1.0", "2024", "", Text())),
    )
    text_ = render_bibtex(codebook, "ru")
    assert "@software{qualcode," in text_
    assert "@misc{codebook:npm_tensions," in text_
    assert r"{{Ценности \textbraceleft{}и\textbraceright{} издержки, 100\%}}" in text_
    assert r"{Иванова А. А. and {Smith and Sons} and {Team\_A}}" in text_
    assert "year    = {2025}" in text_
    assert text_.count("{") == text_.count("}")
    assert codebook.sha256 in text_
    english = render_bibtex(replace(codebook, authors=(), changelog=(), licence=""), "en")
    assert r"Values \& costs" in english
    assert "licence" in english.split("@misc")[0]
    assert "author" not in english.split("@misc")[1]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:12])
def test_hostile_codebooks_keep_bibtex_balanced(words: str) -> None:
    written = render_bibtex(hostile_run(words).codebook)
    assert written.count("{") == written.count("}")
    assert written.count("@misc{codebook:") == 1
    written.encode()


def test_the_citation_is_that_of_the_citation_file() -> None:
    import yaml

    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["title"] == TITLE
    assert tuple(author["name"] for author in cited["authors"]) == AUTHORS
    assert (cited["date-released"], cited["license"]) == (RELEASED, LICENCE)
