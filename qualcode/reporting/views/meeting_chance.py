"""Words under a balance: whether poles meet more often than by chance, and which comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.model.codebook import Tension
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Group, Panel, rows_of
from qualcode.reporting.views.places import meeting_anchor, pole_anchor
from qualcode.reporting.views.shares import LEAST_FOR_COLOUR

_UNITS = {"segment": "n.segments", "turn": "n.turns", "answer": "n.answers"}  # narrowest first

Keys = tuple[str, str, bool, str]  # tension, language, together, group


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that leads somewhere, and what is said of it."""

    number: str
    href: str  # empty where it leads nowhere
    rest: str


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """What is said of one group, or of all together."""

    group: str
    met: Counted | None  # none where the codebook looks for meetings in interviews alone
    order: Counted | None  # none where nobody speaks for both poles


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of the tables `chance`, on the narrowest level, and `order`."""

    chance: Mapping[Keys, dict[str, Any]]
    order: Mapping[Keys, dict[str, Any]]


def gather_chance(material: Material) -> Told:
    """Find the rows that are put into words."""
    narrowest = {
        tension.id: next((level for level in _UNITS if level in tension.levels), "")
        for tension in material.codebook.tensions
    }
    chance = rows_of(material.results["chance"])
    return Told(
        {_key(row): row for row in chance if row["level"] == narrowest[row["tension"]]},
        {_key(row): row for row in rows_of(material.results["order"])},
    )


def _key(row: Mapping[str, Any]) -> Keys:
    return row["tension"], row["language"], row["together"], row["group"]


def tell_chance(
    material: Material, tension: Tension, panel: Panel, told: Told
) -> tuple[ChanceLine, ...]:
    """Say it of all groups together, where there are several, and of each that speaks for both."""
    whole = (tension.id, panel.language, True, "")
    if not told.order[whole]["both"]:
        return ()
    lines = [_line(material, tension, group, told, panel) for group in panel.groups]
    if len(panel.groups) > 1:
        lines.insert(0, _line(material, tension, None, told, panel))
    return tuple(line for line in lines if line.order)


def _line(
    material: Material, tension: Tension, group: Group | None, told: Told, panel: Panel
) -> ChanceLine:
    messages = material.labels.messages
    key = (tension.id, panel.language, group is None, group.id if group else "")
    chance, order = told.chance.get(key), told.order[key]
    place = (tension.id, panel.language, group.id) if group else None
    return ChanceLine(
        group=group.label if group else messages.text("balance.chance.together"),
        met=_tell_met(material, place if order["meetings"] else None, chance) if chance else None,
        order=_tell_order(material, tension, place, order) if order["both"] else None,
    )


def _tell_met(
    material: Material, place: tuple[str, str, str] | None, row: Mapping[str, Any]
) -> Counted:
    messages = material.labels.messages
    number = messages.count(_UNITS[row["level"]], row["met"])
    href = f"#{meeting_anchor(*place, row['level'], '')}" if place else ""
    expected = messages.number(row["expected"], 1)
    if row["low"] == row["high"] == row["met"] and row["sd"] == 0:
        return Counted(number, href, messages.text("balance.chance.fixed"))
    rest = messages.text(
        "balance.chance.expected", expected=expected, low=row["low"], high=row["high"]
    )
    rest += messages.text("balance.chance.above", above=row["above"], speakers=row["speakers"])
    p = _name_p(material, row, row["speakers"])
    return Counted(number, href, rest + (messages.text("balance.chance.p", p=p) if p else ""))


def _tell_order(
    material: Material,
    tension: Tension,
    place: tuple[str, str, str] | None,
    row: Mapping[str, Any],
) -> Counted:
    labels = material.labels
    first, second = (labels.pole(pole) for pole in tension.poles)
    rest = labels.messages.text(
        "balance.order.respondents",
        first=first,
        firsts=row["first"],
        second=second,
        seconds=row["second"],
    )
    if p := _name_p(material, row, row["first"] + row["second"]):
        rest += labels.messages.text("balance.order.p", p=p)
    if row["meetings"] and row["level"] in _UNITS:
        rest += labels.messages.text(
            "balance.order.meetings",
            firsts=row["meetings_first"],
            seconds=row["meetings_second"],
        )
    return Counted(
        labels.messages.count("balance.order.both", row["both"]),
        f"#{pole_anchor(*place, 'both')}" if place else "",
        rest,
    )


def _name_p(material: Material, row: Mapping[str, Any], persons: int) -> str:
    """Write p where it can say something, and where it rests on more than one or two persons."""
    if not row["shown"] or persons < LEAST_FOR_COLOUR:
        return ""
    number = material.labels.messages.number
    least = 0.001
    return (
        f"<\N{NO-BREAK SPACE}{number(least, 3)}"
        if row["p"] < least
        else (f"=\N{NO-BREAK SPACE}{number(row['p'], 3)}")
    )
