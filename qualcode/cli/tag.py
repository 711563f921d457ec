"""`qualcode tag`: transcripts and a codebook → a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Interviewers, Paths, Respondents
from qualcode.cli.output import (
    FINDINGS,
    print_passed_over,
    print_problems,
    render_table,
    show_progress,
)

if TYPE_CHECKING:
    from qualcode.batch import RunSummary, Tagging
    from qualcode.study import Study


def tag(
    paths: Paths = None,
    codebook: Annotated[
        Path | None, typer.Option(help="The codebook (YAML). Default: the study's.")
    ] = None,
    respondents: Respondents = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the run: new, empty or a former run.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="auto (each turn by its words), ru or en.")
    ] = None,
    interviewer: Interviewers = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 lets qualcode choose.")] = 0,
    report: Annotated[bool, typer.Option("--report", help="Also write report.html.")] = False,
) -> None:
    """Code transcripts by a codebook and write the results as CSV tables.

    In a folder with study.yaml, `qualcode tag` alone does what the study says.
    """
    from qualcode.batch import choose_jobs, tag_files
    from qualcode.cli.inputs import find_meant
    from qualcode.errors import QualcodeError
    from qualcode.study import find_study

    study = find_study(Path())
    found = find_meant(paths, study)
    try:
        tagging = _gather(study, codebook, respondents, language, interviewer)
    except QualcodeError as error:
        raise QualcodeError((*error.problems, *found.problems)) from None
    folder = out or (study.run if study else Path("run"))
    former = _reports_in(folder)
    with show_progress("tagging", len(found.files)) as progress:
        jobs = jobs or choose_jobs(found.files)
        summary = tag_files(found, folder, tagging, study, jobs, progress)
    _print_warnings(summary, found.passed_over)
    _print_summary(summary, folder)
    if report:
        from qualcode.cli.report import write_report

        write_report(folder, folder / "report.html", study)
    for name in sorted(former - _reports_in(folder)):
        typer.echo(f"{folder / name}: went with the former run; make it again", err=True)
    if summary.failures:
        raise typer.Exit(FINDINGS)


def _reports_in(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.html")}


def _gather(
    study: Study | None,
    codebook: Path | None,
    respondents: Path | None,
    language: str | None,
    interviewers: list[str] | None,
) -> Tagging:
    """Load all that decides what is found; whatever is wrong in any of it is told at once."""
    from qualcode.batch import Tagging
    from qualcode.cli.inputs import load_inputs
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
    _check_comparison(study, inputs.table.attributes)
    return Tagging(inputs.codebook, inputs.table, Settings(chosen, labels))


def _check_comparison(study: Study | None, attributes: tuple[str, ...]) -> None:
    """Refuse a study that compares by what its respondents do not have, before any work."""
    from qualcode.errors import Problem, StudyError

    if study and study.compare_by not in ("type", *attributes):
        raise StudyError(
            Problem(
                "study.yaml",
                f"`compare_by` names `{study.compare_by}`, no column of the respondents table",
                cure=f"write one of {', '.join(('type', *attributes))}",
            )
        )


def _print_warnings(summary: RunSummary, passed_over: tuple[Path, ...]) -> None:
    """Print what a person should look at, on stderr."""
    print_problems((*summary.failures, *summary.problems))
    for transcript in summary.manifest["transcripts"]:
        for note in transcript["notes"]:
            if note["warning"]:
                typer.echo(f"{transcript['transcript']}: {note['text']}", err=True)
    print_passed_over(passed_over)


def _print_summary(summary: RunSummary, folder: Path) -> None:
    """Print how many respondents of each type mention each code, languages apart."""
    for language in dict.fromkeys(group.language for group in summary.groups):
        groups = {group: n for group, n in summary.groups.items() if group.language == language}
        rows = [
            [code, *(str(counts.get(group, 0)) for group in groups)]
            for code, counts in summary.mentions.items()
            if not groups.keys().isdisjoint(counts)
        ]
        if rows:
            header = [
                "code",
                *(f"{group.type or '(no type)'} of {n}" for group, n in groups.items()),
            ]
            typer.echo(f"Respondents who affirm a code, language {language or 'unknown'}:\n")
            typer.echo(render_table(header, rows))
            typer.echo()
    counts = {"transcripts": len(summary.manifest["transcripts"]), **summary.manifest["counts"]}
    told = ("transcripts", "segments", "hits", "codings", "tensions")
    listed = (f"{counts[what]} {what if counts[what] != 1 else what[:-1]}" for what in told)
    typer.echo(f"{', '.join(listed)} in {folder}")
