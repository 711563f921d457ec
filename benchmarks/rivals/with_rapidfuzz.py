"""Fuzzy search as it is mostly done: `partial_ratio` of every phrase with every sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.corpus import Corpus, Sown
from benchmarks.fresh import time_call
from benchmarks.ours import Segments

LEAST = 88  # of 100: how like the words must be


@dataclass(frozen=True, slots=True)
class Compared:
    """CPU seconds, and how many of the sown phrases lie in a sentence found for them."""

    seconds: float
    hurried: float  # with `score_cutoff`, which gives up what cannot be like enough
    sentences: int
    recovered: int
    pairs: int  # of a phrase and a sentence found


def compare_sentences(corpus: Corpus, segments: Segments, phrases: Sequence[str]) -> Compared:
    """Compare every phrase with every sentence."""
    from rapidfuzz.fuzz import partial_ratio

    spans = [
        (transcript.id, start, stop, transcript.text[start:stop].lower())
        for transcript, some in zip(corpus.transcripts, segments, strict=True)
        for segment in some
        for start, stop in segment.sentences
    ]
    pairs: list[tuple[str, int, int, str]] = []

    def compare() -> None:
        for phrase in phrases:
            for id, start, stop, sentence in spans:
                if partial_ratio(phrase, sentence) >= LEAST:
                    pairs.append((id, start, stop, phrase))

    def hurry() -> None:
        for phrase in phrases:
            for *_, sentence in spans:
                partial_ratio(phrase, sentence, score_cutoff=LEAST)

    seconds, hurried = time_call(compare), time_call(hurry)
    recovered = sum(any(_holds(pair, one) for pair in pairs) for one in corpus.sown)
    return Compared(seconds, hurried, len(spans), recovered, len(pairs))


def _holds(pair: tuple[str, int, int, str], sown: Sown) -> bool:
    id, start, stop, phrase = pair
    same = (id, phrase) == (sown.transcript, sown.phrase)
    return same and start <= sown.start and sown.stop <= stop
