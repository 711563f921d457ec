"""What a person may choose about a comparison: the same for every command that makes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualcode.analysis.comparing.measures import Measure
    from qualcode.analysis.results import Choices
    from qualcode.runs.read import Run
    from qualcode.study import Study


def _check_measure(said: str) -> str:
    """Refuse what is no measure, before a run is read."""
    _find_measure(said)
    return said


def _find_measure(said: str) -> Measure:
    from qualcode.analysis.comparing.measures import MEASURES

    for known in MEASURES:
        if said == known:
            return known
    raise typer.BadParameter(f"must be {', '.join(MEASURES)}", param_hint="--measure")


By = Annotated[
    str | None,
    typer.Option(help="type, or columns of the respondents; type,region crosses two."),
]
Strata = Annotated[
    str | None,
    typer.Option(help="Columns: respondents are compared only inside the same values."),
]
MeasureName = Annotated[
    str,
    typer.Option(
        "--measure", callback=_check_measure, help="share_segments, per_1000_words or mention."
    ),
]
Codes = Annotated[
    list[str] | None,
    typer.Option(help="Tests of this code and those below it, or this tension; may be repeated."),
]
Against = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE…", help="Tables of coders (CSV), to say how far the machine is right."
    ),
]


@dataclass(frozen=True, slots=True)
class Said:
    """The options as they were said; what is not said is the study's."""

    by: str | None = None
    strata: str | None = None
    measure: str = "share_segments"
    codes: Sequence[str] = ()
    against: Sequence[Path] = ()


def choose_comparison(said: Said, run: Run, study: Study | None) -> Choices:
    """Return the choices for a run; StudyError with every column there is none of."""
    from qualcode.analysis.results import Choices
    from qualcode.cli.coders import load_coders_meant
    from qualcode.respondents.attributes import split_attributes

    known = run.respondents.attributes
    strata = study.strata if said.strata is None and study else said.strata or ()
    return Choices(
        by=split_attributes(said.by or (study.compare_by if study else "type"), known),
        strata=split_attributes(strata, known),
        measure=_find_measure(said.measure),
        codes=split_names(said.codes),
        coders=load_coders_meant(said.against, study, run),
    )


def split_names(named: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each once; a comma may stand between them."""
    parts = (part.strip() for one in named for part in one.split(","))
    return tuple(dict.fromkeys(filter(None, parts)))
