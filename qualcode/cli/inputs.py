"""The files a command works with, loaded together so that all their faults are told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from qualcode.errors import Problem, QualcodeError
from qualcode.model.codebook import Codebook
from qualcode.respondents import EMPTY_TABLE, Table

if TYPE_CHECKING:
    from qualcode.files import Found
    from qualcode.study import Study

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inputs:
    """A codebook and a respondents table."""

    codebook: Codebook
    table: Table


def find_meant(paths: list[Path] | None, study: Study | None) -> Found:
    """Find the transcripts named, else the study's."""
    from qualcode.files import find_transcripts

    places = paths or (study.transcripts if study else ())
    if not places:
        raise typer.BadParameter("name transcripts, or run it in a folder with study.yaml")
    return find_transcripts(places)


def load_inputs(codebook: Path, respondents: Path | None) -> Inputs:
    """Load both; QualcodeError with the problems of both."""
    from qualcode.codebook import load_codebook

    problems: list[Problem] = []
    loaded = _attempt(lambda: load_codebook(codebook), problems)
    table = load_table(respondents, problems)
    if loaded is None or problems:
        raise QualcodeError(problems)
    return Inputs(loaded, table)


def load_table(path: Path | None, problems: list[Problem]) -> Table:
    """Load the respondents table, an empty one without a path; add what is wrong to `problems`."""
    from qualcode.respondents import load_respondents

    if path is None:
        return EMPTY_TABLE
    return _attempt(lambda: load_respondents(path), problems) or EMPTY_TABLE


def _attempt(load: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return load()
    except QualcodeError as error:
        problems += error.problems
        return None
