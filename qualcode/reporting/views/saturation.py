"""How many new codes, indicators and words further respondents bring: curves and runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.analysis.saturation import BASE_SIZES, KINDS, RUN_LENGTHS
from qualcode.reporting.figures import Axis, Figure, Line, Point, draw_lines, figure_id
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Panel, rows_of

BASE_SIZE = BASE_SIZES[0]
RUN_LENGTH = RUN_LENGTHS[0]
MOST_SAID = 40  # points of a curve that say what they are; the table says it of all
THRESHOLD = 0.05  # of the base: so little is new that Guest, Namey & Chen 2020 speak of saturation


@dataclass(frozen=True, slots=True)
class Curve:
    """One kind of items in one language."""

    name: str
    figure: Figure
    reading: str  # what the runs say, in a sentence


@dataclass(frozen=True, slots=True)
class Step:
    """The figure's numbers for one respondent more."""

    number: str
    respondent: str
    cells: tuple[str, ...]  # for each kind: new ones, all so far, median and band


@dataclass(frozen=True, slots=True)
class PanelSaturation:
    """One language."""

    heading: str
    respondents: str
    curves: tuple[Curve, ...]
    steps: tuple[Step, ...]
    remark: str  # what cannot be said; empty when there are enough respondents


@dataclass(frozen=True, slots=True)
class Saturation:
    """All languages."""

    kinds: tuple[str, ...]
    panels: tuple[PanelSaturation, ...]


def view_saturation(material: Material) -> Saturation:
    """Draw the curves of every language with two respondents or more."""
    messages = material.labels.messages
    return Saturation(
        kinds=tuple(messages.text(f"saturation.{kind}") for kind in KINDS),
        panels=tuple(_panel(material, panel) for panel in material.panels),
    )


def _panel(material: Material, panel: Panel) -> PanelSaturation:
    messages = material.labels.messages
    table = material.results["saturation"]
    rows = rows_of(table[table["language"] == panel.language])
    of_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in KINDS}
    drawn = panel.respondents > 1
    remark = ""
    if panel.respondents < BASE_SIZE + RUN_LENGTH:
        least = BASE_SIZE + RUN_LENGTH
        remark = messages.text("saturation.few", least=least)
    curves = [
        Curve(
            messages.text(f"saturation.{kind}"),
            _draw(material, panel, kind, of_kind[kind]),
            "" if remark else _read(material, panel, kind),
        )
        for kind in KINDS
        if drawn and of_kind[kind][-1]["cumulated"]
    ]
    return PanelSaturation(
        heading=panel.heading,
        respondents=messages.count("n.respondents", panel.respondents),
        curves=tuple(curves),
        steps=tuple(_step(material, *lines) for lines in zip(*of_kind.values(), strict=True))
        if drawn
        else (),
        remark=remark,
    )


def _draw(material: Material, panel: Panel, kind: str, rows: list[dict[str, Any]]) -> Figure:
    messages = material.labels.messages

    def say(row: dict[str, Any]) -> str:
        if len(rows) > MOST_SAID:
            return ""
        names = ("number", "respondent", "new")
        values = {name: row[name] for name in names}
        return messages.text("saturation.point", **values, all=row["cumulated"])

    field = Line(
        messages.text("saturation.field"),
        tuple(Point(row["number"], row["cumulated"], text=say(row)) for row in rows),
    )
    random = Line(
        messages.text("saturation.random"),
        tuple(Point(row["number"], row["median"], row["low"], row["high"]) for row in rows),
    )
    name = messages.text(f"saturation.{kind}")
    return draw_lines(
        figure_id("saturation", kind, panel.language),
        messages.text("saturation.figure", kind=name, language=panel.label),
        messages.text("saturation.figure.description", orders=int(rows[0]["orders"])),
        [field, random],
        Axis(messages.text("saturation.across"), low=1, high=len(rows), format="d"),
        Axis(messages.text(f"saturation.up.{kind}", language=panel.label), low=0, format=",d"),
        messages.language,
    )


def _read(material: Material, panel: Panel, kind: str) -> str:
    """Say when a run of respondents first brings next to nothing new, or what the last brings."""
    messages = material.labels.messages
    table = material.results["saturation_runs"]
    here = table[(table["language"] == panel.language) & (table["kind"] == kind)]
    here = here[(here["base_size"] == BASE_SIZE) & (here["run_length"] == RUN_LENGTH)]
    runs = rows_of(here)
    if not runs[0]["base"]:
        return ""
    reached = next((run for run in runs if run["ratio"] <= THRESHOLD), None)
    run = reached or runs[-1]
    key = "saturation.reached" if reached else "saturation.not_reached"
    if not run["new"]:
        key = "saturation.reached_nothing"
    return messages.text(
        key,
        size=BASE_SIZE,
        base=messages.count(f"saturation.n_{kind}", int(run["base"])),
        **{name: int(run[name]) for name in ("first", "last", "new")},
        percent=round(100 * run["ratio"]),
    )


def _step(material: Material, *rows: dict[str, Any]) -> Step:
    messages = material.labels.messages
    cells: list[str] = []
    for row in rows:
        whole = (int(row[name] + 0.5) for name in ("median", "low", "high"))
        median, low, high = map(messages.number, whole)
        band = messages.text("saturation.band", median=median, low=low, high=high)
        cells += [messages.number(row["new"]), messages.number(row["cumulated"]), band]
    return Step(messages.number(rows[0]["number"]), rows[0]["respondent"], tuple(cells))
