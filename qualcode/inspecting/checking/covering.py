"""Which expression is found wherever another is, as far as their words can tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from qualcode.inspecting.checking.words import bases_of, covers
from qualcode.model.codebook import Expression, Group, Phrase, Slot, Word

T = TypeVar("T")

# Units that lie in one segment, as the hit of a word inside them does.
_NARROW = ("sentence", "segment")


def slot_covers(one: Slot, other: Slot, language: str) -> bool:
    """Tell whether every word of `other` is one of `one` too."""
    return all(any(covers(mine, word, language) for mine in one.words) for word in other.words)


def phrase_covers(one: Phrase, other: Phrase, language: str) -> bool:
    """Tell whether `one` stands in `other`, so that it is found wherever `other` is."""

    def fits(slot: int, start: int, reach: int | None) -> bool:
        if slot == len(one.slots):
            return True
        between = 0  # words of `other` since the last place, at most
        for at in range(start, len(other.slots)):
            between += other.gaps[at]
            if reach is not None and between > reach:
                return False
            after = one.gaps[slot + 1] if slot + 1 < len(one.slots) else 0
            if slot_covers(one.slots[slot], other.slots[at], language) and fits(
                slot + 1, at + 1, after
            ):
                return True
            between += 1
        return False

    # The first place may stand anywhere in `other`.
    return len(one.slots) <= len(other.slots) and fits(0, 0, None)


def expression_covers(one: Phrase, other: Expression, language: str) -> bool:
    """Tell whether the phrase is found wherever `other` is."""
    if isinstance(other, Phrase):
        return phrase_covers(one, other, language)
    if not isinstance(other, Group):
        return False
    covered = (expression_covers(one, item, language) for item in other.items)
    if other.kind == "any":
        return all(covered)
    is_narrow = isinstance(other.within, int) or other.within in _NARROW
    return is_narrow and any(covered)


def enough(expression: Expression) -> Iterator[Phrase]:
    """Yield the phrases that are enough for the expression to be found, whatever stands beside."""
    if isinstance(expression, Phrase):
        yield expression
    elif isinstance(expression, Group) and expression.kind == "any" and not expression.absent:
        for item in expression.items:
            yield from enough(item)


class Coverers(Generic[T]):
    """Phrases by their rarest word, to find those that may be found wherever another is."""

    def __init__(self, phrases: Sequence[tuple[Phrase, T]], language: str) -> None:
        self._language = language
        counts = Counter(
            key for phrase, _ in phrases for slot in phrase.slots for key in self._own(slot.words)
        )
        self._by_key: dict[str, list[tuple[Phrase, T]]] = defaultdict(list)
        for phrase, owner in phrases:
            slots = [self._own(slot.words) for slot in phrase.slots]
            for key in min(slots, key=lambda keys: max((counts[key] for key in keys), default=0)):
                self._by_key[key].append((phrase, owner))

    def _own(self, words: Iterable[Word]) -> set[str]:
        """Return the keys under which a place is filed."""
        keys: set[str] = set()
        for word in words:
            if word.kind == "wildcard":
                keys.add(_head(word.text))
            elif word.kind == "exact":
                keys.add(f"={word.text}")
            else:
                keys |= {f"={word.text}", *bases_of(word.text, self._language)}
        return keys

    def _asked(self, word: Word) -> Iterator[str]:
        """Yield the keys of the places that may cover a word."""
        if word.kind != "wildcard":
            yield f"={word.text}"
            yield from bases_of(word.text, self._language)
        head = _head(word.text)[1:] if word.kind == "wildcard" else word.text
        yield from (f"*{head[:length]}" for length in range(len(head) + 1))

    def find(self, expression: Expression) -> Iterator[tuple[Phrase, T]]:
        """Yield phrases that may be found wherever `expression` is; more than are."""
        for phrase in _phrases(expression):
            for slot in phrase.slots:
                for key in self._asked(slot.words[0]):
                    yield from self._by_key.get(key, ())


def _phrases(expression: Expression) -> Iterator[Phrase]:
    if isinstance(expression, Phrase):
        yield expression
    elif isinstance(expression, Group):
        for item in expression.items:
            yield from _phrases(item)


def _head(pattern: str) -> str:
    """Return the letters before the first wildcard, marked as a beginning."""
    return f"*{pattern.replace('?', '*').split('*')[0]}"


def within_scope(narrow: Collection[str], wide: Collection[str]) -> bool:
    """Tell whether what is kept to `narrow` is kept to `wide` too; empty is no limit."""
    return not wide or (bool(narrow) and set(narrow) <= set(wide))
