"""How far two groups are apart: differences with limits, effect sizes, tests of each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.comparing.design import SHOWN, Design, find_comparable
from qualcode.analysis.comparing.effects import cliffs_delta
from qualcode.analysis.comparing.families import holm
from qualcode.analysis.comparing.measures import Measure
from qualcode.analysis.comparing.proportions import fisher_exact, newcombe_difference
from qualcode.analysis.comparing.resampling import Limits, bootstrap_difference
from qualcode.analysis.comparing.scopes import Block, Scope, count_compared, take_blocks
from qualcode.analysis.comparing.testing import (
    ITEM_COLUMNS,
    WHY_COLUMN,
    Lots,
    join_parts,
    test_block,
)
from qualcode.analysis.described import describe

MOST_ROWS = 20_000  # forty groups have 780 pairs: for two thousand codes nobody reads them

PAIRS = describe(
    "pairs",
    "One row for each item, language and two of the groups that are tested. No rows for a"
    f" language where they would be more than {MOST_ROWS:,}: choose codes, or fewer groups.",
    ITEM_COLUMNS
    | {
        "first": "a group",
        "second": "another",
        "respondents_first": "of the first group who have a rate",
        "respondents_second": "of the second",
        "mentioning_first": "of these, those with any",
        "mentioning_second": "of these, those with any",
        "compared_first": "of respondents_first, those with somebody of the second group in their"
        " stratum: difference, its limits and p rest on them; 0 where the groups are not compared",
        "compared_second": "of respondents_second, those with somebody of the first",
        "measure": "mention, share_segments or per_1000_words, as chosen",
        "difference": "of mean rates, first − second, inside strata; missing where fewer than two"
        " respondents of a group can be compared",
        "low": "95 % lower limit, bootstrap over respondents; missing where a group has too few",
        "high": "its upper limit",
        "delta": "Cliff's delta: how much oftener a respondent of the first group has the larger"
        " rate than the smaller, −1 to 1; strata are not regarded",
        "p": "of the permutation of the two groups, two-sided; missing where not shown",
        "least_p": "the smallest p that these respondents' figures can give",
        "p_holm": "p over all pairs shown of the item in this language (Holm)",
        "shown": "True where a p of 0.05 is within reach",
        "why": WHY_COLUMN,
        "mention_difference": "of the shares of respondents with any, first − second, of those"
        " compared, inside strata as `difference`",
        "mention_low": "95 % lower limit: Newcombe's where those compared are of one stratum, else"
        " by bootstrap over respondents, missing where a group has too few",
        "mention_high": "its upper limit",
        "mention_p": "Fisher's exact test of the same, two-sided; missing where those compared are"
        f" of several strata or as many mentions, however spread, cannot give a p of {SHOWN}",
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
    first, second = (scope.belong(block.there, id) for id in pair)
    sizes = count_compared(design)
    tested = test_block(values, design, lots)
    limits = _differ(values, design, lots)
    table = block.items.assign(
        first=pair[0],
        second=pair[1],
        respondents_first=int(first.sum()),
        respondents_second=int(second.sum()),
        mentioning_first=block.mention[first].sum(axis=0),
        mentioning_second=block.mention[second].sum(axis=0),
        compared_first=sizes.get(pair[0], 0),
        compared_second=sizes.get(pair[1], 0),
        difference=limits.estimate,
        low=limits.low,
        high=limits.high,
        delta=cliffs_delta(block.values[first], block.values[second]),
        p=tested.p,
        least_p=tested.permuted.least_p,
        shown=tested.shown,
        why=list(tested.why),
    )
    return table.assign(**_compare_mentions(mention, design, lots))


def _differ(values: NDArray[np.float64], design: Design, lots: Lots) -> Limits:
    """Return the difference of two groups with its limits; NaN where one of them is too small."""
    if len(design.order) < 2:
        return Limits(*np.full((3, values.shape[1]), np.nan))
    return bootstrap_difference(values, design, resamples=lots.resamples, seed=lots.seed)


def _compare_mentions(
    mention: NDArray[np.int64], design: Design, lots: Lots
) -> dict[str, NDArray[np.float64]]:
    """Compare how many of the two groups mention each item at all, inside strata."""

    @cache
    def compare(one: int, other: int) -> tuple[float, float, float]:
        return *newcombe_difference(one, ones, other, others), _test(one, ones, other, others)

    limits = _differ(mention.astype(np.float64), design, lots)
    low, high, p = limits.low, limits.high, np.full(mention.shape[1], np.nan)
    rows = list(find_comparable(design).rows)
    if len({design.strata[row] for row in rows}) == 1:
        of_first = np.array([design.groups[row] == design.order[0] for row in rows])
        ones, others = int(of_first.sum()), int((~of_first).sum())
        first, second = (mention[rows][which].sum(axis=0) for which in (of_first, ~of_first))
        found = [compare(*counts) for counts in zip(first.tolist(), second.tolist(), strict=True)]
        low, high, p = np.array(found, dtype=np.float64).reshape(-1, 3).T
    return {
        "mention_difference": limits.estimate,
        "mention_low": low,
        "mention_high": high,
        "mention_p": p,
    }


def _test(one: int, ones: int, other: int, others: int) -> float:
    """Test whether as many of both groups mention it; NaN where no p of SHOWN is within reach."""

    def test(one: int) -> float:
        other = mentioning - one
        return fisher_exact([[one, ones - one], [other, others - other]])

    mentioning = one + other
    apart = max(0, mentioning - others), min(mentioning, ones)  # as far as they can be
    return test(one) if min(map(test, apart)) <= SHOWN else np.nan


def _add_holm(table: pd.DataFrame, pairs: int) -> pd.DataFrame:
    """Adjust p over the pairs of each item, whose rows stand together."""
    p = table["p"].to_numpy(dtype=np.float64).reshape(-1, pairs)
    return table.assign(p_holm=holm(p).reshape(-1))
