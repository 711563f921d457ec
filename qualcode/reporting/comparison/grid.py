"""Any table of results in a terminal: what is the same in all rows once, wide tables in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis.results import Results
from qualcode.reporting.comparison.tables import Plain, plain_rows, take_table
from qualcode.terminal import columns, fit, render_table, wrap

_GAP = 2
_LONGEST = 30  # of a cell
_NOTHING = "–"


def render_grid(results: Results, name: str, language: str | None, width: int) -> str:
    """Return a table with its name; columns that do not fit stand below, keys repeated."""
    frame, description = take_table(results, name, language), results.describe(name)
    lead = wrap(f"{description.name}: {description.about}", width, others="")
    if frame.empty:
        return f"{lead}\n\nNo rows."
    header = [str(name) for name in frame.columns]
    rows = plain_rows(frame)
    same = [len(rows) > 1 and len({row[at] for row in rows}) == 1 for at in range(len(header))]
    told = [
        f"{name}: {_show(rows[0][at])}"
        for at, name in enumerate(header)
        if same[at] and rows[0][at] not in (None, "")
    ]
    if told:
        lead += "\n\n" + wrap("; ".join(told), width, others="")
    left = [at for at in range(len(header)) if not same[at]]
    parts = [
        _render_part(header, rows, chosen) for chosen in _part_columns(header, rows, left, width)
    ]
    return "\n\n".join([lead, *parts])


def _render_part(
    header: Sequence[str], rows: Sequence[Sequence[Plain]], chosen: Sequence[int]
) -> str:
    texts = [at for at in chosen if _is_text(rows, at)]
    order = [*texts, *(at for at in chosen if at not in texts)]
    cells = [[fit(_show(row[at]), _LONGEST) for at in order] for row in rows]
    return render_table([header[at] for at in order], cells, len(texts))


def _part_columns(
    header: Sequence[str], rows: Sequence[Sequence[Plain]], left: Sequence[int], width: int
) -> Iterator[list[int]]:
    """Yield the columns of each part: the texts before any figure, and others that fit."""
    figures = [at for at in left if any(isinstance(row[at], float) for row in rows)]
    keys = [at for at in left if _is_text(rows, at) and at < min(figures, default=len(header))]
    widths = {
        at: max(columns(header[at]), *(columns(fit(_show(row[at]), _LONGEST)) for row in rows))
        for at in left
    }
    if len(keys) == len(left):
        yield keys
        return
    used = sum(widths[at] + _GAP for at in keys)
    part: list[int] = []
    room = width + _GAP - used
    for at in (at for at in left if at not in keys):
        if part and room < widths[at] + _GAP:
            yield [*keys, *part]
            part, room = [], width + _GAP - used
        part.append(at)
        room -= widths[at] + _GAP
    yield [*keys, *part]


def _is_text(rows: Sequence[Sequence[Plain]], at: int) -> bool:
    return any(isinstance(row[at], str) for row in rows)


def _show(cell: Plain) -> str:
    if cell is None:
        return _NOTHING
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.4g}" if abs(cell) < 1e6 else f"{cell:.3e}"
    return str(cell)
