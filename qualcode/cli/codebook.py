"""`qualcode codebook`: a codebook as a document, and in canonical layout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import check_page_language
from qualcode.cli.output import FINDINGS

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

_PAGE, _WORD = ".html", ".docx"


@app.command("show")
def show(
    codebook: Annotated[
        Path | None, typer.Argument(help="The codebook (YAML). Default: the study's.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A page (FILE.html) or a Word file (FILE.docx).")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Of the document: en or ru.")] = None,
    run: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A run: the codebook it was made with.")
    ] = None,
) -> None:
    """Show a codebook as people read it: an outline, a page for the browser, a Word file."""
    from qualcode.codebook import load_codebook
    from qualcode.reporting.codebook import render_outline, render_page, write_word_file
    from qualcode.runs.output import write_whole
    from qualcode.study import find_study

    check_page_language(language)
    if out is not None and out.suffix.lower() not in (_PAGE, _WORD):
        raise typer.BadParameter("must end in .html or .docx", param_hint="--out")
    study = find_study(Path())
    chosen = language or (study.report_language if study else "en")
    loaded = load_codebook(_meant(codebook, run, study.codebook if study else None))
    if out is None:
        typer.echo(render_outline(loaded, language=chosen), nl=False)
        return
    if out.suffix.lower() == _PAGE:
        write_whole(out, render_page(loaded, language=chosen))
    else:
        write_word_file(out, loaded, language=chosen)
    typer.echo(f"codebook: {out}")


def _meant(codebook: Path | None, run: Path | None, of_study: Path | None) -> Path:
    from qualcode.runs.write import CODEBOOK

    if codebook and run:
        raise typer.BadParameter("name a codebook or a run, not both", param_hint="--run")
    meant = run / CODEBOOK if run else codebook or of_study
    if meant is None:
        raise typer.BadParameter("name a codebook, or run it in a folder with study.yaml")
    return meant


@app.command("format")
def format(
    codebook: Annotated[Path, typer.Argument(help="The codebook (YAML).")],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 if it would be changed.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Change nothing; show what would be changed.")
    ] = False,
) -> None:
    """Put a codebook into its canonical layout; what it says and its comments stay."""
    from qualcode.codebook.formatting import format_codebook
    from qualcode.codebook.formatting.rewrite import rewrite
    from qualcode.errors import CodebookError
    from qualcode.yaml_tree.source import read_source

    source = read_source(codebook, CodebookError)
    written = format_codebook(source, str(codebook))
    if written == source:
        typer.echo(f"{codebook}: already in the canonical layout; nothing to change", err=diff)
        return
    if diff:
        typer.echo(_difference(source, written, str(codebook)), nl=False)
    if not (check or diff):
        rewrite(codebook, source, written)
        typer.echo(f"{codebook}: changed: now in the canonical layout")
    elif check:
        told = "not in the canonical layout; `qualcode codebook format` without --check changes it"
        typer.echo(f"{codebook}: {told}", err=diff)
        raise typer.Exit(FINDINGS)


def _difference(before: str, after: str, name: str) -> str:
    from difflib import unified_diff

    from qualcode.yaml_tree.source import split_lines

    old, new = (split_lines(text.rstrip("\r\n")) for text in (before, after))
    lines = unified_diff(old, new, name, f"{name} (canonical)", lineterm="")
    return "".join(f"{line}\n" for line in lines)
