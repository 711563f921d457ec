"""Which codes and poles differ most between groups, and what the tables of results say of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from qualcode.analysis.comparing.testing import APART, DESIGN, ONE_GROUP
from qualcode.reporting.material import Material
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.shares import LEAST_FOR_COLOUR

MOST_ROWS = 15  # codes of a table, and poles
KINDS = ("code", "pole")
_WHOLE = (ONE_GROUP, APART, DESIGN)  # reasons that hold for all codes at once
_DOUBTS = ("turns", "uncertain")  # what errors of the tagger could do, the worst first
_ITEM = ["kind", "item", "part", "language"]

Key = tuple[str, str, str, str]  # kind, item, part, language
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The items of one kind in one language that are shown."""

    keys: tuple[Key, ...]
    order: str  # by what they are ordered: p, width or codebook
    left_out: int  # how many more are mentioned
    alike: Mapping[Key, tuple[str, ...]]  # of a pole: the tensions that have it, its own first


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown, and its rows of the tables of results."""

    chosen: Mapping[tuple[str, str], Chosen]  # by kind and language
    summary: Mapping[Key, Mapping[str, Row]]  # then by group
    tests: Mapping[Key, Row]
    pairs: Mapping[Key, Sequence[Row]]
    doubts: Mapping[Key, str]  # what errors of the tagger could do; empty for nothing
    untested: Mapping[
        str, str
    ]  # by language: why no code at all can be tested; empty where one can


def find_differences(material: Material) -> Found:
    """Choose the items to be shown and gather their rows."""
    results = material.results
    tests = {_key(row): row for row in rows_of(_of_kinds(results["tests"]))}
    summary = _of_kinds(results["summary"])
    chosen = _choose_all(material, summary, tests)
    shown = {key for one in chosen.values() for key in one.keys}
    by_group: dict[Key, dict[str, Row]] = defaultdict(dict)
    for row in _rows_of_items(summary, shown):
        by_group[_key(row)][row["group"]] = row
    pairs: dict[Key, list[Row]] = defaultdict(list)
    for row in _rows_of_items(_of_kinds(results["pairs"]), shown):
        pairs[_key(row)].append(row)
    return Found(chosen, by_group, tests, pairs, _find_doubts(material), _find_untested(tests))


def _of_kinds(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["kind"].isin(KINDS) & (table["part"] != "both")]


def _rows_of_items(table: pd.DataFrame, keys: set[Key]) -> list[dict[str, Any]]:
    """Return the rows of some items: tables of many codes and groups are long."""
    items = {item for _, item, _, _ in keys}
    return [row for row in rows_of(table[table["item"].isin(items)]) if _key(row) in keys]


def _key(row: Row) -> Key:
    return row["kind"], row["item"], row["part"], row["language"]


def _choose_all(
    material: Material, summary: pd.DataFrame, tests: Mapping[Key, Row]
) -> dict[tuple[str, str], Chosen]:
    """Choose the items of every kind and language that anybody mentions."""
    mentioned = _by_item(summary.groupby(_ITEM, sort=False)["mentioning"].sum())
    large = summary[summary["respondents"] >= LEAST_FOR_COLOUR]
    means = large.groupby(_ITEM, sort=False)["mean"]
    widths = _by_item(means.max() - means.min())
    keys: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, count in mentioned.items():
        if count and not _is_one_code(material, key):
            keys[key[0], key[3]].append(key)
    return {
        place: _choose(_join_alike(material, found), tests, widths) for place, found in keys.items()
    }


def _by_item(numbers: pd.Series[Any]) -> dict[Key, float]:
    return dict(zip(numbers.index.to_list(), numbers.to_list(), strict=True))


def _is_one_code(material: Material, key: Key) -> bool:
    """Tell whether a pole is a single code, which stands among the codes."""
    return key[0] == "pole" and len(_codes_of(material, key)) == 1


def _codes_of(material: Material, key: Key) -> frozenset[str]:
    """Return the codes of a pole; of a code, itself."""
    kind, item, part, _ = key
    if kind != "pole":
        return frozenset({item})
    tension = next(one for one in material.codebook.tensions if one.id == item)
    return tension.poles[part == "second"].codes


def _join_alike(material: Material, keys: Sequence[Key]) -> dict[Key, tuple[str, ...]]:
    """Join poles of several tensions that are one set of codes: their numbers are the same."""
    alike: dict[frozenset[str], list[Key]] = defaultdict(list)
    for key in keys:
        alike[_codes_of(material, key)].append(key)
    return {same[0]: tuple(item for _, item, _, _ in same) for same in alike.values()}


def _choose(
    keys: Mapping[Key, tuple[str, ...]], tests: Mapping[Key, Row], widths: Mapping[Key, float]
) -> Chosen:
    """Order items by p, then by how far groups of three or more are apart; keep the first.

    Where neither tells them apart they stay in the order of the codebook.
    """

    def rank(key: Key) -> tuple[float, float]:
        p = tests[key]["p"]
        return (2.0 if math.isnan(p) else p, -widths.get(key, 0.0))

    ranks = {key: rank(key) for key in keys}
    by_p = any(p <= 1 for p, _ in ranks.values())
    by_width = any(width for _, width in ranks.values())
    order = "p" if by_p else "width" if by_width else "codebook"
    shown = tuple(sorted(keys, key=ranks.__getitem__)[:MOST_ROWS])
    return Chosen(shown, order, len(keys) - len(shown), {key: keys[key] for key in shown})


def _find_doubts(material: Material) -> dict[Key, str]:
    """Say of which items the tagger's errors could have made a difference of groups."""
    if not material.results.given.choices.coders:
        return {}
    verdicts: dict[Key, set[str]] = defaultdict(set)
    for row in rows_of(material.results["error_pairs"]):
        verdicts[_key(row)].add(row["verdict"])
    return {
        key: next((one for one in _DOUBTS if one in seen), "") for key, seen in verdicts.items()
    }


def _find_untested(tests: Mapping[Key, Row]) -> dict[str, str]:
    """Say of each language why none of its items can be tested."""
    whys: dict[str, set[str]] = defaultdict(set)
    for key, row in tests.items():
        whys[key[3]].add(row["why"])
    return {
        language: "" if "" in seen else next((why for why in _WHOLE if why in seen), "")
        for language, seen in whys.items()
    }
