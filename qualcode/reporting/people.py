"""The people who have coded or decided anything in a run."""

from __future__ import annotations

from qualcode.model.coding import MACHINE
from qualcode.model.decision import CONSENSUS
from qualcode.reporting.messages import Messages
from qualcode.runs.read import Run


def list_people(run: Run) -> tuple[str, ...]:
    """Return the people who have coded or decided anything in a run, by name.

    What they settled together is no further person's.
    """
    named = {str(one["coder"]) for one in run.tables["decisions"]}
    for row in run.tables["codings"]:
        if row["coder"] != MACHINE:
            named.update(split_names(row["coder"]))
    return tuple(sorted(named - {CONSENSUS}))


def split_names(cell: object) -> list[str]:
    """Return the names in a cell that joins several."""
    return [name for name in str(cell).split("; ") if name]


def show_people(cell: object, messages: Messages) -> str:
    """Return the names in a cell as a reader sees them."""
    return ", ".join(show_person(name, messages) for name in split_names(cell))


def show_person(name: str, messages: Messages) -> str:
    """Return a coder's name; what several have settled together has one in each language."""
    return messages.text("people.consensus") if name == CONSENSUS else name
