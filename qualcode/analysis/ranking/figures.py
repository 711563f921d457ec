"""What is correlated: figures of units, and numbers of respondents, with the codes beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from qualcode.analysis.comparing.measures import CODED
from qualcode.model.codebook import Codebook
from qualcode.respondents.table import Table
from qualcode.surveys import Survey, SurveyRow, fits_unit, parse_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SURVEY: Literal["survey"] = "survey"
ATTRIBUTE: Literal["attribute"] = "attribute"
NAMED = "named"  # the kind of a row for all codes together that a figure names
_JOINED = " × "
Where = Literal["survey", "attribute"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that can be compared with each other, and what is beside them."""

    source: Where
    survey: int | None
    line: int | None
    name: str
    about: tuple[str, ...]
    of: str
    items: pd.DataFrame  # kind, item, part of each column
    languages: tuple[str, ...]  # of each unit: one stands in each language it speaks
    units: tuple[str, ...]
    values: Floats
    words: Floats
    respondents: NDArray[np.int64]
    columns: dict[str, Floats]  # measure → units × items
    unheard: int = 0
    unread: int = 0
    empty: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """The table of rates as arrays: voices, and items × voices."""

    voices: pd.DataFrame
    items: pd.DataFrame
    coded: Floats
    codings: Floats
    mention: Floats

    def measure(self, members: NDArray[np.bool_], chosen: NDArray[np.intp]) -> dict[str, Floats]:
        """Return the measures of units (units × voices, who belongs to which) × items."""
        of = members.astype(float)
        segments, words = (of @ self.voices[name].to_numpy(float) for name in ("segments", "words"))
        people = of.sum(1)

        def share(counts: Floats, whole: Floats) -> Floats:
            told = of @ counts[chosen].T
            return np.where(whole[:, None] > 0, told / np.maximum(whole, 1)[:, None], 0.0)

        return {
            "share_segments": share(self.coded, segments),
            "per_1000_words": 1000 * share(self.codings, words),
            "mention": share(self.mention, people),
        }


def hear_rates(rates: pd.DataFrame) -> Heard:
    """Lay the table of rates out as arrays."""
    wanted = rates[rates["kind"].isin(["code", "branch", "pole"])]
    voices = wanted[["respondent", "language", "main", "segments", "words"]].drop_duplicates(
        ["respondent", "language"], ignore_index=True
    )
    items = wanted[CODED].drop_duplicates(ignore_index=True)

    def lay(name: str) -> Floats:
        return wanted[name].to_numpy(float).reshape(len(items), len(voices))

    return Heard(voices, items, lay("coded"), lay("codings"), lay("mention"))


def list_survey_figures(
    heard: Heard,
    beside: pd.DataFrame,
    codebook: Codebook,
    table: Table,
    surveys: Sequence[Survey],
) -> Iterator[Figures]:
    """Yield the figures of each survey that are of the same item and of units of one kind."""
    for number, survey in enumerate(surveys):
        same: dict[tuple[object, ...], list[SurveyRow]] = defaultdict(list)
        for row in survey.rows:
            columns = tuple(name for name, _ in row.where)
            if columns:
                key = (row.item, row.unit, row.kind, row.low, row.high, row.about, row.codes)
                same[*key, columns].append(row)
        own = beside[beside["survey"] == number]
        for rows in same.values():
            yield _figures_of(heard, own, codebook, table, number, rows)


def _figures_of(
    heard: Heard,
    beside: pd.DataFrame,
    codebook: Codebook,
    table: Table,
    number: int,
    rows: Sequence[SurveyRow],
) -> Figures:
    first = rows[0]
    lines = {row.line: row for row in rows}
    found = beside[beside["line"].isin(lines) & (beside["respondents"] > 0)]
    places = list(zip(found["line"], found["language"], strict=True))
    chosen = _items_beside(heard.items, codebook, first)
    members = _members(heard.voices, table, [(lines[line], tongue) for line, tongue in places])
    columns = heard.measure(members, chosen)
    items = heard.items.iloc[chosen]
    if first.codes:
        named = {"kind": NAMED, "item": " ".join(first.codes), "part": ""}
        items = pd.concat([pd.DataFrame([named]), items], ignore_index=True)
        columns = {
            name: np.column_stack([_named(found, name), told]) for name, told in columns.items()
        }
    return Figures(
        SURVEY,
        number + 1,
        first.line,
        first.item,
        first.about,
        _JOINED.join(name for name, _ in first.where),
        items,
        tuple(tongue for _, tongue in places),
        tuple(str(line) for line, _ in places),
        np.array([lines[line].figure for line, _ in places], dtype=float),
        found["words"].to_numpy(float),
        found["respondents"].to_numpy(np.int64),
        columns,
        unheard=len(lines) - found["line"].nunique(),
    )


def _named(found: pd.DataFrame, measure: str) -> Floats:
    """Return a measure of all codes together that the figures name."""
    if measure == "per_1000_words":
        return np.asarray(np.nan_to_num(found["per_1000_words"].to_numpy(float)))
    part, whole = ("coded", "segments") if measure == "share_segments" else ("present", None)
    total = found[whole or "respondents"].to_numpy(float)
    return np.asarray(found[part].to_numpy(float) / np.maximum(total, 1))


def _items_beside(items: pd.DataFrame, codebook: Codebook, row: SurveyRow) -> NDArray[np.intp]:
    """Return the places of the items that stand beside a figure; none beside `about`.

    What a coding is about is known of codings, not of rates.
    """
    if row.about:
        return np.array([], dtype=np.intp)
    if not row.codes:
        return np.arange(len(items))
    ids = [code.id for code in codebook.codes]
    named = {id for id in ids for code in row.codes if id == code or id.startswith(f"{code}.")}
    held = {tension.id: tension.poles for tension in codebook.tensions}

    def stands(kind: str, id: str, part: str) -> bool:
        if kind == "pole":
            sides = held[id] if part == "both" else held[id][part == "second" :][:1]
            return any(named & pole.codes for pole in sides)
        return id in named or (kind == "branch" and any(one.startswith(f"{id}.") for one in named))

    keys = zip(*(items[name] for name in CODED), strict=True)
    return np.array([at for at, key in enumerate(keys) if stands(*key)], dtype=np.intp)


def _members(
    voices: pd.DataFrame, table: Table, units: Iterable[tuple[SurveyRow, str]]
) -> NDArray[np.bool_]:
    """Return which voices belong to which unit in which language, units × voices."""
    rows = []
    for row, language in units:
        people = {person.id for person in table.respondents if fits_unit(row, person)}
        rows.append(voices["respondent"].isin(people) & (voices["language"] == language))
    return np.array(rows, dtype=bool).reshape(len(rows), len(voices))


def list_attributes(heard: Heard, table: Table) -> Iterator[Figures]:
    """Yield the columns of the respondents table in which most of what is written are numbers."""
    known = {person.id: dict(person.attributes) for person in table.respondents}
    speakers = list(dict.fromkeys(heard.voices["respondent"]))
    every = np.arange(len(heard.items))
    for name in table.attributes:
        cells = {id: known.get(id, {}).get(name, "").strip() for id in speakers}
        numbers = {id: number for id in speakers if (number := parse_number(cells[id])) is not None}
        filled = sum(bool(cell) for cell in cells.values())
        if not numbers or 2 * len(numbers) < filled:
            continue
        places = np.flatnonzero(heard.voices["respondent"].isin(numbers))
        voices = heard.voices.iloc[places]
        members = np.zeros((len(places), len(heard.voices)), dtype=bool)
        members[np.arange(len(places)), places] = True
        yield Figures(
            ATTRIBUTE,
            None,
            None,
            name,
            (),
            "respondent",
            heard.items,
            tuple(voices["language"]),
            tuple(voices["respondent"]),
            np.array([numbers[id] for id in voices["respondent"]]),
            voices["words"].to_numpy(float),
            np.ones(len(voices), dtype=np.int64),
            heard.measure(members, every),
            unheard=0,
            unread=filled - len(numbers),
            empty=len(speakers) - filled,
        )
