"""Where rules can be found at all: a look at every chunk, so that only those places are matched.

A text becomes a row of small integers, one for each chunk; most are 0, for they fill no slot that a
rule needs. Only for the others it is asked in which sentence they stand, and whether a sentence
(or segment, turn, answer) fills all that a rule needs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.coding import Span
from qualcode.model.transcript import Segment
from qualcode.tagging.chunks import FilledSlots
from qualcode.tagging.compile import Rule
from qualcode.tagging.needs import Need, find_needs, find_reach, slots_in
from qualcode.tagging.sentences import Reach, Sentences, Units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BEHIND_BLANKS = 0x3001  # no blank has this code or a higher one


class Possible(NamedTuple):
    """What can be found in a talk: these rules, in the sentences of these numbers, in order."""

    rules: list[Rule]
    sentences: list[int]

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the rules."""
        return frozenset(rule.number for rule in self.rules)


class Wanted(NamedTuple):
    """A rule, with one set of slots that makes it possible in its reach."""

    rule: Rule
    reach: Reach
    need: Need


class RuleIndex:
    """Rules by one slot that each needs inside a sentence, and those that look further."""

    def __init__(self, rules: Iterable[Rule], places: Sequence[str]) -> None:
        self.by_slot: dict[int, list[Wanted]] = defaultdict(list)
        self.wide: list[Wanted] = []
        self.slots: set[int] = set()
        for rule in rules:
            self.slots.update(slots_in(rule.expression))
            reach = find_reach(rule.expression)
            for need in find_needs(rule.expression):
                wanted = Wanted(rule, reach, need)
                if reach == "sentence":
                    self.by_slot[max(need, key=lambda slot: _guess_rarity(places[slot]))].append(
                        wanted
                    )
                else:
                    self.wide.append(wanted)
        self.wide_slots = frozenset().union(*(wanted.need for wanted in self.wide))


def _guess_rarity(written: str) -> int:
    """Guess how seldom a slot is filled: by few and long words."""
    words = written.split("|")
    return min(map(len, words)) - len(words)


class Talk:
    """One transcript's talk in one language, and which of its sentences fill which slots."""

    def __init__(self, text: str, segments: Sequence[Segment], chunks: FilledSlots) -> None:
        self.sentences = Sentences(segments)
        self._filled: dict[int, set[int]] = defaultdict(set)  # sentence → slots
        self._units: dict[Reach, Units] = {}
        for number, sentence in _find_filled(text, self.sentences, chunks):
            self._filled[sentence].update(chunks.slots[number])

    def enter(self, place: int, starts: Iterable[int]) -> None:
        """Enter what was found by other means, by the offsets of its words."""
        for start in starts:
            self._filled[self.sentences.holding(start)].add(place)

    def rarity(self, slot: int) -> int:
        """Count the sentences that fill `slot`."""
        return sum(slot in slots for slots in self._filled.values())

    def find_possible(self, index: RuleIndex) -> Possible:
        """Find which rules all that they need stands together for, and where."""
        rules: dict[int, Rule] = {}
        sentences: set[int] = set()
        for sentence, slots in self._filled.items():
            for slot in slots:
                for wanted in index.by_slot.get(slot, ()):
                    if wanted.need <= slots:
                        rules[wanted.rule.number] = wanted.rule
                        sentences.add(sentence)
        for wanted, places in self._find_wide(index):
            rules[wanted.rule.number] = wanted.rule
            sentences |= places
        return Possible(
            [rules[number] for number in sorted(rules)],
            sorted(sentences),
        )

    def turns_of(self, sentences: Iterable[int]) -> set[int]:
        """Return the numbers of the turns that some sentences are said in."""
        return {self.sentences.turn(number) for number in sentences}

    def round_quotations(
        self, sentences: Sequence[int], quotations: Iterable[Span]
    ) -> Sequence[int]:
        """Add the sentences round quotations that some of them lie in: they say whose they are.

        `sentences` are in order.
        """
        beside: set[int] = set()
        for start, stop in quotations:
            first, last = self.sentences.holding(start), self.sentences.holding(stop - 1)
            at = bisect_left(sentences, first)
            if at < len(sentences) and sentences[at] <= last:
                beside.update((first - 1, first, last, last + 1))
        if not beside:
            return sentences
        return sorted(beside.intersection(range(len(self.sentences))).union(sentences))

    def _find_wide(self, index: RuleIndex) -> Iterator[tuple[Wanted, set[int]]]:
        """Yield the rules that look beyond a sentence, with all sentences of the units they may."""
        postings: dict[int, list[int]] = defaultdict(list)
        for sentence, slots in self._filled.items() if index.wide else ():
            for slot in index.wide_slots & slots:
                postings[slot].append(sentence)
        for wanted in index.wide:
            if all(slot in postings for slot in wanted.need):
                if wanted.reach not in self._units:
                    self._units[wanted.reach] = Units(self.sentences, wanted.reach)
                units = self._units[wanted.reach]
                common = set.intersection(*(units.touched(postings[slot]) for slot in wanted.need))
                if common:
                    yield wanted, units.sentences(common)


def _find_filled(text: str, sentences: Sentences, chunks: FilledSlots) -> Iterable[tuple[int, int]]:
    """Pair each chunk that fills a slot, by its number, with every sentence it touches."""
    import numpy as np

    words = text.split()
    if not words or not len(sentences):
        return ()
    numbers = np.fromiter(map(chunks.__getitem__, words), np.int32, len(words))
    filled = np.flatnonzero(numbers)
    starts, stops = _find_borders(text)
    first = np.searchsorted(np.array(sentences.stops), starts[filled], "right")
    last = np.searchsorted(np.array(sentences.starts), stops[filled], "left") - 1
    touched = np.maximum(last - first + 1, 0)  # parts; a chunk may stand outside all talk
    at = np.repeat(first - np.cumsum(touched) + touched, touched) + np.arange(touched.sum())
    found = np.repeat(numbers[filled], touched)
    return zip(found.tolist(), np.array(sentences.of_part)[at].tolist(), strict=True)


def _find_borders(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the chunks of `text` start and stop, the same as `str.split` cuts."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    inked = np.zeros(len(codes) + 2, np.bool_)
    inked[1:-1] = ~_blanks()[np.minimum(codes, _BEHIND_BLANKS)]
    return np.flatnonzero(inked[1:] & ~inked[:-1]), np.flatnonzero(inked[:-1] & ~inked[1:])


@cache
def _blanks() -> NDArray[np.bool_]:
    """Tell by its code whether a sign is a blank."""
    import numpy as np

    return np.array([chr(code).isspace() for code in range(_BEHIND_BLANKS + 1)])
