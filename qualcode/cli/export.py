"""`qualcode export`: a run as workbook, CSV, Word tables, figures, data for R, BibTeX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.comparing import By, Codes, MeasureName, Said, Strata
from qualcode.cli.options import check_page_language
from qualcode.cli.public import KeyFile, Names, Public
from qualcode.cli.runs import default_run

if TYPE_CHECKING:
    from qualcode.pseudonyms.watch import Watch
    from qualcode.reporting.export.gathered import Gathered
    from qualcode.study import Study

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

RunFolder = Annotated[
    Path | None, typer.Argument(metavar="[RUN]", help="The run. Default: the study's, or run.")
]
ReportLanguage = Annotated[
    str | None, typer.Option("--language", help="Of headings and names: en or ru.")
]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is exported, and what must not be named in it."""

    gathered: Gathered
    watch: Watch | None

    def refuse_named(self, page: Callable[[], str], out: Path) -> None:
        """Refuse what names somebody, where it is to be public."""
        if self.watch is not None:
            from qualcode.cli.public import refuse_named

            refuse_named(page(), self.watch, out)


@app.command("xlsx")
def xlsx(
    run: RunFolder = None,
    out: Annotated[Path, typer.Option(help="The workbook, FILE.xlsx.")] = Path("export.xlsx"),
    by: By = None,
    strata: Strata = None,
    measure: MeasureName = "share_segments",
    codes: Codes = None,
    language: ReportLanguage = None,
    public: Public = False,
    names: Names = None,
    key: KeyFile = None,
) -> None:
    """Write one workbook: every quote, matrices, meetings, statistics, and what they are."""
    from qualcode.reporting.export.book import list_sheets, make_preface
    from qualcode.reporting.export.sealed import check_place, put_sealed
    from qualcode.reporting.export.watched import page_of_sheets
    from qualcode.reporting.export.workbook import WHAT, render_workbook

    _check_ending(out, ".xlsx")
    check_place(out, WHAT)
    asked = _ask(run, Said(by, strata, measure, codes or ()), language, public, names, key)
    sheets, preface = list_sheets(asked.gathered), make_preface(asked.gathered)
    told = (preface.title, *preface.notes, *(text for fact in preface.facts for text in fact))
    asked.refuse_named(lambda: page_of_sheets(sheets, told), out)
    data = render_workbook(sheets, preface, asked.gathered.words.language)
    put_sealed(out, data, WHAT)
    typer.echo(f"workbook: {out}")


@app.command("csv")
def csv(
    run: RunFolder = None,
    out: Annotated[Path, typer.Option(help="The folder for the tables.")] = Path("export-csv"),
    by: By = None,
    strata: Strata = None,
    measure: MeasureName = "share_segments",
    codes: Codes = None,
    language: ReportLanguage = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin with the mark by which Excel knows Cyrillic.")
    ] = False,
    separator: Annotated[
        str, typer.Option(help='Between cells: , or ; or | or tab. A Russian Excel wants ";".')
    ] = ",",
    decimal: Annotated[
        str, typer.Option(help="Of numbers: . or , as a Russian Excel wants.")
    ] = ".",
    guard: Annotated[
        bool,
        typer.Option("--guard", help="Put ' before texts that a spreadsheet takes for formulas."),
    ] = False,
    public: Public = False,
    names: Names = None,
    key: KeyFile = None,
) -> None:
    """Write quotes and all tables of results as CSV files in UTF-8, and what their columns hold."""
    from qualcode.reporting.export.tables import KIND, Dialect, list_csv_tables, write_tables
    from qualcode.reporting.export.watched import page_of_tables

    dialect = Dialect(_check_separator(separator, decimal), decimal, bom, guard)
    _check_folder(out, KIND)
    asked = _ask(run, Said(by, strata, measure, codes or ()), language, public, names, key)
    tables = tuple(list_csv_tables(asked.gathered))
    asked.refuse_named(lambda: page_of_tables(tables), out)
    write_tables(out, tables, dialect)
    typer.echo(f"tables: {out}")


@app.command("docx")
def docx(
    run: RunFolder = None,
    out: Annotated[Path, typer.Option(help="The Word file, FILE.docx.")] = Path("export.docx"),
    by: By = None,
    strata: Strata = None,
    measure: MeasureName = "share_segments",
    codes: Codes = None,
    language: ReportLanguage = None,
    public: Public = False,
    names: Names = None,
    key: KeyFile = None,
) -> None:
    """Write the tables of a paper as a Word file, with captions, notes, and the method."""
    from qualcode.reporting.export.paper import WHAT, render_docx
    from qualcode.reporting.export.sealed import check_place, put_sealed
    from qualcode.reporting.export.watched import page_of_document

    _check_ending(out, ".docx")
    check_place(out, WHAT)
    asked = _ask(run, Said(by, strata, measure, codes or ()), language, public, names, key)
    data = render_docx(asked.gathered)
    asked.refuse_named(lambda: page_of_document(data), out)
    put_sealed(out, data, WHAT)
    typer.echo(f"Word tables: {out}")


@app.command("figures")
def figures(
    run: RunFolder = None,
    out: Annotated[Path, typer.Option(help="The folder for the figures.")] = Path("figures"),
    by: By = None,
    strata: Strata = None,
    measure: MeasureName = "share_segments",
    codes: Codes = None,
    language: ReportLanguage = None,
    public: Public = False,
    names: Names = None,
    key: KeyFile = None,
) -> None:
    """Write the figures of the report as SVG, PDF and PNG at print size, with their numbers."""
    from qualcode.reporting.export.figures import KIND, write_figure_files
    from qualcode.reporting.export.watched import page_of_figures
    from qualcode.reporting.illustrations import draw_figures

    _check_folder(out, KIND)
    asked = _ask(run, Said(by, strata, measure, codes or ()), language, public, names, key)
    drawn = draw_figures(asked.gathered.material)
    asked.refuse_named(lambda: page_of_figures(drawn), out)
    write_figure_files(out, drawn)
    typer.echo(f"figures: {out}, {len(drawn)} in SVG, PDF, PNG and CSV")


@app.command("r")
def r(
    run: RunFolder = None,
    out: Annotated[Path, typer.Option(help="The folder for tables and script.")] = Path("export-r"),
    by: By = None,
    language: ReportLanguage = None,
    public: Public = False,
    names: Names = None,
    key: KeyFile = None,
) -> None:
    """Write segments × codes as 0 and 1 with all attributes, and an R script that reads them."""
    from qualcode.reporting.export.for_r import KIND, SCRIPT, list_r_tables, write_r
    from qualcode.reporting.export.watched import page_of_tables

    _check_folder(out, KIND)
    asked = _ask(run, Said(by), language, public, names, key)
    tables = list_r_tables(asked.gathered)
    asked.refuse_named(lambda: page_of_tables(tables), out)
    write_r(out, tables)
    typer.echo(f'data for R: {out}; in R: setwd("{out.name}"); source("{SCRIPT}")')


@app.command("bibtex")
def bibtex(
    run: RunFolder = None,
    out: Annotated[Path | None, typer.Option(help="A new FILE.bib. Default: print it.")] = None,
    language: ReportLanguage = None,
) -> None:
    """Print how to cite qualcode and the codebook of a run, in BibTeX."""
    from qualcode.cli.runs import load_run
    from qualcode.errors import Problem, RefusedError
    from qualcode.reporting.export.bibtex import render_bibtex
    from qualcode.runs.output import put_whole

    study, chosen = _choose(language)
    if out is not None:
        _check_ending(out, ".bib")
        if out.exists():
            raise RefusedError(Problem(str(out), "exists already", cure="name a new file"))
    text = render_bibtex(load_run(run or default_run(study)).codebook, chosen)
    if out is None:
        typer.echo(text, nl=False)
        return
    put_whole(out, text.encode())
    typer.echo(f"BibTeX: {out}")


def _ask(
    run: Path | None,
    said: Said,
    language: str | None,
    public: bool,
    names: Path | None,
    key: Path | None,
) -> _Asked:
    """Load a run as chosen."""
    from qualcode.cli.comparing import choose_comparison
    from qualcode.cli.public import choose_watch
    from qualcode.cli.runs import load_run
    from qualcode.reporting.export.gathered import gather

    study, chosen = _choose(language)
    watch = choose_watch(public, study, names, key)
    loaded = load_run(run or default_run(study))
    choices = choose_comparison(said, loaded, study)
    return _Asked(gather(loaded, choices, chosen, public=public), watch)


def _choose(language: str | None) -> tuple[Study | None, str]:
    """Return the study, and the language of headings: as said, else the study's."""
    from qualcode.study import find_study

    check_page_language(language)
    study = find_study(Path())
    return study, language or (study.report_language if study else "en")


def _check_separator(separator: str, decimal: str) -> str:
    """Return the sign between cells; it may be written as the word `tab`."""
    sign = "\t" if separator in ("tab", "\\t") else separator
    if sign not in (",", ";", "|", "\t"):
        raise typer.BadParameter("must be , ; | or tab", param_hint="--separator")
    if decimal not in (".", ","):
        raise typer.BadParameter("must be . or ,", param_hint="--decimal")
    if sign == decimal:
        message = f"`{decimal}` stands between the cells already: name another --separator"
        raise typer.BadParameter(message, param_hint="--decimal")
    return sign


def _check_ending(out: Path, ending: str) -> None:
    if out.suffix.lower() != ending:
        raise typer.BadParameter(f"must end in {ending}", param_hint="--out")


def _check_folder(out: Path, kind: str) -> None:
    """Refuse a folder with other files in it, before any work."""
    from qualcode.runs.former import check_replaceable

    check_replaceable(out, kind)
