"""Which entries of a codebook are codes of their own, and which only gather those below them."""

from __future__ import annotations

from collections.abc import Collection

from qualcode.model.codebook import Code, Codebook


def is_branch(code: Code, codebook: Codebook) -> bool:
    """Tell whether a code only gathers others: it has no indicators, and codes below it."""
    below = f"{code.id}."
    return not code.indicators and any(one.id.startswith(below) for one in codebook.codes)


def codes_in_use(codebook: Codebook, given: Collection[str] = ()) -> tuple[Code, ...]:
    """Return the codes that talk can have: by rules, or by people where a code has no indicators.

    `given`: ids of codes that somebody has given; a branch among them is a code.
    """
    return tuple(
        code
        for code in codebook.codes
        if code.id in given or not (code.status == "retired" or is_branch(code, codebook))
    )
