"""A comparison as a page with all its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from qualcode.inspecting.comparing.comparison import (
    TOTALS,
    Change,
    Comparison,
    tally_reasons,
)
from qualcode.inspecting.comparing.wording import (
    BECAME,
    NAMED_BELOW,
    say_cause,
    say_change,
    say_field,
    say_numbers,
    say_people,
    say_states,
    sum_up,
)
from qualcode.inspecting.counting import count
from qualcode.pages import render_page

_WHOLE = 10_000  # characters of a text on a page, where a terminal has room for a line


@dataclass(frozen=True, slots=True)
class _Block:
    """The changes of one code, tension or relation."""

    owner: str
    changes: tuple[Change, ...]


def render_html(comparison: Comparison) -> str:
    """Render a comparison as one HTML file."""
    outcome = comparison.outcome
    return render_page(
        "qualcode.inspecting",
        "diff",
        old=PurePath(comparison.old).name,
        new=PurePath(comparison.new).name,
        summary=sum_up(comparison.changes),
        blocks=_blocks(comparison.changes),
        outcome=outcome,
        tallies=tally_reasons(outcome.codings) if outcome else (),
        people=say_people(outcome) if outcome else "",
        totals={name: outcome.total(name) for name in TOTALS} if outcome else {},
        said={
            "change": say_change,
            "field": partial(say_field, longest=_WHOLE),
            "cause": say_cause,
            "states": say_states,
        },
        became=BECAME,
        numbers=partial(say_numbers, minus="−"),
        count=count,
        named_below=NAMED_BELOW,
    )


def _blocks(changes: tuple[Change, ...]) -> list[_Block]:
    """Gather what follows each other and belongs together."""
    blocks: list[_Block] = []
    for change in changes:
        if blocks and blocks[-1].owner == change.owner:
            blocks[-1] = _Block(change.owner, (*blocks[-1].changes, change))
        else:
            blocks.append(_Block(change.owner, (change,)))
    return blocks
