"""Differences, limits and p as they are printed."""

from __future__ import annotations

from qualcode.reporting.messages import Messages

_SMALLEST = 0.0005  # p below it are not written out


def write_signed(messages: Messages, number: float, places: int, *, plus: bool = False) -> str:
    """Write a number with a true minus; `plus`: it is a difference, larger ones have a plus.

    What is rounded to nothing has no sign.
    """
    rounded = round(number, places)
    sign = "−" if rounded < 0 else "+" if plus and rounded > 0 else ""
    return sign + messages.number(abs(number), places)


def write_limits(messages: Messages, low: str, high: str) -> str:
    """Put limits that are already written behind their number."""
    return messages.text("estimates.limits", low=low, high=high)


def write_p(messages: Messages, p: float) -> str:
    """Write a p; the smallest are said to be below a thousandth."""
    if p < _SMALLEST:
        return messages.text("estimates.below", p=messages.number(0.001, 3))
    return messages.number(p, 3)
