"""How far two groups are apart: differences with limits, effect sizes, tests of each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from qualcode.analysis.comparing.effects import cliffs_delta
from qualcode.analysis.comparing.measures import Measure
from qualcode.analysis.comparing.proportions import fisher_exact, newcombe_difference
from qualcode.analysis.comparing.resampling import bootstrap_difference
from qualcode.analysis.comparing.scopes import Block, Scope, take_blocks
from qualcode.analysis.comparing.testing import (
    ITEM_COLUMNS,
    LEVEL,
    WHY_COLUMN,
    Lots,
    join_parts,
    test_block,
)
from qualcode.analysis.described import describe

MOST_ROWS = 20_000  # forty groups have 780 pairs: for two thousand codes nobody reads them

PAIRS = describe(
    "pairs",
    "One row for each item, language and two groups of two respondents or more. No rows for a"
    f" language where they would be more than {MOST_ROWS:,}: choose codes, or fewer groups.",
    ITEM_COLUMNS
    | {
        "first": "a group",
        "second": "another",
        "respondents_first": "of the first group who have a rate",
        "respondents_second": "of the second",
        "mentioning_first": "of these, those with any",
        "mentioning_second": "of these, those with any",
        "measure": "mention, share_segments or per_1000_words, as chosen",
        "difference": "of mean rates, first − second, inside strata; missing where no stratum has"
        " both groups",
        "low": "95 % lower limit, bootstrap over respondents; missing where a group has too few",
        "high": "its upper limit",
        "delta": "Cliff's delta: how much oftener a respondent of the first group has the larger"
        " rate than the smaller, −1 to 1; strata are not regarded",
        "p": "of the permutation of the two groups, two-sided; missing where not shown",
        "least_p": "the smallest p that these respondents' figures can give",
        "p_holm": "p over all pairs shown of the item in this language (Holm)",
        "shown": "True where a p of 0.05 is within reach",
        "why": WHY_COLUMN,
        "mention_difference": "of the shares of respondents with any, first − second; strata are"
        " not regarded",
        "mention_low": "Newcombe 95 % lower limit",
        "mention_high": "its upper limit",
        "mention_p": "Fisher's exact test of the same, two-sided; missing with several strata, and"
        f" where as many mentions, however spread, cannot give a p of {LEVEL}",
    },
    source="Hesterberg 2015, The American Statistician 69:371-386 (limits); Cliff 1993,"
    " Psychological Bulletin 114:494-509; Holm 1979, Scand J Statist 6:65-70; Newcombe 1998,"
    " Statistics in Medicine 17:873-890, method 10",
)


def tabulate_pairs(
    rates: pd.DataFrame, scopes: Sequence[Scope], measure: Measure, lots: Lots
) -> pd.DataFrame:
    """Compare every two groups in every item and scope: the table PAIRS."""
    parts = [part for scope in scopes for part in _tabulate_scope(rates, scope, measure, lots)]
    return join_parts(parts, [column.name for column in PAIRS.columns])


def are_too_many(items: int, groups: int) -> bool:
    """Tell whether a language has too many pairs to compare."""
    return items * groups * (groups - 1) // 2 > MOST_ROWS


def _tabulate_scope(
    rates: pd.DataFrame, scope: Scope, measure: Measure, lots: Lots
) -> Iterator[pd.DataFrame]:
    blocks = list(take_blocks(rates, scope, measure))
    groups = scope.design.order
    if are_too_many(sum(len(block.items) for block in blocks), len(groups)):
        return
    for block in blocks:
        parts = [
            _compare(block, scope, pair, lots).assign(item_number=range(len(block.items)))
            for pair in combinations(scope.design_of(block.there).order, 2)
        ]
        if parts:
            table = pd.concat(parts, ignore_index=True)
            table = table.sort_values("item_number", kind="stable", ignore_index=True)
            yield _add_holm(table, len(parts)).assign(language=scope.language, measure=measure)


def _compare(block: Block, scope: Scope, pair: tuple[str, str], lots: Lots) -> pd.DataFrame:
    """Compare two groups in all items of a block."""
    there = scope.tested(block.there, pair)
    design = scope.describe(there)
    values, mention = block.values[there], block.mention[there]
    of_first = np.array([group == pair[0] for group in design.groups])
    tested = test_block(values, design, lots)
    limits = bootstrap_difference(values, design, resamples=lots.resamples, seed=lots.seed)
    table = block.items.assign(
        first=pair[0],
        second=pair[1],
        respondents_first=int(of_first.sum()),
        respondents_second=int((~of_first).sum()),
        mentioning_first=mention[of_first].sum(axis=0),
        mentioning_second=mention[~of_first].sum(axis=0),
        difference=limits.estimate,
        low=limits.low,
        high=limits.high,
        delta=cliffs_delta(values[of_first], values[~of_first]),
        p=tested.p,
        least_p=tested.permuted.least_p,
        shown=tested.shown,
        why=list(tested.why),
    )
    return _compare_mentions(table, one_stratum=len(set(design.strata)) == 1)


def _compare_mentions(table: pd.DataFrame, one_stratum: bool) -> pd.DataFrame:
    """Add how many of the two groups mention the item at all."""

    @cache
    def compare(one: int, ones: int, other: int, others: int) -> tuple[float, float, float, float]:
        low, high = newcombe_difference(one, ones, other, others)
        p = _test_mentions(one, ones, other, others) if one_stratum else np.nan
        return one / ones - other / others, low, high, p

    names = ("mentioning_first", "respondents_first", "mentioning_second", "respondents_second")
    counts = zip(*(table[name].tolist() for name in names), strict=True)
    found = np.array([compare(*count) for count in counts], dtype=np.float64).reshape(-1, 4)
    columns = ("mention_difference", "mention_low", "mention_high", "mention_p")
    return table.assign(**{name: found[:, at] for at, name in enumerate(columns)})


def _test_mentions(one: int, ones: int, other: int, others: int) -> float:
    """Test whether as many of both groups mention it; NaN where no p of LEVEL is within reach."""

    def test(one: int) -> float:
        other = mentioning - one
        return fisher_exact([[one, ones - one], [other, others - other]])

    mentioning = one + other
    apart = max(0, mentioning - others), min(mentioning, ones)  # as far as they can be
    return test(one) if min(map(test, apart)) <= LEVEL else np.nan


def _add_holm(table: pd.DataFrame, pairs: int) -> pd.DataFrame:
    """Adjust p over the pairs of each item (Holm), whose rows stand together."""
    p = table["p"].to_numpy(dtype=np.float64).reshape(-1, pairs)
    order = np.argsort(p, axis=1, kind="stable")  # missing ones last
    rising = np.take_along_axis(p, order, axis=1)
    left = (~np.isnan(p)).sum(axis=1, keepdims=True) - np.arange(pairs)
    stepped = np.minimum(1.0, np.maximum.accumulate(rising * left, axis=1))
    adjusted = np.empty_like(p)
    np.put_along_axis(adjusted, order, stepped, axis=1)
    return table.assign(p_holm=adjusted.reshape(-1))
