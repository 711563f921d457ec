"""Reads YAML past its errors: a word that wants quotes is told, taken out, and the rest is read.

Odd blanks become ordinary ones on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import yaml

from qualcode.yaml_tree.blanks import find_odd_blank_before, find_odd_blanks
from qualcode.yaml_tree.compose import Composer, Unreadable, parse_events
from qualcode.yaml_tree.nodes import Node
from qualcode.yaml_tree.problems import MOST_TOLD, Problems, shown
from qualcode.yaml_tree.quotes import find_unclosed
from qualcode.yaml_tree.traps import Trap, find_traps, scan_traps

_WORK = 5_000_000  # characters parsed again and again at most
_MOST_REPAIRS = 200
_MOST_TRIED = 3  # lines that may lack a quotation mark
_LEAD = re.compile(r" *(?:-(?: +|$))*")
_KEY = re.compile(r"""[^\s#:"'\[\]{},&*!|>%@`-][^:#]{0,40}:(?=\s|$)""")

_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "a key cannot stand here",
        "check the indentation, or put quotes around text with a colon in it",
    ),
    "could not find expected ':'": (
        "this is neither an item `- …` nor a key with a colon",
        "check the indentation, or add the colon",
    ),
    "found unexpected end of stream": (
        "the quotation mark opened here is never closed",
        "close it",
    ),
    "found unknown escape character": (
        "a backslash in double quotes begins a special sign that is not known",
        "use single quotes or two backslashes",
    ),
}


def compose_source(lines: list[str], problems: Problems) -> Node | None:
    """Build the tree of the YAML, noting all that is wrong with it; None when it has no tree."""
    original = tuple(lines)
    lines = list(lines)
    mended: dict[tuple[int, int], str] = {}
    size = sum(map(len, lines)) + len(lines)
    for _ in range(max(1, min(_MOST_REPAIRS, _WORK // size))):
        attempt = Problems("", [])
        composer = Composer(lines, attempt, mended)
        try:
            for event in parse_events("\n".join(lines)):
                composer.take(event)
        except Unreadable:
            problems.take_over(attempt)
            return None
        except yaml.YAMLError as error:
            if _close_quote(error, lines, mended, problems):
                continue
            found = _odd_blanks_at(error, lines) or _traps_at(error, composer, lines, mended)
            if found:
                _mend(found, lines, mended, problems)
                continue
            problems.take_over(attempt)
            _tell_error(error, original, problems)
            mark = getattr(error, "problem_mark", None)
            _tell_later_traps(original, mark.line + 1 if mark else 0, mended, problems)
            return None
        problems.take_over(attempt)
        return composer.root
    _tell_later_traps(original, 0, mended, problems)
    return None


def _close_quote(
    error: yaml.YAMLError,
    lines: list[str],
    mended: dict[tuple[int, int], str],
    problems: Problems,
) -> bool:
    """Tell and mend the missing quotation mark that made the parser stop, there or lines below.

    It is that one without whose text the parser comes further.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return False
    last = min(mark.line, len(lines) - 1)
    unclosed = ((at, find_unclosed(lines[at])) for at in range(last, -1, -1))
    tried = ((at, trap) for at, trap in unclosed if trap)
    for at, trap in islice(tried, _MOST_TRIED):
        line = lines[at]
        filled = line[: trap.start] + trap.filler * (trap.stop - trap.start) + line[trap.stop :]
        if _stops_after(mark.line, [*lines[:at], filled, *lines[at + 1 :]]):
            lines[at] = filled
            mended[at + 1, trap.start + 1] = ""
            problems.add_at(at + 1, trap.start + 1, trap.message, trap.cure)
            return True
    return False


def _stops_after(number: int, lines: list[str]) -> bool:
    """Tell whether the parser reads past a 0-based line, or to the end."""
    composer = Composer(lines, Problems("", []), {})
    try:
        for event in parse_events("\n".join(lines)):
            composer.take(event)
    except Unreadable:
        return False
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark is not None and mark.line > number
    return True


def _odd_blanks_at(error: yaml.YAMLError, lines: list[str]) -> list[tuple[int, Trap]]:
    """Find the odd blanks that made the parser stop, there or above, as (0-based line, trap)."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return []
    last = min(mark.line, len(lines) - 1)
    first = last - 1
    while first > 0 and lines[first].strip()[:1] in ("", "#"):
        first -= 1
    # Items that are none run together into one text until the parser looks for its colon.
    if context and getattr(error, "context", "") == "while scanning a simple key":
        first = min(first, context.line)
    found = [
        (number, trap)
        for number in range(max(first, 0), last + 1)
        for trap in find_odd_blanks(lines[number])
    ]
    return found or [(last, trap) for trap in find_odd_blank_before(lines[last], mark.column)]


def _traps_at(
    error: yaml.YAMLError, composer: Composer, lines: list[str], mended: dict[tuple[int, int], str]
) -> list[tuple[int, Trap]]:
    """Find the words that made the parser stop, as (0-based line, trap)."""
    for mark in (getattr(error, "problem_mark", None), getattr(error, "context_mark", None)):
        if mark is None or mark.line >= len(lines):
            continue
        flow = composer.opened and composer.opened[-1].is_flow
        inside = bool(flow) and composer.opened[-1].line <= mark.line
        traps = find_traps(lines[mark.line], inside)
        fresh = [trap for trap in traps if (mark.line + 1, trap.start + 1) not in mended]
        if fresh:
            return [(mark.line, trap) for trap in fresh]
    return []


def _mend(
    found: list[tuple[int, Trap]],
    lines: list[str],
    mended: dict[tuple[int, int], str],
    problems: Problems,
) -> None:
    for number, trap in found:
        line = lines[number]
        filler = trap.filler * (trap.stop - trap.start)
        lines[number] = line[: trap.start] + filler + line[trap.stop :]
        mended[number + 1, trap.start + 1] = line[trap.start : trap.stop]
        problems.add_at(number + 1, trap.start + 1, trap.message, trap.cure)


def _tell_error(error: yaml.YAMLError, lines: tuple[str, ...], problems: Problems) -> None:
    """Say in plain words why the parser cannot go on."""
    reason = getattr(error, "problem", None) or "the parser gives no reason"
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        problems.add_at(0, 0, f"the file cannot be read as YAML: {reason}")
        return
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        _tell_tabs(lines, mark.line, problems)
        return
    if _tell_between(lines, mark.line, problems):
        return
    known = next((start for start in _PLAIN_WORDS if reason.startswith(start)), None)
    if known:
        message, cure = _PLAIN_WORDS[known]
        mark = context if context and "end of stream" in reason else mark
    else:
        message = f"YAML cannot be read on from here ({reason})"
        since = f"line {context.line + 1}" if context else "the line before"
        cure = f"check brackets, quotation marks and indentation from {since} on"
    problems.add_at(mark.line + 1, mark.column + 1, message, cure)


def _tell_between(lines: tuple[str, ...], number: int, problems: Problems) -> bool:
    """Tell a line that begins between two columns where it could: a blank too many or too few."""
    if number >= len(lines):
        return False
    line = lines[number]
    blanks = len(line) - len(line.lstrip(" "))
    deeper = shallower = None  # column, how the line there begins, its number from 1
    left = len(line)  # columns from here on are closed by a line in between
    for above in range(number - 1, -1, -1):
        for column, begins in _beginnings(lines[above]):
            if column < left:
                left = column
                if column > blanks:
                    deeper = column, begins, above + 1
                elif column < blanks:
                    shallower = column, begins, above + 1
                else:
                    return False
        if shallower:
            break
    if not (deeper and shallower) or not line.strip():
        return False
    places = [
        f"beside `{begins}` of line {at} ({_blanks(column)})"
        for column, begins, at in (deeper, shallower)
    ]
    problems.add_at(
        number + 1,
        blanks + 1,
        f"this line begins after {_blanks(blanks)}: it stands neither {' nor '.join(places)}",
        f"give it {_blanks(deeper[0])} to go on with what stands above it",
    )
    return True


def _beginnings(line: str) -> Iterator[tuple[int, str]]:
    """Yield the columns where items and keys begin in a line, the last first."""
    dashes, rest = _LEAD.match(line), line.strip()
    if not dashes or rest[:1] in ("", "#"):
        return
    key = _KEY.match(line, dashes.end())
    if key:
        yield dashes.end(), key.group()
    for at in range(dashes.end() - 1, -1, -1):
        if line[at] == "-":
            yield at, shown(f"- {key.group() if key else line[dashes.end() :].strip()}".rstrip())


def _blanks(number: int) -> str:
    """Say how many blanks there are."""
    return f"{number or 'no'} blank{'s' * (number != 1)}"


def _tell_tabs(lines: tuple[str, ...], first: int, problems: Problems) -> None:
    more = sum("\t" in line[: len(line) - len(line.lstrip())] for line in lines) - 1
    also = f" (and in {more} other line{'s' * (more > 1)})" if more else ""
    problems.add_at(
        first + 1,
        lines[first].index("\t") + 1,
        f"a tab stands in the indentation{also}",
        "indent with blanks alone",
    )


def _tell_later_traps(
    lines: tuple[str, ...], first: int, mended: dict[tuple[int, int], str], problems: Problems
) -> None:
    for number, trap in scan_traps(lines, first):
        if len(problems) > MOST_TOLD:
            return
        if (number + 1, trap.start + 1) not in mended:
            problems.add_at(number + 1, trap.start + 1, trap.message, trap.cure)
