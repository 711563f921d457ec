"""All talk that was judged, and its parts by language and respondent type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.among.results import PartKind
from qualcode.analysis.agreement.panels import in_order
from qualcode.analysis.agreement.units import Judged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def divide_talk(judged: Judged) -> Iterator[tuple[PartKind, str, Ints]]:
    """Yield the places of all units, then of those of each language and type if there are several.

    Units that one coder alone has seen are in them too; languages and types are those of others.
    """
    counts = judged.seen.sum(0)
    shared = [unit for unit, count in zip(judged.units, counts, strict=True) if count > 1]
    yield "all", "", np.arange(len(judged.units))
    kinds: tuple[PartKind, ...] = ("language", "type")
    for kind in kinds:
        found = in_order(str(getattr(unit, kind)) for unit in shared)
        for id in found if len(found) > 1 else ():
            own = [at for at, unit in enumerate(judged.units) if getattr(unit, kind) == id]
            yield kind, id, np.array(own, dtype=np.int64)
