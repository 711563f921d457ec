"""A comparison as a page with all its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from qualcode.inspecting.comparing.as_text import sum_up
from qualcode.inspecting.comparing.comparison import (
    Change,
    Comparison,
    Outcome,
    Tally,
    tally_reasons,
)
from qualcode.inspecting.comparing.wording import (
    BECAME,
    NAMED_BELOW,
    say_cause,
    say_change,
    say_field,
    say_states,
)
from qualcode.inspecting.counting import count
from qualcode.pages import render_page


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
        totals=_totals(outcome) if outcome else {},
        said={
            "change": say_change,
            "field": _say_field,
            "cause": say_cause,
            "states": say_states,
        },
        became=BECAME,
        numbers=_numbers,
        count=count,
        named_below=NAMED_BELOW,
    )


def _say_field(field: object) -> str:
    return say_field(field, longest=10_000)  # type: ignore[arg-type]


def _blocks(changes: tuple[Change, ...]) -> list[_Block]:
    """Gather what follows each other and belongs together."""
    blocks: list[_Block] = []
    for change in changes:
        if blocks and blocks[-1].owner == change.owner:
            blocks[-1] = _Block(change.owner, (*blocks[-1].changes, change))
        else:
            blocks.append(_Block(change.owner, (change,)))
    return blocks


def _totals(outcome: Outcome) -> dict[str, int]:
    names = ("old", "new", "gained", "lost", "changed")
    return {name: sum(getattr(one, name) for one in outcome.codes) for name in names}


def _numbers(tally: Tally) -> str:
    gained, lost = tally.count("gained"), tally.count("lost")
    others = len(tally.codings) - gained - lost
    return f"+{gained} −{lost}" + f" ~{others}" * bool(others)
