"""What it means that a coder has read a segment: what of it is not known, what was seen before.

A segment that was read says “no” to every code that was not given there. That cannot be said where
a code that was given has lost its place since, nor of a code that the coder did not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from qualcode.decisions.applied import Applied
from qualcode.decisions.codebooks import Books
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Span
from qualcode.model.decision import Decision

GIVING = frozenset({"accept", "add", "recode", "border"})  # a code stands somewhere
_SAYS_NOTHING = frozenset({"undo", "draft"})  # of any place


def find_lacking(told: Sequence[tuple[Decision, bool]]) -> Mapping[str, int]:
    """Return how many codes that a coder gave inside a segment they read have lost their place.

    `told`: decisions of one coder in their order, and whether their place is known; the result is
    by the ids of `seen`. What was read again later, in another form of the text, lacks nothing.
    """
    lost: dict[str, list[tuple[int, Decision]]] = defaultdict(list)
    for at, (one, placed) in enumerate(told):
        if not placed and one.action in GIVING and one.polarity != "negated":
            lost[one.transcript].append((at, one))
    lacking: dict[str, int] = {}
    for at, (one, _) in enumerate(told):
        if one.action == "seen" and (own := lost.get(one.transcript)):
            count = sum(
                lies_in(code, one) and (before > at or code.text_sha256 == one.text_sha256)
                for before, code in own
            )
            if count:
                lacking[one.id] = count
    return lacking


def lacking_in(applied: Iterable[Applied]) -> Mapping[str, int]:
    """Return the same of all decisions on one transcript; what was blind stands apart."""
    told: dict[tuple[str, bool], list[tuple[Decision, bool]]] = defaultdict(list)
    for one in applied:
        key = one.decision.coder, one.decision.blind
        told[key].append((one.decision, one.outcome != "orphan"))
    return {id: count for own in told.values() for id, count in find_lacking(own).items()}


def lies_in(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions are about the same words, as far as they tell.

    Made on the same text they share some of it; else the words of one stand in those of the other.
    """
    if one.transcript != other.transcript or not (one.stop and other.stop):
        return False
    if one.text_sha256 == other.text_sha256:
        return one.start < other.stop and other.start < one.stop
    inner, outer = (" ".join(said.quote.split()) for said in (one, other))
    return bool(inner and outer) and (inner in outer or outer in inner)


def runs_over(span: Span, turns: Iterable[Span]) -> bool:
    """Tell whether a stretch runs over several turns, whoever speaks in them."""
    return sum(start < span[1] and span[0] < stop for start, stop in turns) > 1


def find_sighted(lines: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of what one coder read blind after deciding there with codings in sight.

    `lines` are all lines of the coder's log, in their order: what was taken back was seen, too.
    """
    before: dict[str, list[Decision]] = defaultdict(list)
    found = set()
    for one in lines:
        if one.blind and one.action == "seen":
            if any(lies_in(former, one) for former in before.get(one.transcript, ())):
                found.add(one.id)
        elif _shows(one):
            before[one.transcript].append(one)
    return frozenset(found)


def count_sighted(lines: Iterable[Decision], places: Iterable[Decision]) -> int:
    """Count the places about which a coder has decided with codings in sight.

    `places`: what they are to read blind, as the lines that would say it is read.
    """
    before: dict[str, list[Decision]] = defaultdict(list)
    for one in lines:
        if _shows(one):
            before[one.transcript].append(one)
    return sum(any(lies_in(one, place) for one in before[place.transcript]) for place in places)


def _shows(line: Decision) -> bool:
    return not line.blind and bool(line.stop) and line.action not in _SAYS_NOTHING


class Knowable:
    """Which codes of a codebook a coder did not have when they read a segment."""

    def __init__(self, codebook: Codebook, books: Books) -> None:
        self._meant = codebook.meanings
        self._lacking = {sha256: book.lacks(codebook) for sha256, book in books.items()}
        self._lacking[codebook.sha256] = frozenset()

    def lacked(self, codebook: str, drafted: Container[str]) -> frozenset[str]:
        """Return the codes that were not in the codebook of that hash, nor drafts of the coder's.

        None of them where nothing is known of it. `drafted`: ids as written, or as they are now.
        """
        lacking = self._lacking.get(codebook, frozenset())
        if not lacking:
            return lacking
        own = {now for written, now in self._meant.items() if written in drafted}
        return lacking - own


def drafted_before(lines: Iterable[Decision]) -> Mapping[str, frozenset[str]]:
    """Return for each `seen` of one coder the codes they had drafted by then, in order of lines."""
    drafted: frozenset[str] = frozenset()
    found = {}
    for one in lines:
        if one.action == "draft":
            drafted |= {one.code}
        elif one.action == "seen":
            found[one.id] = drafted
    return found
