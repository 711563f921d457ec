"""Tension balance: who speaks for which pole in each group, and how the poles meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.analysis import balance_poles, count_meetings, count_relations, relations_of
from qualcode.model.codebook import Tension
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Group, Panel, rows_of
from qualcode.reporting.views.meeting_chance import ChanceLine, gather_chance, tell_chance
from qualcode.reporting.views.places import Side, meeting_anchor, pole_anchor, tension_anchor
from qualcode.reporting.views.shares import Share, make_share

WIDTH = 100  # of one side of a figure
HEIGHT = 14
MIDDLE = 4  # between the sides
MOST_BOXES = 20  # respondents drawn one by one


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the figure: one respondent, or all of a kind where they are many."""

    x: float
    y: float
    width: float
    height: float
    kind: str  # `first both`, `second only`, `silent` …


@dataclass(frozen=True, slots=True)
class Line:
    """One group's balance."""

    group: str
    respondents: str
    first: Share
    second: Share
    both: Share
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Respondents and places in which the poles meet in one way."""

    share: Share
    places: str  # empty when there are none


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One group's meetings on one level."""

    level: str
    all: Meeting
    relations: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class GroupLevels:
    """One group's meetings on the levels on which the poles meet in any group."""

    group: str
    lines: tuple[LevelLine, ...]


@dataclass(frozen=True, slots=True)
class PanelBalance:
    """One language."""

    label: str
    respondents: str
    lines: tuple[Line, ...]
    groups: tuple[GroupLevels, ...]  # empty where the poles never meet
    never: str  # the other levels
    chance: tuple[ChanceLine, ...]  # empty where nobody speaks for both poles


@dataclass(frozen=True, slots=True)
class Balance:
    """One tension."""

    anchor: str
    quotes: str
    name: str
    definition: str
    poles: tuple[str, str]
    relations: tuple[str, ...]
    panels: tuple[PanelBalance, ...]


Counts = Mapping[tuple[str, ...], dict[str, Any]]


def view_balance(material: Material) -> tuple[Balance, ...]:
    """Make the balance of every tension of the codebook."""
    arguments = (material.frames, material.codebook, material.voices)
    poles = _index(rows_of(balance_poles(*arguments)), "tension", "language", "group")
    keys = ("tension", "language", "group", "level")
    met = _index(rows_of(count_meetings(*arguments)), *keys)
    told = _index(rows_of(count_relations(*arguments)), *keys, "relation")
    chances = gather_chance(material)
    labels = material.labels
    return tuple(
        Balance(
            anchor=f"balance-{number}",
            quotes=f"#{tension_anchor(tension.id)}",
            name=labels.tension(tension),
            definition=labels.of(tension.definition),
            poles=(labels.pole(tension.poles[0]), labels.pole(tension.poles[1])),
            relations=tuple(map(labels.relation, relations_of(tension))),
            panels=tuple(
                PanelBalance(
                    panel.heading,
                    labels.messages.count("n.respondents", panel.respondents),
                    tuple(_line(material, tension, panel, group, poles) for group in panel.groups),
                    *_levels(material, tension, panel, met, told),
                    tell_chance(material, tension, panel, chances),
                )
                for panel in material.panels
            ),
        )
        for number, tension in enumerate(material.codebook.tensions, 1)
    )


def _index(rows: list[dict[str, Any]], *keys: str) -> Counts:
    return {tuple(row[key] for key in keys): row for row in rows}


def _line(material: Material, tension: Tension, panel: Panel, group: Group, poles: Counts) -> Line:
    messages = material.labels.messages
    row = poles[tension.id, panel.language, group.id]

    def share(side: Side) -> Share:
        href = f"#{pole_anchor(tension.id, panel.language, group.id, side)}"
        return make_share(messages, row[side], row["respondents"], href)

    return Line(
        group=group.label,
        respondents=messages.count("n.respondents", row["respondents"]),
        first=share("first"),
        second=share("second"),
        both=share("both"),
        boxes=draw_boxes(row["first"], row["second"], row["both"], row["respondents"]),
    )


def draw_boxes(first: int, second: int, both: int, respondents: int) -> tuple[Box, ...]:
    """Draw both sides from the middle outwards: who holds both, who holds one, who is silent."""
    boxes: list[Box] = []
    for side, count in (("first", first), ("second", second)):
        kinds = [
            (f"{side} both", both),
            (f"{side} only", count - both),
            ("silent", respondents - count),
        ]
        at = 0.0
        unit = WIDTH / max(respondents, 1)
        for kind, number in kinds:
            single = respondents <= MOST_BOXES
            widths = [unit] * number if single else [unit * number] * bool(number)
            for width in widths:
                boxes.append(_box(side, kind, at, width, gap=1.0 if single else 0.0))
                at += width
    return tuple(boxes)


def _box(side: str, kind: str, at: float, width: float, gap: float) -> Box:
    height = {"both": HEIGHT, "only": HEIGHT * 0.6, "silent": 2.0}[kind.split()[-1]]
    x = WIDTH + MIDDLE + at if side == "second" else WIDTH - at - width
    return Box(
        round(x + gap / 2, 2),
        round((HEIGHT - height) / 2, 2),
        round(width - gap, 2),
        round(height, 2),
        kind,
    )


def _levels(
    material: Material, tension: Tension, panel: Panel, met: Counts, told: Counts
) -> tuple[tuple[GroupLevels, ...], str]:
    """Return each group's lines on the levels on which anybody's poles meet; name the others."""

    def instances(level: str) -> int:
        groups = (group.id for group in panel.groups)
        return sum(met[tension.id, panel.language, id, level]["instances"] for id in groups)

    labels = material.labels
    used = [level for level in tension.levels if instances(level)]
    never = [labels.level(level) for level in tension.levels if level not in used]

    def lines(group: Group) -> tuple[LevelLine, ...]:
        keys = [(tension.id, panel.language, group.id, level) for level in used]
        return tuple(_level(material, tension, key, met, told) for key in keys)

    groups = tuple(GroupLevels(group.label, lines(group)) for group in panel.groups if used)
    return groups, labels.messages.either(never) if never else ""


def _level(
    material: Material,
    tension: Tension,
    key: tuple[str, str, str, str],  # tension, language, group, level
    met: Counts,
    told: Counts,
) -> LevelLine:
    messages = material.labels.messages

    def meeting(row: Mapping[str, Any], relation: str) -> Meeting:
        href = f"#{meeting_anchor(*key, relation)}"
        share = make_share(messages, row["holders"], row["respondents"], href)
        instances = row["instances"]
        return Meeting(share, messages.count("n.places", instances) if instances else "")

    return LevelLine(
        level=material.labels.level(key[3]),
        all=meeting(met[key], ""),
        relations=tuple(
            meeting(told[(*key, relation)], relation) for relation in relations_of(tension)
        ),
    )
