"""What a table of results says of itself: every column, and where its formulas come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of results, and what it holds."""

    name: str
    holds: str


@dataclass(frozen=True, slots=True)
class Description:
    """A table of results: its name in files and workbooks, its columns, its sources."""

    name: str  # letters, digits and underscores, 31 at most: it names sheets too
    about: str  # one row is what, in one sentence
    columns: tuple[Column, ...]  # of every row; a table may have more behind them, see `further`
    source: str = ""  # paper or textbook of the formulas; empty where rows are only counted
    further: str = ""  # what columns behind the named ones are, where their number is open


def describe(
    name: str, about: str, columns: dict[str, str], source: str = "", further: str = ""
) -> Description:
    """Describe a table; `columns` maps names to what they hold, in the order of the table."""
    named = tuple(Column(column, holds) for column, holds in columns.items())
    return Description(name, about, named, source, further)
