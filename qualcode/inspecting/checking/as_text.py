"""The findings as one plain page, and the tables below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from qualcode.codebook.branches import codes_in_use
from qualcode.inspecting.checking.finding import MEANINGS, SEVERITIES, Finding
from qualcode.inspecting.checking.material import Material
from qualcode.inspecting.checking.tables import COLUMNS, Cell, Tables
from qualcode.inspecting.counting import count
from qualcode.terminal import fit, render_table, wrap

_WIDTH = 100
_WIDEST = 40  # columns of a cell
_MOST_NAMED = 8  # codes in the last lines


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
    lines = [wrap(f"{head}: {one.message}", _WIDTH, "  ", "      ")]
    if one.excerpt and one.column:
        lines += [f"        {one.excerpt}", f"        {' ' * (one.column - 1)}^"]
    cure = f"→ {one.cure}  [{one.check}]" if one.cure else f"[{one.check}]"
    return "\n".join([*lines, wrap(cure, _WIDTH, "      ", "        ")])


def summarise(findings: Iterable[Finding]) -> str:
    """Count the findings: `1 error, 3 warnings, 2 notes`."""
    counts = Counter(one.severity for one in findings)
    told = (count(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    return ", ".join(told)


def describe(material: Material, tables: Tables) -> str:
    """Say in a few lines what was checked, and what the transcripts do not show."""
    indicators, sought = len(tables.indicators), len(material.codes)
    codes, all_codes = len(codes_in_use(material.codebook)), material.codebook.codes
    retired = sum(code.status == "retired" for code in all_codes)
    branches = len(all_codes) - codes - retired
    text = f"checked: {count(codes, 'code')} with {count(indicators, 'indicator')}"
    text += f" ({codes - sought} for people alone)" if codes > sought else ""
    text += f", {branches} branch{'es' * (branches != 1)}" if branches else ""
    text += f", {retired} retired" if retired else ""
    text += f", {count(len(material.codebook.tensions), 'tension')}"
    if not material.coded:
        return f"{text}; no transcripts"
    lines = [f"{text}; tried on {count(len(material.coded), 'transcript')}"]
    silent = [str(row["code"]) for row in tables.codes if not row["hits"]]
    if silent:
        more = " …" if len(silent) > _MOST_NAMED else ""
        names = ", ".join(silent[:_MOST_NAMED])
        lines.append(f"never found in them: {len(silent)} of {sought} codes ({names}{more})")
    unused = sum(not row["hits"] for row in tables.indicators)
    if unused:
        lines.append(f"never found in them: {unused} of {indicators} indicators; see --tables")
    idle = sum(not (row["hid"] or row["tried"]) for row in tables.masks)
    if idle:
        of = f"{idle} of {len(tables.masks)} masks"
        lines.append(f"hiding nothing in them, nor in the examples: {of}; see --tables")
    return "\n".join(lines)


def render_tables(tables: Tables) -> str:
    """Render the tables with rows, one below the other."""
    return "\n\n".join(
        f"{name.upper()}\n" + render_table(list(COLUMNS[name]), [_cells(row) for row in rows])
        for name, rows in tables.items()
        if rows
    )


def _cells(row: dict[str, Cell]) -> list[str]:
    return [fit(str(cell), _WIDEST) for cell in row.values()]
