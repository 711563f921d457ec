"""Code × code: which codes stand in the same segments, and how often they would by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import place_codings
from qualcode.analysis.meeting.panels import PanelSize, list_panels
from qualcode.analysis.meeting.shuffling import Real, Whole, weigh_pairs
from qualcode.analysis.meeting.standing import LENGTHS, list_units
from qualcode.model.codebook import Codebook

Small = NDArray[np.int32]

MOST_PAIRS = 20_000  # rows of one language and group
LEAST_EXPECTED = 1 - 1e-9  # of pairs that never stand together: one, as sums round

COOCCURRENCE = describe(
    "cooccurrence",
    "One row for each language, for all its groups together and each, and each pair of codes that"
    " stand in one segment of one respondent, or would be expected to at least once. Codings that"
    " are affirmed or mixed; those in larger units stand in the segment of the first evidence; a"
    " code above others is not counted for those below it. Of more than 20,000 pairs those that"
    " stand together most often are kept.",
    {
        "language": "of the talk",
        "together": "True where the row is for all groups of the language",
        "group": "of respondents; empty in rows for all",
        "first": "the code that comes first in the codebook",
        "second": "the other code",
        "respondents": "in the group",
        "speakers": "those who use both codes somewhere; only theirs can stand together",
        "holders": "those with both in one segment",
        "both": "segments with both",
        "only_first": "segments with the first and without the second",
        "only_second": "segments with the second and without the first",
        "neither": "segments of the group with neither",
        "jaccard": "both / segments with either: the C-coefficient of ATLAS.ti",
        "ochiai": "both / square root of (segments with first × segments with second)",
        "lift": "both / (segments with first × segments with second / segments)",
        "phi": "correlation of the two; missing where a code stands in every segment",
        "npmi": "logarithm of lift / minus that of both / segments: −1 never, 1 always together;"
        " missing where every segment has both",
        "expected": "both by chance: sum over respondents, and classes of their segments by"
        " length, of first × second / segments",
        "expected_any": "the same without classes: shuffled among all segments of the respondent",
        "sd": "standard deviation of that chance",
        "p": "twice the smaller tail of the exact distribution, at most 1; for one pair that was"
        " named before looking. Above 500 segments by the normal curve",
        "least_p": "the smallest p that any number of segments could give; 1 where nothing varies",
        "shown": "whether least_p is 0.05 or less: else p says nothing",
    },
    source="Jaccard 1912; Ochiai 1957; NPMI: Bouma 2009; chance: sum of independent"
    " hypergeometric numbers, one for each respondent and class",
)


_REALS = (
    "jaccard",
    "ochiai",
    "lift",
    "phi",
    "npmi",
    "expected",
    "expected_any",
    "sd",
    "p",
    "least_p",
)
_TYPES = (
    dict.fromkeys(("language", "group", "first", "second"), "str")
    | dict.fromkeys(("together", "shown"), "bool")
    | dict.fromkeys(_REALS, "float64")
)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of codes in one group, as positions in the list of its codes, and their counts."""

    first: Whole
    second: Whole
    both: Whole
    holders: Whole


@dataclass(frozen=True, slots=True)
class _Grid:
    """Who uses which codes in how many segments; LENGTHS lines for each respondent."""

    codes: tuple[str, ...]
    counts: Whole  # lines × codes: segments with the code
    segments: Whole  # of each line
    shared: Small  # codes × codes: segments with both, the code's own on the diagonal
    holders: Small  # codes × codes: respondents with both in one segment


def compare_pairs(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count pairs of codes in every group of every language: the table COOCCURRENCE."""
    placed = place_codings(frames, voices)
    present = placed[placed["polarity"] != "negated"]
    standing = present.drop_duplicates(["transcript", "segment", "respondent", "code"])
    rank = {code.id: place for place, code in enumerate(codebook.codes)}
    codes = sorted(set(standing["code"]), key=lambda code: (rank.get(code, len(rank)), code))
    talk = list_units(frames, voices, "segment").rename(columns={"unit": "segment"})
    spots = ["transcript", "respondent", "segment"]
    standing = standing.merge(talk[[*spots, "length"]], on=spots)
    parts = [
        _count(panel, _make_grid(panel.select(standing), panel.select(talk), codes))
        for panel in list_panels(voices)
    ]
    columns = [column.name for column in COOCCURRENCE.columns]
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return whole[columns].astype({name: _TYPES.get(name, "int64") for name in columns})


def _make_grid(standing: pd.DataFrame, talk: pd.DataFrame, codes: list[str]) -> _Grid:
    """Count segments person by person; memory grows with the square of the codes found alone."""
    from scipy.sparse import csr_array

    found = set(standing["code"])
    here = tuple(code for code in codes if code in found)
    column = {code: place for place, code in enumerate(here)}
    people = {person: place for place, person in enumerate(sorted(set(talk["respondent"])))}
    lines = _number_lines(talk, people)
    counts = np.zeros((len(people) * LENGTHS, len(here)), dtype=np.int64)
    shared = np.zeros((len(here), len(here)), dtype=np.int32)
    holders = np.zeros_like(shared)
    for _, rows in standing.groupby("respondent"):
        segment = rows.groupby(["transcript", "segment"]).ngroup().to_numpy()
        place = rows["code"].map(column).to_numpy()
        cells = (np.ones(len(rows), dtype=np.int32), (segment, place))
        said = csr_array(cells, shape=(int(segment.max()) + 1, len(here)))
        met = (said.T @ said).tocoo()
        shared[met.row, met.col] += met.data
        holders[met.row, met.col] += 1
        np.add.at(counts, (_number_lines(rows, people), place), 1)
    sizes = np.bincount(lines, minlength=len(counts)).astype(np.int64)
    return _Grid(here, counts, sizes, shared, holders)


def _number_lines(rows: pd.DataFrame, people: dict[str, int]) -> Whole:
    place = rows["respondent"].map(people).to_numpy("int64")
    lines: Whole = place * LENGTHS + rows["length"].to_numpy("int64")
    return lines


def _count(panel: PanelSize, grid: _Grid) -> pd.DataFrame:
    pairs = _choose_pairs(grid)
    own = _by_person(grid.counts)
    n1, n2 = own.sum(axis=0)[pairs.first], own.sum(axis=0)[pairs.second]
    users = (own > 0).astype(np.float64)
    anywhere = _expect(_by_person(grid.segments[:, None])[:, 0], own)
    weighed = weigh_pairs(grid.segments, grid.counts, pairs.first, pairs.second, pairs.both)
    ids = np.array(grid.codes, dtype=object)
    return pd.DataFrame(
        {
            **panel.names(),
            "first": ids[pairs.first],
            "second": ids[pairs.second],
            "respondents": panel.respondents,
            "speakers": (users.T @ users)[pairs.first, pairs.second].round(),
            "holders": pairs.holders,
            **associate(
                pairs.both,
                n1 - pairs.both,
                n2 - pairs.both,
                panel.segments - n1 - n2 + pairs.both,
            ),
            "expected": weighed.expected,
            "expected_any": anywhere[pairs.first, pairs.second],
            "sd": weighed.sd,
            "p": weighed.p,
            "least_p": weighed.least_p,
            "shown": weighed.shown,
        }
    )


def _by_person(lines: Whole) -> Whole:
    """Add up the lines of each respondent."""
    whole: Whole = lines.reshape(len(lines) // LENGTHS, LENGTHS, lines.shape[1]).sum(axis=1)
    return whole


def _expect(segments: Whole, counts: Whole) -> Real:
    """Return the segments with both codes by chance, codes × codes."""
    shares = counts / np.maximum(segments, 1)[:, None]
    expected: Real = shares.T @ counts.astype(np.float64)
    return expected


def _choose_pairs(grid: _Grid) -> _Pairs:
    """Choose the pairs that stand together, or would be expected to, in the codebook's order."""
    expected = _expect(grid.segments, grid.counts)
    wanted = np.triu((grid.shared > 0) | (expected >= LEAST_EXPECTED), k=1)
    first, second = np.nonzero(wanted)
    if len(first) > MOST_PAIRS:
        both = grid.shared[first, second]
        kept = np.sort(np.lexsort((-expected[first, second], -both))[:MOST_PAIRS])
        first, second = first[kept], second[kept]
    chosen = (one[first, second].astype(np.int64) for one in (grid.shared, grid.holders))
    return _Pairs(first, second, *chosen)


def associate(
    both: Whole, only_first: Whole, only_second: Whole, neither: Whole
) -> dict[str, NDArray[np.int64] | Real]:
    """Return the four counts and how close they say that two codes are, by column name."""
    n12, n = both.astype(np.float64), (both + only_first + only_second + neither).astype(np.float64)
    n1, n2 = both + only_first.astype(np.float64), both + only_second.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = n * n12 / (n1 * n2)
        npmi = np.log(lift) / -np.log(n12 / n)
        spread = np.sqrt(n1 * n2 * (n - n1) * (n - n2))
        phi = np.where(spread > 0, (n12 * n - n1 * n2) / spread, np.nan)
    return {
        "both": both,
        "only_first": only_first,
        "only_second": only_second,
        "neither": neither,
        "jaccard": n12 / (n1 + n2 - n12),
        "ochiai": n12 / np.sqrt(n1 * n2),
        "lift": lift,
        "phi": phi,
        "npmi": np.where(n12 == 0, -1.0, np.where(n12 == n, np.nan, npmi)),
    }
