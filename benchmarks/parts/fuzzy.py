"""Phrases said with slips: a fuzzy codebook beside RapidFuzz on every sentence."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from benchmarks.codebooks import render_codebook
from benchmarks.corpus import Corpus, make_corpus
from benchmarks.fresh import run_fresh
from benchmarks.material import SEED, SIZES, Material, render_part, take_part
from benchmarks.ours import Segmented, Worded, segment_corpus, tag_corpus
from benchmarks.phrases import misspell_phrases
from benchmarks.report import Line, Row, at_least, render_times
from benchmarks.rivals.with_rapidfuzz import compare_sentences

FUZZY_SHARE = 40
FUZZY_PHRASES = 200
LEAST = 100
LEAST_SECONDS = 0.01  # less than this cannot be told from nothing


def measure_fuzzy(material: Material) -> Iterator[Line]:
    """Time a codebook of fuzzy phrases, said with slips, beside `partial_ratio`."""
    slipped = misspell_phrases(material.phrases, material.language, SEED)[:FUZZY_PHRASES]
    texts = [phrase.text for phrase in slipped]
    corpus = make_corpus(material.vocabulary, material.tokens, slipped, SEED)
    segmented = run_fresh(segment_corpus, corpus)
    rival, hurried = yield from _compare(corpus, segmented, texts)
    whole: dict[str, float] = {}
    for name, fuzzy in (("fuzzy", True), ("plain", False)):
        codebook = render_codebook(texts, material.language, fuzzy=fuzzy)
        ours = run_fresh(tag_corpus, corpus, segmented.segments, codebook)
        yield from _tell(f"{len(texts)} {name} phrases", ours, corpus)
        whole[name] = ours.compiling + ours.cold
    added = max(whole["fuzzy"] - whole["plain"], LEAST_SECONDS)
    yield Row("what fuzziness adds, compiling and cold", added, added / segmented.bare)
    few = material.worded[min(SIZES)]  # plain phrases that find as many
    equal = max(whole["fuzzy"] - few.compiling - few.cold, LEAST_SECONDS)
    yield Row("what fuzziness adds at equal hits", equal, equal / segmented.bare)
    spans = {
        "what fuzziness adds": added,
        "what fuzziness adds at equal hits": equal,
        "the whole": whole["fuzzy"],
    }
    for name, spent in spans.items():
        more = f"with `score_cutoff` {render_times(hurried / spent)}"
        against = f"`partial_ratio` per sentence beside {name}"
        yield at_least(against, LEAST, rival / spent, more=more)


def _compare(
    corpus: Corpus, segmented: Segmented, texts: Sequence[str]
) -> Generator[Line, None, tuple[float, float]]:
    """Time `partial_ratio` on a part; return the seconds of the whole, and with `score_cutoff`."""
    part = take_part(corpus, FUZZY_SHARE)
    some = segmented.segments[: len(part.corpus.transcripts)]
    compared = run_fresh(compare_sentences, part.corpus, some, texts)
    seconds, hurried = compared.seconds * part.times, compared.hurried * part.times
    sown = len(part.corpus.sown)
    more = f"sown {sown:,}, found {compared.recovered:,}; {render_part(part)}"
    name = f"`partial_ratio` per sentence, {len(texts)} phrases"
    yield Row(name, seconds, seconds / segmented.bare, more)
    yield Row("the same with `score_cutoff`", hurried, hurried / segmented.bare)
    return seconds, hurried


def _tell(name: str, ours: Worded, corpus: Corpus) -> Iterator[Line]:
    found = len(set(corpus.sown) & ours.found)
    more = f"sown {len(corpus.sown):,}, found {found:,}; others {len(ours.found) - found:,}"
    yield Row(f"{name}: compiling", ours.compiling, ours.compiling / ours.bare)
    yield Row(f"{name}: words to hits, cold", ours.cold, ours.cold / ours.bare, more)
    yield Row(f"{name}: words to hits, warm", ours.warm, ours.warm / ours.bare)
