"""Rank correlations beside figures: those that can be said, and why others cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from qualcode.analysis.ranking import ATTRIBUTE, FEWEST_UNITS, NAMED, SURVEY
from qualcode.reporting.figures import Axis, Figure, Unit, draw_scatter
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.errors import name_item
from qualcode.reporting.views.estimates import write_limits, write_p, write_signed

MOST = 8  # codes beside a figure that names none, or beside a number of respondents

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rank:
    """One rank correlation."""

    name: str
    about: str
    measure: str
    language: str
    units: str
    rho: str
    limits: str
    p: str  # empty where none is shown
    least: str
    family: str


@dataclass(frozen=True, slots=True)
class Ranks:
    """What can be said of figures and codes by ranks, and what cannot."""

    rows: tuple[Rank, ...]
    remarks: tuple[str, ...]
    capped: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of numbers in the respondents table."""

    name: str
    ranks: Ranks


def view_ranks(material: Material, keys: Collection[tuple[int, int]]) -> Ranks:
    """Make the rank correlations of some figures; `keys` are survey (from 0) and line."""
    rows = [
        row
        for row in rows_of(material.results["correlations"])
        if row["source"] == SURVEY and (row["survey"] - 1, row["line"]) in keys
    ]
    named = [row for row in rows if row["kind"] == NAMED]
    others = [
        row
        for row in rows
        if row["kind"] in ("code", "pole") and row["measure"] == "per_1000_words"
    ]
    return _tell(material, named or others, MOST if not named else len(named))


def view_attributes(material: Material) -> tuple[Attribute, ...]:
    """Make the rank correlations of respondents' numbers, such as their age."""
    results = material.results
    rows = [
        row
        for row in rows_of(results["correlations"])
        if row["source"] == ATTRIBUTE
        and row["measure"] == results.given.choices.measure
        and row["kind"] in ("code", "pole")
        and row["part"] != "both"
    ]
    found: dict[str, list[Told]] = {}
    for row in rows:
        found.setdefault(row["figure"], []).append(row)
    attributes = []
    for name, own in found.items():
        whole = [row for row in own if row["language"] == ""] or own
        ranks = _tell(material, whole, MOST)
        remarks = (*_tell_cells(material.labels.messages, own[0]), *ranks.remarks)
        attributes.append(Attribute(name, Ranks(ranks.rows, remarks, ranks.capped)))
    return tuple(attributes)


def draw_ranks(
    material: Material, id: str, name: str, units: Sequence[Unit], measured: str
) -> Figure | None:
    """Draw units by their figure and how much they speak of it; none for too few units."""
    if len(units) < FEWEST_UNITS:
        return None
    messages = material.labels.messages
    return draw_scatter(
        id,
        messages.text("ranks.figure", item=name),
        messages.text("ranks.figure.says"),
        units,
        (),
        Axis(f"{name}, {measured}" if measured else name),
        Axis(messages.text("ranks.per_1000_words"), low=0.0),
        messages.language,
    )


def _tell(material: Material, rows: Sequence[Told], most: int) -> Ranks:
    messages = material.labels.messages
    known = [row for row in rows if not isnan(row["rho"])]
    if most < len(known):
        known = sorted(known, key=lambda row: -abs(row["rho"]))
    shown = known[:most]
    capped = ""
    if len(shown) < len(known):
        capped = messages.text("ranks.capped", shown=len(shown), total=len(known))
    unknown = [row for row in rows if isnan(row["rho"])]
    return Ranks(
        tuple(_rank(material, row) for row in shown),
        tuple(_tell_unknown(material, unknown, said=bool(known))),
        capped,
    )


def _rank(material: Material, row: Told) -> Rank:
    labels = material.labels
    messages = labels.messages
    tested = not isnan(row["p"])
    return Rank(
        _name(material, row),
        ", ".join(map(labels.code, row["about"].split())),
        messages.text(f"ranks.{row['measure']}"),
        labels.language(row["language"]) if row["language"] else messages.text("ranks.languages"),
        messages.number(row["units"]),
        write_signed(messages, row["rho"], 2),
        _limits(messages, row),
        write_p(messages, row["p"]) if tested else "",
        write_p(messages, row["least_p"]),
        write_p(messages, row["p_family"]) if tested else "",
    )


def _limits(messages: Messages, row: Told) -> str:
    if isnan(row["low"]):
        return ""
    low, high = (write_signed(messages, row[end], 2) for end in ("low", "high"))
    return write_limits(messages, low, high)


def _name(material: Material, row: Told) -> str:
    if row["kind"] == NAMED:
        return " + ".join(map(material.labels.code, row["item"].split()))
    return name_item(material, row["kind"], row["item"], row["part"])


def _tell_unknown(material: Material, rows: Iterable[Told], *, said: bool) -> Iterable[str]:
    """Say, once for each reason, what cannot be correlated."""
    messages = material.labels.messages
    reasons: dict[str, list[Told]] = {}
    for row in rows:
        reasons.setdefault(row["why"], []).append(row)
    for why, some in sorted(reasons.items()):
        if why == "few_units":
            if not said:  # else the languages together are enough, and say it
                most = max(row["units"] for row in some)
                yield messages.count("ranks.few_units", most, least=FEWEST_UNITS)
        elif why == "same_figures":
            yield messages.text("ranks.same_figures")
        elif not said:
            yield messages.text("ranks.same_talk")


def _tell_cells(messages: Messages, row: Told) -> Iterable[str]:
    if row["unread"]:
        yield messages.count("ranks.unread", row["unread"])
    if row["empty"]:
        yield messages.count("ranks.empty", row["empty"])
