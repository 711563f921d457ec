"""How poles meet, as people say it, laid over the tensions of one transcript."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.decisions.applied import Applied, Outcome
from qualcode.decisions.deciding import Decided
from qualcode.model.codebook import Tension
from qualcode.model.coding import MIXED, UNSTATED, TensionInstance
from qualcode.tagging.stretches import is_same_place


@dataclass(frozen=True, slots=True)
class Related:
    """The tensions of a transcript with the relations that people have set."""

    tensions: tuple[TensionInstance, ...]
    applied: tuple[Applied, ...]


def relate_meetings(
    met: Sequence[TensionInstance],
    applied: Sequence[Applied],
    decided: Decided,
    tensions: Sequence[Tension],
) -> Related:
    """Set the relations that people have given to the tensions that stand where they gave them.

    The words that showed another relation are no longer shown. Where coders of the highest rank
    that says anything contradict each other, the relation stays as it was found.
    """
    known = {one.id: (*one.relations, UNSTATED, MIXED) for one in tensions}
    outcomes: dict[int, Outcome] = {}
    said: dict[int, list[int]] = defaultdict(list)  # numbers of decisions by that of the meeting
    for number, one in _relating(applied):
        if one.decision.relation not in known.get(one.decision.tension, ()):
            outcomes[number] = "gone"
            continue
        places = _places(one, met)
        outcomes[number] = "applied" if places else "gone"
        for at in places:
            said[at].append(number)
    tensions_now = list(met)
    for at, numbers in said.items():
        tensions_now[at] = _relate(met[at], numbers, applied, decided, outcomes)
    told = tuple(
        replace(one, outcome=outcomes.get(number, one.outcome))
        for number, one in enumerate(applied)
    )
    return Related(tuple(tensions_now), told)


def _relating(applied: Sequence[Applied]) -> Iterator[tuple[int, Applied]]:
    """Yield the decisions that count and set a relation, with their numbers."""
    for number, one in enumerate(applied):
        if one.decision.action == "relate" and one.outcome == "noted":
            yield number, one


def _places(one: Applied, met: Sequence[TensionInstance]) -> list[int]:
    """Return the numbers of the meetings that a decision is about: its own borders go first."""
    decision, span = one.decision, (one.start, one.stop)
    near = [
        at
        for at, meeting in enumerate(met)
        if (meeting.tension, meeting.level) == (decision.tension, decision.level)
        and meeting.respondent == one.respondent
        and is_same_place(span, (meeting.start, meeting.stop))
    ]
    same = [at for at in near if (met[at].start, met[at].stop) == span]
    return same or near


def _relate(
    meeting: TensionInstance,
    numbers: Sequence[int],
    applied: Sequence[Applied],
    decided: Decided,
    outcomes: dict[int, Outcome],
) -> TensionInstance:
    """Return the meeting as the highest rank says; note what that is for each decision.

    `numbers` rise, and of what one coder says the last counts.
    """
    ranks: Mapping[int, int] = {
        number: rank
        for number in numbers
        if (rank := decided.rank_of(applied[number].decision)) is not None
    }
    last = {applied[number].decision.coder: number for number in numbers}.values()
    top = min(ranks[number] for number in last)
    highest = [number for number in last if ranks[number] == top]
    relations = {applied[number].decision.relation for number in highest}
    if len(relations) > 1:
        outcomes.update(dict.fromkeys(highest, "disputed"))
        return meeting
    relation = relations.pop()
    agreeing = [number for number in numbers if applied[number].decision.relation == relation]
    outcomes.update({number: "overruled" for number in numbers if number not in agreeing})
    ordered = sorted(agreeing, key=lambda number: (ranks[number], applied[number].decision.coder))
    people = tuple(dict.fromkeys(applied[number].decision.coder for number in ordered))
    if relation == meeting.relation:
        return replace(meeting, decided_by=people)
    return replace(meeting, relation=relation, cue="", cue_spans=(), decided_by=people)
