"""A respondent: the unit of every comparison."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person interviewed, as the respondents table describes them."""

    id: str
    type: str  # id of a respondent type; empty when the table has no row for the speaker
    attributes: tuple[tuple[str, str], ...] = ()  # further columns of the table, in its order
