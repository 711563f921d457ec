"""The findings as one plain page, and the tables below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from textwrap import wrap

from qualcode.inspecting.checking.finding import MEANINGS, SEVERITIES, Finding
from qualcode.inspecting.checking.tables import COLUMNS, Cell, Tables

_WIDTH = 100
_WIDEST = 40  # of a cell


def render_findings(findings: Sequence[Finding]) -> str:
    """Render findings by severity, each with its line, its cure and the name of its check."""
    parts: list[str] = []
    for severity in SEVERITIES:
        own = [one for one in findings if one.severity == severity]
        if own:
            title = f"{severity}s".upper() if len(own) > 1 else severity.upper()
            parts.append(f"{title}: {MEANINGS[severity]}")
            parts += [_render(one) for one in own]
    return "\n\n".join(parts)


def _render(one: Finding) -> str:
    where = f"line {one.line}" if one.line else "the file"
    head = ", ".join(filter(None, (where, one.code)))
    lines = _wrapped(f"{head}: {one.message}", "  ", "      ")
    if one.excerpt and one.column:
        lines += [f"        {one.excerpt}", f"        {' ' * (one.column - 1)}^"]
    cure = f"→ {one.cure}  [{one.check}]" if one.cure else f"[{one.check}]"
    return "\n".join([*lines, *_wrapped(cure, "      ", "        ")])


def _wrapped(text: str, first: str, others: str) -> list[str]:
    """Break a text into lines at blanks; what is to be typed is never broken inside a word."""
    return wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def summarise(findings: Iterable[Finding]) -> str:
    """Count the findings: `1 error, 3 warnings, 2 notes`."""
    counts = Counter(one.severity for one in findings)
    return ", ".join(
        f"{counts[severity]} {severity}{'s' * (counts[severity] != 1)}"
        for severity in SEVERITIES
        if counts[severity]
    )


def render_tables(
    tables: Tables, render: Callable[[Sequence[str], Sequence[Sequence[str]]], str]
) -> str:
    """Render the tables with rows, one below the other."""
    return "\n\n".join(
        f"{name.upper()}\n" + render(list(COLUMNS[name]), [_cells(row) for row in rows])
        for name, rows in tables.items()
        if rows
    )


def _cells(row: dict[str, Cell]) -> list[str]:
    return [_shorten(str(cell)) for cell in row.values()]


def _shorten(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
