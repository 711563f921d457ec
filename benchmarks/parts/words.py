"""Words to hits: how they grow with the talk, with indicators, and beside bare `findall`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import measure_growth
from benchmarks.fresh import run_fresh
from benchmarks.material import USUAL, Material
from benchmarks.readings import compare_readings
from benchmarks.report import Goal, Line, Row, render_share, render_times
from benchmarks.vocabulary import LAWS, WANTED, WANTED_TOKENS
from benchmarks.zipf import expect_distinct

MOST_OF_BARE = 2.5
SHIPPED = Path(__file__).parents[2] / "codebooks" / "npm_tensions.yaml"


def measure_corpus(material: Material) -> Iterator[Line]:
    """Say how the words grow, beside what was measured in interviews."""
    corpus, sums = material.corpus, LAWS[material.language].sums()
    files = len(corpus.transcripts)
    for some in sorted({max(1, files // 10), max(1, files // 2), files}):
        grown = measure_growth(corpus, some)
        expected = expect_distinct(sums, grown.tokens)
        yield Row(
            f"words of {some} files",
            more=f"{grown.tokens:,} words, {grown.distinct:,} distinct (law: {expected:,.0f});"
            f" the 10,000 commonest cover {render_share(grown.cover)}",
        )
    distinct, cover = WANTED[material.language]
    more = f"{WANTED_TOKENS:,} words, {distinct:,} distinct; cover {render_share(cover)}"
    yield Row("wanted", more=more)
    known = Counter(word in material.vocabulary.unknown for word in material.vocabulary.words)
    yield Row(
        "sown", more=f"{len(corpus.sown):,} phrases; {known[True]:,} words unknown to dictionaries"
    )


def measure_words(material: Material) -> Iterator[Line]:
    """Time segmenting, and words to hits with few and with many indicators."""
    segmented = material.segmented
    yield Row("bare `re.findall`", segmented.bare, 1.0)
    yield Row("segmenting", segmented.seconds, segmented.seconds / segmented.bare)
    for size, one in material.worded.items():
        sown, found = set(material.corpus.sown), one.found
        more = f"sown {len(sown):,}, found {len(sown & found):,}; by chance {len(found - sown):,}"
        yield Row(f"{size:,} indicators: loading the YAML", one.loading)
        yield Row(f"{size:,} indicators: compiling", one.compiling, one.compiling / one.bare)
        yield Row(f"{size:,} indicators: words to hits, cold", one.cold, one.cold / one.bare, more)
        yield Row(f"{size:,} indicators: words to hits, warm", one.warm, one.warm / one.bare)
    shipped = material.tag(SHIPPED.read_text(encoding="utf-8"))
    more = f"{len(shipped.found):,} hits"
    yield Row("shipped codebook: compiling", shipped.compiling, shipped.compiling / shipped.bare)
    yield Row("shipped codebook: cold", shipped.cold, shipped.cold / shipped.bare, more)
    yield Row("shipped codebook: warm", shipped.warm, shipped.warm / shipped.bare)
    usual = material.worded[USUAL]
    for name, seconds in (("cold", usual.cold), ("warm", usual.warm)):
        times = seconds / usual.bare
        against = f"bare `findall`, {USUAL} indicators, {name}"
        yield Goal(against, f"≤ {MOST_OF_BARE}×", render_times(times), times <= MOST_OF_BARE)


def measure_readings(material: Material) -> Iterator[Line]:
    """Compare the slots of every distinct word with those by reading it."""
    read = run_fresh(compare_readings, material.corpus, material.texts)
    more = f"{read.words:,} words, {read.bases:,} base forms; {read.filled:,} words fill a slot"
    yield Row("slots of all words by forms", read.quick, more=more)
    yield Row("slots of all words by reading each", read.reading)
    reached = f"{len(read.different)} different"
    yield Goal("slots by reading every word", "none different", reached, not read.different)
