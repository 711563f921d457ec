"""What decisions claim of places in the talk, and what claims that meet come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.decisions.placing import Standing
from qualcode.model.coding import Span
from qualcode.model.decision import Action
from qualcode.tagging.stretches import is_same_place

GIVING = ("accept", "add")  # the code stands there
PUTTING = ("recode", "border")  # it does not, something else does
DECIDING = (*GIVING, "reject", *PUTTING)


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

    def affirms(self, present: bool) -> bool:
        """Tell whether it speaks for a coding of its code there, which is `present` or denied.

        To accept a coding that is denied is to say so too; to give the code is to say otherwise.
        """
        return self.holds and (present or self.action == "accept")


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

    claims: tuple[Claim, ...]  # for it; the first has its borders
    against: tuple[Claim, ...] = ()

    @property
    def first(self) -> Claim:
        """The claim of the highest rank, the earliest of these."""
        return self.claims[0]

    @property
    def verdict(self) -> Verdict:
        """What the claims for and against it come to."""
        return weigh((*self.claims, *self.against), present=True)


def claims_of(number: int, one: Standing, rank: int) -> Iterator[Claim]:
    """Yield what a decision claims: one thing, or that something stands in another's place."""
    decision, span = one.decision, (one.start, one.stop)
    action, coder, respondent = decision.action, decision.coder, one.respondent
    holds = action in GIVING
    yield Claim(number, action, rank, coder, one.code, span, respondent, holds)
    if action == "recode":
        yield Claim(number, action, rank, coder, one.to, span, respondent, True)
    elif action == "border":
        span = one.to_start, one.to_stop
        yield Claim(number, action, rank, coder, one.code, span, respondent, True)


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
