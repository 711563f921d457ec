"""`qualcode report`: a run → one HTML file; two runs side by side → the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.comparing import Against, By, Codes, MeasureName, Said, Strata
from qualcode.cli.options import check_page_language
from qualcode.cli.public import KeyFile, Names, Public

if TYPE_CHECKING:
    from qualcode.pseudonyms.watch import Watch
    from qualcode.reporting.appearance import Appearance
    from qualcode.runs.read import Run
    from qualcode.study import Study


@dataclass(frozen=True, slots=True)
class Page:
    """How a report is to be made; what is not said here is the study's."""

    said: Said = field(default_factory=Said)
    language: str | None = None
    look: Appearance | None = None
    watch: Watch | None = None  # what must not be named on it; None where it is not public


def report(
    places: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[RUN]", help="The run. Default: the study's, or run."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The HTML file. Default: report.html in the run.")
    ] = None,
    by: By = None,
    strata: Strata = None,
    measure: MeasureName = "share_segments",
    codes: Codes = None,
    language: Annotated[str | None, typer.Option(help="Language of the report: en or ru.")] = None,
    against: Against = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="A B", help="Two runs side by side: two cities, waves, codebooks."),
    ] = None,
    called: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="NAME NAME", help="With --compare: what the runs are called."),
    ] = None,
    style: Annotated[
        Path | None, typer.Option(help="CSS read after the report's own. Default: the study's.")
    ] = None,
    logo: Annotated[
        Path | None, typer.Option(help="A PNG, JPEG or SVG for the title. Default: the study's.")
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(help="A folder of templates that change parts. Default: the study's."),
    ] = None,
    public: Public = False,
    names: Names = None,
    key: KeyFile = None,
) -> None:
    """Write the comparative report of a run: one HTML file that needs nothing else."""
    from qualcode.cli.coders import sort_places
    from qualcode.cli.public import choose_watch
    from qualcode.cli.runs import load_run
    from qualcode.reporting.appearance import load_appearance
    from qualcode.study import find_study

    check_page_language(language)
    study = find_study(Path())
    if compare:
        if places or against or public:
            message = "takes two runs, and neither a third nor --against nor --public"
            raise typer.BadParameter(message, param_hint="--compare")
        from qualcode.cli.two_runs import compare_runs, load_sides

        run = load_sides(compare, called)
        said = compare_runs(Said(by, strata, measure, codes or ()), run, study)
        page = Page(said, language, load_appearance(study, style, logo, templates))
        write_report(run, out or Path("comparison.html"), study, page)
        return
    if called:
        raise typer.BadParameter("names the runs of --compare", param_hint="--called")
    folder, tables = sort_places(places, against, study)
    said = Said(by, strata, measure, codes or (), tables)
    look = load_appearance(study, style, logo, templates)
    page = Page(said, language, look, choose_watch(public, study, names, key))
    place = out or folder / ("report.public.html" if public else "report.html")
    write_report(load_run(folder), place, study, page)


def write_report(run: Run, out: Path, study: Study | None, page: Page | None = None) -> None:
    """Render the report of `run` into `out`.

    Where it is to be public, RefusedError while something on it is named.
    """
    from qualcode.cli.comparing import choose_comparison
    from qualcode.cli.public import refuse_named
    from qualcode.reporting import render_report
    from qualcode.reporting.appearance import load_appearance
    from qualcode.runs.output import write_whole

    page = page or Page()
    look = page.look or load_appearance(study)
    for doubt in look.doubts:
        typer.echo(f"warning: {doubt}", err=True)
    html = render_report(
        run,
        choose_comparison(page.said, run, study),
        language=page.language or (study.report_language if study else "en"),
        public=page.watch is not None,
        appearance=look,
    )
    if page.watch is not None:
        refuse_named(html, page.watch, out)
    write_whole(out, html)
    typer.echo(f"report: {out}")
