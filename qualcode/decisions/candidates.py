"""Where in a text the words of a decision may stand now, and what speaks for each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.decisions.indexed import Indexed, split_words
from qualcode.model.decision import CONTEXT, Decision

_STRONG_BITS = 20.0  # of a side: two or three words that are rare, or four to five that are not
_STRONG_SHARE = 0.6  # of what the side could tell
_LEEWAY = 12  # words looked at beyond as many as the side had
_LONG_BITS, _LONG_WORDS = 25.0, 3  # of a quote that says something by itself
_TRIED = 6  # places at which a reworded quote is looked for
_STEP = 10  # words: places as near to each other as this are tried as one
_COMMON = 40  # occurrences: commoner words do not lead anywhere
_LEADING = 60  # words of a long quote that are enough to find its place


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a decision: of the quote, and what stood around it, the nearest first."""

    quote: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    lead: str  # signs of the quote before its first word and after its last
    trail: str
    long: bool


@dataclass(frozen=True, slots=True)
class Side:
    """How far what stands on one side of a place is what stood beside the quote."""

    bits: float
    share: float
    near: bool  # it begins at the very border, but for one word
    firm: bool  # its first two words are as they were, or the text ends here as it did

    @property
    def strong(self) -> bool:
        """Whether it is enough to know the place by."""
        return self.near and self.bits >= _STRONG_BITS and self.share >= _STRONG_SHARE


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text, and what speaks for it."""

    start: int
    stop: int
    likeness: float  # share of the bits of quote and stretch that they have in common; 1: the same
    bits: float  # of the words of the quote that stand there
    before: Side
    after: Side
    edges: tuple[bool, bool]  # whether the first and last two words are those of the quote
    doubled: bool  # the words are those that stood beside the quote as well

    @property
    def total(self) -> float:
        """All the bits that speak for it."""
        return self.bits + self.before.bits + self.after.bits

    @property
    def strong_sides(self) -> int:
        """How many of its sides are enough to know it by."""
        return self.before.strong + self.after.strong


def seek(decision: Decision, index: Indexed) -> Sought:
    """Return the words to be looked for; a word that was cut off is left out."""
    quote = split_words(decision.quote)
    before, after = split_words(decision.before), split_words(decision.after)
    if len(decision.before) >= CONTEXT and decision.before[0].isalnum():
        before = before[1:]
    if len(decision.after) >= CONTEXT and decision.after[-1].isalnum():
        after = after[:-1]
    return Sought(
        tuple(quote),
        tuple(before[::-1]),
        tuple(after),
        _signs(decision.quote),
        _signs(decision.quote[::-1])[::-1],
        len(quote) >= _LONG_WORDS and index.weigh(quote) >= _LONG_BITS,
    )


def _signs(quote: str) -> str:
    """Return the signs before the first word."""
    first = next((at for at, sign in enumerate(quote) if sign.isalnum()), len(quote))
    return quote[:first]


def find_same(sought: Sought, index: Indexed) -> Iterator[Candidate]:
    """Yield all places where the words of the quote stand as they were."""
    if not sought.quote:
        return
    for first in index.find(sought.quote):
        yield _judge(first, first + len(sought.quote), sought, index)


def find_alike(sought: Sought, index: Indexed) -> Iterator[Candidate]:
    """Yield the likeliest places of the quote where its words, or what is around, were changed.

    A place where only the surroundings stand is among them, its stretch empty.
    """
    from rapidfuzz.distance import Levenshtein

    before = sought.before[::-1]
    row = (*before, *sought.quote, *sought.after)
    slack = 30 + len(row) // 5
    borders = (len(before), len(before) + len(sought.quote))
    met: set[tuple[int, int]] = set()
    for place in _likeliest(row, borders, index):
        low = max(0, place - slack // 2)
        window = index.words[low : max(0, place) + len(row) + slack]
        stands = {
            code.src_start + step: (low + code.dest_start + step, code.tag == "equal")
            for code in Levenshtein.opcodes(row, window)
            if code.tag in ("equal", "replace")
            for step in range(code.src_end - code.src_start)
        }
        found = _borders(stands, borders, len(index.words))
        if found and found not in met:
            met.add(found)
            yield _judge(*found, sought, index)


def _likeliest(row: Sequence[str], borders: tuple[int, int], index: Indexed) -> list[int]:
    """Return where the row may begin: where most of its rarer words stand at their distances."""
    first, last = borders
    inside = sorted(range(first, last), key=lambda at: len(index.places.get(row[at], ())))
    votes: Counter[int] = Counter()
    for at in (*range(first), *inside[:_LEADING], *range(last, len(row))):
        places = index.places.get(row[at], ())
        if len(places) <= _COMMON:
            for place in places:
                votes[(place - at) // _STEP] += 1
    return [step * _STEP for step, _ in votes.most_common(_TRIED)]


def _borders(
    stands: dict[int, tuple[int, bool]], borders: tuple[int, int], end: int
) -> tuple[int, int] | None:
    """Tell by an alignment where the quote begins and ends: numbers of words.

    A first word that was changed does not tell it; then the last word before the quote does.
    """
    first, last = borders
    same = {at: place for at, (place, equal) in stands.items() if equal}
    inside = [at for at in range(first, last) if at in same]
    left, right = same.get(first - 1), same.get(last)
    if not inside:
        known = left + 1 if left is not None else right
        return None if known is None else (known, known)
    # what is not known again has at most as many words as were there
    start = max(0, same[inside[0]] - (inside[0] - first))
    stop = min(end, same[inside[-1]] + last - inside[-1])
    if left is not None:
        start = max(start, left + 1)
    if right is not None:
        stop = min(stop, right)
    return start, stop


def _judge(first: int, last: int, sought: Sought, index: Indexed) -> Candidate:
    """Weigh what speaks for the words `first` to `last` of the text."""
    words = index.words[first:last]
    start, stop = _stretch(first, last, sought, index)
    common = _common(sought.quote, words)
    bits = index.weigh(common)
    of_all = max(index.weigh(sought.quote), index.weigh(words)) or 1.0
    likeness = 1.0 if tuple(words) == sought.quote else min(bits / of_all, 0.999)
    beside = max(
        index.weigh(_common(side[: len(words)], words))
        for side in (sought.before[::-1][-len(words) or None :], sought.after)
    )
    return Candidate(
        start,
        stop,
        likeness,
        bits,
        _side(sought.before, index.before(start, len(sought.before) + _LEEWAY), index),
        _side(sought.after, index.after(stop, len(sought.after) + _LEEWAY), index),
        (tuple(words[:2]) == sought.quote[:2], tuple(words[-2:]) == sought.quote[-2:]),
        bool(words) and beside >= 0.5 * index.weigh(words),
    )


def _stretch(first: int, last: int, sought: Sought, index: Indexed) -> tuple[int, int]:
    """Return the offsets of words, with the signs the quote began and ended with."""
    if first >= last:
        at = index.starts[first] if first < len(index.starts) else len(index.text)
        return at, at
    start, stop = index.starts[first], index.stops[last - 1]
    lead, trail = sought.lead, sought.trail
    if lead and index.text[max(0, start - len(lead)) : start] == lead:
        start -= len(lead)
    while trail and not index.text.startswith(trail, stop):
        trail = trail[:-1]
    return start, stop + len(trail)


def _side(stood: Sequence[str], stands: Sequence[str], index: Indexed) -> Side:
    """Compare what stood on a side with what stands there now, both from the border outwards."""
    if not stood:
        return Side(0.0, 0.0, near=not stands, firm=not stands)
    bits = index.weigh(_common(stood, stands))
    near = bool(set(stood[:2]) & set(stands[:2]))
    return Side(bits, bits / index.weigh(stood), near, firm=stood[:2] == tuple(stands[:2]))


def _common(some: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words that both rows have in the same order."""
    from rapidfuzz.distance import LCSseq

    kept: Iterable[str] = (
        word
        for code in LCSseq.opcodes(some, others)
        if code.tag == "equal"
        for word in some[code.src_start : code.src_end]
    )
    return list(kept)
