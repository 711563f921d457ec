"""Two runs of the same transcripts: which codings either has, code by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import pandas as pd

from qualcode.analysis.described import describe
from qualcode.runs.read import Run, Side

SIDES = describe(
    "sides",
    "One row for each code, over the transcripts that are the same in both runs.",
    {
        "code": "the code's id",
        "both": "units that have a present coding in both runs",
        "only_first": "units that have one in the first run alone",
        "only_second": "units that have one in the second run alone",
    },
)


def find_same_transcripts(first: Run, second: Run) -> tuple[str, ...]:
    """Return the transcripts whose files are the same in both runs, in the order of the first."""
    hashes = [
        {str(one["transcript"]): one.get("sha256", "") for one in run.manifest["transcripts"]}
        for run in (first, second)
    ]
    return tuple(id for id, hash in hashes[0].items() if hash and hashes[1].get(id) == hash)


def compare_sides(first: Side, second: Side) -> pd.DataFrame:
    """Count the codings of the same transcripts in two runs: the table SIDES.

    A unit is a stretch of the text and who said it; those that begin or end elsewhere are others.
    Codes are in the order of the first run's codebook, those of the second alone behind them.
    """
    same = set(find_same_transcripts(first.run, second.run))
    found = [_present(side.run, same) for side in (first, second)]
    coded = found[0].keys() | found[1].keys()
    known = dict.fromkeys(
        code.id for side in (first, second) for code in side.run.codebook.codes if code.id in coded
    )
    rows = []
    for code in [*known, *sorted(coded - known.keys())]:
        mine, theirs = (units[code] for units in found)
        rows.append((code, len(mine & theirs), len(mine - theirs), len(theirs - mine)))
    return pd.DataFrame(rows, columns=[column.name for column in SIDES.columns])


def _present(run: Run, transcripts: Collection[str]) -> defaultdict[str, set[tuple[object, ...]]]:
    """Return the units of each code: transcript, respondent, start and stop."""
    units: defaultdict[str, set[tuple[object, ...]]] = defaultdict(set)
    for row in run.tables["codings"]:
        if row["polarity"] != "negated" and row["transcript"] in transcripts:
            unit = tuple(row[name] for name in ("transcript", "respondent", "start", "stop"))
            units[str(row["code"])].add(unit)
    return units
