"""What was measured, as tables in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import sqrt


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured."""

    what: str
    seconds: float | None = None  # of CPU, unless `more` says otherwise
    ratio: float | None = None  # to bare `re.findall` over the same text, in the same run
    more: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What was to be reached, and what was."""

    against: str
    goal: str
    reached: str
    met: bool


Line = Row | Goal


def at_least(against: str, least: float, times: float, kind: str = "goal", more: str = "") -> Goal:
    """Judge how many times as fast something is; what is beside it can be told too."""
    reached = f"{render_times(times)}; {more}" if more else render_times(times)
    return Goal(against, f"{kind} ≥ {least:g}×", reached, times >= least)


def at_most(against: str, most: float, times: float, kind: str = "goal") -> Goal:
    """Judge how many times the other something takes."""
    return Goal(against, f"{kind} ≤ {most:g}×", render_times(times), times <= most)


def render_place() -> str:
    """Say what the figures were measured on, and how busy it was with other work."""
    told = [f"{os.cpu_count()} cores", f"Python {platform.python_version()}"]
    if find_spec("dawg") is None:
        told.append("the dictionary of pymorphy3 in Python")
    if hasattr(os, "getloadavg"):
        told.append(f"load {os.getloadavg()[0]:.1f} before the start")
    return ", ".join(told)


def render_lines(lines: Sequence[Line]) -> str:
    """Render what was measured and, below, what was to be reached."""
    rows = [line for line in lines if isinstance(line, Row)]
    goals = [line for line in lines if isinstance(line, Goal)]
    text = _table(
        ("what", "CPU s", "× `findall`", ""),
        [(row.what, _number(row.seconds), _number(row.ratio), row.more) for row in rows],
    )
    if goals:
        cells = [(one.against, one.goal, one.reached, "yes" if one.met else "no") for one in goals]
        text += "\n" + _table(("against", "goal", "reached", "met"), cells)
    return text


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value < 10 else f"{value:.1f}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def render_share(share: float) -> str:
    """Render a share as per cent."""
    return f"{100 * share:.1f} %"


def render_times(times: float) -> str:
    """Render how many times more one thing is than another."""
    return f"{times:.1f}×" if times >= 10 else f"{times:.2f}×"


def monte_carlo_error(share: float, runs: int) -> float:
    """Return the standard error of a share of so many simulated runs."""
    return sqrt(share * (1 - share) / runs)


def render_share_of(share: float, runs: int) -> str:
    """Render a share of simulated runs with its standard error."""
    return f"{render_share(share)} (± {100 * monte_carlo_error(share, runs):.1f})"
