"""The machine's errors in each group of respondents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from qualcode.analysis.agreement.evaluation import lay_side_by_side
from qualcode.analysis.agreement.figures import count_by_respondent
from qualcode.analysis.agreement.results import Choices
from qualcode.analysis.comparing.measures import CODED
from qualcode.analysis.described import describe
from qualcode.analysis.errors.correction import (
    FEWEST_RESPONDENTS,
    FEWEST_UNITS,
    correct_shares,
    limit_ratios,
    limit_shares,
)
from qualcode.analysis.errors.limited import limited_columns, read_limited
from qualcode.analysis.errors.units import Item, Laid, find_items, lay_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.analysis.agreement.coders import Coder
    from qualcode.runs.read import Run

    Floats = NDArray[np.float64]

EVERYTHING = "all"  # the kind of the row for all codes together
_WHY = (
    "why nothing is corrected: not_coded (people coded nobody's talk), few_respondents"
    f" (below {FEWEST_RESPONDENTS}), few_units (below {FEWEST_UNITS} with the code by people, or by"
    " the machine); empty where it is"
)
ERRORS = describe(
    "errors",
    "One row for each code, branch of codes and pole, language and group: the machine against"
    " people in the units that people coded, and the machine's share of all talk corrected by it;"
    " before them a row for all codes together. Empty without tables of coders.",
    {
        "kind": "all (all codes together), code, branch (a code and all below it) or pole",
        "item": "the id of the code, or of the tension",
        "part": "of a pole: first or second; else empty",
        "language": "of the talk",
        "group": "of respondents",
        "respondents": "of the group, whose talk people coded",
        "units": "stretches of theirs about which the people agree; for all codes: units × codes",
        "undecided": "stretches left out because the people disagree",
        "gold": "units with the code by the people",
        "found": "units with the code by the machine",
        "both": "units with the code by both",
        "precision": "both / found; missing where nothing was found",
        "precision_low": "95 % lower limit: Wilson, for units that are alike within respondents",
        "precision_high": "its upper limit",
        "recall": "both / gold; missing where the people have none",
        "recall_low": "as of precision",
        "recall_high": "as of precision",
        "f1": "2 both / (gold + found)",
        "people_f1": "the same of the people among themselves, all pairs together; missing for one",
        "observed": "mean over the group's respondents of the share of segments that the machine"
        " coded, in all their talk",
        "ratio": "precision / recall = gold / found, where there is enough to go by",
        "ratio_low": "95 % lower limit, of a ratio over respondents",
        "ratio_high": "its upper limit",
        "corrected": "observed × ratio, at most 1",
        "corrected_low": "observed × ratio_low, at most 1",
        "corrected_high": "observed × ratio_high, at most 1",
        "why": _WHY,
    },
    source="Cochran 1977, Sampling Techniques, 3rd ed., ch. 6; limits: Korn & Graubard 1998, Survey"
    " Methodology 24:193-201; Bonett & Price 2006, Statistics in Medicine 25:3039-3047",
)


def measure_errors(
    run: Run,
    coders: Sequence[Coder],
    voices: pd.DataFrame,
    rates: pd.DataFrame,
    groups: Sequence[str],
) -> pd.DataFrame:
    """Compare the machine with people in every group: the table ERRORS.

    `voices` comes from `assign_groups`, `rates` from `measure_respondents`; `groups` says their
    order. Errors as in `evaluate`: when nothing the coders coded is in the run.
    """
    columns = [column.name for column in ERRORS.columns]
    if not coders:
        return _typed(pd.DataFrame(columns=columns))
    items = find_items(run, rates)
    case, _ = lay_side_by_side(run, coders, Choices(resamples=0))
    laid = lay_units(case, items)
    observed = _observe(rates)
    counted = voices[voices["counted"]]
    parts = []
    for language in sorted(set(counted["language"])):
        own = counted[counted["language"] == language]
        present = set(own["group"])
        for group in (one for one in groups if one in present):
            people = set(own.loc[own["group"] == group, "respondent"])
            told = _figure(laid, items, language, people)
            told.insert(3, "language", language)
            told.insert(4, "group", group)
            keys = zip(told["kind"], told["item"], told["part"], strict=True)
            shares = [observed.get((*key, language, group), np.nan) for key in keys]
            parts.append(_correct(told, np.array(shares, dtype=float)))
    order = {(item.kind, item.id, item.part): at for at, item in enumerate(items)}
    table = pd.concat(parts, ignore_index=True)
    keys = zip(table["kind"], table["item"], table["part"], strict=True)
    placed = table.assign(place=[order.get(key, -1) for key in keys])
    ordered = placed.sort_values("place", kind="stable", ignore_index=True)
    return _typed(ordered[columns])


def _observe(rates: pd.DataFrame) -> dict[tuple[str, ...], float]:
    keys = [*CODED, "language", "group"]
    means = rates[rates["part"] != "both"].groupby(keys, sort=False)["share_segments"].mean()
    return {tuple(map(str, key)): float(share) for key, share in means.to_dict().items()}  # type: ignore[call-overload]


def _figure(laid: Laid, items: Sequence[Item], language: str, people: set[str]) -> pd.DataFrame:
    """Return what people and machine say of one group's units, a row for each item."""
    chosen = np.array(
        [at for at, voice in enumerate(laid.voices) if voice[1] == language and voice[0] in people],
        dtype=np.intp,
    )
    names = [laid.voices[at][0] for at in chosen]
    numbers = {name: at for at, name in enumerate(sorted(set(names)))}
    whose = np.array([numbers[name] for name in names], dtype=np.int64)
    known = laid.decided[chosen]
    counts = count_by_respondent(
        laid.gold[chosen], laid.machine[chosen], known, whose, len(numbers)
    )
    told = laid.told[:, chosen].any(0)
    pairs = _agree(laid, chosen)
    single = [at for at, item in enumerate(items) if item.kind == "code"]
    rows = _describe(
        [*items, Item(EVERYTHING, "", "", frozenset())],
        np.concatenate([counts, counts[:, single].sum(1, keepdims=True)], axis=1),
        _with_sum((told & ~known).sum(0), single),
        tuple(_with_sum(one, single) for one in pairs),
    )
    return pd.DataFrame(rows).iloc[[-1, *range(len(items))]].reset_index(drop=True)


def _with_sum(values: NDArray[np.int64], single: list[int]) -> NDArray[np.int64]:
    return np.append(values, values[single].sum())


def _agree(laid: Laid, chosen: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each item how often two people give it both, and how often they give it."""
    both = given = np.zeros(laid.coded.shape[2], dtype=np.int64)
    for one, other in combinations(range(len(laid.coded)), 2):
        shared = laid.told[one, chosen] & laid.told[other, chosen]
        first, second = (laid.coded[at, chosen] & shared for at in (one, other))
        both = both + (first & second).sum(0)
        given = given + first.sum(0) + second.sum(0)
    return both, given


def _describe(
    items: Sequence[Item],
    counts: Floats,
    undecided: NDArray[np.int64],
    pairs: tuple[NDArray[np.int64], ...],
) -> dict[str, object]:
    """Return the columns of counts (respondents × items × 2 × 2), with their limits."""
    gold, found = counts[:, :, 0, :].sum(-1), counts[:, :, :, 0].sum(-1)
    both = counts[:, :, 0, 0]
    precision, recall = limit_shares(both, found), limit_shares(both, gold)
    ratio = limit_ratios(gold, found, both)
    people = len(counts)
    enough = np.minimum(gold.sum(0), found.sum(0)) >= FEWEST_UNITS
    few = "few_respondents" if people else "not_coded"
    whys = np.where(enough, "", "few_units") if people >= FEWEST_RESPONDENTS else few
    return {
        "kind": [item.kind for item in items],
        "item": [item.id for item in items],
        "part": [item.part for item in items],
        "respondents": people,
        "units": counts.sum((0, 2, 3)).astype(np.int64),
        "undecided": undecided,
        "gold": gold.sum(0).astype(np.int64),
        "found": found.sum(0).astype(np.int64),
        "both": both.sum(0).astype(np.int64),
        **limited_columns("precision", precision),
        **limited_columns("recall", recall),
        "f1": _divide(2 * both.sum(0), gold.sum(0) + found.sum(0)),
        "people_f1": _divide(2 * pairs[0], pairs[1]),
        **limited_columns("ratio", ratio),
        "why": np.where(np.isnan(ratio.value) & (whys == ""), "few_respondents", whys),
    }


def _correct(told: pd.DataFrame, shares: Floats) -> pd.DataFrame:
    corrected = correct_shares(shares, read_limited(told, "ratio"))
    return told.assign(observed=shares, **limited_columns("corrected", corrected))


def _divide(above: NDArray[np.number], below: NDArray[np.number]) -> Floats:
    return np.where(below > 0, above / np.maximum(below, 1), np.nan)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    texts = (*CODED, "language", "group", "why")
    whole = ("respondents", "units", "undecided", "gold", "found", "both")
    floats = [name for name in table.columns if name not in (*texts, *whole)]
    types = dict.fromkeys(texts, "str") | dict.fromkeys(whole, "int64")
    return table.astype(types | dict.fromkeys(floats, "float64"))
