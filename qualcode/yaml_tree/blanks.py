"""Finds blanks that are none to YAML, as copying from a word processor brings them in."""

from __future__ import annotations

import re

from qualcode.yaml_tree.traps import LONGEST_LINE, Trap

_NAMES = {
    "\t": "a tab",
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u200b": "a zero-width space",
}
_ODD = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_KEY = r"""(?:"[^"]*"|'[^']*'|[^\s#:"'\[\]{},&*!|>%@`][^:#]*)"""
# Indentation, `- `, then perhaps `key: `. A tab is in order after a colon, not after a dash.
_LEAD = re.compile(rf"([ {_ODD}]*(?:-[ \t{_ODD}]+)*)(?:{_KEY}:([ {_ODD}]+))?")
_IN_BRACKETS = re.compile(rf"[\[{{,:] *([{_ODD}]+)$")
_RUN = re.compile(rf"[\t{_ODD}]+")


def find_odd_blanks(line: str) -> tuple[Trap, ...]:
    """Find the odd blanks of a line where YAML needs ordinary ones.

    That is in the indentation, after a dash and after the colon of a key; elsewhere they are text.
    """
    lead = _LEAD.match(line) if len(line) <= LONGEST_LINE else None
    if lead is None:
        return ()
    spans = (lead.span(group) for group in (1, 2) if lead[group])
    return tuple(
        _odd_blank(run.start(), run.group())
        for start, stop in spans
        for run in _RUN.finditer(line, start, stop)
    )


def find_odd_blank_before(line: str, column: int) -> tuple[Trap, ...]:
    """Find the odd blank that ends right before a 0-based column, in a list in brackets."""
    run = _IN_BRACKETS.search(line[:column]) if len(line) <= LONGEST_LINE else None
    return (_odd_blank(run.start(1), run.group(1)),) if run else ()


def _odd_blank(start: int, run: str) -> Trap:
    name = _NAMES.get(run[0], f"an odd blank (U+{ord(run[0]):04X})")
    message, cure = f"{name} stands here", "write an ordinary blank"
    return Trap(start, start + len(run), message, cure, filler=" ")
