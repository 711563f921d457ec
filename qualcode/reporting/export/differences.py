"""Tables of a paper that say how far groups differ, and whether chance could do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.analysis.comparing.scopes import TOGETHER
from qualcode.reporting.export.cells import (
    MOST_GROUPS,
    name_code,
    write_decimal,
    write_limits,
    write_p,
)
from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.export.word import PaperTable
from qualcode.reporting.panels import rows_of


def say_lacking(gathered: Gathered) -> str:
    """Say which tests the groups are too small for; empty where all tables have rows."""
    if not _shown(gathered, "tests"):
        return gathered.words.text("paper.differences.none")
    if not _shown(gathered, "pairs"):
        return gathered.words.text("paper.differences.no_pairs")
    return ""


def tabulate_tests(gathered: Gathered) -> PaperTable:
    """Say of every code that can be tested whether the groups differ in it, as in the codebook."""
    words = gathered.words
    codes = gathered.results["codes"]
    places = dict.fromkeys(zip(codes["code"], codes["branch"], strict=True))
    order = {place: number for number, place in enumerate(places)}
    shown = sorted(
        _shown(gathered, "tests"), key=lambda row: order[row["item"], row["kind"] == "branch"]
    )
    groups = [id for id in gathered.results.groups if any(id in _tested(row) for row in shown)]
    if len(groups) > MOST_GROUPS:
        groups = []  # their means stand in the table `summary`
    means = {
        (row["kind"], row["item"], row["group"]): row["mean"]
        for row in rows_of(gathered.results["summary"])
        if row["language"] == TOGETHER
    }
    rows = tuple(
        (
            name_code(gathered, row["item"], row["kind"] == "branch"),
            *(write_decimal(gathered, means.get((row["kind"], row["item"], id))) for id in groups),
            *(write_p(gathered, row[name]) for name in ("p", "least_p", "p_family")),
        )
        for row in shown
    )
    head = (
        words.text("paper.code"),
        *map(gathered.labels.group, groups),
        *(words.text(f"paper.{key}") for key in ("p", "least_p", "p_family")),
    )
    notes = (words.text("paper.tests.note"), words.text("preface.purposive"))
    caption = words.text("paper.tests", measure=_measure(gathered))
    return PaperTable(caption, head, rows, notes, frozenset(range(1, len(head))))


def tabulate_differences(gathered: Gathered) -> PaperTable:
    """Return the pairs of groups that a test can be shown of, those that differ most first."""
    words, labels = gathered.words, gathered.labels
    shown = _shown(gathered, "pairs")
    shown.sort(key=lambda row: (row["p"], row["item"], row["first"], row["second"]))
    rows = tuple(
        (
            name_code(gathered, row["item"], row["kind"] == "branch"),
            f"{labels.group(row['first'])} − {labels.group(row['second'])}",
            f"{row['compared_first']} / {row['compared_second']}",
            write_decimal(gathered, row["difference"]),
            write_limits(gathered, row["low"], row["high"]),
            *(write_p(gathered, row[name]) for name in ("p", "least_p", "p_holm")),
        )
        for row in shown
    )
    head = tuple(
        words.text(f"paper.{key}")
        for key in ("code", "groups", "n", "difference", "limits", "p", "least_p", "p_holm")
    )
    notes = (words.text("paper.differences.note"), words.text("preface.purposive"))
    caption = words.text("paper.differences", measure=_measure(gathered))
    return PaperTable(caption, head, rows, notes, frozenset(range(2, len(head))))


def _shown(gathered: Gathered, table: str) -> list[Mapping[str, Any]]:
    """Return the rows of codes and branches, all languages together, that have a p."""
    return [
        row
        for row in rows_of(gathered.results[table])
        if row["shown"] and row["kind"] in ("code", "branch") and row["language"] == TOGETHER
    ]


def _tested(row: Mapping[str, Any]) -> list[str]:
    return str(row["groups"]).split(" | ")


def _measure(gathered: Gathered) -> str:
    return gathered.words.text(f"measure.{gathered.results.given.choices.measure}")
