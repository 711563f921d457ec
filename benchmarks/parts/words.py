"""Words to hits: how they grow with the talk, with indicators, and beside bare `findall`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import measure_growth
from benchmarks.fresh import run_fresh
from benchmarks.material import SIZES, USUAL, Material
from benchmarks.ours import Worded
from benchmarks.readings import compare_readings
from benchmarks.report import Goal, Line, Row, at_most, render_share
from benchmarks.vocabulary import LAWS, WANTED, WANTED_TOKENS
from benchmarks.zipf import expect_distinct

WARM_OF_BARE = 2.5
COLD_OF_BARE = {"floor": 5.0, "goal": WARM_OF_BARE}
MOST_OF_FEW = 2.0  # the largest codebook beside the smallest
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
    segmented, usual, sown = material.segmented, material.worded[USUAL], set(material.corpus.sown)
    yield Row("bare `re.findall`", usual.bare, 1.0)
    yield Row("`re.findall`, the same words", usual.same, usual.same / usual.bare)
    yield Row("segmenting", segmented.seconds, segmented.seconds / segmented.bare)
    for size, one in material.worded.items():
        chance = len(one.found - sown)
        more = f"sown {len(sown):,}, found {len(sown & one.found):,}; by chance {chance:,}"
        yield from _tell(f"{size:,} indicators", one, more)
    shipped = material.tag(SHIPPED.read_text(encoding="utf-8"))
    yield from _tell("shipped codebook", shipped, f"{len(shipped.found):,} hits")
    yield from _judge_bare("bare `findall`", usual, usual.bare)
    yield from _judge_bare("the same words", usual, usual.same)
    few, many = material.worded[min(SIZES)], material.worded[max(SIZES)]
    against = f"{min(SIZES)} → {max(SIZES):,} indicators, words to hits"
    yield at_most(f"{against}, cold", MOST_OF_FEW, many.cold / few.cold, "floor")
    yield at_most(f"{against}, warm", MOST_OF_FEW, many.warm / few.warm, "floor")


def _tell(name: str, one: Worded, more: str) -> Iterator[Line]:
    yield Row(f"{name}: loading the YAML", one.loading)
    yield Row(f"{name}: compiling", one.compiling, one.compiling / one.bare)
    yield Row(f"{name}: words to hits, cold", one.cold, one.cold / one.bare, more)
    yield Row(f"{name}: words to hits, warm", one.warm, one.warm / one.bare)


def _judge_bare(name: str, usual: Worded, bare: float) -> Iterator[Line]:
    against = f"{name}, {USUAL} indicators"
    for kind, most in COLD_OF_BARE.items():
        yield at_most(f"{against}, cold", most, usual.cold / bare, kind)
    yield at_most(f"{against}, warm", WARM_OF_BARE, usual.warm / bare)


def measure_readings(material: Material) -> Iterator[Line]:
    """Compare the slots of every distinct word with those by reading it."""
    read = run_fresh(compare_readings, material.corpus, material.texts)
    more = f"{read.words:,} words, {read.bases:,} base forms; {read.filled:,} words fill a slot"
    yield Row("slots of all words by forms, expanding counted in", read.quick, more=more)
    yield Row("slots of all words by reading each", read.reading)
    reached = f"{len(read.different)} different"
    yield Goal("slots by reading every word", "none different", reached, not read.different)
