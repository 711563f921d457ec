"""The tables of results as sheets: what they hold said in the report's language, codes named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd

from qualcode.analysis.comparing.measures import RATES
from qualcode.analysis.described import Description
from qualcode.analysis.results import ANALYSES
from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.export.sheets import Field, Sheet, sheet_of_frame
from qualcode.reporting.messages import Messages

_LABEL = "_label"  # behind the name of a column of ids
_MANY_RATES = 100_000  # rows: 2,000 codes × 200 respondents make a workbook that hardly opens


def list_tables(gathered: Gathered) -> Iterator[tuple[Description, pd.DataFrame]]:
    """Yield every table of results, in the order in which they are listed."""
    for analysis in ANALYSES:
        yield analysis.description, gathered.results[analysis.description.name]


def list_statistics(gathered: Gathered) -> list[Sheet]:
    """Return a sheet for every table of results."""
    return [
        _make_short(gathered, *table) if table[0] is RATES else make_sheet(gathered, *table)
        for table in list_tables(gathered)
    ]


def _make_short(gathered: Gathered, description: Description, rates: pd.DataFrame) -> Sheet:
    """Return the sheet of rates, without its noughts where there are too many rows; it says so."""
    if len(rates) <= _MANY_RATES:
        return make_sheet(gathered, description, rates)
    told = rates[(rates["codings"] > 0) | (rates["mention"] > 0)]
    sheet = make_sheet(gathered, description, told)
    left_out = gathered.words.count("first.noughts", len(rates) - len(told))
    return replace(sheet, about=f"{sheet.about} {left_out}")


def make_sheet(gathered: Gathered, description: Description, frame: pd.DataFrame) -> Sheet:
    """Return a table of results with columns that name what its columns of ids mean."""
    words = gathered.words
    named = frame.copy(deep=False)
    names = _namers(gathered, description.name)
    for column in frame.columns:
        if column in names and f"{column}{_LABEL}" not in frame.columns:
            label = names[column]
            labels = {id: label(id) if id else "" for id in frame[column].unique()}
            place = int(named.columns.get_loc(column)) + 1  # type: ignore[arg-type]
            named.insert(place, f"{column}{_LABEL}", frame[column].map(labels).astype("str"))
    sheet = sheet_of_frame(named, description, say(words, description.name, "sheet") or "")
    return replace(
        sheet,
        about=say(words, description.name, "about") or description.about,
        further=say(words, description.name, "further") or description.further,
        fields=tuple(_tell(words, description, field) for field in sheet.fields),
    )


def say(words: Messages, table: str, key: str) -> str:
    """Return what is said of a table in the language of `words`; empty where nothing is."""
    return str(words.texts.get(f"table.{table}.{key}", ""))


def tell_column(words: Messages, description: Description, name: str) -> str:
    """Say what a column of a table of results holds, in the language of `words` if it can be."""
    told = {column.name: column.holds for column in description.columns}
    if name.endswith(_LABEL) and name not in told:
        return words.text("column.label_of", column=name.removesuffix(_LABEL))
    for key in (f"holds.{description.name}.{name}", f"holds.{name}"):
        if key in words.texts and name in told:
            return words.text(key)
    return told.get(name, "")


def _tell(words: Messages, description: Description, field: Field) -> Field:
    return replace(field, holds=tell_column(words, description, field.name))


def _namers(gathered: Gathered, table: str) -> dict[str, Callable[[str], str]]:
    """Return how the ids of some columns are named, by the names of the columns."""
    labels, codebook = gathered.labels, gathered.run.codebook
    tensions = {one.id: labels.tension(one) for one in codebook.tensions}

    def item(id: str) -> str:
        return tensions.get(id) or labels.code(id)

    def tension(id: str) -> str:
        return tensions.get(id, id)

    named: dict[str, Callable[[str], str]] = {
        "code": labels.code,
        "group": labels.group,
        "tension": tension,
        "item": item,
        "relation": labels.relation,
        "type": labels.type,
    }
    pair = {"cooccurrence": labels.code, "pairs": labels.group, "error_pairs": labels.group}
    if table in pair:
        named |= dict.fromkeys(("first", "second"), pair[table])
    return named
