"""Indicators that can be found nowhere, whatever is said."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.codebook.expressions import render_expression
from qualcode.errors import Problem
from qualcode.model.codebook import Codebook, Expression, Group, Indicator


def check_never(codebook: Codebook) -> tuple[Problem, ...]:
    """List indicators and cues that look for what their own `not` forbids, by line."""
    told = {
        (indicator.line, text): Problem(
            codebook.file,
            f"`{text}` is looked for, and stands under `not` beside it: it can never be found",
            indicator.line,
            cure="take it out of one of the two",
        )
        for indicator in _indicators(codebook)
        for text in _never(indicator.expression)
    }
    return tuple(told[key] for key in sorted(told))


def _indicators(codebook: Codebook) -> Iterator[Indicator]:
    for code in codebook.codes:
        if code.sought:
            yield from code.indicators
    for relation in codebook.relations:
        yield from relation.cues
    for tension in codebook.tensions:
        yield from tension.cues


def _never(expression: Expression) -> Iterator[str]:
    """Yield what a group, or one inside it, looks for and forbids in the same place."""
    if not isinstance(expression, Group):
        return
    forbidden = {render_expression(item) for item in expression.absent}
    for item in expression.items:
        text = render_expression(item)
        if text in forbidden:
            yield text
        yield from _never(item)
    for item in expression.absent:
        yield from _never(item)
