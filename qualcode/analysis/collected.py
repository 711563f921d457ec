"""In which order interviews were collected, as far as anybody has said so.

The respondents table is written as a study grows, so its rows tell the order. What has no row
stands behind, by name: `i2` before `i10`.
"""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import said_by_respondents
from qualcode.analysis.natural import Rank, rank_name
from qualcode.respondents.attach import rows_for
from qualcode.respondents.table import Table


def order_transcripts(ids: Iterable[str], table: Table) -> list[str]:
    """Order transcripts as the table names them first; those without a row by name, behind."""
    places = {row: place for place, row in enumerate(table.rows)}
    behind = len(places)

    def rank(id: str) -> tuple[int, Rank]:
        return min((places[row] for row in rows_for(table, id)), default=behind), rank_name(id)

    return sorted(ids, key=rank)


def order_respondents(frames: Frames, table: Table) -> list[str]:
    """Order the respondents who speak as the table names them first.

    Those without a row stand behind, in the order of the transcripts in which they are first heard.
    """
    said = said_by_respondents(frames)[["transcript", "respondent"]].drop_duplicates()
    transcripts = order_transcripts(said["transcript"].unique(), table)
    heard = {id: place for place, id in enumerate(transcripts)}
    known = {person.id: place for place, person in enumerate(table.respondents)}
    first: dict[str, int] = {}
    for transcript, respondent in zip(said["transcript"], said["respondent"], strict=True):
        first[respondent] = min(heard[transcript], first.get(respondent, len(heard)))
    return sorted(first, key=lambda one: (known.get(one, len(known)), first[one]))
