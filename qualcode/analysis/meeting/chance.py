"""Tensions × groups: do poles meet more often than chance inside each respondent makes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames, lay_out_rows
from qualcode.analysis.groups import KEYS
from qualcode.analysis.meeting.panels import PanelSize, list_panels
from qualcode.analysis.meeting.shuffling import expect_meetings, weigh_meetings
from qualcode.analysis.meeting.standing import UNIT, find_affirmed, list_units, number_units
from qualcode.model.codebook import Codebook, Tension

CHANCE = describe(
    "chance",
    "One row for each tension, level but the interview, language and group, and for all groups of"
    " a language together: units with both poles, and how many there would be by chance. Chance"
    " shuffles the units with one pole among units of like length of the same respondent (quarters"
    " by words; fewer classes below 32 units): it knows who talks much of what, and that long units"
    " hold more of everything, but not which words stand near which.",
    {
        "tension": "the tension's id",
        "level": "segment, turn or answer",
        "language": "of the talk; a unit's is that of its first segment",
        "together": "True where the row is for all groups of the language",
        "group": "of respondents; empty in rows for all",
        "respondents": "in the group",
        "speakers": "those who speak for each pole in some unit; only theirs can meet",
        "holders": "those for whom the poles meet",
        "above": "those for whom the poles meet more often than expected of them",
        "units": "of the group on this level",
        "first": "units with the first pole",
        "second": "units with the second pole",
        "met": "units with both",
        "expected": "units with both by chance: sum over respondents, and classes of their units"
        " by length, of first × second / units",
        "expected_any": "the same without classes: shuffled among all units of the respondent",
        "sd": "standard deviation of that chance",
        "low": "lower end of the central 95 % of what chance gives",
        "high": "upper end",
        "p": "twice the smaller tail of the exact distribution, at most 1",
        "least_p": "the smallest p that any number of meetings could give; 1 where nothing varies",
        "shown": "whether least_p is 0.05 or less: else p says nothing",
    },
    source="sum of independent hypergeometric numbers, one for each respondent and class: Kendall"
    " & Stuart, The Advanced Theory of Statistics 1, 5.18; the distribution by convolution",
)
_COUNTS = ["units", "first", "second", "met"]
_REALS = ("expected", "expected_any", "sd", "p", "least_p")


def weigh_poles(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Set the meetings of poles against chance inside the respondents: the table CHANCE."""
    affirmed = find_affirmed(frames)
    panels = list_panels(voices)
    levels: set[str] = {level for tension in codebook.tensions for level in tension.levels}
    units = {level: list_units(frames, voices, level) for level in sorted(levels - {"interview"})}
    rows = [
        row
        for tension in codebook.tensions
        for level in tension.levels
        if level in units
        for row in _weigh(tension, level, _count_units(tension, level, affirmed, units), panels)
    ]
    texts, reals = ("tension", "level", "language", "group"), _REALS
    return lay_out_rows(CHANCE, rows, texts=texts, reals=reals, truths=("together", "shown"))


def _count_units(
    tension: Tension, level: str, affirmed: pd.DataFrame, units: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """Count each respondent's units of each length, those with either pole, and with both."""
    placed = affirmed.assign(unit=number_units(affirmed, level))
    table = units[level].assign(units=1)
    keys = pd.MultiIndex.from_frame(table[UNIT])
    for side, name in enumerate(("first", "second")):
        holding = placed.loc[placed["code"].isin(tension.poles[side].codes), UNIT]
        table[name] = keys.isin(pd.MultiIndex.from_frame(holding)).astype("int64")
    table["met"] = table["first"] * table["second"]
    counts = table.groupby([*KEYS, "respondent", "length"], as_index=False)[_COUNTS].sum()
    expected, _ = expect_meetings(*(counts[name] for name in _COUNTS[:3]))
    return counts.assign(expected=expected)


def _weigh(
    tension: Tension, level: str, counts: pd.DataFrame, panels: tuple[PanelSize, ...]
) -> Iterator[dict[str, Any]]:
    for panel in panels:
        some = panel.select(counts)
        units, first, second, met = (some[name].to_numpy("int64") for name in _COUNTS)
        chance = weigh_meetings(int(met.sum()), units, first, second)
        persons = some.groupby("respondent")[[*_COUNTS, "expected"]].sum()
        anywhere, _ = expect_meetings(*(persons[name] for name in _COUNTS[:3]))
        yield {
            "tension": tension.id,
            "level": level,
            **panel.names(),
            "respondents": panel.respondents,
            "speakers": int(((persons["first"] > 0) & (persons["second"] > 0)).sum()),
            "holders": int((persons["met"] > 0).sum()),
            "above": int((persons["met"] > persons["expected"] + 1e-9).sum()),
            "units": int(units.sum()),
            "first": int(first.sum()),
            "second": int(second.sum()),
            "met": int(met.sum()),
            "expected": chance.expected,
            "expected_any": float(anywhere.sum()),
            "sd": chance.sd,
            "low": chance.low,
            "high": chance.high,
            "p": chance.p,
            "least_p": chance.least_p,
            "shown": chance.shown,
        }
