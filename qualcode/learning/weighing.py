"""Texts as lists of words → rows in which rare words weigh more (tf-idf)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NOTHING = ""  # no word; it keeps texts without any from being an error


@dataclass(frozen=True, slots=True)
class Weigher:
    """Knows how rare words are in the texts it was made of."""

    vectorizer: Any  # scikit-learn's

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """The column of each word."""
        known: Mapping[str, int] = self.vectorizer.vocabulary_
        return known

    def weigh(self, texts: Sequence[Sequence[str]]) -> Any:
        """Return a row for each text, as long as 1, as one of scipy's matrices."""
        from scipy.sparse import csr_matrix

        if not texts:
            return csr_matrix((0, len(self.vocabulary)))
        return self.vectorizer.transform(texts)


def weigh_words(texts: Sequence[Sequence[str]], *, once: bool = False, least: int = 1) -> Weigher:
    """Learn how rare the words of `texts` are.

    A word weighs (1 + ln count) · (1 + ln((1 + n) / (1 + texts with it))) before rows are made as
    long as 1. `once`: how often it stands in a text does not count. `least`: texts it must be in.
    """
    return weigh_own(texts, once=once, least=least)[0]


def weigh_own(
    texts: Sequence[Sequence[str]], *, once: bool = False, least: int = 1
) -> tuple[Weigher, Any]:
    """Learn as `weigh_words` does, and return a row for each of these texts too."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=not once, min_df=least)
    rows = vectorizer.fit_transform([*texts, *([(_NOTHING,)] * least)])
    return Weigher(vectorizer), rows[: len(texts)]


def _as_it_is(words: Sequence[str]) -> Sequence[str]:
    return words
