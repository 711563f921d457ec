"""Counts what stands in a transcript and was not said: for the run and for the reading report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.language.remark_kinds import REMARK_KINDS, RemarkKind, remark_kind
from qualcode.language.remarks import find_remarks
from qualcode.language.speech import count_said
from qualcode.model.transcript import Transcript, Turn

_OVERLAP = "⌈"  # where overlapping talk begins; the words in it were said


@dataclass(frozen=True, slots=True)
class Unsaid:
    """How many remarks of each kind stand among how many words that were said."""

    words: int
    remarks: tuple[tuple[RemarkKind, int], ...]  # every kind, in the order of `REMARK_KINDS`

    def count(self, kind: RemarkKind) -> int:
        """Give how many there are of a kind."""
        return dict(self.remarks)[kind]

    @property
    def inaudible_per_1000(self) -> float | None:
        """Give how often nobody understood the recording, per 1,000 words; None without words."""
        return 1000 * self.count("inaudible") / self.words if self.words else None


@dataclass(frozen=True, slots=True)
class Nonspeech:
    """What was not said, in all turns and in those of respondents."""

    whole: Unsaid
    respondents: Unsaid


def count_nonspeech(transcript: Transcript) -> Nonspeech:
    """Count remarks by kind and the words said; what stands in no turn does not count."""
    turns = transcript.turns
    return Nonspeech(
        whole=_count(transcript.text, turns),
        respondents=_count(transcript.text, (one for one in turns if one.role == "respondent")),
    )


def _count(text: str, turns: Iterable[Turn]) -> Unsaid:
    words, kinds = 0, Counter[RemarkKind]()
    for turn in turns:
        words += count_said(text, turn.start, turn.stop)
        remarks = find_remarks(text, turn.start, turn.stop)
        kinds.update(remark_kind(text[start:stop]) for start, stop in remarks)
        kinds["overlap"] += text.count(_OVERLAP, turn.start, turn.stop)
    return Unsaid(words, tuple((kind, kinds[kind]) for kind in REMARK_KINDS))
