"""Where groups differ most: rates with limits, and tests where a test can be shown."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.comparing.design import least_p
from qualcode.analysis.comparing.scopes import TOGETHER, Scope, count_compared
from qualcode.analysis.comparing.testing import DESIGN
from qualcode.reporting.figures import Axis, Dot, Figure, Row, draw_dots, figure_id
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import Group, Panel
from qualcode.reporting.views.difference_items import KINDS, Found, Key, find_differences
from qualcode.reporting.views.difference_texts import HUNDRED, Difference, tell_difference
from qualcode.reporting.views.places import Places

MOST_GROUPS = 6  # beside each other; the largest ones


@dataclass(frozen=True, slots=True)
class Table:
    """The codes, or the poles, of one language or of all together."""

    heading: str
    caption: str
    figure: Figure | None  # all languages together have none
    groups: tuple[Group, ...]
    rows: tuple[Difference, ...]
    tested: bool  # whether any row has a test
    over_all: str  # what the first p is over
    order: str  # by what its rows are ordered
    left_out: str  # how many rows are not shown

    @property
    def pair(self) -> str:
        """The two groups that are compared, first − second."""
        return next((pair.groups for row in self.rows for pair in row.pairs), "")

    @property
    def paired(self) -> bool:
        """Whether two groups are compared, so that one difference says it all."""
        return any(row.pairs for row in self.rows) and not self.many

    @property
    def many(self) -> bool:
        """Whether more than two groups are compared, so that a code has several pairs."""
        return any(len(row.pairs) > 1 for row in self.rows)

    @property
    def pairs_tested(self) -> bool:
        """Whether any two of several groups have a test."""
        return any(pair.test.p for row in self.rows for pair in row.pairs)


@dataclass(frozen=True, slots=True)
class PanelDifferences:
    """One language, or all together."""

    heading: str
    untested: str  # why no test can be shown at all; empty where one can
    groups_left_out: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The whole view."""

    unit: str  # what a rate is
    panels: tuple[PanelDifferences, ...]


def view_differences(material: Material, places: Places) -> Differences:
    """Compare the groups of every language, then of all languages together."""
    messages = material.labels.messages
    unit = messages.text(f"differences.unit.{material.results.given.choices.measure}")
    if not material.panels:
        return Differences(unit, ())
    found = find_differences(material)
    # Talk in a language that could not be told is compared only with all the rest.
    named = [panel for panel in material.panels if panel.language]
    panels = [_panel(material, places, found, panel) for panel in named]
    if len(material.panels) > 1 or not named:
        panels.append(_together(material, places, found))
    return Differences(unit, tuple(panels))


def _panel(material: Material, places: Places, found: Found, panel: Panel) -> PanelDifferences:
    messages = material.labels.messages
    groups = _largest(panel.groups)
    tables = [
        table
        for kind in KINDS
        if (table := _table(material, places, found, kind, panel.language, groups))
    ]
    count = messages.count("n.respondents", panel.respondents)
    return PanelDifferences(
        messages.text("panel", language=panel.heading, respondents=count),
        _untested(material, found, panel.language),
        _left_out(messages, "differences.groups_left_out", len(panel.groups) - len(groups)),
        tuple(tables),
    )


def _together(material: Material, places: Places, found: Found) -> PanelDifferences:
    messages = material.labels.messages
    everybody = _everybody(material)
    groups = _largest(everybody)
    tables = [
        table
        for kind in KINDS
        if (table := _table(material, places, found, kind, TOGETHER, groups))
    ]
    return PanelDifferences(
        messages.text("differences.together"),
        _untested(material, found, TOGETHER),
        _left_out(messages, "differences.groups_left_out", len(everybody) - len(groups)),
        tuple(tables),
    )


def _everybody(material: Material) -> list[Group]:
    """Return the groups with each person once, in the order of the report."""
    scope = next(one for one in material.results.scopes if one.language == TOGETHER)
    people: dict[str, list[str]] = defaultdict(list)
    for person in scope.people:
        people[person.group].append(person.id)
    return [
        Group(id, material.labels.group(id), tuple(people[id]))
        for id in scope.order
        if id in people
    ]


def _largest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups with most respondents, in the order of the report."""
    by_size = sorted(groups, key=lambda group: -len(group.respondents))
    kept = {group.id for group in by_size[:MOST_GROUPS]}
    return tuple(group for group in groups if group.id in kept)


def _left_out(messages: Messages, key: str, number: int) -> str:
    return messages.count(key, number) if number > 0 else ""


def _untested(material: Material, found: Found, language: str) -> str:
    """Say why no code of a language can be tested; empty where one can."""
    why = found.untested.get(language, "")
    messages = material.labels.messages
    if why != DESIGN:
        return messages.text(f"differences.untested.{why}") if why else ""
    scope = next(one for one in material.results.scopes if one.language == language)
    return messages.text(
        "differences.untested.design",
        sizes=_sizes(material, scope),
        least=messages.number(least_p(scope.design), 3),
    )


def _sizes(material: Material, scope: Scope) -> str:
    """Return how many respondents of each tested group can be compared, in words."""
    sizes = count_compared(scope.design).items()
    return ", ".join(f"{material.labels.group(group)}: {size}" for group, size in sizes if size)


def _table(
    material: Material,
    places: Places,
    found: Found,
    kind: str,
    language: str,
    groups: Sequence[Group],
) -> Table | None:
    """Make the table of one kind; None where nobody mentions anything of it."""
    chosen = found.chosen.get((kind, language))
    if not chosen:
        return None
    messages = material.labels.messages
    rows = tuple(tell_difference(material, places, found, key, groups) for key in chosen.keys)
    tested = any(row.test.p for row in rows)
    heading = messages.text(f"differences.{kind}")
    return Table(
        heading=heading,
        caption=_caption(messages, language, tested),
        figure=_draw(material, found, chosen.keys, rows, groups, heading) if language else None,
        groups=tuple(groups),
        rows=rows,
        tested=tested,
        over_all=messages.text(f"differences.family.{kind}"),
        order=messages.text(f"differences.order.{chosen.order}"),
        left_out=_left_out(messages, f"differences.left_out.{kind}", chosen.left_out),
    )


def _caption(messages: Messages, language: str, tested: bool) -> str:
    """Say what the columns are."""
    where = "" if language else "_together"
    names = [f"rates{where}"] + [f"test{where}"] * tested
    return " ".join(messages.text(f"differences.caption.{name}") for name in names)


def _draw(
    material: Material,
    found: Found,
    keys: Sequence[Key],
    rows: Sequence[Difference],
    groups: Sequence[Group],
    heading: str,
) -> Figure:
    """Draw what the table says: a dot for each group, with its limits."""
    messages = material.labels.messages
    measure = material.results.given.choices.measure
    kind, _, _, language = keys[0]
    drawn = tuple(
        Row(
            ": ".join((*row.above, row.name)) if len(row.above) < 2 else row.name,
            tuple(_dots(material, found.summary[key], row, groups)),
        )
        for key, row in zip(keys, rows, strict=True)
    )
    names = tuple(f"{group.label} (n = {len(group.respondents)})" for group in groups)
    return draw_dots(
        id=figure_id("differences", f"{kind}s", language),
        title=messages.text(
            "differences.figure", heading=heading, language=material.labels.language(language)
        ),
        description=messages.text("differences.figure.says"),
        rows=drawn,
        groups=names,
        axis=Axis(messages.text(f"differences.axis.{measure}"), low=0),
        language=messages.language,
    )


def _dots(
    material: Material,
    summary: Mapping[str, Mapping[str, Any]],
    row: Difference,
    groups: Sequence[Group],
) -> Iterator[Dot]:
    scale = HUNDRED if material.results.given.choices.measure == "share_segments" else 1
    for group, rate in zip(groups, row.rates, strict=True):
        if rate is None:
            yield Dot(None)
            continue
        found, share = summary[group.id], rate.mentioning
        mean, low, high = (found[name] * scale for name in ("mean", "low", "high"))
        said = (group.label, share.text, f"{rate.mean} {rate.limits}".strip())
        yield Dot(
            mean,
            None if math.isnan(low) else low,
            None if math.isnan(high) else high,
            ", ".join(filter(None, said)),
            share.href,
        )
