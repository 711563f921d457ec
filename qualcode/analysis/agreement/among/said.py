"""What coders say of the same units, as categories: codes, tensions, how the poles meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.among.results import Kind
from qualcode.analysis.agreement.several import MISSING
from qualcode.model.coding import MIXED, UNSTATED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.analysis.agreement.units import Judged
    from qualcode.model.codebook import Codebook, Tension

    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

PRESENT, ABSENT = 0, 1


@dataclass(frozen=True, slots=True)
class Said:
    """Items of one kind, and what each coder says of them in each unit."""

    kind: Kind
    ids: tuple[str, ...]
    categories: tuple[str, ...]
    values: Ints  # coders × units × items: places in `categories`, or MISSING

    @property
    def known(self) -> Flags:
        """Units × items that two coders or more judged."""
        return np.asarray((self.values != MISSING).sum(0) > 1)

    @property
    def disputed(self) -> Flags:
        """Units × items about which they do not all say the same."""
        given = self.values != MISSING
        highest = np.where(given, self.values, -1).max(0)
        lowest = np.where(given, self.values, len(self.categories)).min(0)
        return np.asarray((highest != lowest) & self.known)


def find_tensions(codebook: Codebook, codes: Iterable[str]) -> tuple[Tension, ...]:
    """Return the tensions that these codes can make."""
    given = set(codes)
    return tuple(
        tension
        for tension in codebook.tensions
        if all(given & pole.codes for pole in tension.poles)
    )


def say_codes(judged: Judged, codes: Sequence[str]) -> Said:
    """Return where coders give these codes; absent where they had the code and did not give it."""
    columns = [judged.codes.index(code) for code in codes]
    coded, told = (flags[:, :, columns] for flags in (judged.coded, judged.told))
    return Said("code", tuple(codes), ("present", "absent"), _flags(coded, told))


def say_tensions(judged: Judged, tensions: Iterable[Tension]) -> Said:
    """Return in which units coders give codes of both poles.

    Codes count that all had who have seen the unit: with others one could see what another could
    not say. Where they had none of a pole, nothing is said.
    """
    told = tuple(tensions)
    common = judged.common
    met = np.stack([_meet(judged, common, tension) for tension in told], -1)
    had = np.stack([_had(judged, common, tension) for tension in told], -1)
    ids = tuple(tension.id for tension in told)
    return Said("tension", ids, ("present", "absent"), _flags(met, judged.seen[:, :, None] & had))


def say_relations(judged: Judged, tensions: Said, codebook: Codebook) -> Said:
    """Return how the poles meet where a coder has both; `unstated` where the coder does not say."""
    categories = (*(relation.id for relation in codebook.relations), UNSTATED, MIXED)
    places = {relation: at for at, relation in enumerate(categories)}
    present = tensions.values == PRESENT
    values = np.where(present, places[UNSTATED], MISSING)
    columns = {id: at for at, id in enumerate(tensions.ids)}
    for coder, said in enumerate(judged.relations):
        for (unit, tension), relation in said.items():
            column = columns.get(tension, -1)
            if column >= 0 and present[coder, unit, column]:
                values[coder, unit, column] = places[relation]
    return Said("relation", tensions.ids, categories, values)


def _flags(present: Flags, told: Flags) -> Ints:
    return np.where(told, np.where(present, PRESENT, ABSENT), MISSING)


def _meet(judged: Judged, common: Flags, tension: Tension) -> Flags:
    coded = judged.coded & common
    first, second = (coded[:, :, columns].any(-1) for columns in _poles(judged, tension))
    return np.asarray(first & second)


def _had(judged: Judged, common: Flags, tension: Tension) -> Flags:
    first, second = (common[:, columns].any(-1) for columns in _poles(judged, tension))
    return np.asarray(first & second)


def _poles(judged: Judged, tension: Tension) -> Iterator[list[int]]:
    """Yield the columns of the codes of each pole."""
    for pole in tension.poles:
        yield [at for at, code in enumerate(judged.codes) if code in pole.codes]
