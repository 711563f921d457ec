"""Do units with higher figures speak of a code more: rank correlations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from qualcode.analysis.comparing.design import SHOWN
from qualcode.analysis.described import describe
from qualcode.analysis.ranking.figures import (
    Figures,
    hear_rates,
    list_attributes,
    list_survey_figures,
)
from qualcode.analysis.ranking.ranks import FEWEST_UNITS, RankCorrelations, correlate_ranks
from qualcode.model.codebook import Codebook
from qualcode.respondents.table import Table
from qualcode.surveys import Survey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MEASURES = ("share_segments", "per_1000_words", "mention")
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
    heard = hear_rates(rates)
    rows: list[pd.DataFrame] = []
    for figures in (
        *list_survey_figures(heard, beside, codebook, table, surveys),
        *list_attributes(heard, table),
    ):
        spoken = sorted(set(figures.languages))
        for language in (*spoken, "") if len(spoken) > 1 else spoken:
            rows += _correlate(figures, language, seed)
    return _typed(rows)


def _correlate(figures: Figures, language: str, seed: int) -> Iterator[pd.DataFrame]:
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


def _places(figures: Figures, language: str) -> NDArray[np.intp]:
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
