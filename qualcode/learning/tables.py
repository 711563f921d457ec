"""What was measured as tables and JSON: the files beside the suggestions, and `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from qualcode.learning.figures import CodeFigures, Figures, Promise
from qualcode.learning.learn import Learned
from qualcode.learning.suggestion import Suggestion

FIGURES, CODES = "figures.csv", "codes.csv"
_PLACES = 4

Cell = str | int | float
Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]


def tabulate_learned(learned: Learned) -> Mapping[str, Table]:
    """Return the tables of figures by the names of their files."""
    return {
        FIGURES: _tabulate(Figures, learned.figures),
        CODES: _tabulate(CodeFigures, learned.codes),
    }


def _tabulate(kind: type[Any], rows: Iterable[Any]) -> Table:
    names = tuple(field.name for field in fields(kind))
    return names, [tuple(_cell(getattr(row, name)) for name in names) for row in rows]


def _cell(value: Any) -> Cell:
    """Return what a cell of a CSV file holds: nothing where nothing could be measured."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return round(value, _PLACES) if isinstance(value, float) else value


def describe_learned(
    learned: Learned, coders: Sequence[str], suggestions: Iterable[Suggestion]
) -> Mapping[str, Any]:
    """Return everything as plain values for JSON."""
    return {
        "learned": {
            "coders": list(coders),
            "interviews": learned.interviews,
            "segments": len(learned.coded.rows),
            "enough": learned.has_learned,
        },
        "figures": [_plain(one) for one in learned.figures],
        "codes": [_plain(one) for one in learned.codes],
        "promise": _plain(learned.promise) if learned.promise else None,
        "suggestions": [asdict(one) for one in suggestions],
    }


def _plain(row: Figures | CodeFigures | Promise) -> dict[str, Any]:
    told = asdict(row)
    return {
        name: round(value, _PLACES) if isinstance(value, float) else value
        for name, value in told.items()
    }
