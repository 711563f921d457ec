"""What a code or a pole says of groups, in words: counts, rates, differences, tests."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.analysis.comparing.testing import DESIGN, FEW, NO_VARIATION
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import Group
from qualcode.reporting.views.difference_items import Found, Key
from qualcode.reporting.views.estimates import write_limits, write_p, write_signed
from qualcode.reporting.views.places import Places, Side, code_anchor, pole_anchor, tension_anchor
from qualcode.reporting.views.shares import Share, make_share

HUNDRED = 100  # shares of segments are told as so many of a hundred


@dataclass(frozen=True, slots=True)
class Rate:
    """One group's cell: how many mention it, and how much."""

    mentioning: Share
    mean: str
    limits: str  # empty for fewer than three respondents


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a permutation says; empty texts where no test is shown."""

    p: str
    least: str
    adjusted: str  # over all codes, or over all pairs of groups
    why: str  # no test is shown: why


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups in one code."""

    groups: str
    respondents: str
    difference: str
    limits: str
    delta: str
    test: Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """One code, or one pole."""

    name: str
    above: tuple[str, ...]  # the tensions that have this pole
    id: str
    href: str
    rates: tuple[Rate | None, ...]  # of each group; None without talk to have a rate of
    pairs: tuple[Pair, ...]  # the widest first
    test: Outcome
    doubt: str  # what the tagger's errors could do to a difference


def tell_difference(
    material: Material, places: Places, found: Found, key: Key, groups: Sequence[Group]
) -> Difference:
    """Tell what is known of an item; rates of `groups`, pairs of these or, without any, of all."""
    kind, item, part, language = key
    labels = material.labels
    summary = found.summary[key]
    compared = {group.id for group in groups}
    pairs = sorted(
        (
            row
            for row in found.pairs.get(key, ())
            if not language or {row["first"], row["second"]} <= compared
        ),
        key=lambda row: -_size(row["difference"]),
    )
    doubt = found.doubts.get(key, "")
    above: tuple[str, ...] = ()
    name, href = labels.code(item), f"#{code_anchor(item)}"
    if kind == "pole":
        tensions = {one.id: one for one in material.codebook.tensions}
        name = labels.pole(tensions[item].poles[part == "second"])
        alike = found.chosen[kind, language].alike[key]
        above = tuple(labels.tension(tensions[id]) for id in alike)
        href = f"#{tension_anchor(item)}"
    return Difference(
        name=name,
        above=above,
        id=item,
        href=href,
        rates=tuple(
            _rate(material, summary.get(group.id), _place(places, key, group.id))
            for group in groups
        ),
        pairs=tuple(_pair(material, row) for row in pairs),
        test=_test(labels.messages, found.tests[key], "p_family"),
        doubt=labels.messages.text(f"differences.errors.{doubt}") if doubt else "",
    )


def _size(number: float) -> float:
    return -1.0 if math.isnan(number) else abs(number)


def _place(places: Places, key: Key, group: str) -> str:
    kind, item, part, language = key
    if kind == "pole":
        if not language:
            return ""  # quotes stand by language
        side: Side = "second" if part == "second" else "first"
        return f"#{pole_anchor(item, language, group, side)}"
    return places.of_cell((item, language, group, False))


def _rate(material: Material, row: Mapping[str, Any] | None, href: str) -> Rate | None:
    if row is None:
        return None
    messages = material.labels.messages
    measure = row["measure"]
    share = make_share(messages, row["mentioning"], row["respondents"], href)
    return Rate(
        replace(
            share, interval=""
        ),  # it stands in the matrix; here it would be taken for the mean's
        "" if measure == "mention" else _write(messages, measure, row["mean"]),
        "" if measure == "mention" else _limits(messages, measure, row),
    )


def _pair(material: Material, row: Mapping[str, Any]) -> Pair:
    labels, measure = material.labels, row["measure"]
    messages = labels.messages
    there = not math.isnan(row["difference"])
    counted = "compared" if there else "respondents"  # on whom the difference rests
    return Pair(
        groups=messages.text(
            "differences.pair", first=labels.group(row["first"]), second=labels.group(row["second"])
        ),
        respondents=messages.text(
            "differences.sizes", first=row[f"{counted}_first"], second=row[f"{counted}_second"]
        ),
        difference=_write(messages, measure, row["difference"], signed=True) if there else "–",
        limits=_limits(messages, measure, row),
        delta=write_signed(messages, row["delta"], 2, plus=True),
        test=_test(messages, row, "p_holm"),
    )


def _test(messages: Messages, row: Mapping[str, Any], adjusted: str) -> Outcome:
    if not row["shown"]:
        why = row["why"]
        told = messages.text(f"differences.why.{why}") if why in (FEW, NO_VARIATION, DESIGN) else ""
        return Outcome("", "", "", told)
    p, least, over_all = (write_p(messages, row[name]) for name in ("p", "least_p", adjusted))
    return Outcome(p, least, over_all, "")


def _write(messages: Messages, measure: str, number: float, signed: bool = False) -> str:
    """Write a rate as it is told: so many of a hundred segments, so many for 1,000 words."""
    places = 2 if measure == "mention" else 1
    told = number * HUNDRED if measure == "share_segments" else number
    return write_signed(messages, told, places, plus=signed)


def _limits(messages: Messages, measure: str, row: Mapping[str, Any]) -> str:
    if math.isnan(row["low"]) or math.isnan(row["high"]):
        return ""
    low, high = (_write(messages, measure, row[end]) for end in ("low", "high"))
    return write_limits(messages, low, high)
