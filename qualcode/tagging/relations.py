"""The cues that say how two poles meet, and for which tensions each of them speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qualcode.model.codebook import Tension
from qualcode.tagging.compile import LanguageRules, Rule
from qualcode.tagging.hits import Candidate, find_cues
from qualcode.tagging.match import spans_of, words_of
from qualcode.tagging.passage import Passage
from qualcode.tagging.sentences import Sentences
from qualcode.tagging.tensions import Cue


class Telling(NamedTuple):
    """A cue found, and the ids of the tensions it speaks for."""

    candidate: Candidate
    tensions: frozenset[str]


class Relations:
    """The cues of one language, in groups that compete with each other.

    Cues that a tension brings with it compete with the common ones for that tension alone.
    """

    def __init__(self, rules: LanguageRules, tensions: Sequence[Tension]) -> None:
        own = rules.own_relations
        others = frozenset(one.id for one in tensions if one.id not in own)
        self._groups = [(rules.relations, others)] if others else []
        self._groups += [((*rules.relations, *cues), frozenset({id})) for id, cues in own.items()]

    def __iter__(self) -> Iterator[Rule]:
        yield from {rule.number: rule for cues, _ in self._groups for rule in cues}.values()

    def find(self, possible: Collection[int], passage: Passage) -> list[Telling]:
        """Find the cues whose numbers are in `possible`."""
        return [
            Telling(one, tensions)
            for rules, tensions in self._groups
            for one in find_cues((rule for rule in rules if rule.number in possible), passage)
        ]


def make_cue(telling: Telling, passage: Passage, sentences: Sentences) -> Cue:
    """Make a cue that stands in the text of what was found in a row of words."""
    match = telling.candidate.match
    spans = spans_of(match, passage)
    return Cue(
        telling.candidate.indicator.owner,
        telling.tensions,
        sentences.span(sentences.holding(spans[0][0])),
        spans,
        words_of(match, passage),
    )
