"""Respondents → the groups that are compared, each language in a panel of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.natural import rank_name
from qualcode.respondents.attributes import TYPE, check_attributes
from qualcode.respondents.table import Table

LEAST_SHARE = 0.1  # of a respondent's words, for a place in the panel of a language
KEYS = ["language", "group"]
CROSS = " × "  # between the values of attributes that are crossed


def assign_groups(frames: Frames, table: Table, by: str | Sequence[str] = TYPE) -> pd.DataFrame:
    """Say which respondents are compared in which group; one row for respondent and language.

    `by`: `type` or a column of the respondents table, or several that are crossed.
    Columns: respondent, language, group (the respondent's type, or the value of the column; of
    several, the values joined by ` × ` in their order; empty when any is missing), segments,
    words, share (of the respondent's words), main (the language of most words), counted (main,
    or a tenth of the words at least: a stray sentence makes nobody a speaker of a language).
    StudyError with all names that are no columns.
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    check_attributes(names, table.attributes)
    said = said_by_respondents(frames)
    voices = said.groupby(["respondent", "language"], as_index=False).agg(
        segments=("segment", "size"), words=("words", "sum")
    )
    total = voices.groupby("respondent")["words"].transform("sum")
    voices["share"] = (voices["words"] / total.where(total > 0, 1)).astype("float64")
    most = voices.sort_values(["words", "language"], ascending=[False, True], kind="stable")
    voices["main"] = voices.index.isin(most.drop_duplicates("respondent").index)
    voices["counted"] = voices["main"] | (voices["share"] >= LEAST_SHARE)
    known = find_values(frames, table, names)
    groups = voices["respondent"].map({id: _cross(values) for id, values in known.items()})
    voices.insert(2, "group", groups.astype("str"))
    return voices


def find_values(frames: Frames, table: Table, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Map every respondent who speaks to the values of the columns called `names`."""
    said = said_by_respondents(frames)
    types = dict(zip(said["respondent"], said["type"], strict=True))
    known = {id: dict(person.attributes) for id, person in table.by_id.items()}
    return {
        id: tuple(type if name == TYPE else known.get(id, {}).get(name, "") for name in names)
        for id, type in types.items()
    }


def _cross(values: Sequence[str]) -> str:
    return CROSS.join(values) if all(values) else ""


def split_group(id: str, by: Sequence[str]) -> tuple[str, ...]:
    """Return the values that a group is crossed of; the whole where they cannot be told apart."""
    parts = tuple(id.split(CROSS)) if len(by) > 1 else (id,)
    return parts if len(parts) == len(by) else (id,)


def order_groups(
    ids: Iterable[str], by: Sequence[str], orders: Mapping[str, Sequence[str]]
) -> list[str]:
    """Order groups: as in `orders`, numbers by size, the rest by name, nameless last.

    `orders`: the values of attributes that have an order, as `Run.orders` gives them.
    """

    def rank_part(name: str, value: str) -> tuple[object, ...]:
        known = orders.get(name, ())
        place = known.index(value) if value in known else len(known)
        return (place, rank_name(value))

    def rank(id: str) -> tuple[object, ...]:
        parts = split_group(id, by)
        ranked = tuple(map(rank_part, by, parts)) if len(parts) == len(by) else ()
        return (id == "", not ranked, ranked, id)

    return sorted(ids, key=rank)


def said_by_respondents(frames: Frames) -> pd.DataFrame:
    """Return the segments of those who are known as respondents."""
    return frames.segments[frames.segments["respondent"] != ""]


def place_codings(frames: Frames, voices: pd.DataFrame) -> pd.DataFrame:
    """Return the codings that are compared, with the columns language, group and row added.

    Left out are those of nobody in particular, and those in a language that the respondent
    hardly speaks; `row` counts the rows of the whole table from 0.
    """
    spoken = frames.segments[["transcript", "segment", "language"]]
    codings = frames.codings.reset_index(names="row")
    placed = codings.merge(spoken, on=["transcript", "segment"], how="left")
    counted = voices.loc[voices["counted"], ["respondent", "language", "group"]]
    return placed.merge(counted, on=["respondent", "language"], how="inner")


def size_panels(voices: pd.DataFrame) -> pd.DataFrame:
    """Return language, group, respondents, segments and words of every group of every panel."""
    counted = voices[voices["counted"]]
    return counted.groupby(KEYS, as_index=False).agg(
        respondents=("respondent", "nunique"), segments=("segments", "sum"), words=("words", "sum")
    )
