"""Counts of respondents as they are printed: `5 of 8`, and a per cent only from ten persons on."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis import wilson_interval
from qualcode.reporting.messages import Messages

LEAST_FOR_PERCENT = 10  # respondents in the group
LEAST_FOR_COLOUR = 3  # smaller groups are named, not ranked
STEPS = 6  # of the colour scale


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many respondents."""

    text: str
    interval: str  # per cent with its 95 % limits; empty for small groups
    href: str  # empty when there is nothing to lead to
    step: int  # of the colour scale, 1 to STEPS; 0 for none and for the smallest groups


def make_share(messages: Messages, count: int, total: int, href: str = "") -> Share:
    """Put a share of respondents into words."""
    text = messages.text("share", count=count, total=total)
    step = -(-count * STEPS // total) if total >= LEAST_FOR_COLOUR else 0
    return Share(text, _interval(messages, count, total), href if count else "", step)


def _interval(messages: Messages, count: int, total: int) -> str:
    if total < LEAST_FOR_PERCENT:
        return ""
    low, high = wilson_interval(count, total)
    percents = [round(100 * share) for share in (count / total, low, high)]
    return messages.text("share.interval", share=percents[0], low=percents[1], high=percents[2])
