"""Finds the quotation mark that is opened in a line and not closed there.

YAML reads on to the next quotation mark, most often one that opens the next item: it stops there,
lines below the mistake.
"""

from __future__ import annotations

import re

from qualcode.yaml_tree.problems import in_quotes, shown
from qualcode.yaml_tree.traps import LONGEST_LINE, QUOTED, Trap

_LEAD = re.compile(r"\s*(?:- +)*")
_KEY = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s#:"'\[\]{},&*!|>%@`][^:#]*):\s+""")
_OPENS = re.compile(r"""(?:[\[{,]|:(?=\s))\s*(?=["'])""")  # what a text in brackets follows
_CLOSING = re.compile(r"[\s,\]}]+$")


def find_unclosed(line: str) -> Trap | None:
    """Find the text of a line that begins with a quotation mark and does not end with one."""
    start = _find_open(line) if len(line) <= LONGEST_LINE else None
    if start is None:
        return None
    stop = len(_CLOSING.sub("", line))
    if stop <= start + 1:
        return None
    text = line[start + 1 : stop]
    return Trap(
        start,
        stop,
        "the quotation mark opened here is not closed",
        f"close it: {in_quotes(shown(text))}",
    )


def _find_open(line: str) -> int | None:
    """Return the column of the quotation mark that is not closed in its line."""
    lead = _LEAD.match(line)
    place = lead.end() if lead else 0
    key = _KEY.match(line, place)
    place = key.end() if key else place
    while line[place : place + 1]:
        if line[place] in "\"'":
            quoted = QUOTED.match(line, place)
            if not quoted:
                return place
            place = quoted.end()
        opens = _OPENS.search(line, place)
        if not opens:
            return None
        place = opens.end()
    return None
