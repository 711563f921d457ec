"""How far the machine is right, by group, and what its errors could do to the comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

from qualcode.analysis.errors import EVERYTHING
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.estimates import write_signed

MOST = 15  # comparisons shown; all of them are in the table `error_pairs`
_ORDER = ("turns", "holds", "uncertain")


@dataclass(frozen=True, slots=True)
class GroupErrors:
    """The machine against people in one group, all codes together."""

    language: str
    group: str
    respondents: str
    gold: str
    found: str
    both: str
    precision: str
    recall: str
    people: str  # how people agree among themselves; empty for one


@dataclass(frozen=True, slots=True)
class PairErrors:
    """One difference of two groups."""

    name: str
    detail: str  # of a branch, that it is one
    language: str
    groups: str
    observed: str
    corrected: str
    verdict: str
    word: str


@dataclass(frozen=True, slots=True)
class ErrorsView:
    """What is known of the machine's errors; empty where people have coded nothing."""

    coders: tuple[str, ...]
    groups: tuple[GroupErrors, ...]
    judged: tuple[str, ...]  # how many comparisons hold, are uncertain …
    pairs: tuple[PairErrors, ...]
    capped: str

    @property
    def compared(self) -> bool:
        """Whether there is a figure of how people agree among themselves."""
        return any(one.people for one in self.groups)

    def __bool__(self) -> bool:
        return bool(self.coders)


def view_errors(material: Material) -> ErrorsView:
    """Make the part of the method section about the machine's errors."""
    results, labels = material.results, material.labels
    coders = tuple(coder.name for coder in results.given.choices.coders)
    if not coders:
        return ErrorsView((), (), (), (), "")
    errors = rows_of(results["errors"])
    pairs = rows_of(results["error_pairs"])
    heard = {
        (panel.language, group.id): len(group.respondents)
        for panel in material.panels
        for group in panel.groups
    }
    told = sorted((one for one in pairs if one["verdict"] in _ORDER), key=_rank)
    shown = told[:MOST]
    capped = labels.messages.text("errors.capped", shown=len(shown), total=len(told))
    return ErrorsView(
        coders,
        tuple(
            _describe(labels, row, heard.get((row["language"], row["group"]), 0))
            for row in errors
            if row["kind"] == EVERYTHING
        ),
        tuple(_count(labels.messages, pairs)),
        tuple(_compare(material, row) for row in shown),
        capped if len(told) > len(shown) else "",
    )


def _rank(row: Mapping[str, Any]) -> tuple[object, ...]:
    return _ORDER.index(row["verdict"]), -abs(row["observed"])


def _describe(labels: Labels, row: Mapping[str, Any], heard: int) -> GroupErrors:
    messages = labels.messages
    people = row["people_f1"]
    return GroupErrors(
        labels.language(row["language"]),
        labels.group(row["group"]),
        messages.text("share", count=row["respondents"], total=heard),
        messages.number(row["gold"]),
        messages.number(row["found"]),
        messages.number(row["both"]),
        _name_share(messages, row, "precision"),
        _name_share(messages, row, "recall"),
        "" if isnan(people) else messages.text("errors.percent", share=round(100 * people)),
    )


def _name_share(messages: Messages, row: Mapping[str, Any], name: str) -> str:
    """Write a share with its limits, as far as there are any."""
    percents = [100 * row[f"{name}{end}"] for end in ("", "_low", "_high")]
    if isnan(percents[0]):
        return ""
    share, low, high = (None if isnan(one) else round(one) for one in percents)
    if low is None or high is None:
        return messages.text("errors.percent", share=share)
    return messages.text("share.interval", share=share, low=low, high=high)


def _count(messages: Messages, pairs: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    counts = Counter(row["verdict"] for row in pairs)
    whys = Counter(row["why"] for row in pairs if row["verdict"] == "unknown")
    for verdict in (one for one in _ORDER if counts[one]):
        yield messages.count(f"errors.n_{verdict}", counts[verdict])
    for why in sorted(whys):
        yield messages.count(f"errors.n_{why}", whys[why])


def _compare(material: Material, row: Mapping[str, Any]) -> PairErrors:
    labels = material.labels
    messages = labels.messages
    low, high = (_points(messages, row[end]) for end in ("low", "high"))
    return PairErrors(
        _name_item(material, row),
        messages.text("matrix.branch") if row["kind"] == "branch" else "",
        labels.language(row["language"]),
        messages.text(
            "errors.pair", first=labels.group(row["first"]), second=labels.group(row["second"])
        ),
        _points(messages, row["observed"]),
        messages.text(
            "errors.range", value=_points(messages, row["corrected"]), low=low, high=high
        ),
        row["verdict"],
        messages.text(f"errors.{row['verdict']}"),
    )


def _points(messages: Messages, difference: float) -> str:
    """Write a difference of shares in points of per cent, with its sign."""
    return write_signed(messages, 100 * difference, 1, plus=True)


def _name_item(material: Material, row: Mapping[str, Any]) -> str:
    return name_item(material, row["kind"], row["item"], row["part"])


def name_item(material: Material, kind: str, item: str, part: str) -> str:
    """Name a code, a branch of codes or a pole of a tension."""
    labels = material.labels
    if kind != "pole":
        return labels.code(item)
    tension = next(one for one in material.codebook.tensions if one.id == item)
    if part == "both":
        return labels.messages.text("errors.both_poles", tension=labels.tension(tension))
    pole = labels.pole(tension.poles[part == "second"])
    return labels.messages.text("errors.pole", tension=labels.tension(tension), pole=pole)
