"""Finds codes that are found by way of themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qualcode.codebook.ids import CodeNode, branches_of
from qualcode.codebook.scopes import Reference, find_references
from qualcode.yaml_tree.nodes import Scalar, text_of
from qualcode.yaml_tree.problems import Problems, shown

# From each code to those it refers to; None from a code to those below it.
Ways = dict[str, dict[str, Scalar | None]]


def check_cycles(codes: tuple[CodeNode, ...], problems: Problems) -> None:
    """Note references that go round, each round once, where its first reference stands."""
    references = find_references(codes)
    if not references:
        return
    ways = _ways(references, codes)
    left = _without_ends(ways, set(ways))
    for owner, _ in references:
        if owner not in left:
            continue
        cycle = _walk(owner, ways, left)
        _tell(cycle, ways, problems)
        left = _without_ends(ways, left - set(cycle))


def _ways(references: Iterable[Reference], codes: tuple[CodeNode, ...]) -> Ways:
    branches = branches_of(codes)
    ways: Ways = defaultdict(dict)
    for owner, reference in references:
        to = text_of(reference)
        ways[owner].setdefault(to, reference)
        for below in sorted(branches.get(to, frozenset()) - {to}):
            ways[to].setdefault(below, None)
    return ways


def _without_ends(ways: Ways, left: set[str]) -> set[str]:
    """Take out what leads nowhere, again and again: each code left leads to another one left."""
    ahead = {id: sum(to in left for to in ways[id]) for id in left}
    behind: dict[str, list[str]] = defaultdict(list)
    for id in left:
        for to in ways[id]:
            behind[to].append(id)
    ends = [id for id, count in ahead.items() if not count]
    while ends:
        for id in behind[ends.pop()]:
            ahead[id] -= 1
            if not ahead[id]:
                ends.append(id)
    return {id for id, count in ahead.items() if count > 0}


def _walk(start: str, ways: Ways, left: set[str]) -> list[str]:
    """Go on until a code comes a second time; return the round."""
    way = {start: 0}
    at = start
    while True:
        at = next(to for to in ways[at] if to in left)
        if at in way:
            return list(way)[way[at] :]
        way[at] = len(way)


def _tell(cycle: list[str], ways: Ways, problems: Problems) -> None:
    links = [(ways[id][to], number) for number, (id, to) in enumerate(_links(cycle))]
    told = [(link.line, link.column, number) for link, number in links if link]
    _, _, first = min(told)
    way = [*cycle[first:], *cycle[:first], cycle[first]]
    reference = ways[way[0]][way[1]]
    if reference:
        # A long way is shown by its ends.
        names = way if len(way) <= 8 else [*way[:4], "…", *way[-3:]]
        message = f"the references go round: `{' → '.join(map(shown, names))}`"
        problems.add(reference, message, "take one of them out")


def _links(cycle: list[str]) -> Iterable[tuple[str, str]]:
    return zip(cycle, [*cycle[1:], cycle[0]], strict=True)
