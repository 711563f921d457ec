"""Coefficients as people read them in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.agreement.figures import Value
from qualcode.reporting.messages import Messages
from qualcode.reporting.views.estimates import write_signed

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Shown:
    """A number and its limits, ready to be read."""

    text: str
    limits: str = ""


def show(value: Value, messages: Messages, undefined: str = NOTHING) -> Shown:
    """Return a coefficient with two decimals; `undefined` stands for one that is not."""
    if value.value is None:
        return Shown(undefined)
    limits = ""
    if value.low is not None and value.high is not None:
        low, high = (write_signed(messages, end, 2) for end in (value.low, value.high))
        limits = f"[{low}; {high}]"
    return Shown(write_signed(messages, value.value, 2), limits)


def show_share(share: float | None, messages: Messages) -> str:
    """Return a share with two decimals, a dash where there is none."""
    return NOTHING if share is None else messages.number(share, 2)
