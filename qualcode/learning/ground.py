"""A run as models see it: its segments, what is known of them, and their words as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.learning.bases import list_bases, list_marks
from qualcode.learning.fixed import weigh_pairs
from qualcode.learning.rules import Evidence, gather_evidence
from qualcode.learning.segments import Segments
from qualcode.learning.weighing import Weigher, weigh_words
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
    said = list(zip(languages, segments.words, strict=True))
    marks = [list_marks(*one) for one in said]
    words = [list_bases(*one) for one in said]
    asked = [list_bases(*one) for one in zip(languages, segments.asked, strict=True)]
    told = reader or Reader(*(weigh_words(texts, least=_LEAST) for texts in (marks, words, asked)))
    return Ground(
        tuple(codes),
        segments,
        languages,
        evidence,
        weigh_pairs(segments, evidence, codebook, codes),
        told,
        told.marks.weigh(marks),
        told.words.weigh(words),
        told.asked.weigh(asked),
    )
