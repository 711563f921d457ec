"""Indicators and codes that can be found nowhere, whatever is said."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from qualcode.codebook.expressions import render_expression
from qualcode.inspecting.checking.covering import expression_covers
from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.material import Material
from qualcode.model.codebook import Code, Expression, Group, Indicator


def check_never(material: Material) -> Iterator[Finding]:
    """Find what its own `not`, its own mask or its own `min_score` keeps from being found."""
    told: set[tuple[int, str]] = set()
    for one in (*material.indicators(), *material.cues()):
        for text in _forbidden(one.expression):
            if (one.line, text) not in told:
                told.add((one.line, text))
                yield Finding(
                    "never",
                    one.line,
                    one.owner,
                    f"`{text}` is looked for, and stands under `not` beside it: it can never be"
                    " found",
                    "take it out of one of the two",
                )
    for code in material.codes:
        yield from _masked(code, material)
        yield from _too_light(code)


def _forbidden(expression: Expression) -> Iterator[str]:
    """Yield what a group, or one inside it, looks for and forbids in the same place."""
    if not isinstance(expression, Group):
        return
    forbidden = {render_expression(item) for item in expression.absent}
    for item in expression.items:
        text = render_expression(item)
        if text in forbidden:
            yield text
        yield from _forbidden(item)
    for item in expression.absent:
        yield from _forbidden(item)


def _masked(code: Code, material: Material) -> Iterator[Finding]:
    """Find indicators whose words a mask of their code always hides."""
    for mask in code.masks:
        if any(mask.phrase.gaps):  # of several completions the mask takes the nearest
            continue
        for one in code.indicators:
            if _hides(mask.language, one, material) and all(
                expression_covers(mask.phrase, one.expression, language)
                for language in material.applying(one.language)
            ):
                yield Finding(
                    "never",
                    one.line,
                    code.id,
                    f"`{one.text}` can never be found: the mask `{mask.text}` (line {mask.line})"
                    " of the same code hides its words",
                    "take out the indicator or the mask",
                )


def _hides(language: str, one: Indicator, material: Material) -> bool:
    """Tell whether a mask under `language` is looked for wherever the indicator is."""
    return set(material.applying(one.language)) <= set(material.applying(language))


def _too_light(code: Code) -> Iterator[Finding]:
    """Find a code all of whose indicators together weigh less than a coding needs."""
    weight = round(fsum(one.weight for one in code.indicators), 9)
    if weight < code.min_score:
        yield Finding(
            "never",
            code.line,
            code.id,
            f"the code can never be given: all its indicators together weigh {weight:g}, and"
            f" `min_score` asks for {code.min_score:g}",
            f"write `min_score: {weight:g}` or less, or raise a `weight`",
        )
