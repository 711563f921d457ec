"""Do groups differ in a code at all: permutation over respondents, all items of a kind at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.comparing.design import SHOWN, Design, least_p
from qualcode.analysis.comparing.families import benjamini_hochberg
from qualcode.analysis.comparing.measures import Measure
from qualcode.analysis.comparing.permutation import Permuted, permute
from qualcode.analysis.comparing.scopes import Block, Scope, count_compared, take_blocks
from qualcode.analysis.described import describe

MOST_WRITTEN = 10**15  # arrangements; 200 persons can have more than a computer's numbers hold

ONE_GROUP = "one_group"
APART = "apart"
DESIGN = "design"
NO_VARIATION = "no_variation"
FEW = "few"
WHY = {
    ONE_GROUP: "there are no two groups of two respondents or more who can be compared",
    APART: "no stratum (language, and what was chosen) has respondents of two groups",
    DESIGN: f"groups of these sizes cannot give a p of {SHOWN}",
    NO_VARIATION: "all respondents have the same figure",
    FEW: f"too few respondents differ for a p of {SHOWN}",
}
WHY_COLUMN = "where no test is shown: " + "; ".join(f"{word}: {why}" for word, why in WHY.items())
ITEM_COLUMNS = {
    "kind": "code, branch, pole, tension or relation",
    "item": "the id of the code, or of the tension",
    "part": "of a pole: first, second or both; of a relation: its id; else empty",
    "level": "of a tension or relation: segment, turn, answer or interview; else empty",
    "language": "of the talk; empty for all languages together, each respondent in the language"
    " of most words and compared inside it only",
}

TESTS = describe(
    "tests",
    "One row for each item and language: whether the groups differ at all, respondents being the"
    " unit. Respondents without a group are not tested, nor groups of which fewer than two"
    " respondents share a stratum with another group.",
    ITEM_COLUMNS
    | {
        "respondents": "tested: those in strata in which two groups meet",
        "measure": "mention, share_segments or per_1000_words, as chosen",
        "statistic": "two groups: difference of mean rates, first − second; more: the share of the"
        " variation between respondents that lies between groups",
        "p": "of the permutation of groups over respondents, two-sided; missing where not shown",
        "least_p": "the smallest p that these respondents' figures can give",
        "arrangements": "in which the groups can be given out; missing above 10^15",
        "exact": "True: all of them were looked at; False: as many as chosen were drawn",
        "p_family": "p over all items shown of the same kind, level and language (max-T); what"
        " holds both poles is a family of its own",
        "q": "false discovery rate among the same items (Benjamini-Hochberg); exploratory",
        "shown": f"True where a p of {SHOWN} is within reach",
        "why": WHY_COLUMN,
        "groups": "tested, joined by |; of the two groups of `statistic`, the first stands first",
        "compared": "how many of each of these are tested, joined by |; those of all strata"
        " together, so that some may be alone of their group in one",
    },
    source="Ernst 2004, Statistical Science 19:676-685; Westfall & Young 1993 (max-T);"
    " Tarone 1990, Biometrics 46:515-522 (least p); Benjamini & Hochberg 1995, JRSS B 57:289-300",
)

_TRUTHS = ("exact", "shown")
_COUNTS = ("respondents", "mentioning", "compared_")
_TEXTS = (*ITEM_COLUMNS, "group", "groups", "first", "second", "compared", "measure", "why")


@dataclass(frozen=True, slots=True)
class Lots:
    """How many random draws are made, and which."""

    draws: int = 9_999  # of permutations
    resamples: int = 2_000  # of the bootstrap
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Tested:
    """A block of items tested in one design."""

    permuted: Permuted
    shown: NDArray[np.bool_]
    p: NDArray[np.float64]  # NaN where not shown
    p_family: NDArray[np.float64]  # NaN where not shown
    why: tuple[str, ...]


def tabulate_tests(
    rates: pd.DataFrame, scopes: Sequence[Scope], measure: Measure, lots: Lots
) -> pd.DataFrame:
    """Test every item in every scope: the table TESTS."""
    columns = [column.name for column in TESTS.columns]
    parts = [
        _tabulate(block, scope, measure, lots)
        for scope in scopes
        for block in take_blocks(rates, scope, measure)
    ]
    return join_parts(parts, columns)


def _tabulate(block: Block, scope: Scope, measure: Measure, lots: Lots) -> pd.DataFrame:
    design = scope.design_of(block.there)
    values = block.values[scope.tested(block.there)]
    holds_both = (block.items["part"] == "both").to_numpy()
    families = [
        _tabulate_family(
            block.items[members], scope.language, measure, values[:, members], design, lots
        )
        for members in (~holds_both, holds_both)
        if members.any()
    ]
    return pd.concat(families).sort_index()  # a tension's rows stay together


def _tabulate_family(
    items: pd.DataFrame,
    language: str,
    measure: Measure,
    values: NDArray[np.float64],
    design: Design,
    lots: Lots,
) -> pd.DataFrame:
    """Test items whose p are told over all of them."""
    tested = test_block(values, design, lots)
    permuted, sizes = tested.permuted, count_compared(design)
    q = np.full(len(items), np.nan)
    if tested.shown.any():
        q[tested.shown] = benjamini_hochberg(tested.p[tested.shown])
    return items.assign(
        language=language,
        groups=" | ".join(permuted.groups),
        compared=" | ".join(str(sizes[id]) for id in permuted.groups),
        respondents=permuted.respondents,
        measure=measure,
        statistic=permuted.statistic,
        p=tested.p,
        least_p=permuted.least_p,
        arrangements=pd.array(
            [write_arrangements(permuted.arrangements)] * len(items), dtype="Int64"
        ),
        exact=permuted.exact,
        p_family=tested.p_family,
        q=q,
        shown=tested.shown,
        why=list(tested.why),
    )


def write_arrangements(arrangements: int) -> int | None:
    """Return a number that tables can hold, None where there are more."""
    return arrangements if arrangements <= MOST_WRITTEN else None


def test_block(values: NDArray[np.float64], design: Design, lots: Lots) -> Tested:
    """Test the items of a block; the family is those for which a low p is within reach.

    Which they are depends on all values together and not on who is in which group (Tarone 1990),
    so leaving the others out of the family is no choice by results.
    """
    permuted = permute(values, design, reach=SHOWN, draws=lots.draws, seed=lots.seed)
    shown = permuted.least_p <= SHOWN
    return Tested(
        permuted,
        shown,
        np.where(shown, permuted.p, np.nan),
        np.where(shown, permuted.p_family, np.nan),
        tuple(_say_why(values, design, permuted, shown)),
    )


def _say_why(
    values: NDArray[np.float64], design: Design, permuted: Permuted, shown: NDArray[np.bool_]
) -> Iterator[str]:
    whole = ""
    if len(permuted.groups) < 2:
        whole = APART if len(set(design.groups)) > 1 else ONE_GROUP
    elif least_p(design) > SHOWN:
        whole = DESIGN
    for item, is_shown in zip(values.T, shown, strict=True):
        if is_shown:
            yield ""
        elif whole:
            yield whole
        else:
            yield NO_VARIATION if item.min() == item.max() else FEW


def join_parts(parts: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """Put tables below each other; without any, a table with these columns and no rows."""
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=_type_of(name)) for name in columns})
    return pd.concat(parts, ignore_index=True)[list(columns)]


def _type_of(column: str) -> str:
    """Return the type of a column of tests, pairs or summary."""
    if column in _TRUTHS:
        return "bool"
    if column in _TEXTS:
        return "str"
    if column == "arrangements":
        return "Int64"
    return "int64" if column.startswith(_COUNTS) else "float64"
