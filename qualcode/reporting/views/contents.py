"""The table of contents: the sections, and in them the tensions and the codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from qualcode.reporting.messages import Messages
from qualcode.reporting.views.balance import Balance
from qualcode.reporting.views.code_quotes import CodeQuotes
from qualcode.reporting.views.tension_quotes import TensionQuotes

MOST_BELOW = 120  # codes of one section: more are no help in finding one


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    text: str
    href: str
    below: tuple[Entry, ...] = ()


class _Listed(Protocol):
    """The parts of a report that are listed one by one."""

    @property
    def balance(self) -> Sequence[Balance]: ...
    @property
    def quotes(self) -> Sequence[CodeQuotes]: ...
    @property
    def meetings(self) -> Sequence[TensionQuotes]: ...


def view_contents(
    sections: Iterable[str], messages: Messages, report: _Listed
) -> tuple[Entry, ...]:
    """Make the table of contents, section by section."""
    below = {
        "balance": tuple(Entry(one.name, f"#{one.anchor}") for one in report.balance),
        "quotes": tuple(_list_codes(report.quotes)),
        "meetings": tuple(Entry(one.name, f"#{one.anchor}") for one in report.meetings),
    }
    return tuple(
        Entry(messages.text(f"{section}.title"), f"#{section}", below.get(section, ()))
        for section in sections
    )


def _list_codes(quotes: Sequence[CodeQuotes]) -> Iterator[Entry]:
    """Yield the codes, those below a branch inside it; of very many, the branches alone."""
    whole = len(quotes) <= MOST_BELOW
    top = [one for one in quotes if not one.inside][:MOST_BELOW]
    for one in top:
        inside = (
            Entry(other.name, f"#{other.anchor}")
            for other in quotes
            if whole and other.id.startswith(f"{one.id}.")
        )
        yield Entry(one.name, f"#{one.anchor}", tuple(inside))
