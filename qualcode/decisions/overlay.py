"""People's decisions laid over the codings of one transcript.

A decision is one or two claims: that a code stands in a stretch, that it does not. Claims meet the
machine's codings and what people have added where code and respondent are the same and the
stretches have half of either in common: borders may have changed with the codebook. At each place
the highest rank that says anything decides; where it contradicts itself, what stands there stays
and is disputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.decisions.applied import Applied, Outcome, is_draft
from qualcode.decisions.claims import (
    DECIDING,
    PUTTING,
    Addition,
    Claim,
    Said,
    Verdict,
    claims_of,
    gather_additions,
    weigh,
)
from qualcode.decisions.deciding import Decided
from qualcode.decisions.placing import Ground, Standing
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coding, Span, Status
from qualcode.tagging.stretches import is_same_place

_ORDER: tuple[Outcome, ...] = ("applied", "overruled", "disputed")  # the worst of several is told


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The codings of a transcript after people have decided, and what each decision did."""

    codings: tuple[Coding, ...]  # those that count
    overruled: tuple[Coding, ...] = ()  # the machine's that do not, as people say
    applied: tuple[Applied, ...] = ()


def overlay(
    codings: Sequence[Coding],
    decided: Decided,
    ground: Ground,
    codebook: Codebook,
    types: Mapping[str, str],
) -> Overlaid:
    """Lay the decisions on one transcript over its codings, which stay in the order of tagging.

    `types`: respondent → respondent type. Relations of tensions are `noted` here: what becomes
    of them is known when the poles have met.
    """
    standings = ground.place_all(decided.by_transcript.get(ground.transcript.id, ()))
    if not standings:
        return Overlaid(tuple(codings))
    known = frozenset(code.id for code in codebook.codes)
    outcomes = [_outcome_before(one, decided, known) for one in standings]
    ranks = {
        number: rank
        for number, one in enumerate(standings)
        if outcomes[number] is None and (rank := decided.rank_of(one.decision)) is not None
    }
    contest = _Contest(codings, standings, ranks, ground)
    contest.settle()
    kept, overruled = contest.divide()
    whole = sorted((*kept, *contest.add(types)), key=lambda one: (one.start, one.code, one.segment))
    applied = tuple(
        one.become(outcomes[number] or contest.outcomes[number])
        for number, one in enumerate(standings)
    )
    return Overlaid(tuple(whole), tuple(overruled), applied)


def _outcome_before(one: Standing, decided: Decided, known: frozenset[str]) -> Outcome | None:
    """Return the outcome of what is decided without the codings; None for all else."""
    decision = one.decision
    if not one.placed:
        return "orphan"
    if decision.action in ("note", "flag"):
        return "noted"
    codes = {one.code, one.to} - {""}
    if any(is_draft(code) for code in codes - known):
        return "draft"
    if decision.action in DECIDING and (not one.code or not codes <= known):
        return "gone"
    if decided.rank_of(decision) is None:
        return "measured"
    return None if decision.action in DECIDING else "noted"


class _Contest:
    """The claims on the codings of one transcript, and what they come to."""

    def __init__(
        self,
        codings: Sequence[Coding],
        standings: Sequence[Standing],
        ranks: Mapping[int, int],
        ground: Ground,
    ) -> None:
        self._codings = codings
        self._standings = standings
        self._ground = ground
        self._claims = [
            claim
            for number, rank in ranks.items()
            for claim in claims_of(number, standings[number], rank)
        ]
        self._alike: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, coding in enumerate(codings):
            self._alike[coding.code, coding.respondent].append(at)
        self._verdicts: dict[int, Verdict] = {}
        self._additions: tuple[Addition, ...] = ()
        # Decisions that say of a coding which stays that it is said otherwise (denied, or meant).
        self._contradicting: set[int] = set()
        self.outcomes: dict[int, Outcome] = {}

    def settle(self) -> None:
        """Find what stands; what is put in the place of something stands where that has gone.

        A replacement that is contested puts nothing, and without it others may be uncontested:
        so it is looked at again until no further one falls away. Nor is anything given beside a
        coding that stays by who says that it is denied there, or that it is not.
        """
        fallen: set[int] = set()
        while True:
            self._weigh(fallen)
            more = {
                number
                for number, outcome in self.outcomes.items()
                if outcome != "applied" and self._standings[number].decision.action in PUTTING
            } | self._contradicting
            if more <= fallen:
                return
            fallen |= more

    def _weigh(self, fallen: set[int]) -> None:
        """Weigh all claims but those of what fallen replacements would put."""
        claims = [one for one in self._claims if not (_is_put(one) and one.decision in fallen)]
        said: dict[int, list[Claim]] = defaultdict(list)
        given: list[Claim] = []
        for claim, places in self._meet(claims):
            for at in places:
                said[at].append(claim)
            if claim.holds and claim.decision not in fallen and not self._is_held(claim, places):
                given.append(claim)
        self._verdicts = {at: weigh(said[at], self._codings[at].present) for at in sorted(said)}
        self._contradicting = {
            claim.decision
            for at, verdict in self._verdicts.items()
            for claim in said[at]
            if verdict.holds and claim.holds and not claim.affirms(self._codings[at].present)
        }
        taken = [claim for claim in claims if not claim.holds]
        self._additions = gather_additions(given, taken)
        self._note_outcomes()

    def _note_outcomes(self) -> None:
        worst = {claim.decision: 0 for claim in self._claims}
        verdicts = (*self._verdicts.values(), *(one.verdict for one in self._additions))
        for verdict in verdicts:
            for claim in verdict.deciding:
                told = _ORDER.index("disputed") if verdict.disputed else 0
                worst[claim.decision] = max(worst[claim.decision], told)
            for claim in verdict.overruled:
                told = _ORDER.index("overruled")
                worst[claim.decision] = max(worst[claim.decision], told)
        self.outcomes = {number: _ORDER[at] for number, at in worst.items()}

    def _meet(self, claims: Sequence[Claim]) -> list[tuple[Claim, list[int]]]:
        """Pair each claim with the machine's codings that it is about.

        A coding of the same borders goes before others, and of a coder who has said something
        of just that coding nothing else is about it. What a replacement puts is about no coding
        that it takes away.
        """
        met = [(claim, self._near(claim)) for claim in claims]
        own: dict[int, set[int]] = defaultdict(set)
        exact: set[tuple[int, str]] = set()  # coding, coder
        for claim, places in met:
            if not claim.holds:
                own[claim.decision].update(places)
            exact.update((at, claim.coder) for at in places if self._span(at) == claim.span)
        return [
            (
                claim,
                [
                    at
                    for at in places
                    if (self._span(at) == claim.span or (at, claim.coder) not in exact)
                    and not (claim.holds and at in own[claim.decision])
                ],
            )
            for claim, places in met
        ]

    def _near(self, claim: Claim) -> list[int]:
        alike = self._alike.get((claim.code, claim.respondent), ())
        near = [at for at in alike if is_same_place(claim.span, self._span(at))]
        return [at for at in near if self._span(at) == claim.span] or near

    def _span(self, at: int) -> Span:
        return self._codings[at].start, self._codings[at].stop

    def _is_held(self, claim: Claim, places: Iterable[int]) -> bool:
        """Tell whether the machine's codings speak for every segment that a claim speaks for."""
        spans = [self._span(at) for at in places if claim.affirms(self._codings[at].present)]
        held = {
            number for span in spans for number in self._ground.spoken_for(span, claim.respondent)
        }
        return bool(spans) and held.issuperset(
            self._ground.spoken_for(claim.span, claim.respondent)
        )

    def divide(self) -> tuple[list[Coding], list[Coding]]:
        """Part the machine's codings into those that count and those that do not."""
        kept: list[Coding] = []
        overruled: list[Coding] = []
        for at, coding in enumerate(self._codings):
            if at not in self._verdicts:
                kept.append(coding)
                continue
            verdict = self._verdicts[at]
            coders, ids = self._sign(verdict.deciding)
            signed = replace(coding, status=_status(verdict), decided_by=coders, decisions=ids)
            (kept if verdict.holds else overruled).append(signed)
        return kept, overruled

    def add(self, types: Mapping[str, str]) -> list[Coding]:
        """Make the codings that people have given."""
        return [self._make(one, one.verdict, types) for one in self._additions if one.verdict.holds]

    def _make(self, addition: Addition, verdict: Verdict, types: Mapping[str, str]) -> Coding:
        first = addition.first
        givers, _ = self._sign(addition.claims)
        coders, ids = self._sign(verdict.deciding)
        accepted = all(one.action == "accept" for one in addition.claims)
        replaces = self._taken_by(first) is not None
        status: Status = "accepted" if accepted and not replaces else "added"
        polarity, voice, modality = self._said_in(first)
        segments = self._ground.spoken_for(first.span, first.respondent)
        return Coding(
            transcript=self._ground.transcript.id,
            unit=self._ground.unit_of(first.span, first.code),
            segment=segments[0] if segments else 0,
            respondent=first.respondent,
            type=types.get(first.respondent, ""),
            code=first.code,
            coder="; ".join(givers),
            start=first.span[0],
            stop=first.span[1],
            score=0.0,
            polarity=polarity,
            voice=voice,
            modality=modality,
            hits=(),
            status="disputed" if verdict.disputed else status,
            decided_by=coders,
            decisions=ids,
        )

    def _said_in(self, claim: Claim) -> Said:
        """Return how it is said: as the person says, else as that in whose place it was put."""
        if claim.said:
            return claim.said
        former = self._taken_by(claim) if claim.action in PUTTING else None
        if former is None:
            return "affirmed", "own", "fact"
        return former.polarity, former.voice, former.modality

    def _taken_by(self, claim: Claim) -> Coding | None:
        """Return the machine's coding that a decision has taken away."""
        for at, verdict in self._verdicts.items():
            if not verdict.holds and any(
                one.decision == claim.decision and not one.affirms(self._codings[at].present)
                for one in verdict.deciding
            ):
                return self._codings[at]
        return None

    def _sign(self, claims: Iterable[Claim]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who has decided, the highest rank first, and the ids of the decisions."""
        ordered = sorted(claims, key=lambda one: (one.rank, one.coder, one.decision))
        coders = dict.fromkeys(one.coder for one in ordered)
        ids = dict.fromkeys(self._standings[one.decision].decision.id for one in ordered)
        return tuple(coders), tuple(ids)


def _is_put(claim: Claim) -> bool:
    """Tell whether it is what a replacement would put."""
    return claim.holds and claim.action in PUTTING


def _status(verdict: Verdict) -> Status:
    """Return what a verdict makes of a coding of the machine."""
    if verdict.holds:
        return "disputed" if verdict.disputed else "accepted"
    rejected = all(one.action == "reject" for one in verdict.deciding)
    return "rejected" if rejected else "replaced"
