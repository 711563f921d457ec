"""What the respondents of each group have: means of their rates, and how many mention a thing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.comparing.measures import Measure
from qualcode.analysis.comparing.proportions import wilson_interval
from qualcode.analysis.comparing.resampling import bootstrap_mean
from qualcode.analysis.comparing.scopes import Block, Scope, take_blocks
from qualcode.analysis.comparing.testing import ITEM_COLUMNS, Lots, join_parts
from qualcode.analysis.described import describe

SUMMARY = describe(
    "summary",
    "One row for each item, language and group, zeros included.",
    ITEM_COLUMNS
    | {
        "group": "of respondents",
        "respondents": "of the group who have units (and words) to have a rate of",
        "mentioning": "of these, those with any",
        "share": "mentioning / respondents",
        "share_low": "Wilson 95 % lower limit of the share",
        "share_high": "its upper limit",
        "measure": "mention, share_segments or per_1000_words, as chosen",
        "mean": "of the respondents' rates: each respondent weighs the same",
        "low": "95 % lower limit of the mean, bootstrap over respondents; missing for fewer than"
        " four respondents (or three more than strata)",
        "high": "its upper limit",
        "median": "of the respondents' rates",
        "least": "the smallest rate of a respondent",
        "most": "the largest",
    },
    source="Wilson 1927, JASA 22:209-212; Hesterberg 2015, The American Statistician 69:371-386",
)


def tabulate_summary(
    rates: pd.DataFrame, scopes: Sequence[Scope], measure: Measure, lots: Lots
) -> pd.DataFrame:
    """Summarise every item in every group of every scope: the table SUMMARY."""
    parts = [
        _tabulate(block, scope, measure, lots)
        for scope in scopes
        for block in take_blocks(rates, scope, measure)
        if block.there.any()
    ]
    return join_parts(parts, [column.name for column in SUMMARY.columns])


def _tabulate(block: Block, scope: Scope, measure: Measure, lots: Lots) -> pd.DataFrame:
    """Lay out items × groups, the groups of an item below each other."""
    design = scope.describe(block.there)
    values, mention = block.values[block.there], block.mention[block.there]
    means = bootstrap_mean(values, design, resamples=lots.resamples, seed=lots.seed)
    member = np.array([[own == id for own in design.groups] for id in design.order])
    mentioning = member.astype(np.int64) @ mention
    sizes = member.sum(axis=1)
    figures = {
        "mean": means.estimate,
        "low": means.low,
        "high": means.high,
        **_spread(values, member),
    }
    count, width = len(block.items), len(design.order)
    table = block.items.take(np.repeat(np.arange(count), width)).reset_index(drop=True)
    table["language"] = scope.language
    table["group"] = pd.Series(list(design.order) * count, dtype="str")
    table["respondents"] = np.tile(sizes, count)
    table["mentioning"] = mentioning.T.reshape(-1)
    table["measure"] = measure
    for name, figure in figures.items():
        table[name] = figure.T.reshape(-1)
    return _add_shares(table)


def _spread(
    values: NDArray[np.float64], member: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64]]:
    """Return median, least and most of each group: groups × items."""
    return {
        name: np.array([measure(values[rows], axis=0) for rows in member])
        for name, measure in (("median", np.median), ("least", np.min), ("most", np.max))
    }


def _add_shares(table: pd.DataFrame) -> pd.DataFrame:
    limits = cache(wilson_interval)
    pairs = zip(table["mentioning"].tolist(), table["respondents"].tolist(), strict=True)
    found = [limits(mentioning, respondents) for mentioning, respondents in pairs]
    return table.assign(
        share=table["mentioning"] / table["respondents"],
        share_low=[low for low, _ in found],
        share_high=[high for _, high in found],
    )
