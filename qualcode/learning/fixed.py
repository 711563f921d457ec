"""Segments, rules and codebook → all that is known of (segment, code) pairs before anybody codes.

`FIXED` names the features, in the order of the last axis. Logarithms keep a tenth hit from
counting ten times; likeness is the cosine of weighed words (tf-idf).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.learning.bases import begin
from qualcode.learning.book import Book, Kind, open_book
from qualcode.learning.linear import fit_ridge
from qualcode.learning.rules import Evidence
from qualcode.learning.segments import Segments, Words, take_rows
from qualcode.learning.weighing import weigh_own
from qualcode.model.codebook import Codebook

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Sparse = Any  # scipy's matrices in rows

FIXED = (
    "hits",  # weight of the indicators found in the segment
    "hits squared",
    "coded",  # they reach what the code needs
    "hits before",  # … in the segment before it, of the same answer
    "hits behind",
    "hits answer before",  # … of the answer before, which may be to another question
    "hits answer behind",
    "hits of others",  # weight of the indicators of all other codes
    "suppressed",  # weight of what was masked, negated or excluded
    "words",  # words of the segment that stand in the code's indicators, rare ones counting more
    "words squared",
    "hits x words",
    "beginnings",  # the same by how words begin
    "words asked",  # the same for what was asked last
    "words before",  # … and for the segment before, of the same answer
    "words answer before",  # … of the answer before, which may be to another question
    "told",  # words that name, brief, definition and use_when have, of few codes counting more
    "told beginnings",  # the same by how words begin
    "told beginnings, thin",  # … as far as the code has few indicators
    "examples",  # likeness to the three likest examples of the code
    "likest example",
    "near miss",  # likeness to the likest near miss
    "definition",  # likeness to name, brief, definition, use_when
    "definition asked",  # the same for what was asked last
    "book",  # what a model says that has learned from these texts of all codes
    "book, thin",  # … as far as the code has few indicators
    "length",  # of the segment
)
_BOOK_PENALTY = 1.0
_BEND = 10.0  # brings sums of weighed words to where the logarithm bends
_LIKEST = 3
_THIN = 4.0  # indicators with which a code's list is half of what it might be


def weigh_pairs(
    segments: Segments, evidence: Evidence, codebook: Codebook, codes: Sequence[str]
) -> Scores:
    """Return the features of all pairs: segments × codes × FIXED."""
    shape = len(segments), len(codes)
    told = {**_from_rules(segments, evidence), **_from_book(segments, codebook, codes)}
    told["words before"] = take_rows(told["words"], segments.within(segments.before))
    told["words answer before"] = take_rows(told["words"], segments.beyond(segments.before))
    told["words squared"] = told["words"] ** 2
    told["hits x words"] = told["hits"] * told["words"]
    lengths = np.log1p([len(words) for words in segments.words])
    told["length"] = np.broadcast_to(lengths[:, None], shape)
    return np.stack([told[name] for name in FIXED], axis=2)


def _from_rules(segments: Segments, evidence: Evidence) -> dict[str, Scores]:
    hits = np.log1p(2 * evidence.weights)
    others = evidence.weights.sum(axis=1, keepdims=True) - evidence.weights
    return {
        "hits": hits,
        "hits squared": hits**2,
        "coded": evidence.coded,
        "hits before": take_rows(hits, segments.within(segments.before)),
        "hits behind": take_rows(hits, segments.within(segments.behind)),
        "hits answer before": take_rows(hits, segments.beyond(segments.before)),
        "hits answer behind": take_rows(hits, segments.beyond(segments.behind)),
        "hits of others": np.log1p(others),
        "suppressed": np.log1p(2 * evidence.suppressed),
    }


_BY_BOOK = (
    "words",
    "beginnings",
    "words asked",
    "told",
    "told beginnings",
    "told beginnings, thin",
    "examples",
    "likest example",
    "near miss",
    "definition",
    "definition asked",
    "book",
    "book, thin",
)


def _from_book(segments: Segments, codebook: Codebook, codes: Sequence[str]) -> dict[str, Scores]:
    """Compare segments with the codebook, each in its language."""
    told = {name: np.zeros((len(segments), len(codes))) for name in _BY_BOOK}
    languages = np.array(segments.column("language"), dtype=object)
    for language in sorted(set(languages)):
        rows = np.flatnonzero(languages == language)
        book = open_book(codebook, codes, language)
        said = [segments.bases[row] for row in rows]
        asked = [segments.asked_bases[row] for row in rows]
        found = {
            **_share_words(said, asked, book, len(codes)),
            **_compare_texts(said, asked, book, len(codes)),
        }
        thin = _THIN / (_THIN + np.array(book.lines))
        for name in ("told beginnings", "book"):
            found[f"{name}, thin"] = found[name] * thin
        for name, scores in found.items():
            told[name][rows] = scores
    return told


def _share_words(
    said: Sequence[Words], asked: Sequence[Words], book: Book, codes: int
) -> dict[str, Scores]:
    """Weigh the words that segments share with indicators; each counts once in a segment."""
    heard = [tuple(dict.fromkeys(bases)) for bases in said]
    weigher, vectors = weigh_own(heard, once=True)
    weights = tabulate(book.words, weigher.vocabulary, codes)
    begun = [tuple(dict.fromkeys(begin(bases))) for bases in said]
    weigher_begun, vectors_begun = weigh_own(begun, once=True)
    weights_begun = tabulate(book.beginnings, weigher_begun.vocabulary, codes)
    questions = weigher.weigh([tuple(dict.fromkeys(bases)) for bases in asked])
    told = {
        "words": vectors @ weights,
        "beginnings": vectors_begun @ weights_begun,
        "words asked": questions @ weights,
        "told": vectors @ tabulate(book.told, weigher.vocabulary, codes),
        "told beginnings": vectors_begun
        @ tabulate(book.told_beginnings, weigher_begun.vocabulary, codes),
    }
    return {name: np.log1p(_BEND * scores) for name, scores in told.items()}


def tabulate(
    known: Mapping[str, Mapping[int, float]], vocabulary: Mapping[str, int], codes: int
) -> Scores:
    """Return what words say of codes as a table: a word of few codes says more of each."""
    weights = np.zeros((len(vocabulary), codes))
    for word, of in known.items():
        if word in vocabulary:
            weights[vocabulary[word], list(of)] = list(of.values())
    number = np.maximum((weights > 0).sum(axis=1), 1)
    weights *= rarity(codes, number)[:, None]
    return weights


def rarity(codes: int, number: Any) -> Any:
    """Return how much a word of some codes says of each: 1 of a single code, 0 of all."""
    return np.log(codes / number) / np.log(codes) if codes > 1 else np.ones_like(number, float)


def _compare_texts(
    said: Sequence[Words], asked: Sequence[Words], book: Book, codes: int
) -> dict[str, Scores]:
    """Compare segments and what was asked with the texts of the codebook."""
    weigher, rows = weigh_own([*said, *(text.bases for text in book.texts)])
    vectors = rows[: len(said)]
    texts = weigher.weigh([text.bases for text in book.texts] or [()])
    like = (vectors @ texts.T).toarray()
    like_asked = (weigher.weigh(asked) @ texts.T).toarray()
    return {
        "examples": _best(like, book, codes, "example", _LIKEST),
        "likest example": _best(like, book, codes, "example", 1),
        "near miss": _best(like, book, codes, "near miss", 1),
        "definition": _best(like, book, codes, "definition", len(book.texts)),
        "definition asked": _best(like_asked, book, codes, "definition", len(book.texts)),
        "book": _learn_book(vectors, texts, book, codes),
    }


def _best(like: Scores, book: Book, codes: int, kind: Kind, number: int) -> Scores:
    """Add up, for each code, the likeness to the `number` likest of its texts of one kind."""
    told = np.zeros((len(like), codes))
    for code in range(codes):
        columns = [
            at for at, text in enumerate(book.texts) if (text.code, text.kind) == (code, kind)
        ]
        told[:, code] = np.sort(like[:, columns], axis=1)[:, -number:].sum(axis=1) if number else 0
    return told


def _learn_book(vectors: Sparse, texts: Sparse, book: Book, codes: int) -> Scores:
    """Learn from the texts of the codebook as if they were coded talk; a near miss has no code."""
    if not book.texts:
        return np.zeros((vectors.shape[0], codes))
    labels = np.zeros((len(book.texts), codes))
    for at, text in enumerate(book.texts):
        labels[at, text.code] = text.kind != "near miss"
    weights, _ = fit_ridge(texts, labels, _BOOK_PENALTY)  # how common a code is they do not tell
    scores: Scores = vectors @ weights
    return scores
