"""What people have decided, as a run needs it: by transcript, and whose decisions count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.decisions.codebooks import Books
from qualcode.decisions.log import FOLDER
from qualcode.decisions.merging import Logs
from qualcode.decisions.standing import standing
from qualcode.model.decision import CONSENSUS, Decision
from qualcode.respondents.paths import split_interview

Rank = tuple[tuple[str, ...], ...]  # coders of one rank together, the highest first


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions that stand, and whose change codings."""

    by_transcript: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    rank: Rank = ()  # coders who are in none measure only
    blind_counts: bool = False  # whether blind decisions change codings too
    folder: str = FOLDER  # of the logs, for messages
    faults: int = 0  # what is wrong in the logs: files, lines
    books: Books = field(default_factory=dict)  # the codebooks that coders were shown

    def __bool__(self) -> bool:
        return bool(self.by_transcript)

    @property
    def coders(self) -> tuple[str, ...]:
        """Everybody who has decided something, by name."""
        return _coders(self.by_transcript.values())

    def rank_of(self, decision: Decision) -> int | None:
        """Return how high a decision ranks, 0 highest; None where it measures only."""
        if decision.blind and not self.blind_counts:
            return None
        ranks = (at for at, tier in enumerate(self.rank) if decision.coder in tier)
        return next(ranks, None)

    def narrow(self, file: str) -> Decided:
        """Return what decides about the interviews of one file."""
        own = {
            transcript: decisions
            for transcript, decisions in self.by_transcript.items()
            if transcript == file or split_interview(transcript)[0] == file
        }
        if not own:
            return NOTHING_DECIDED
        present = _coders(own.values())
        tiers = (tuple(one for one in tier if one in present) for tier in self.rank)
        return Decided(own, tuple(filter(None, tiers)), self.blind_counts)


NOTHING_DECIDED = Decided()


def _coders(decisions: Iterable[tuple[Decision, ...]]) -> tuple[str, ...]:
    return tuple(sorted({one.coder for some in decisions for one in some}))


def gather_decisions(
    decisions: Iterable[Decision], deciding: Sequence[str] = (), blind_counts: bool = False
) -> Decided:
    """Gather the lines of all coders, those of each in the order of the log.

    `deciding`: the coders whose decisions change codings, the first before the second. Without
    it, what was settled together goes before all others, who are equal.
    """
    own: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        own[one.coder].append(one)
    by_transcript: dict[str, list[Decision]] = defaultdict(list)
    for coder in sorted(own):
        for one in standing(own[coder], apart=True):
            by_transcript[one.transcript].append(one)
    standing_still = {one.coder for some in by_transcript.values() for one in some}
    others = tuple(sorted(standing_still - {CONSENSUS}))  # who has taken all back decides nothing
    rank = tuple((coder,) for coder in deciding) or ((CONSENSUS,), others)
    kept = {transcript: tuple(by_transcript[transcript]) for transcript in sorted(by_transcript)}
    return Decided(kept, rank, blind_counts)


def gather_logs(
    logs: Logs, folder: str = FOLDER, deciding: Sequence[str] = (), blind_counts: bool = False
) -> Decided:
    """Gather what stands in the logs of a folder."""
    decided = gather_decisions(logs.decisions, deciding, blind_counts)
    shown = {one.codebook for one in logs.decisions}
    kept = logs.logs[0].books if logs.logs else {}  # the same for all logs of a folder
    books = {sha256: book for sha256, book in kept.items() if sha256 in shown}
    return replace(decided, folder=folder, faults=len(logs.problems), books=books)
