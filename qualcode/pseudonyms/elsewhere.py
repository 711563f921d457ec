"""What was found somewhere is found in all other places too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from qualcode.pseudonyms.find import Taken
from qualcode.pseudonyms.kinds import ADDRESS, ORGANISATION, PERSON, PLACE
from qualcode.pseudonyms.listed import Form, make_matcher
from qualcode.pseudonyms.mentions import Finds, Mention
from qualcode.pseudonyms.register import Entity
from qualcode.pseudonyms.resolving import Placed
from qualcode.pseudonyms.surnames import Surnames

_SWEPT = frozenset({PERSON, PLACE, ORGANISATION, ADDRESS})


class Sweeper:
    """Finds what was found somewhere in all other places too, whatever stands around it.

    First names and surnames alone are left to `decide`: elsewhere they may be another's.
    """

    def __init__(self, placed: Placed, texts: Mapping[str, str]) -> None:
        self._entities: list[Entity] = []
        forms: dict[tuple[int, str], Form] = {}
        numbers: dict[int, int] = {}
        for transcript, found in placed.items():
            for mention, entity in found:
                if mention.entity >= 0 or mention.kind not in _SWEPT:
                    continue
                written = texts[transcript][mention.start : mention.stop]
                if mention.kind == PERSON and len(written.split()) < 2:
                    continue
                if id(entity) not in numbers:
                    numbers[id(entity)] = len(self._entities)
                    self._entities.append(entity)
                number = numbers[id(entity)]
                forms[number, written] = Form(written, number)
        self._matcher = make_matcher(forms.values())

    def sweep(
        self, found: Finds, mine: Iterable[tuple[Mention, Entity]], text: str
    ) -> Iterator[tuple[Mention, Entity]]:
        """Yield what is found in one transcript beside `mine`, which is known already."""
        taken = _taken(found, mine)
        matches = sorted(self._matcher.find(text), key=lambda one: one.start - one.stop)
        bounds = sorted({place for start, stop, _ in found.languages for place in (start, stop)})
        for match in matches:
            crosses = bisect_right(bounds, match.start) != bisect_left(bounds, match.stop)
            if not crosses and taken.take(match.start, match.stop):
                entity = self._entities[match.entry]
                span = match.start, match.stop
                yield Mention(*span, entity.kind, entity.key, "met_elsewhere"), entity


def find_alone(
    surnames: Surnames, found: Finds, mine: Iterable[tuple[Mention, Entity]], text: str
) -> Iterator[tuple[Mention, Entity]]:
    """Yield the surnames that stand alone where nothing is replaced or kept."""
    taken = _taken(found, mine)
    for start, stop, entity in surnames.find(text, found.transcript):
        if taken.take(start, stop):
            yield Mention(start, stop, PERSON, "", "met_elsewhere"), entity


def _taken(found: Finds, mine: Iterable[tuple[Mention, Entity]]) -> Taken:
    taken = Taken()
    for start, stop in sorted({*found.closed, *((one.start, one.stop) for one, _ in mine)}):
        taken.take(start, stop)
    return taken
