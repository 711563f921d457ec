"""Tables whose headings may take two lines: groups have long names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.terminal import columns, fit, fit_end, render_table

Head = tuple[str, str]  # the upper line, mostly empty, and the lower

_LONGEST = 14  # columns of a heading
_PIECE = re.compile(r"[^ _-]+[ _-]*|[ _-]+")


def break_name(name: str) -> Head:
    """Break a long name into two lines, and cut what is longer than that."""
    if columns(name) <= _LONGEST:
        return "", name
    pieces = _PIECE.findall(name)
    above = ""
    while pieces and columns((above + pieces[0]).rstrip()) <= _LONGEST:
        above += pieces.pop(0)
    if not above:
        return "", fit(name, _LONGEST)
    return above.rstrip(), fit("".join(pieces), _LONGEST)


def render_stacked(
    heads: Sequence[Head], rows: Sequence[Sequence[str]], width: int, text: int = 1
) -> list[str]:
    """Return the lines of a table that fits `width`: headings, a rule, rows.

    The first `text` columns are texts; the last of them is cut at its beginning where the table
    would be too wide: ids of codes differ at their ends.
    """
    table = [[above for above, _ in heads], [below for _, below in heads], *map(list, rows)]
    widths = [max(columns(row[at]) for row in table) for at in range(len(heads))]
    room = width - sum(widths) - 2 * (len(widths) - 1) + widths[text - 1]
    for row in table:
        row[text - 1] = fit_end(row[text - 1], room)
    above, rule, below, *lines = render_table(table[0], table[1:], text).splitlines()
    return [*filter(None, (above,)), below, rule, *lines]
