"""Code × group: how many respondents of each group speak of each code, values in the cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.analysis import compare_codes
from qualcode.reporting.labels import branch_of
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Group, Panel, rows_of
from qualcode.reporting.views.places import Places, code_anchor, group_anchor
from qualcode.reporting.views.shares import Share, make_share

MOST_COLUMNS = 5  # groups in one table; more go into further tables


@dataclass(frozen=True, slots=True)
class Cell:
    """One code in one group."""

    present: Share
    codings: str
    rate: str  # codings per 1,000 words
    negated_only: Share


@dataclass(frozen=True, slots=True)
class Row:
    """One code, or one branch with all below it."""

    name: str
    id: str
    href: str
    branch: bool
    inside: bool  # stands below a branch
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One group."""

    anchor: str
    group: str
    respondents: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """One language, and as many groups as fit beside each other."""

    language: str
    respondents: str
    part: str  # `part 2 of 5`; empty when there is one
    groups: tuple[Column, ...]
    rows: tuple[Row, ...]


def view_matrix(material: Material, places: Places) -> tuple[Matrix, ...]:
    """Make the matrices, one or several for each language."""
    rows = rows_of(compare_codes(material.frames, material.codebook, material.voices))
    return tuple(
        matrix for panel in material.panels for matrix in _panel(material, places, panel, rows)
    )


def _panel(
    material: Material, places: Places, panel: Panel, rows: Sequence[dict[str, Any]]
) -> Iterator[Matrix]:
    messages = material.labels.messages
    counts = {
        (row["code"], row["branch"], row["group"]): row
        for row in rows
        if row["language"] == panel.language
    }
    lines = list(dict.fromkeys((code, branch) for code, branch, _ in counts))
    chunks = [
        panel.groups[start : start + MOST_COLUMNS]
        for start in range(0, len(panel.groups), MOST_COLUMNS)
    ]
    for number, groups in enumerate(chunks, 1):
        part = messages.text("matrix.part", part=number, parts=len(chunks))
        yield Matrix(
            panel.heading,
            messages.count("n.respondents", panel.respondents),
            part if len(chunks) > 1 else "",
            tuple(
                Column(
                    group_anchor(panel.language, group.id),
                    group.label,
                    messages.count("n.respondents", len(group.respondents)),
                )
                for group in groups
            ),
            tuple(_row(material, places, panel, groups, line, counts) for line in lines if line[0]),
        )


def _row(
    material: Material,
    places: Places,
    panel: Panel,
    groups: Sequence[Group],
    line: tuple[str, bool],
    counts: Mapping[tuple[str, bool, str], dict[str, Any]],
) -> Row:
    code, branch = line
    return Row(
        name=material.labels.code(code),
        id=code,
        href=f"#{code_anchor(code)}",
        branch=branch,
        inside=branch_of(code, material.codebook.codes) != code,
        cells=tuple(
            _cell(material, places, panel, group, counts[code, branch, group.id])
            for group in groups
        ),
    )


def _cell(
    material: Material, places: Places, panel: Panel, group: Group, row: Mapping[str, Any]
) -> Cell:
    messages = material.labels.messages

    def href(negated: bool) -> str:
        if row["branch"]:
            return f"#{code_anchor(row['code'])}"
        return places.of_cell((row["code"], panel.language, group.id, negated))

    codings = row["codings"]
    rate = messages.number(row["per_1000_words"], 1) if row["words"] else "–"
    return Cell(
        present=make_share(messages, row["present"], row["respondents"], href(False)),
        codings=messages.count("n.codings", codings) if codings else "",
        rate=messages.text("matrix.rate", rate=rate) if codings else "",
        negated_only=make_share(messages, row["negated_only"], row["respondents"], href(True)),
    )
