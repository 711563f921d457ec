"""Names of files that were not read: perhaps of one that was, perhaps of nothing that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qualcode.errors import Problem
from qualcode.respondents.near import near_file

MOST_NAMED = 5  # files that one message names


def tell_unread(
    file: str, named: Iterable[tuple[str, int]], without: Sequence[str], whole: bool
) -> Iterator[Problem]:
    """Yield the names, each with its line in `file`, that may mean a transcript in `without`.

    If `whole`, there are no other transcripts: then the other names too, in one problem.
    """
    others: dict[str, int] = {}
    for name, line in named:
        if near := near_file(name, without):
            yield Problem(file, _unread(name), line, cure=near)
        elif whole:
            others.setdefault(name, line)
    if others:
        names, line = list(others), next(iter(others.values()))
        many = f"names {len(names)} files that were not read: {shorten(names)}"
        yield Problem(file, many if len(names) > 1 else _unread(names[0]), line)


def _unread(name: str) -> str:
    return f"names the file `{name}`, which was not read"


def shorten(names: Sequence[str]) -> str:
    """List the first of many names."""
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
