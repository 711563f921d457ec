"""Figures of units, and numbers of respondents, beside codes: rank correlations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from qualcode.analysis.comparing.design import SHOWN
from qualcode.analysis.described import describe
from qualcode.analysis.ranks import FEWEST_UNITS, RankCorrelations, correlate_ranks
from qualcode.model.codebook import Codebook
from qualcode.respondents.table import Table
from qualcode.surveys import Survey, SurveyRow, fits_unit, parse_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SURVEY: Literal["survey"] = "survey"
ATTRIBUTE: Literal["attribute"] = "attribute"
NAMED = "named"  # the kind of a row for all codes together that a figure names
MEASURES = ("share_segments", "per_1000_words", "mention")
ITEM = ["kind", "item", "part"]
_JOINED = " × "
_WHY = (
    f"why nothing is correlated: few_units (below {FEWEST_UNITS}), same_figures (the figures do"
    " not differ), same_talk (the measure does not differ); no_p where only the p is left out, for"
    f" none up to {SHOWN} is possible with such ties; else empty"
)
CORRELATIONS = describe(
    "correlations",
    "One row for each figure of a survey or number of the respondents table, each of the codes"
    " beside it, measure and language: do units with higher figures speak of it more?",
    {
        "source": "survey, or attribute (a column of numbers of the respondents table)",
        "survey": "number of the survey, from 1; missing for attributes",
        "line": "of the survey's file where these figures begin; missing for attributes",
        "figure": "the survey's item, or the name of the column",
        "about": "codes that the survey's figures are about; else empty",
        "of": "the columns that name the survey's units, or respondent",
        "kind": "code, branch (a code and all below it), pole; named: all codes together that the"
        " figures name, about what the figures are about",
        "item": "the id of the code, or of the tension; of named: ids with blanks between them",
        "part": "of a pole: first, second or both; else empty",
        "measure": "share_segments, per_1000_words or mention (share of respondents)",
        "language": "of the talk; empty: all, ranks inside each, a unit in its main language alone",
        "units": "with a figure, and with respondents who were heard",
        "respondents": "heard in these units",
        "unheard": "units with a figure of which nobody was heard, or a respondent not heard",
        "unread": "cells that hold something that is no number: text, NaN, infinity",
        "empty": "respondents heard whose cell is empty",
        "rho": "Spearman's rank correlation",
        "low": "95 % lower limit; missing where rho is 1 or -1",
        "high": "its upper limit",
        "p": "two-sided, by permutation of the figures over units; missing where it cannot be"
        f" {SHOWN} or less",
        "least_p": "the smallest that is possible",
        "p_family": "p for the farthest of all codes of this figure, measure and language",
        "arrangements": "gone through",
        "exact": "True where these are all",
        "why": _WHY,
    },
    source="Spearman 1904, American Journal of Psychology 15:72-101; limits: Bonett & Wright 2000,"
    " Psychometrika 65:23-28; strata: van Elteren 1960, Bulletin of the International Statistical"
    " Institute 37:351-361; p_family: Westfall & Young 1993, Resampling-Based Multiple Testing",
)
Where = Literal["survey", "attribute"]


@dataclass(frozen=True, slots=True)
class _Figures:
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
class _Heard:
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


def correlate_figures(
    rates: pd.DataFrame,
    beside: pd.DataFrame,
    codebook: Codebook,
    table: Table,
    surveys: Sequence[Survey],
    seed: int = 1,
) -> pd.DataFrame:
    """Correlate figures of units and numbers of respondents with codes: table CORRELATIONS.

    `rates` comes from `measure_respondents`, `beside` is `counts` of `join_surveys`. Beside
    figures that name codes stand these, and branches and poles that hold any of them; beside
    others all codes, branches and poles.
    """
    heard = _hear(rates)
    rows: list[pd.DataFrame] = []
    for figures in (
        *_of_surveys(heard, beside, codebook, table, surveys),
        *_of_attributes(heard, table),
    ):
        spoken = sorted(set(figures.languages))
        for language in (*spoken, "") if len(spoken) > 1 else spoken:
            rows += _correlate(figures, language, seed)
    return _typed(rows)


def _hear(rates: pd.DataFrame) -> _Heard:
    wanted = rates[rates["kind"].isin(["code", "branch", "pole"])]
    voices = wanted[["respondent", "language", "main", "segments", "words"]].drop_duplicates(
        ["respondent", "language"], ignore_index=True
    )
    items = wanted[ITEM].drop_duplicates(ignore_index=True)

    def lay(name: str) -> Floats:
        return wanted[name].to_numpy(float).reshape(len(items), len(voices))

    return _Heard(voices, items, lay("coded"), lay("codings"), lay("mention"))


def _of_surveys(
    heard: _Heard,
    beside: pd.DataFrame,
    codebook: Codebook,
    table: Table,
    surveys: Sequence[Survey],
) -> Iterator[_Figures]:
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
    heard: _Heard,
    beside: pd.DataFrame,
    codebook: Codebook,
    table: Table,
    number: int,
    rows: Sequence[SurveyRow],
) -> _Figures:
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
    return _Figures(
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

    keys = zip(*(items[name] for name in ITEM), strict=True)
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


def _of_attributes(heard: _Heard, table: Table) -> Iterator[_Figures]:
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
        yield _Figures(
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


def _correlate(figures: _Figures, language: str, seed: int) -> Iterator[pd.DataFrame]:
    """Yield the rows of some figures in one language, measure by measure."""
    at = _places(figures, language)
    values = figures.values[at]
    strata = [figures.languages[one] for one in at]
    for measure in MEASURES:
        columns = figures.columns[measure][at]
        told = correlate_ranks(values, columns, strata, seed=seed)
        yield figures.items.assign(
            source=figures.source,
            survey=figures.survey,
            line=figures.line,
            figure=figures.name,
            about=" ".join(figures.about),
            of=figures.of,
            measure=measure,
            language=language,
            units=len(at),
            respondents=int(figures.respondents[at].sum()),
            unheard=figures.unheard,
            unread=figures.unread,
            empty=figures.empty,
            **{name: getattr(told, name) for name in _TOLD},
            why=_tell_why(values, columns, strata, told),
        )


def _places(figures: _Figures, language: str) -> NDArray[np.intp]:
    """Return where the units of a language stand; of all, each in the language it speaks most."""
    if language:
        return np.array([at for at, one in enumerate(figures.languages) if one == language])
    most: dict[str, int] = {}
    for at, unit in enumerate(figures.units):
        if unit not in most or figures.words[at] > figures.words[most[unit]]:
            most[unit] = at
    return np.array(list(most.values()))


def _tell_why(
    values: Floats, columns: Floats, strata: Sequence[str], told: RankCorrelations
) -> list[str]:
    if len(values) < FEWEST_UNITS:
        return ["few_units"] * columns.shape[1]
    if all(len(set(values[np.array(strata) == one])) == 1 for one in set(strata)):
        return ["same_figures"] * columns.shape[1]
    nothing = np.isnan(told.rho)
    return list(np.where(nothing, "same_talk", np.where(np.isnan(told.p), "no_p", "")))


_TOLD = ("rho", "low", "high", "p", "least_p", "p_family", "arrangements", "exact")


def _typed(rows: Sequence[pd.DataFrame]) -> pd.DataFrame:
    columns = [column.name for column in CORRELATIONS.columns]
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)
    floats = ("rho", "low", "high", "p", "least_p", "p_family")
    whole = ("units", "respondents", "unheard", "unread", "empty", "arrangements")
    types = dict.fromkeys(floats, "float64") | dict.fromkeys(whole, "int64")
    texts = [name for name in columns if name not in (*types, "survey", "line", "exact")]
    types |= dict.fromkeys(texts, "str") | {"survey": "Int64", "line": "Int64", "exact": "bool"}
    return table[columns].astype(types)
