"""Tensions × groups of respondents: who speaks for which pole, and how the poles meet."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

import pandas as pd

from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import KEYS, place_codings, size_panels
from qualcode.model.codebook import Codebook, Tension
from qualcode.model.coding import MIXED, UNSTATED

POLES = describe(
    "poles",
    "One row for each tension, language and group: who speaks for each pole, anywhere.",
    {
        "tension": "the tension's id",
        "language": "of the talk",
        "group": "of respondents",
        "respondents": "in the group",
        "first": "respondents who speak for the first pole",
        "second": "respondents who speak for the second pole",
        "both": "respondents who speak for each of them",
        "silent": "respondents who speak for neither",
    },
)
_MET = {
    "language": "of the talk",
    "group": "of respondents",
    "respondents": "in the group",
    "holders": "respondents with a meeting",
    "instances": "meetings",
}
MEETINGS = describe(
    "meetings",
    "One row for each tension, level, language and group: where both poles meet.",
    {"tension": "the tension's id", "level": "segment, turn, answer or interview"} | _MET,
)
RELATIONS = describe(
    "relations",
    "One row for each tension, level, relation, language and group, zeros included; a respondent"
    " who tells of several relations is a holder of each.",
    {
        "tension": "the tension's id",
        "level": "segment, turn, answer or interview",
        "relation": "in the order of the codebook, then mixed and unstated",
    }
    | _MET,
)


def relations_of(tension: Tension) -> tuple[str, ...]:
    """Return the ways in which the poles of a tension can meet, those without a name last."""
    return (*tension.relations, MIXED, UNSTATED)


def find_advocacy(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Return the codings that speak for a pole: the compared and present ones of its codes.

    Columns of `place_codings`, with tension and side (0 or 1, the first or the second pole)
    before them; a coding stands there once for each tension it speaks in.
    """
    placed = place_codings(frames, voices)
    present = placed[placed["polarity"] != "negated"]
    parts = [
        present[present["code"].isin(pole.codes)].assign(tension=tension.id, side=side)
        for tension in codebook.tensions
        for side, pole in enumerate(tension.poles)
    ]
    found = pd.concat([present.iloc[:0].assign(tension="", side=0), *parts], ignore_index=True)
    return found.astype({"tension": "str", "side": "int64"})


def tell_poles(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count each respondent's present codings of both poles of each tension.

    One row for tension, language and respondent, silent ones included. Columns: tension,
    language, group, respondent, first and second (codings of the two poles).
    """
    people = voices.loc[voices["counted"], [*KEYS, "respondent"]]
    tensions = pd.DataFrame({"tension": [tension.id for tension in codebook.tensions]}, dtype="str")
    told = tensions.merge(people, how="cross")
    keys = ["tension", "language", "respondent"]
    found = find_advocacy(frames, codebook, voices)
    for side, name in enumerate(("first", "second")):
        sizes = found[found["side"] == side].groupby(keys).size().to_dict()
        rows = zip(*(told[key] for key in keys), strict=True)
        told[name] = pd.Series([sizes.get(row, 0) for row in rows], dtype="int64")
    return told


def balance_poles(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count the respondents who speak for each pole, anywhere in their talk: the table POLES."""
    told = tell_poles(frames, codebook, voices)
    first, second = told["first"] > 0, told["second"] > 0
    told = told.assign(
        respondents=1, first=first, second=second, both=first & second, silent=~(first | second)
    )
    columns = ["respondents", "first", "second", "both", "silent"]
    return told.groupby(["tension", *KEYS], as_index=False, sort=False)[columns].sum()


def locate_meetings(frames: Frames, voices: pd.DataFrame) -> pd.DataFrame:
    """Return the tensions that are compared, with the columns row, language and group added.

    `row` counts the rows of the whole table from 0. Their language is that of the first segment
    of the unit; for the whole interview that of most of the respondent's segments in it, of
    most words where segments are as many.
    """
    tensions = frames.tensions.reset_index(names="row")
    opening, usual = _find_openings(frames), usual_languages(frames)
    names = ("transcript", "respondent", "level", "start", "stop")
    placed = []
    for transcript, respondent, level, start, stop in _cells(tensions, names):
        who = transcript, respondent
        if level == "interview":
            placed.append(usual.get(who, ""))
        else:
            placed.append(_opening_language(opening[who], start, stop))
    tensions["language"] = pd.Series(placed, index=tensions.index, dtype="str")
    counted = voices.loc[voices["counted"], ["respondent", *KEYS]]
    return tensions.merge(counted, on=["respondent", "language"], how="inner")


Openings = defaultdict[tuple[str, str], list[tuple[int, str]]]  # by transcript and respondent


def _find_openings(frames: Frames) -> Openings:
    """Map each transcript and respondent to the starts of the segments and their languages."""
    openings: Openings = defaultdict(list)
    names = ("transcript", "respondent", "start", "language")
    for transcript, respondent, start, language in _cells(frames.segments, names):
        openings[transcript, respondent].append((start, language))
    for found in openings.values():
        found.sort(key=itemgetter(0))
    return openings


def _opening_language(openings: list[tuple[int, str]], start: int, stop: int) -> str:
    """Return the language of the first segment that starts in a unit; empty without any."""
    at = bisect_left(openings, start, key=itemgetter(0))
    return openings[at][1] if at < len(openings) and openings[at][0] < stop else ""


def _cells(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in names), strict=True)


def usual_languages(frames: Frames) -> dict[tuple[str, str], str]:
    """Map each transcript and respondent to the language of most of the segments."""
    keys = ["transcript", "respondent"]
    spoken = frames.segments.groupby([*keys, "language"], as_index=False).agg(
        segments=("segment", "size"), words=("words", "sum")
    )
    ranked = spoken.sort_values(["segments", "words", "language"], ascending=[False, False, True])
    most = ranked.drop_duplicates(keys)
    return {
        (transcript, respondent): language
        for transcript, respondent, language in zip(
            most["transcript"], most["respondent"], most["language"], strict=True
        )
    }


def count_meetings(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count where both poles meet, on every level the tension is looked for: table MEETINGS."""
    located = locate_meetings(frames, voices)
    panels = size_panels(voices)[[*KEYS, "respondents"]]
    levels = [(tension.id, level) for tension in codebook.tensions for level in tension.levels]
    rows = pd.DataFrame(levels, columns=["tension", "level"], dtype="str")
    return _count(rows.merge(panels, how="cross"), located, ["tension", "level", *KEYS])


def count_relations(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count how the poles meet: the table RELATIONS."""
    located = locate_meetings(frames, voices)
    panels = size_panels(voices)[[*KEYS, "respondents"]]
    kinds = [
        (tension.id, level, relation)
        for tension in codebook.tensions
        for level in tension.levels
        for relation in relations_of(tension)
    ]
    rows = pd.DataFrame(kinds, columns=["tension", "level", "relation"], dtype="str")
    return _count(rows.merge(panels, how="cross"), located, ["tension", "level", "relation", *KEYS])


def _count(rows: pd.DataFrame, located: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add holders and instances of `located` to `rows`, matched by `keys`."""
    holders = located.groupby(keys)["respondent"].nunique().to_dict()
    instances = located.groupby(keys).size().to_dict()
    wanted = list(zip(*(rows[key] for key in keys), strict=True))
    return rows.assign(
        holders=[holders.get(key, 0) for key in wanted],
        instances=[instances.get(key, 0) for key in wanted],
    ).astype({"holders": "int64", "instances": "int64"})
