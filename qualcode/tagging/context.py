"""What surrounds a hit: whether it is denied, another's words, wished for, past or asked.

A second pass over hits; the cues are lists in `cues/`, how they work is told in `marks/`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from qualcode.model.coding import Modality, Polarity, Span, Voice
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

    `bound` are stretches of the text in which negations speak of a relation (`bind`).
    """

    def __init__(
        self, passage: Passage, cues: Cues[PhraseRule], bound: Iterable[Span] = ()
    ) -> None:
        self._passage = passage
        self._cues = cues
        self._stretches = tuple(bound)

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

    def bind(self, relation: Match) -> Span:
        """Return where a negation speaks of a relation: inside its cue, or right before it.

        «Экономия не мешает заботе» denies no care.
        """
        low, start = relation[0].low, self._passage.start
        before = low - 1 if low and not self._clauses.parts(low - 1, low) else low
        return start[before], self._passage.stop[relation[-1].high - 1]

    @cached_property
    def _bound(self) -> frozenset[int]:
        """The places of the row that lie in such stretches."""
        starts = self._passage.start
        return frozenset(
            place
            for start, stop in self._stretches
            for place in range(bisect_left(starts, start), bisect_left(starts, stop))
        )
