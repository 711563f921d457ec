"""What people have put in the place of what the rules found.

Another code, other borders, or the same code said otherwise: denied, or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.coding import MACHINE
from qualcode.reporting.people import split_names
from qualcode.runs.read import Record, Run

_CHANGING = frozenset({"recode", "border"})


@dataclass(frozen=True, slots=True)
class Changes:
    """The decisions that change codings, and the codings that they took away."""

    decisions: frozenset[str]  # ids
    former: Mapping[str, Record]  # rows of `overruled` by the id of the decision

    def is_changed(self, coding: Record) -> bool:
        """Tell whether a coding stands in the place of another."""
        ids = split_names(coding["decision"])
        return coding["coder"] != MACHINE and not self.decisions.isdisjoint(ids)

    def find_former(self, coding: Record) -> Record | None:
        """Return the coding that stood in its place; None where the rules find it no more."""
        if not self.is_changed(coding):
            return None
        ids = split_names(coding["decision"])
        return next((self.former[id] for id in ids if id in self.former), None)


def find_changes(run: Run) -> Changes:
    """Find the decisions that changed codings in a run."""
    taken = {id: row for row in run.tables["overruled"] for id in split_names(row["decision"])}
    put = {
        id
        for row in run.tables["codings"]
        if row["coder"] != MACHINE
        for id in split_names(row["decision"])
    }
    changing = {
        str(one["decision"]) for one in run.tables["decisions"] if one["action"] in _CHANGING
    }
    changing |= put & taken.keys()
    former = {id: row for id, row in taken.items() if id in changing}
    return Changes(frozenset(changing), former)
