"""`qualcode tag`: transcripts and a codebook → a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Interviewers, Language, Models, Paths, Respondents
from qualcode.cli.output import FINDINGS, show_progress
from qualcode.cli.runs import default_run

if TYPE_CHECKING:
    from qualcode.batch import RunSummary, Tagging
    from qualcode.cli.inputs import Named
    from qualcode.files import Found
    from qualcode.study import Study
    from qualcode.surveys import Survey


def tag(
    paths: Paths = None,
    codebook: Annotated[
        Path | None, typer.Option(help="The codebook (YAML). Default: the study's.")
    ] = None,
    respondents: Respondents = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the run: new, empty or a former run.")
    ] = None,
    language: Language = None,
    model: Models = None,
    interviewer: Interviewers = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 lets qualcode choose.")] = 0,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Tag unchanged transcripts again, and keep nothing.")
    ] = False,
    report: Annotated[bool, typer.Option("--report", help="Also write report.html.")] = False,
) -> None:
    """Code transcripts by a codebook and write the results as CSV tables.

    In a folder with study.yaml, `qualcode tag` alone does what the study says.
    """
    from qualcode.batch import cache_beside, tag_files
    from qualcode.cli.inputs import Named, find_meant, telling_also
    from qualcode.study import find_study

    study = find_study(Path())
    found = find_meant(paths, study)
    with telling_also(found):
        named = Named(study, respondents, interviewer, paths=paths)
        tagging, surveys = _gather(named, codebook, language, model)
    folder = out or default_run(study)
    former = _reports_in(folder)
    cache = None if no_cache else cache_beside(folder)
    with show_progress("tagging", len(found.files)) as progress:
        summary = tag_files(found, folder, tagging, study, jobs, progress, cache, surveys)
    _tell(summary, folder, found)
    if study and not paths:
        _clear_withdrawn(found, tagging, folder, study)
    if report:
        from qualcode.cli.report import write_report
        from qualcode.cli.runs import load_run

        write_report(load_run(folder), folder / "report.html", study)
    for name in sorted(former - _reports_in(folder)):
        typer.echo(f"{folder / name}: went with the former run; make it again", err=True)
    if summary.failures or summary.switched_off or summary.unfit:
        raise typer.Exit(FINDINGS)


def _tell(summary: RunSummary, folder: Path, found: Found) -> None:
    from qualcode.cli.summary import print_summary, print_warnings

    print_warnings(summary, found.passed_over)
    print_summary(summary, folder)


def _clear_withdrawn(found: Found, tagging: Tagging, folder: Path, study: Study) -> None:
    """Remove what qualcode has kept of what is withdrawn, and name what still holds it."""
    from qualcode.cli.output import print_problems

    if tagging.withdrawn:
        from qualcode.batch.remains import clear_withdrawn

        print_problems(clear_withdrawn(found, tagging.guidance, folder, study.folder))


def _reports_in(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.html")}


def _gather(
    named: Named, codebook: Path | None, language: str | None, model: list[str] | None
) -> tuple[Tagging, tuple[Survey, ...]]:
    """Load what decides what is found, and what is set beside it; all faults are told at once."""
    from qualcode.batch import Tagging
    from qualcode.cli.inputs import choose_language, choose_models, load_chosen, load_decided
    from qualcode.runs.manifest import Settings, describe_model

    _, inputs = load_chosen(codebook, named)
    _check_comparison(named.study, inputs.table.attributes)
    chosen = choose_language(language, named.study, inputs.codebook)
    names, models = choose_models(model, named.study, inputs.codebook)
    settings = Settings(chosen, inputs.guidance.interviewers, tuple(map(describe_model, models)))
    tagging = Tagging(
        inputs.codebook,
        inputs.table,
        settings,
        corrections=inputs.corrections,
        models=names,
        readings=inputs.guidance.readings,
        withdrawn=inputs.guidance.withdrawn,
        decided=load_decided(named.study, _brought(named)),
    )
    return tagging, inputs.surveys


def _brought(named: Named) -> Path | None:
    """Return the folder of logs that one named folder may bring: `qualcode pseudonymise` does."""
    from qualcode.decisions import FOLDER

    return named.paths[0] / FOLDER if named.paths and len(named.paths) == 1 else None


def _check_comparison(study: Study | None, attributes: tuple[str, ...]) -> None:
    """Refuse a study that compares by what its respondents do not have, before any work."""
    from qualcode.respondents.attributes import COMPARED, find_unknown, split_attributes
    from qualcode.study import refuse_study

    if study is None:
        return
    named = split_attributes(study.compare_by, attributes)
    if unknown := find_unknown(named, attributes, COMPARED):
        columns = ("type", *attributes)
        names = ", ".join(f"`{name}`" for name in named if name not in columns)
        are = "is no column" if len(unknown) == 1 else "are no columns"
        message = f"{names} {are} of the respondents table"
        raise refuse_study(study, "compare_by", message, f"write one of {', '.join(columns)}")
