"""What the machine's errors could do to the difference of two groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import pandas as pd

from qualcode.analysis.comparing.measures import CODED
from qualcode.analysis.described import describe
from qualcode.analysis.errors.correction import judge_differences, subtract
from qualcode.analysis.errors.limited import read_limited
from qualcode.analysis.errors.measured import EVERYTHING

ERROR_PAIRS = describe(
    "error_pairs",
    "One row for each code, branch and pole, language and two groups: their difference as the"
    " machine has it, and with its errors corrected. Empty without tables of coders.",
    {
        "kind": "code, branch (a code and all below it) or pole",
        "item": "the id of the code, or of the tension",
        "part": "of a pole: first or second; else empty",
        "language": "of the talk",
        "first": "a group",
        "second": "another",
        "observed": "share of the first group − that of the second, as observed in `errors`",
        "corrected": "the same of the corrected shares",
        "low": "lower limit of `corrected`; it speaks of the machine's errors alone",
        "high": "its upper limit",
        "verdict": "holds (the whole range has the sign of what was observed), uncertain (it has"
        " nought in it), turns (the whole range has another sign), unknown (see why)",
        "why": "of the group that cannot be corrected; else empty",
    },
    source="Zou & Donner 2008, Statistics in Medicine 27:1693-1702",
)


def compare_corrected(errors: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Say what errors could do to each difference of two groups: table ERROR_PAIRS."""
    columns = [column.name for column in ERROR_PAIRS.columns]
    told = errors[errors["kind"] != EVERYTHING]
    keys = [*CODED, "language"]
    parts = []
    for one, other in combinations(groups, 2):
        first, second = (told[told["group"] == group] for group in (one, other))
        joined = first.merge(second, on=keys, suffixes=("_1", "_2"), how="inner")
        if len(joined):
            parts.append(_subtract(joined))
    if not parts:
        figures = ("observed", "corrected", "low", "high")
        types = {name: "float64" if name in figures else "str" for name in columns}
        return pd.DataFrame(columns=columns).astype(types)
    table = pd.concat(parts, ignore_index=True)
    order = {key: at for at, key in enumerate(dict.fromkeys(_rows(told, keys)))}
    placed = table.assign(place=[order[key] for key in _rows(table, keys)])
    return placed.sort_values("place", kind="stable", ignore_index=True)[columns]


def _rows(table: pd.DataFrame, names: Iterable[str]) -> list[tuple[object, ...]]:
    return list(zip(*(table[name] for name in names), strict=True))


def _subtract(joined: pd.DataFrame) -> pd.DataFrame:
    observed = (joined["observed_1"] - joined["observed_2"]).to_numpy(float)
    corrected = subtract(
        read_limited(joined, "corrected", "_1"), read_limited(joined, "corrected", "_2")
    )
    whys = joined["why_1"].where(joined["why_1"] != "", joined["why_2"])
    pair = joined.rename(columns={"group_1": "first", "group_2": "second"})
    return pair[[*CODED, "language", "first", "second"]].assign(
        observed=observed,
        corrected=corrected.value,
        low=corrected.low,
        high=corrected.high,
        verdict=pd.Series(judge_differences(observed, corrected), dtype="str"),
        why=whys,
    )
