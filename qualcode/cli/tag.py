"""`qualcode tag`: transcripts and a codebook → a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.output import FINDINGS, print_problems, render_table, show_progress

if TYPE_CHECKING:
    from qualcode.pipeline import RunSummary, Tagging
    from qualcode.study import Study


def tag(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Transcripts, or folders with transcripts.")
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option(help="The codebook (YAML). Default: the study's.")
    ] = None,
    respondents: Annotated[
        Path | None, typer.Option(help="The respondents table (CSV). Default: the study's.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the run: new, empty or a former run.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="auto (each turn by its words), ru or en.")
    ] = None,
    interviewer: Annotated[
        list[str] | None, typer.Option(help="Label of an interviewer; may be repeated.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 lets qualcode choose.")] = 0,
    report: Annotated[bool, typer.Option("--report", help="Also write report.html.")] = False,
) -> None:
    """Code transcripts by a codebook and write the results as CSV tables.

    In a folder with study.yaml, `qualcode tag` alone does what the study says.
    """
    from qualcode.errors import QualcodeError
    from qualcode.files import find_transcripts
    from qualcode.pipeline import choose_jobs, tag_files
    from qualcode.study import find_study

    study = find_study(Path())
    places = paths or list(study.transcripts if study else ())
    if not places:
        raise typer.BadParameter("name transcripts, or run it in a folder with study.yaml")
    found = find_transcripts(places)
    try:
        tagging = _gather(study, codebook, respondents, language, interviewer)
    except QualcodeError as error:
        raise QualcodeError((*error.problems, *found.problems)) from None
    folder = out or (study.run if study else Path("run"))
    with show_progress("tagging", len(found.files)) as progress:
        summary = tag_files(
            places,
            folder,
            tagging,
            study=study,
            jobs=jobs or choose_jobs(found.files),
            progress=progress,
        )
    print_problems((*summary.failures, *summary.problems))
    _print_summary(summary, folder)
    if report:
        from qualcode.cli.report import write_report

        write_report(folder, folder / "report.html", study)
    if summary.failures:
        raise typer.Exit(FINDINGS)


def _gather(
    study: Study | None,
    codebook: Path | None,
    respondents: Path | None,
    language: str | None,
    interviewers: list[str] | None,
) -> Tagging:
    """Load all that decides what is found; whatever is wrong in any of it is told at once."""
    from qualcode.cli.inputs import load_inputs
    from qualcode.pipeline import Tagging
    from qualcode.runs.manifest import Settings
    from qualcode.study import LANGUAGES

    codebook = codebook or (study.codebook if study else None)
    if codebook is None:
        raise typer.BadParameter("name a codebook", param_hint="--codebook")
    chosen = language or (study.language if study else "auto")
    if chosen not in LANGUAGES:
        raise typer.BadParameter(f"must be one of {', '.join(LANGUAGES)}", param_hint="--language")
    inputs = load_inputs(codebook, respondents or (study.respondents if study else None))
    labels = tuple(interviewers or (study.interviewers if study else ()))
    return Tagging(inputs.codebook, inputs.table, Settings(chosen, labels))


def _print_summary(summary: RunSummary, folder: Path) -> None:
    """Print how many respondents of each type mention each code."""
    types = sorted({type for _, type in summary.mentions})
    header = ["code", *(type or "(no type)" for type in types)]
    codes = dict.fromkeys(code for code, _ in summary.mentions)
    rows = [
        [code, *(str(len(summary.mentions.get((code, type), ()))) for type in types)]
        for code in codes
    ]
    counts = summary.manifest["counts"]
    if rows:
        typer.echo("Respondents who mention a code, by type:\n")
        typer.echo(render_table(header, rows))
    typer.echo(
        f"\n{len(summary.manifest['transcripts'])} transcripts, {counts['segments']} segments,"
        f" {counts['hits']} hits, {counts['codings']} codings, {counts['tensions']} tensions"
        f" in {folder}"
    )
