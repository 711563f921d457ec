"""Languages and groups of respondents, in the order in which the report shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from qualcode.analysis.groups import order_groups
from qualcode.analysis.natural import rank_name
from qualcode.reporting.labels import Labels


@dataclass(frozen=True, slots=True)
class Group:
    """Respondents compared together within one language."""

    id: str
    label: str
    respondents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One language and its groups; languages are never counted together."""

    language: str
    label: str
    groups: tuple[Group, ...]

    @property
    def heading(self) -> str:
        """The language as a heading begins."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def respondents(self) -> int:
        """How many persons the panel has."""
        return sum(len(group.respondents) for group in self.groups)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a DataFrame as plain dictionaries."""
    names = [str(name) for name in frame.columns]
    columns = (_cells(frame[name]) for name in frame.columns)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _cells(column: pd.Series[Any]) -> list[Any]:
    """Return plain values; asked one by one, texts of a DataFrame take ten times as long."""
    numbers = isinstance(column.dtype, np.dtype)
    cells: list[Any] = (column.to_numpy() if numbers else column.to_numpy(dtype=object)).tolist()
    return cells


def make_panels(
    voices: pd.DataFrame, labels: Labels, orders: Mapping[str, Sequence[str]]
) -> tuple[Panel, ...]:
    """Make a panel of each language that is compared, the one with most respondents first."""
    people: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for voice in rows_of(voices[voices["counted"]]):
        people[voice["language"]][voice["group"]].append(voice["respondent"])
    largest_first = sorted(people, key=lambda code: (-sum(map(len, people[code].values())), code))
    return tuple(
        Panel(
            language,
            labels.language(language),
            tuple(
                Group(id, labels.group(id), tuple(sorted(people[language][id], key=rank_name)))
                for id in order_groups(people[language], labels.by, orders)
            ),
        )
        for language in largest_first
    )
