"""The people who have coded or decided anything in a run."""

from __future__ import annotations

from qualcode.model.coding import MACHINE
from qualcode.model.decision import CONSENSUS
from qualcode.reporting.messages import Messages
from qualcode.runs.read import Run

_TABLES = ("codings", "overruled", "tensions", "decisions")


def list_people(run: Run) -> tuple[str, ...]:
    """Return the people who have coded or decided anything in a run, by name.

    What they settled together is no further person's.
    """
    named: set[str] = set()
    for table in _TABLES:
        for row in run.tables[table]:
            for column in ("coder", "decided_by"):
                named.update(split_names(row.get(column, "")))
    return tuple(sorted(named - {CONSENSUS, MACHINE}))


def split_names(cell: object) -> list[str]:
    """Return the names in a cell that joins several."""
    return [name for name in str(cell).split("; ") if name]


def show_people(cell: object, messages: Messages) -> str:
    """Return the names in a cell as a reader sees them."""
    return ", ".join(show_person(name, messages) for name in split_names(cell))


def show_person(name: str, messages: Messages) -> str:
    """Return a coder's name; what several have settled together has one in each language."""
    return messages.text("people.consensus") if name == CONSENSUS else name
