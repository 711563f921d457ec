"""Tensions × groups of respondents: who speaks for which pole, and how the poles meet."""

from __future__ import annotations

import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import KEYS, place_codings, size_panels
from qualcode.model.codebook import Codebook


def tell_poles(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count each respondent's present codings of both poles of each tension.

    One row for tension, language and respondent, silent ones included. Columns: tension,
    language, group, respondent, first and second (codings of the two poles).
    """
    placed = place_codings(frames, voices)
    placed = placed[placed["polarity"] != "negated"]
    people = voices.loc[voices["counted"], [*KEYS, "respondent"]]
    parts = [people.iloc[:0].assign(tension="", first=0, second=0)]
    for tension in codebook.tensions:
        part = people.assign(tension=tension.id)
        for side, pole in zip(("first", "second"), tension.poles, strict=True):
            found = placed[placed["code"].isin(pole.codes)]
            sizes = found.groupby(["language", "respondent"]).size().to_dict()
            keys = zip(part["language"], part["respondent"], strict=True)
            part[side] = [sizes.get(key, 0) for key in keys]
        parts.append(part)
    told = pd.concat(parts, ignore_index=True).astype(
        {"tension": "str", "first": "int64", "second": "int64"}
    )
    return told[["tension", *KEYS, "respondent", "first", "second"]]


def balance_poles(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count the respondents who speak for each pole, anywhere in their talk.

    One row for tension, language and group. Columns: tension, language, group, respondents,
    first, second (speak for that pole), both (speak for each of them), silent (for neither).
    """
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
    of the unit, for the whole interview the respondent's main language.
    """
    tensions = frames.tensions.reset_index(names="row")
    spoken = frames.segments[["transcript", "respondent", "start", "language"]].rename(
        columns={"start": "at"}
    )
    inside = tensions.merge(spoken, on=["transcript", "respondent"])
    inside = inside[(inside["start"] <= inside["at"]) & (inside["at"] < inside["stop"])]
    first = inside.sort_values("at", kind="stable").drop_duplicates("row")
    languages = dict(zip(first["row"], first["language"], strict=True))
    mains = voices[voices["main"]]
    main = dict(zip(mains["respondent"], mains["language"], strict=True))
    placed = [
        main.get(respondent, "") if level == "interview" else languages.get(row, "")
        for row, level, respondent in zip(
            tensions["row"], tensions["level"], tensions["respondent"], strict=True
        )
    ]
    tensions["language"] = pd.Series(placed, index=tensions.index, dtype="str")
    counted = voices.loc[voices["counted"], ["respondent", *KEYS]]
    return tensions.merge(counted, on=["respondent", "language"], how="inner")


def count_meetings(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count where both poles meet, on every level the tension is looked for.

    One row for tension, level, language and group. Columns: tension, level, language, group,
    respondents (in the group), holders (respondents with a meeting), instances.
    """
    located = locate_meetings(frames, voices)
    panels = size_panels(voices)[[*KEYS, "respondents"]]
    levels = [(tension.id, level) for tension in codebook.tensions for level in tension.levels]
    rows = pd.DataFrame(levels, columns=["tension", "level"], dtype="str")
    return _count(rows.merge(panels, how="cross"), located, ["tension", "level", *KEYS])


def count_relations(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count how the poles meet; as `count_meetings`, with the column relation.

    Relations of the tension in the codebook's order, then mixed and unstated; zeros included.
    A respondent who tells of several relations is a holder of each.
    """
    located = locate_meetings(frames, voices)
    panels = size_panels(voices)[[*KEYS, "respondents"]]
    kinds = [
        (tension.id, level, relation)
        for tension in codebook.tensions
        for level in tension.levels
        for relation in (*tension.relations, "mixed", "unstated")
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
