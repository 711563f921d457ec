"""How many new codes, indicators and words each further interview brings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.collected import order_respondents
from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames, lay_out_rows
from qualcode.analysis.groups import place_codings
from qualcode.analysis.words.spoken import SpokenWords
from qualcode.respondents.table import Table

ORDERS = 500  # random ones
BAND = (0.05, 0.95)  # of the orders
BASE_SIZES = (4, 5, 6)  # interviews
RUN_LENGTHS = (2, 3)
KINDS = ("codes", "indicators", "words")

_SOURCE = "Guest, Namey & Chen 2020, PLOS ONE 15(5):e0232076"
_KIND = (
    "codes (those with a coding affirmed or mixed), indicators (those with a hit that is not"
    " negated) or words (base forms that have content)"
)
SATURATION = describe(
    "saturation",
    "One row for each kind of item, language and number of respondents: how many different items"
    " so many of them bring. With a fixed codebook the curve of codes must flatten: nothing can"
    " be found that the codebook does not have.",
    {
        "kind": _KIND,
        "language": "of the talk",
        "number": "respondents so far, from 1, in the order of the respondents table; behind them"
        " those without a row, in the order of the names of their transcripts (i2 before i10)",
        "respondent": "the last of them",
        "items": "different items of this respondent",
        "new": "of these, not met before",
        "cumulated": "different items so far",
        "median": "the same for as many respondents in random orders",
        "low": "5 % of the orders have fewer",
        "high": "5 % of the orders have more",
        "orders": "random orders drawn",
    },
    source=_SOURCE,
)
RUNS = describe(
    "saturation_runs",
    "One row for each kind of item, language, base size, run length and run: what a run of"
    " respondents, in the order of `saturation`, adds to what the base holds.",
    {
        "kind": _KIND,
        "language": "of the talk",
        "base_size": "respondents whose items are the base: the first 4, 5 or 6",
        "run_length": "respondents in the run: 2 or 3; runs slide by one",
        "first": "number of the first respondent of the run",
        "last": "number of its last respondent",
        "base": "different items in the base",
        "new": "items that the run brings first",
        "ratio": "new / base",
    },
    source=_SOURCE,
)


@dataclass(frozen=True, slots=True)
class Items:
    """What each respondent of a language brings, in the order in which they were collected."""

    kind: str
    language: str
    respondents: tuple[str, ...]
    of_each: tuple[frozenset[int], ...]  # items by number


@dataclass(frozen=True, slots=True)
class Run:
    """A run of interviews after the base: what it adds."""

    first: int
    last: int
    base: int
    new: int

    @property
    def ratio(self) -> float:
        """New items for each item of the base; NaN where the base holds none."""
        return self.new / self.base if self.base else float("nan")


def count_new(of_each: Sequence[Collection[int]]) -> list[int]:
    """Count for each interview the items that none before it has."""
    known: set[int] = set()
    new = []
    for items in of_each:
        before = len(known)
        known.update(items)
        new.append(len(known) - before)
    return new


def slide_runs(new: Sequence[int], base_size: int, run_length: int) -> tuple[Run, ...]:
    """Slide a run over the interviews, beginning behind the base; `new` as in `count_new`.

    Guest, Namey & Chen 2020.
    """
    base = sum(new[:base_size])
    starts = range(base_size, len(new) - run_length + 1)
    return tuple(
        Run(start + 1, start + run_length, base, sum(new[start : start + run_length]))
        for start in starts
    )


def draw_curves(
    of_each: Sequence[Collection[int]], orders: int = ORDERS, seed: int = 1
) -> NDArray[np.int64]:
    """Cumulate different items over random orders: orders × number of interviews."""
    count = len(of_each)
    pairs = sorted((item, place) for place, items in enumerate(of_each) for item in items)
    curves = np.zeros((orders, count), dtype=np.int64)
    if not pairs:
        return curves
    items, places = np.array(pairs, dtype=np.int64).T
    begins = np.flatnonzero(np.diff(items, prepend=items[0] - 1))
    generator = np.random.default_rng(seed)
    for curve in curves:  # one by one: together they would need much memory
        first = np.minimum.reduceat(generator.permutation(count)[places], begins)
        curve[:] = np.cumsum(np.bincount(first, minlength=count))
    return curves


def gather_items(
    frames: Frames, table: Table, voices: pd.DataFrame, spoken: Sequence[SpokenWords]
) -> tuple[Items, ...]:
    """Gather the items of every kind and language; `spoken` comes from `count_words`."""
    places = {id: place for place, id in enumerate(order_respondents(frames, table))}
    spoken = [
        replace(one, voices=tuple(sorted(one.voices, key=lambda own: places[own.respondent])))
        for one in spoken
    ]
    codings = place_codings(frames, voices)
    codings = codings[codings["polarity"] != "negated"]
    hits = frames.hits[frames.hits["polarity"] != "negated"]
    said = frames.segments[["transcript", "segment", "respondent", "language"]]
    placed = hits.merge(said, on=["transcript", "segment"])
    found = {"codes": (codings, "code"), "indicators": (placed, "indicator")}
    gathered: list[Items] = []
    for kind in KINDS[:-1]:
        frame, column = found[kind]
        numbers = {name: number for number, name in enumerate(sorted(set(frame[column])))}
        brought: dict[tuple[str, str], set[int]] = {}
        cells = (frame[name] for name in ("language", "respondent", column))
        for language, respondent, item in zip(*cells, strict=True):
            brought.setdefault((language, respondent), set()).add(numbers[item])
        for one in spoken:
            people = tuple(voice.respondent for voice in one.voices)
            sets = (frozenset(brought.get((one.language, id), ())) for id in people)
            gathered.append(Items(kind, one.language, people, tuple(sets)))
    return (*gathered, *map(_gather_words, spoken))


def _gather_words(spoken: SpokenWords) -> Items:
    return Items(
        "words",
        spoken.language,
        tuple(voice.respondent for voice in spoken.voices),
        tuple(
            frozenset(voice.words[spoken.content[voice.words]].tolist()) for voice in spoken.voices
        ),
    )


def trace_saturation(gathered: Sequence[Items], seed: int = 1) -> pd.DataFrame:
    """Trace the curves over the field order and over random orders: the table SATURATION."""
    rows = [row for items in gathered for row in _trace(items, seed)]
    texts, reals = ("kind", "language", "respondent"), ("median", "low", "high")
    return lay_out_rows(SATURATION, rows, texts=texts, reals=reals)


def _trace(items: Items, seed: int) -> Iterator[tuple[object, ...]]:
    new = count_new(items.of_each)
    curves = draw_curves(items.of_each, seed=seed)
    lows, medians, highs = np.quantile(curves, (BAND[0], 0.5, BAND[1]), axis=0)
    for place, respondent in enumerate(items.respondents):
        yield (
            *(items.kind, items.language, place + 1, respondent, len(items.of_each[place])),
            *(new[place], sum(new[: place + 1])),
            *(medians[place], lows[place], highs[place], len(curves)),
        )


def tabulate_runs(gathered: Sequence[Items]) -> pd.DataFrame:
    """Set out every run behind every base: the table RUNS."""
    rows = [
        (*key, run.first, run.last, run.base, run.new, run.ratio)
        for items in gathered
        for base_size in BASE_SIZES
        for run_length in RUN_LENGTHS
        for key in [(items.kind, items.language, base_size, run_length)]
        for run in slide_runs(count_new(items.of_each), base_size, run_length)
    ]
    return lay_out_rows(RUNS, rows, texts=("kind", "language"), reals=("ratio",))
