"""Loads what says how files are read; all that is wrong in it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from qualcode.errors import Problem, QualcodeError
from qualcode.guidance.checks import find_contradictions
from qualcode.guidance.guidance import Guidance
from qualcode.guidance.parsing import load_readings
from qualcode.guidance.readings import NO_READINGS
from qualcode.guidance.withdrawn import NOTHING_WITHDRAWN, Withdrawn
from qualcode.guidance.withdrawn_entries import find_misspelt
from qualcode.respondents import EMPTY_TABLE, load_respondents

T = TypeVar("T")


def load_guidance(
    problems: list[Problem],
    respondents: Path | None = None,
    interviewers: Sequence[str] = (),
    reading: Path | None = None,
    withdrawn: Withdrawn = NOTHING_WITHDRAWN,
) -> Guidance:
    """Load a respondents table and a `reading.yaml`, where they are named.

    What is wrong in them, or contradicts the other, is added to `problems`.
    """
    table = _attempt(load_respondents, respondents, EMPTY_TABLE, problems)
    readings = _attempt(load_readings, reading, NO_READINGS, problems)
    problems += find_contradictions(readings, table)
    problems += find_misspelt(withdrawn, table)
    return Guidance(table, tuple(interviewers), readings, withdrawn)


def _attempt(
    load: Callable[[Path], T], path: Path | None, otherwise: T, problems: list[Problem]
) -> T:
    if path is None:
        return otherwise
    try:
        return load(path)
    except QualcodeError as error:
        problems += error.problems
        return otherwise
