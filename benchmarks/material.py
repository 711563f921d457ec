"""What all parts of one run are measured on: a corpus, phrases, and results they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from benchmarks.codebooks import render_codebook
from benchmarks.corpus import Corpus, make_corpus
from benchmarks.fresh import run_fresh
from benchmarks.ours import Segmented, Worded, segment_corpus, tag_corpus
from benchmarks.phrases import Phrase, make_phrases
from benchmarks.vocabulary import Vocabulary, make_vocabulary

SEED = 2026
SIZES = (50, 500, 5_000)  # indicators
USUAL = 500


@dataclass(frozen=True, slots=True)
class Part:
    """Some files of the corpus, and how many times they go into it."""

    corpus: Corpus
    times: float


class Material:
    """One corpus in one language; what is derived from it is made once, when it is asked for."""

    def __init__(self, language: str, tokens: int) -> None:
        self.language = language
        self.tokens = tokens

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the talk."""
        return make_vocabulary(self.language, SEED)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """As many phrases as the largest codebook has."""
        return make_phrases(self.vocabulary, max(SIZES), SEED)

    @cached_property
    def corpus(self) -> Corpus:
        """The talk."""
        return make_corpus(self.vocabulary, self.tokens, self.phrases, SEED)

    @cached_property
    def segmented(self) -> Segmented:
        """Its segments."""
        return run_fresh(segment_corpus, self.corpus)

    @cached_property
    def worded(self) -> dict[int, Worded]:
        """Hits by the number of indicators."""
        return {size: self.tag(self.codebook(size)) for size in SIZES}

    def tag(self, codebook: str) -> Worded:
        """Tag the corpus in a fresh process with a codebook given as YAML."""
        return run_fresh(tag_corpus, self.corpus, self.segmented.segments, codebook)

    def codebook(self, size: int) -> str:
        """Render a codebook of so many of the phrases."""
        return render_codebook(self.texts[:size], self.language)

    @cached_property
    def texts(self) -> list[str]:
        """The phrases as a codebook writes them."""
        return [phrase.text for phrase in self.phrases]

    def part(self, share: int) -> Part:
        """Return the first files: one in `share` of all, at least one."""
        return take_part(self.corpus, share)


def take_part(corpus: Corpus, share: int) -> Part:
    """Return the first files: one in `share` of all, at least one."""
    files = max(1, len(corpus.transcripts) // share)
    kept = corpus.transcripts[:files]
    ids = {one.id for one in kept}
    sown = tuple(one for one in corpus.sown if one.transcript in ids)
    length = sum(len(one.text) for one in kept)
    times = sum(len(one.text) for one in corpus.transcripts) / length
    return Part(replace(corpus, transcripts=kept, sown=sown), times)


def render_part(part: Part) -> str:
    """Say that a figure was measured on a part."""
    return f"measured on {len(part.corpus.transcripts)} files and taken {part.times:.1f} times"
