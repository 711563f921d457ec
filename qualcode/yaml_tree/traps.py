"""Finds words that mean something else to YAML than to the person who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.yaml_tree.problems import in_quotes, shown

_STARTS = "*&!%@`|>,]}"  # no plain text may begin with these
_MEANT = {
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "|": "the head of a block of text",
    ">": "the head of a block of text",
}
# `- `, then perhaps `key: `, then the value.
_DASHES = re.compile(r"\s*(?:- +)*")
_KEY = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s#:"'\[\]{},&*!|>%@`][^:#]*):\s+""")
_BLOCK_HEAD = re.compile(r"[|>][-+\d]{0,2}\s*(?:#.*)?$")
_COMMENT = re.compile(r"\s#.*$")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
LONGEST_LINE = 10_000


@dataclass(frozen=True, slots=True)
class Trap:
    """A stretch of one line that YAML misreads: most often it must stand in quotes."""

    start: int  # 0-based column
    stop: int
    message: str
    cure: str
    filler: str = "x"  # stands for each sign taken out, so that all columns stay as they are


def find_traps(line: str, inside_flow: bool = False) -> tuple[Trap, ...]:
    """Find the stretches of a line that must be quoted.

    `inside_flow`: the line stands inside square or curly brackets opened above it.
    """
    start = 0
    if len(line) > LONGEST_LINE:
        return ()
    if not inside_flow:
        dashes = _DASHES.match(line)
        start = dashes.end() if dashes else 0
        key = _KEY.match(line, start)
        start = key.end() if key else start
        if line[start : start + 1] not in ("[", "{"):
            trap = _block_trap(line, start, after_key=key is not None)
            return (trap,) if trap else ()
    return _flow_traps(line, start)


def _block_trap(line: str, start: int, after_key: bool) -> Trap | None:
    stop = len(_COMMENT.sub("", line[start:]).rstrip()) + start
    value = line[start:stop]
    if not value or _BLOCK_HEAD.match(value):
        return None
    if value[0] in _STARTS:
        return bad_start(value, start)
    quoted = QUOTED.match(value)
    if quoted:
        rest = value[quoted.end() :].lstrip()
        return _bad_end(value, start) if rest and not rest.startswith(":") else None
    if after_key and (": " in value or value.endswith(":")):
        return _colon(value, start)
    return None


def _flow_traps(line: str, start: int) -> tuple[Trap, ...]:
    """Look at every item between the brackets and commas of a line."""
    traps: list[Trap] = []
    place = start
    while place < len(line):
        if line[place] in "[]{}, \t":
            place += 1
            continue
        if line[place] == "#":
            break
        quoted = QUOTED.match(line, place)
        end = quoted.end() if quoted else place
        stop = _item_end(line, end)
        value = line[place:stop].rstrip()
        if quoted:
            rest = line[end:stop].strip()
            if rest and not rest.startswith((":", "#")):
                traps.append(_bad_end(value, place))
        elif value and value[0] in _STARTS:
            traps.append(bad_start(value, place))
        place = max(stop, place + 1)
    return tuple(traps)


def _item_end(line: str, start: int) -> int:
    """Return where the item ends: at a comma, a bracket, or after the colon of a key."""
    for place in range(start, len(line)):
        if line[place] in ",[]{}":
            return place
        if line[place] == ":" and line[place + 1 : place + 2] in (" ", ""):
            return place + 1
    return len(line)


def bad_start(value: str, start: int) -> Trap:
    """Describe a value whose first sign means something else to YAML."""
    sign = value[0]
    reads = f"YAML reads as {_MEANT[sign]}" if sign in _MEANT else "YAML allows in quotes alone"
    return Trap(
        start,
        start + len(value),
        f"`{shown(value)}` begins with `{sign}`, which {reads}",
        f"put quotes around it: {in_quotes(shown(value))}",
    )


def _bad_end(value: str, start: int) -> Trap:
    return Trap(
        start,
        start + len(value),
        "words stand after the closing quotation mark",
        f"put quotes around the whole: {in_quotes(shown(value))}",
    )


def _colon(value: str, start: int) -> Trap:
    return Trap(
        start,
        start + len(value),
        "a colon with a blank after it makes a key of the words before it",
        f"put quotes around the whole: {in_quotes(shown(value))}",
    )


def scan_traps(lines: Iterable[str], first: int) -> Iterator[tuple[int, Trap]]:
    """Find the traps from line `first` (0-based) on, where the YAML itself can be read no more.

    Looks at one line at a time, and into no block of text.
    """
    body: int | None = None  # indentation of the line that opened a block of text
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if body is not None and (not line.strip() or indent > body):
            continue
        body = indent if _opens_block(line) else None
        if number >= first and body is None and line.lstrip().startswith(("-", *_key_starts(line))):
            yield from ((number, trap) for trap in find_traps(line))


def _opens_block(line: str) -> bool:
    """Tell whether a block of text follows: the line ends with `|`, `>-` or the like."""
    words = _COMMENT.sub("", line).rsplit(None, 1)
    return bool(words) and _BLOCK_HEAD.match(words[-1]) is not None


def _key_starts(line: str) -> tuple[str, ...]:
    """Return the key a line begins with, if it does."""
    key = _KEY.match(line.lstrip())
    return (key.group(),) if key else ()
