"""Tensions × groups: which pole comes first, with respondents and where poles meet."""

from __future__ import annotations

from math import comb
from typing import Any

import pandas as pd

from qualcode.analysis.comparing.design import SHOWN
from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames, lay_out_rows
from qualcode.analysis.groups import KEYS
from qualcode.analysis.meeting.panels import PanelSize, list_panels
from qualcode.analysis.meeting.standing import find_affirmed
from qualcode.analysis.tensions import find_advocacy, locate_meetings
from qualcode.model.codebook import Codebook, Tension

ORDER = describe(
    "order",
    "One row for each tension, language and group, and for all groups of a language together:"
    " which pole a respondent comes to first, and which comes first where they meet. A respondent"
    " begins with the pole whose first words come first in more of the interviews in which both"
    " are spoken for. Words stand where hits.csv says; codings.csv says where segments begin.",
    {
        "tension": "the tension's id",
        "language": "of the talk",
        "together": "True where the row is for all groups of the language",
        "group": "of respondents; empty in rows for all",
        "respondents": "in the group",
        "both": "respondents who speak for each pole",
        "first": "of these, those who begin with the first pole",
        "second": "those who begin with the second pole",
        "neither": "those with whom neither comes first, or each in interviews of its own",
        "p": "exact two-sided sign test of first against second; 1 with nobody to compare",
        "least_p": "the smallest p that so many respondents could give",
        "shown": "whether least_p is 0.05 or less: else p says nothing",
        "level": "the narrowest on which the tension is looked for; of it are the meetings",
        "meetings": "where the poles meet",
        "meetings_first": "meetings that begin with the first pole",
        "meetings_second": "meetings that begin with the second pole",
        "meetings_neither": "meetings in which both begin with the same words",
    },
    source="sign test: Conover, Practical Nonparametric Statistics, 3.4",
)

_NARROW_FIRST = ("segment", "turn", "answer", "interview")


def order_poles(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count which pole comes first: the table ORDER."""
    openings = _find_openings(frames, codebook, voices)
    met = locate_meetings(frames, voices)
    panels = list_panels(voices)
    rows = [
        _order(tension, panel, openings, met) for tension in codebook.tensions for panel in panels
    ]
    texts, truths = ("tension", "language", "group", "level"), ("together", "shown")
    return lay_out_rows(ORDER, rows, texts=texts, reals=("p", "least_p"), truths=truths)


def _find_openings(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Say which pole each respondent who speaks for both begins with.

    Columns: tension, language, group, respondent, begins (above 0 with the first pole, below 0
    with the second).
    """
    found = find_advocacy(frames, codebook, voices)[["row", "tension", "side", *KEYS]]
    first_words = (
        find_affirmed(frames)
        .groupby("row", as_index=False)
        .agg(
            transcript=("transcript", "first"),
            respondent=("respondent", "first"),
            at=("start", "min"),
        )
    )
    keys = ["tension", *KEYS, "respondent"]
    told = found.merge(first_words, on="row")
    sides = told.groupby([*keys, "transcript", "side"])["at"].min().unstack("side")
    sides = sides.reindex(columns=[0, 1])
    lead = (sides[0] < sides[1]).astype("int64") - (sides[1] < sides[0]).astype("int64")
    persons = pd.DataFrame({"lead": lead, "has_0": sides[0].notna(), "has_1": sides[1].notna()})
    openings = persons.groupby(level=keys).agg(
        begins=("lead", "sum"), has_0=("has_0", "any"), has_1=("has_1", "any")
    )
    return openings[openings["has_0"] & openings["has_1"]].reset_index()


def _order(
    tension: Tension, panel: PanelSize, openings: pd.DataFrame, met: pd.DataFrame
) -> dict[str, Any]:
    begins = panel.select(openings[openings["tension"] == tension.id])["begins"]
    first, second = int((begins > 0).sum()), int((begins < 0).sum())
    level = next(one for one in _NARROW_FIRST if one in tension.levels)
    here = met[(met["tension"] == tension.id) & (met["level"] == level)]
    leads = panel.select(here)["first_pole"]
    least_p = min(1.0, 2 * 0.5 ** (first + second))
    return {
        "tension": tension.id,
        **panel.names(),
        "respondents": panel.respondents,
        "both": len(begins),
        "first": first,
        "second": second,
        "neither": len(begins) - first - second,
        "p": _sign_test(first, second),
        "least_p": least_p,
        "shown": least_p <= SHOWN,
        "level": level,
        "meetings": len(leads),
        "meetings_first": int((leads == tension.poles[0].id).sum()),
        "meetings_second": int((leads == tension.poles[1].id).sum()),
        "meetings_neither": int((leads == "").sum()),
    }


def _sign_test(first: int, second: int) -> float:
    """Return the exact p: twice the smaller tail of the binomial distribution of a half."""
    fewer, both = min(first, second), first + second
    tail = sum(comb(both, count) for count in range(fewer + 1))
    return min(1.0, float(2 * tail / 2**both))
