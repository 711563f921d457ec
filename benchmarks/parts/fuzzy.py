"""Phrases said with slips: a fuzzy codebook beside RapidFuzz on every sentence."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.codebooks import render_codebook
from benchmarks.corpus import make_corpus
from benchmarks.fresh import run_fresh
from benchmarks.material import SEED, Material, render_part, take_part
from benchmarks.ours import segment_corpus, tag_corpus
from benchmarks.phrases import misspell_phrases
from benchmarks.report import Goal, Line, Row, render_times
from benchmarks.rivals.with_rapidfuzz import compare_sentences
from qualcode.errors import CodebookError

FUZZY_SHARE = 40
FUZZY_PHRASES = 200


def measure_fuzzy(material: Material) -> Iterator[Line]:
    """Time a codebook of fuzzy phrases, said with slips, beside `partial_ratio`."""
    slipped = misspell_phrases(material.phrases, material.language, SEED)[:FUZZY_PHRASES]
    texts = [phrase.text for phrase in slipped]
    corpus = make_corpus(material.vocabulary, material.tokens, slipped, SEED)
    segmented = run_fresh(segment_corpus, corpus)
    codebook = render_codebook(texts, material.language, fuzzy=True)
    part = take_part(corpus, FUZZY_SHARE)
    files = len(part.corpus.transcripts)
    some = segmented.segments[:files]
    compared = run_fresh(compare_sentences, part.corpus, some, texts)
    rival = compared.seconds * part.times
    sown = len(part.corpus.sown)
    more = f"sown {sown:,}, found {compared.recovered:,}; {render_part(part)}"
    yield Row("`partial_ratio` per sentence, 200 phrases", rival, rival / segmented.bare, more)
    hurried = compared.hurried * part.times
    yield Row("the same with `score_cutoff`", hurried, hurried / segmented.bare)
    try:
        ours = run_fresh(tag_corpus, corpus, segmented.segments, codebook)
    except CodebookError:
        yield Row("fuzzy codebook", more="left out: the codebook does not know `fuzzy`")
        return
    found = len(set(corpus.sown) & ours.found)
    more = f"sown {len(corpus.sown):,}, found {found:,}; others {len(ours.found) - found:,}"
    yield Row("fuzzy codebook: compiling", ours.compiling, ours.compiling / ours.bare)
    yield Row("fuzzy codebook: words to hits, cold", ours.cold, ours.cold / ours.bare, more)
    yield Row("fuzzy codebook: words to hits, warm", ours.warm, ours.warm / ours.bare)
    spent = ours.compiling + ours.cold
    times = rival / spent
    reached = f"{render_times(times)}; with `score_cutoff` {render_times(hurried / spent)}"
    yield Goal("fuzzy: `partial_ratio` per sentence", "≥ 100×", reached, times >= 100)
