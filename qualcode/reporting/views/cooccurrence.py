"""Code × code: in how many segments two codes stand together, beside what chance would give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.meeting.cooccurrence import COOCCURRENCE
from qualcode.reporting.anchors import anchor
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Panel, rows_of
from qualcode.reporting.placing import OUTSIDE, Coded
from qualcode.reporting.quotes import choose, in_text_order
from qualcode.reporting.views.places import Places, code_anchor
from qualcode.reporting.views.shares import LEAST_FOR_COLOUR

MOST_CODES = 25  # in one matrix
MOST_SEGMENTS = 10  # listed of one pair
MOST_IN_ALL = 500  # listed in the whole report
MOST_WORDS = 3  # hits that are quoted of one coding
FEWER, MORE, MOST = 0.5, 2.0, 4.0  # of what chance would give
LEAST_TO_MISS = 3.0  # segments by chance, for fewer to mean anything

_LABELS = {
    "fewer": "cooccurrence.key.fewer",
    "more": "cooccurrence.key.more",
    "most": "cooccurrence.key.most",
}

Row = Mapping[str, Any]  # of the table `cooccurrence`
Spot = tuple[str, int]  # transcript, segment
Standing = Mapping[str, Mapping[Spot, Coded]]  # code → where it stands


@dataclass(frozen=True, slots=True)
class PairCell:
    """Two codes."""

    both: str  # empty where they never meet and nothing else was to be expected
    expected: str
    href: str
    kind: str  # fewer, more, most; empty where nothing is to be said
    label: str  # the same in words


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code, beside all that stand above it."""

    ordinal: int
    name: str
    href: str
    segments: str
    cells: tuple[PairCell, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One of the two codes in a segment."""

    code: str
    href: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """One segment with both codes."""

    respondent: str
    transcript: str
    segment: int
    language: str
    mentions: tuple[Mention, Mention]


@dataclass(frozen=True, slots=True)
class PairList:
    """The segments in which two codes stand together."""

    anchor: str
    names: tuple[str, str]
    counts: str
    capped: str
    segments: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """One language."""

    language: str
    respondents: str
    rows: tuple[CodeRow, ...]  # empty where no two codes ever stand together
    capped: str
    coloured: bool
    lists: tuple[PairList, ...]


def view_cooccurrence(material: Material, places: Places) -> tuple[Cooccurrence, ...]:
    """Make the half matrix of each language, and the lists of segments behind its numbers."""
    table = material.results["cooccurrence"]
    found = rows_of(table[table["together"]])
    chosen = {panel.language: _choose(panel, found) for panel in material.panels}
    most = _fit([row["both"] for rows in chosen.values() for row in rows])
    return tuple(
        _view(material, places, panel, chosen[panel.language], found, most)
        for panel in material.panels
    )


def _fit(sizes: Sequence[int]) -> int:
    """Return how many segments of each pair are listed: as many as the page can bear."""
    fitting = (
        most
        for most in range(1, MOST_SEGMENTS + 1)
        if sum(min(n, most) for n in sizes) <= MOST_IN_ALL
    )
    return max(fitting, default=1)


def _choose(panel: Panel, found: Iterable[Row]) -> list[Row]:
    """Choose the pairs of the codes that most often stand with others."""
    rows = [row for row in found if row["language"] == panel.language]
    kept = set(_rank(rows)[:MOST_CODES])
    return [row for row in rows if row["first"] in kept and row["second"] in kept]


def _rank(rows: Iterable[Row]) -> list[str]:
    """Order the codes that stand with others: those in most pairs of codes and segments first."""
    shared: Counter[str] = Counter()
    for row in rows:
        if row["both"]:
            shared[row["first"]] += row["both"]
            shared[row["second"]] += row["both"]
    return sorted(shared, key=lambda code: (-shared[code], code))


def _view(
    material: Material,
    places: Places,
    panel: Panel,
    rows: Sequence[Row],
    found: Sequence[Row],
    most: int,
) -> Cooccurrence:
    messages = material.labels.messages
    pairs = {(row["first"], row["second"]): row for row in rows}
    codes = _in_order(material, {code for pair in pairs for code in pair})
    every = len(_rank(row for row in found if row["language"] == panel.language))
    standing = _find_standing(material, panel)
    lines = tuple(
        _row(material, panel, code, codes[:place], pairs) for place, code in enumerate(codes)
    )
    return Cooccurrence(
        language=panel.heading,
        respondents=messages.count("n.respondents", panel.respondents),
        rows=lines,
        capped=_say_capped(material, len(codes), every),
        coloured=any(cell.kind for line in lines for cell in line.cells),
        lists=tuple(
            _list(material, places, panel, row, standing, most)
            for row in sorted(rows, key=lambda row: -row["both"])
            if row["both"]
        ),
    )


def _say_capped(material: Material, shown: int, total: int) -> str:
    if shown == total:
        return ""
    return material.labels.messages.text(
        "cooccurrence.capped", shown=shown, total=total, table=COOCCURRENCE.name
    )


def _in_order(material: Material, codes: set[str]) -> list[str]:
    known = [code.id for code in material.codebook.codes if code.id in codes]
    return [*known, *sorted(codes.difference(known))]


def _row(
    material: Material,
    panel: Panel,
    code: str,
    before: Sequence[str],
    pairs: Mapping[tuple[str, str], Row],
) -> CodeRow:
    messages = material.labels.messages
    own = next(
        row["both"] + row["only_first" if pair[0] == code else "only_second"]
        for pair, row in pairs.items()
        if code in pair
    )
    return CodeRow(
        ordinal=len(before) + 1,
        name=material.labels.code(code),
        href=f"#{code_anchor(code)}",
        segments=messages.number(own),
        cells=tuple(_cell(material, panel, pairs.get((other, code))) for other in before),
    )


def _cell(material: Material, panel: Panel, row: Row | None) -> PairCell:
    if row is None:
        return PairCell("", "", "", "", "")
    messages, kind = material.labels.messages, _kind(row)
    return PairCell(
        both=messages.number(row["both"]),
        expected=messages.number(row["expected"], 1),
        href=f"#{_anchor(panel, row)}" if row["both"] else "",
        kind=kind,
        label=messages.text(_LABELS[kind]) if kind else "",
    )


def _kind(row: Row) -> str:
    """Say how far a pair is from chance, where three persons or more are behind it."""
    both, expected = row["both"], row["expected"]
    if both <= FEWER * expected:
        spread = row["speakers"] >= LEAST_FOR_COLOUR
        return "fewer" if spread and expected >= LEAST_TO_MISS else ""
    if row["holders"] < LEAST_FOR_COLOUR or both < MORE * expected:
        return ""
    return "most" if both >= MOST * expected else "more"


def _anchor(panel: Panel, row: Row) -> str:
    return anchor("pair", panel.language, row["first"], row["second"])


def _find_standing(material: Material, panel: Panel) -> Standing:
    """Find the compared segments of a language in which each code stands and is not denied."""
    standing: dict[str, dict[Spot, Coded]] = defaultdict(dict)
    for coded in in_text_order(material.codings):
        if coded.language == panel.language and coded.group != OUTSIDE and not coded.negated:
            spot = str(coded.record["transcript"]), int(coded.record["segment"])
            standing[str(coded.record["code"])].setdefault(spot, coded)
    return standing


def _list(
    material: Material, places: Places, panel: Panel, row: Row, standing: Standing, most: int
) -> PairList:
    messages = material.labels.messages
    first, second = standing[row["first"]], standing[row["second"]]
    places_of_both = {first[spot].anchor: spot for spot in first if spot in second}
    shared = [first[spot] for spot in places_of_both.values()]
    shown = choose(shared, most)
    return PairList(
        anchor=_anchor(panel, row),
        names=(material.labels.code(row["first"]), material.labels.code(row["second"])),
        counts=messages.text(
            "cooccurrence.counts",
            segments=messages.count("n.segments", row["both"]),
            expected=messages.number(row["expected"], 1),
            respondents=messages.count("n.respondents", row["holders"]),
        ),
        capped=messages.text("quotes.capped", shown=len(shown), total=len(shared))
        if len(shown) < len(shared)
        else "",
        segments=tuple(
            _segment(material, places, one, second[places_of_both[one.anchor]]) for one in shown
        ),
    )


def _segment(material: Material, places: Places, first: Coded, second: Coded) -> Shared:
    record = first.record
    return Shared(
        respondent=str(record["respondent"]),
        transcript=str(record["transcript"]),
        segment=int(record["segment"]),
        language=first.language,
        mentions=(_mention(material, places, first), _mention(material, places, second)),
    )


def _mention(material: Material, places: Places, coded: Coded) -> Mention:
    here = [hit for hit in coded.hits if hit["segment"] == coded.record["segment"]]
    words = {str(hit["words"]).casefold(): str(hit["words"]) for hit in reversed(here)}
    return Mention(
        material.labels.code(str(coded.record["code"])),
        places.of_coding(coded),
        tuple(reversed(words.values()))[:MOST_WORDS],
    )
