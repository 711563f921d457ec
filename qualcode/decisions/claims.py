"""What decisions claim of places in the talk, and what claims that meet come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.decisions.placing import Standing
from qualcode.model.coding import Modality, Polarity, Span, Voice
from qualcode.model.decision import Action
from qualcode.tagging.stretches import is_same_place

GIVING = ("accept", "add")  # the code stands there
PUTTING = ("recode", "border")  # it does not, something else does
DECIDING = (*GIVING, "reject", *PUTTING)

Said = tuple[Polarity, Voice, Modality]


@dataclass(frozen=True, slots=True)
class Claim:
    """That a code stands in a stretch of a respondent's talk, or does not."""

    decision: int  # its number among those on the transcript: a coder's later ones have higher
    action: Action
    rank: int  # of its coder, 0 highest
    coder: str
    code: str
    span: Span
    respondent: str
    holds: bool
    said: Said | None = None  # how it is said there; None where the decision does not tell

    def affirms(self, present: bool) -> bool:
        """Tell whether it speaks for a coding of its code there, which is `present` or denied.

        Where it does not tell how the code is said, to accept a coding that is denied is to say so
        too; to give the code is to say otherwise.
        """
        if self.said and self.holds:
            return present == _is_present(self.said)
        return self.holds and (present or self.action == "accept")


def _is_present(said: Said) -> bool:
    return said[0] != "negated"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the claims about one place come to."""

    holds: bool  # true where disputed: what stands there stays
    disputed: bool
    deciding: tuple[Claim, ...]  # those that agree with it; where disputed, those that contend
    overruled: tuple[Claim, ...]  # that say otherwise: of a lower rank, or taken back later


@dataclass(frozen=True, slots=True)
class Addition:
    """What people have given where the machine has nothing like it."""

    claims: tuple[Claim, ...]  # for it
    against: tuple[Claim, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the claims for and against it come to."""
        return self._weigh()[0]

    @property
    def first(self) -> Claim:
        """The claim whose borders it has: of the highest rank, the earliest that agrees with it."""
        verdict, present = self._weigh()
        agreeing = (one for one in self.claims if one in verdict.deciding and one.affirms(present))
        return next(agreeing, self.claims[0])

    def _weigh(self) -> tuple[Verdict, bool]:
        """Ask whether the code stands there as one that is meant, and else as one that is denied.

        So where people contradict each other about that alone, it is meant, and disputed.
        """
        claims = (*self.claims, *self.against)
        for present in (True, False):
            verdict = weigh(claims, present)
            if verdict.holds:
                return verdict, present
        return weigh(claims, present=True), True


def claims_of(number: int, one: Standing, rank: int) -> Iterator[Claim]:
    """Yield what a decision claims: one thing, or that something stands in another's place."""
    decision, span = one.decision, (one.start, one.stop)
    action, coder, respondent = decision.action, decision.coder, one.respondent
    said = _said_by(one)
    if action not in PUTTING:
        holds = action in GIVING
        yield Claim(number, action, rank, coder, one.code, span, respondent, holds, said)
        return
    yield Claim(number, action, rank, coder, one.code, span, respondent, holds=False)
    put = (one.to_start, one.to_stop) if action == "border" else span
    yield Claim(number, action, rank, coder, one.to or one.code, put, respondent, True, said)


def _said_by(one: Standing) -> Said | None:
    polarity, voice, modality = (
        one.decision.polarity,
        one.decision.voice,
        one.decision.modality,
    )
    return (polarity, voice or "own", modality or "fact") if polarity else None


def weigh(claims: Sequence[Claim], present: bool) -> Verdict:
    """Let the highest rank decide that says anything; where its coders differ, it is disputed.

    Of what one coder says of one place the last counts.
    """
    last = list(claims)
    if len({one.affirms(present) for one in claims}) > 1:
        last = [one for one in claims if not _is_taken_back(one, claims, present)]
    top = min(one.rank for one in last)
    said = {one.affirms(present) for one in last if one.rank == top}
    disputed = len(said) > 1
    holds = True in said
    agreeing = (
        one for one in last if one.affirms(present) == holds or (disputed and one.rank == top)
    )
    deciding = tuple(sorted(agreeing, key=lambda one: (one.rank, one.coder, one.decision)))
    overruled = tuple(one for one in claims if one not in deciding)
    return Verdict(holds, disputed, deciding, overruled)


def _is_taken_back(one: Claim, claims: Iterable[Claim], present: bool) -> bool:
    """Tell whether its coder says otherwise later: the text or the codebook has moved borders."""
    return any(
        other.coder == one.coder
        and other.decision > one.decision
        and other.affirms(present) != one.affirms(present)
        and is_same_place(one.span, other.span)
        for other in claims
    )


def gather_additions(given: Iterable[Claim], taken: Sequence[Claim]) -> tuple[Addition, ...]:
    """Put claims for one code in one place together: it is given once, however many say so.

    `taken`: claims that say otherwise; a coder's own are about the coding that stood there.
    """
    ordered = sorted(given, key=lambda one: (one.rank, one.span, one.coder, one.decision))
    gathered: list[list[Claim]] = []
    for claim in ordered:
        own = next((some for some in gathered if is_about(claim, some[0])), None)
        if own is None:
            gathered.append([claim])
        else:
            own.append(claim)
    return tuple(
        Addition(
            tuple(some),
            tuple(
                one
                for one in taken
                if is_about(one, some[0]) and one.coder not in {giver.coder for giver in some}
            ),
        )
        for some in gathered
    )


def is_about(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are about the same code in the same place."""
    same = (one.code, one.respondent) == (other.code, other.respondent)
    return same and is_same_place(one.span, other.span)
