"""What surrounds a hit: whether it is denied, another's words, wished for, past or asked.

A second pass over hits; the cues are lists in `cues/`, how they work is told in `marks/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from qualcode.model.coding import Modality, Polarity, Voice
from qualcode.tagging.compile import PhraseRule
from qualcode.tagging.cues import Cues
from qualcode.tagging.marks.clauses import Clauses
from qualcode.tagging.marks.modality import Modalities
from qualcode.tagging.marks.negation import Negation
from qualcode.tagging.marks.voice import Voices
from qualcode.tagging.match import places_of
from qualcode.tagging.passage import Match, Passage


@dataclass(frozen=True, slots=True)
class Marks:
    """The context of one match, each mark with the words that show it."""

    polarity: Polarity = "affirmed"
    cue: str = ""  # the negating words
    voice: Voice = "own"
    modality: Modality = "fact"
    voice_cue: str = ""  # the verb of speech with its link, or the beginning of the quotation
    modality_cue: str = ""


class Context:
    """The cues found in one passage, looked for when its first match is marked.

    `relations` are the cues of relations in it: a negation inside or right before one speaks of
    the relation, not of the poles («экономия не мешает заботе» denies no care).
    """

    def __init__(
        self, passage: Passage, cues: Cues[PhraseRule], relations: Iterable[Match] = ()
    ) -> None:
        self._passage = passage
        self._cues = cues
        self._relations = tuple(relations)

    def mark(self, match: Match) -> Marks:
        """Mark one match; a cue inside its own words never negates it."""
        denial = self._negation.find(match, places_of(match) | self._bound)
        voice_cue = self._voices.find(match)
        modality, modality_cue = self._modalities.find(match)
        return Marks(
            polarity="negated" if denial else "affirmed",
            cue=self._clauses.words(denial) if denial else "",
            voice="reported" if voice_cue else "own",
            modality=modality,
            voice_cue=voice_cue,
            modality_cue=modality_cue,
        )

    def is_denied(self, relation: Match) -> bool:
        """Tell whether a cue of a relation is negated itself."""
        return self._negation.find(relation, places_of(relation)) is not None

    @cached_property
    def _clauses(self) -> Clauses:
        return Clauses(self._passage, self._cues)

    @cached_property
    def _negation(self) -> Negation:
        return Negation(self._clauses)

    @cached_property
    def _voices(self) -> Voices:
        return Voices(self._clauses)

    @cached_property
    def _modalities(self) -> Modalities:
        return Modalities(self._clauses)

    @cached_property
    def _bound(self) -> frozenset[int]:
        """The places of the cues of relations, with the word before each in its clause."""
        return frozenset(
            place
            for match in self._relations
            for place in range(self._before(match[0].low), match[-1].high)
        )

    def _before(self, place: int) -> int:
        return place if not place or self._clauses.parts(place - 1, place) else place - 1
