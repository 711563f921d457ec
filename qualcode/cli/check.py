"""`qualcode check`: what is wrong with a codebook, as one page of plain findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Models, Respondents
from qualcode.cli.output import FINDINGS, print_problems, show_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.cli.inputs import Inputs
    from qualcode.errors import Problem
    from qualcode.files import Found
    from qualcode.inspecting.checking import Finding, Material
    from qualcode.inspecting.checking.tables import Tables
    from qualcode.language.pipelines import Pipeline
    from qualcode.model.codebook import Codebook
    from qualcode.study import Study

NOTHING_ELSE = "nothing else was checked: put this right first, then check again"


def check(
    codebook: Annotated[
        Path | None, typer.Argument(help="The codebook (YAML). Default: the study's.")
    ] = None,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Transcripts, or folders with transcripts. Default: the study's."),
    ] = None,
    respondents: Respondents = None,
    model: Models = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="Also print what was found how often.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="A new folder for findings and tables (CSV).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check a codebook: line by line what is wrong with it and how to put it right.

    In a folder with study.yaml it is also tried on the study's transcripts, and codes and
    transcripts are told that people have decided about and that are gone.
    """
    from qualcode.errors import CodebookError
    from qualcode.inspecting.checking import check_codebook
    from qualcode.inspecting.checking.as_json import render_json
    from qualcode.inspecting.checking.as_text import describe
    from qualcode.inspecting.checking.finding import findings_of
    from qualcode.inspecting.checking.tables import make_tables
    from qualcode.study import find_study

    study = find_study(Path())
    chosen = codebook or (study.codebook if study else None)
    if chosen is None:
        raise typer.BadParameter("name a codebook, or run it in a folder with study.yaml")
    if out:
        _check_free(out)
    measured: Tables | None = None
    hanging: tuple[Problem, ...] = ()
    try:
        material = _gather(chosen, paths or [], respondents, model, study)
        findings = check_codebook(material)
        measured = make_tables(material)
        summary = describe(material, measured)
        if study and chosen == study.codebook:
            hanging = _list_hanging(study, material.codebook)
    except CodebookError as error:  # also a `pattern` that no model can look for
        if not chosen.is_file():
            raise
        findings, summary = findings_of(error.problems), NOTHING_ELSE
    if json:
        typer.echo(render_json(str(chosen), findings, measured))
    else:
        _print(str(chosen), findings, measured if tables else None, summary)
    print_problems(hanging)
    if out:
        _write(out, findings, measured)
    if findings or hanging:
        raise typer.Exit(FINDINGS)


def _gather(
    codebook: Path,
    paths: list[Path],
    respondents: Path | None,
    model: list[str] | None,
    study: Study | None,
) -> Material:
    """Load the codebook, and code the transcripts named, else the study's; there may be none.

    CodebookError when the codebook cannot be used.
    """
    from qualcode.cli.inputs import Named, add_inputs, choose_models, find_meant
    from qualcode.codebook import load_codebook
    from qualcode.inspecting.checking import Material

    loaded = load_codebook(codebook)
    _, pipelines = choose_models(model, study, loaded)
    if not paths and not study:
        return Material(loaded, pipelines)
    found = find_meant(paths, study)
    if not found.files and not paths:  # a study that is only begun
        print_problems(found.problems)
        return Material(loaded, pipelines)
    inputs = add_inputs(codebook, loaded, Named(study, respondents, paths=paths))
    return _code(found, inputs, pipelines, study)


def _code(
    found: Found, inputs: Inputs, pipelines: tuple[Pipeline, ...], study: Study | None
) -> Material:
    """Read and code transcripts; what is wrong with them is told on stderr."""
    from qualcode.inspecting.checking.corpus import code_corpus
    from qualcode.inspecting.corpus import Circumstances
    from qualcode.pipeline import read_corpus
    from qualcode.runs.manifest import Settings

    corpus = read_corpus(found, inputs.guidance, whole=False)
    print_problems((*corpus.failures, *corpus.problems))
    language = Settings(study.language if study else "auto").declared_language
    circumstances = Circumstances(language, inputs.corrections, pipelines)
    with show_progress("checking", len(corpus.transcripts)) as progress:
        return code_corpus(corpus, inputs.codebook, circumstances, progress)


def _list_hanging(study: Study, codebook: Codebook) -> tuple[Problem, ...]:
    """List what is gone and has decisions hanging on it; nothing is read but their logs."""
    from qualcode.decisions import load_logs
    from qualcode.decisions.checking import list_hanging
    from qualcode.files import find_transcripts
    from qualcode.respondents.paths import split_interview

    logs = load_logs(study.logs)
    if not logs.logs:
        return ()
    files = {file.id for file in find_transcripts(study.transcripts).files}

    def is_there(transcript: str) -> bool:
        return split_interview(transcript)[0] in files or study.withdrawn.may_hold(transcript)

    return list_hanging(logs, codebook, is_there, str(study.logs))


def _print(file: str, findings: Sequence[Finding], tables: Tables | None, summary: str) -> None:
    from qualcode.inspecting.checking.as_text import render_findings, render_tables, summarise

    if findings:
        typer.echo(f"{file}\n\n{render_findings(findings)}\n")
    if tables:
        typer.echo(f"{render_tables(tables)}\n")
    typer.echo(f"{file}: {summarise(findings) or 'no findings'}\n{summary}")


def _check_free(out: Path) -> None:
    """Refuse a place that holds anything: people may have worked on it."""
    from qualcode.errors import Problem, RefusedError

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        cure = "name a new or empty folder; nothing was touched"
        raise RefusedError(Problem(str(out), "is not empty", cure=cure))


def _write(out: Path, findings: Sequence[Finding], tables: Tables | None) -> None:
    """Write findings and tables as CSV files."""
    from qualcode.inspecting.checking.as_csv import write_tables

    write_tables(out, findings, tables)
    typer.echo(f"tables: {out}", err=True)
