"""Whether codes are looked for in some talk at all, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.inspecting.explaining.explanation import Unsought
from qualcode.model.codebook import ANY_LANGUAGE, Code
from qualcode.runs.read import Record


def find_unsought(
    codes: Sequence[Code], segments: Iterable[Record], asked: bool
) -> tuple[Unsought, ...]:
    """Say why none of the codes is looked for in the segments; nothing where one of them is.

    Unless codes were `asked` for, it is said of all of them together.
    """
    talk = list(segments)
    reasons = [_why_not(code, talk) for code in codes]
    if not talk or not all(reasons):
        return ()
    unsought = [one for one in reasons if one]
    if not asked:
        return (_of_all(unsought, talk),)
    # A branch has no indicators of its own: its codes say more.
    telling = [one for one in unsought if one.why != "indicators"]
    return tuple(telling or unsought)


def _why_not(code: Code, segments: Sequence[Record]) -> Unsought | None:
    """Say why one code is not looked for in any of the segments; None where it is."""
    if code.status == "retired":
        return Unsought(code.id, "retired")
    if not code.indicators:
        return Unsought(code.id, "indicators")
    heard = [one for one in segments if one["role"] in code.speakers]
    if not heard:
        return Unsought(code.id, "speakers", code.speakers)
    known = {one.language for one in code.indicators}
    if ANY_LANGUAGE in known or any(one["language"] in known for one in heard):
        return None
    return Unsought(code.id, "language", languages=_different(heard, "language"))


def _of_all(unsought: Iterable[Unsought], segments: Sequence[Record]) -> Unsought:
    """Say of all codes together why none is looked for."""
    whys = {one.why for one in unsought}
    if "language" in whys:
        return Unsought("", "language", languages=_different(segments, "language"))
    if "speakers" in whys:
        return Unsought("", "speakers", _different(segments, "role"))
    return Unsought("", "indicators")


def _different(segments: Iterable[Record], column: str) -> tuple[str, ...]:
    return tuple(sorted({str(one[column]) for one in segments}))
