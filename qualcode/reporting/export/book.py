"""A run → one workbook: quotes, matrices, meetings, statistics, and a sheet that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.reporting.export.decided import list_decided
from qualcode.reporting.export.gathered import Gathered, OwnTable
from qualcode.reporting.export.matrices import (
    tabulate_codes,
    tabulate_counts,
    tabulate_people,
    tabulate_tensions,
)
from qualcode.reporting.export.sheets import Sheet
from qualcode.reporting.export.spoken import tabulate_encounters, tabulate_quotes
from qualcode.reporting.export.statistics import list_statistics
from qualcode.reporting.export.workbook import Preface, render_workbook
from qualcode.runs.manifest import package_versions


def render_xlsx(gathered: Gathered) -> bytes:
    """Render a run as the bytes of an XLSX workbook; the same run gives the same bytes."""
    return render_workbook(list_sheets(gathered), make_preface(gathered), gathered.words.language)


def list_own_tables(gathered: Gathered) -> tuple[OwnTable, ...]:
    """Return the tables that are no tables of results, in the order of their sheets."""
    return (
        tabulate_quotes(gathered),
        tabulate_codes(gathered),
        tabulate_counts(gathered),
        tabulate_people(gathered),
        tabulate_tensions(gathered),
        tabulate_encounters(gathered),
        *list_decided(gathered),
    )


def list_sheets(gathered: Gathered) -> list[Sheet]:
    """Return all sheets behind the first."""
    own = [table.as_sheet(gathered.words) for table in list_own_tables(gathered)]
    return [*own, *list_statistics(gathered)]


def make_preface(gathered: Gathered) -> Preface:
    """Say what the run is, and what every reader must know."""
    notes = (
        _note(gathered),
        gathered.words.text("preface.purposive"),
        gathered.words.text("preface.unit"),
    )
    return Preface(title_of(gathered), tuple(_facts(gathered)), tuple(filter(None, notes)))


def _facts(gathered: Gathered) -> Iterator[tuple[str, str]]:
    words, labels, codebook = gathered.words, gathered.labels, gathered.run.codebook
    messages = labels.messages
    chosen = gathered.results.given.choices
    spoken = gathered.results["sample"]
    yield words.text("fact.codebook"), f"{labels.of(codebook.title) or codebook.id}"
    yield words.text("fact.version"), codebook.version
    yield words.text("fact.hash"), codebook.sha256
    yield words.text("fact.respondents"), messages.number(len(spoken))
    interviews = gathered.material.frames.segments["transcript"].nunique()
    yield words.text("fact.interviews"), messages.number(interviews)
    yield words.text("fact.codings"), messages.number(len(gathered.run.tables["codings"]))
    yield words.text("fact.by"), labels.grouping
    yield words.text("fact.strata"), ", ".join((*chosen.strata, words.text("fact.language")))
    yield words.text("fact.measure"), words.text(f"measure.{chosen.measure}")
    if chosen.codes:
        yield words.text("fact.only"), ", ".join(chosen.codes)
    yield words.text("fact.qualcode"), package_versions()["qualcode"]


def title_of(gathered: Gathered) -> str:
    """Return the study's title in the report's language, else the codebook's."""
    codebook = gathered.run.codebook
    return _said(gathered, "title") or gathered.labels.of(codebook.title) or codebook.id


def _note(gathered: Gathered) -> str:
    return _said(gathered, "note")


def _said(gathered: Gathered, key: str) -> str:
    study = gathered.run.manifest.get("study")
    told = study if isinstance(study, Mapping) else {}
    languages = (f"_{gathered.words.language}", "", "_en", "_ru")
    return str(next(filter(None, (told.get(f"{key}{one}") for one in languages)), ""))
