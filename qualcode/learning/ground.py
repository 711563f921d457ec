"""A run as models see it: its segments, what is known of them, and their words as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.learning.bases import list_marks
from qualcode.learning.fixed import weigh_pairs
from qualcode.learning.rules import Evidence, gather_evidence
from qualcode.learning.segments import Segments
from qualcode.learning.weighing import Weigher, weigh_own
from qualcode.model.codebook import Codebook
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Sparse = Any  # scipy's matrices in rows

_LEAST = 2  # segments a word must be in: of others nothing can be learned


@dataclass(frozen=True, slots=True)
class Reader:
    """How texts become rows of weighed words: by what was rare in the run it was made of."""

    marks: Weigher  # words, pairs and beginnings
    words: Weigher
    asked: Weigher  # words of questions


@dataclass(frozen=True, slots=True)
class Ground:
    """A run as models see it; a row is a segment of `segments`."""

    codes: tuple[str, ...]
    segments: Segments
    languages: tuple[str, ...]
    evidence: Evidence
    fixed: Scores  # segments × codes × FIXED
    reader: Reader
    marks: Sparse
    words: Sparse
    asked: Sparse


def prepare(
    run: Run,
    codebook: Codebook,
    codes: Sequence[str],
    segments: Segments,
    reader: Reader | None = None,
) -> Ground:
    """Prepare a run for models of some codes; without a `reader` one is made of its texts."""
    evidence = gather_evidence(run, segments, codes)
    languages = segments.column("language")
    told, marks, words, asked = _read(segments, reader)
    return Ground(
        tuple(codes),
        segments,
        languages,
        evidence,
        weigh_pairs(segments, evidence, codebook, codes),
        told,
        marks,
        words,
        asked,
    )


def _read(segments: Segments, reader: Reader | None) -> tuple[Reader, Sparse, Sparse, Sparse]:
    """Return a reader, and the rows it makes of marks, words and questions."""
    texts = [list_marks(bases) for bases in segments.bases], segments.bases, segments.asked_bases
    if reader:
        marks, words, asked = texts
        weighed = reader.marks.weigh(marks), reader.words.weigh(words), reader.asked.weigh(asked)
        return reader, *weighed
    made = [weigh_own(some, least=_LEAST) for some in texts]
    return Reader(*(weigher for weigher, _ in made)), *(rows for _, rows in made)
