"""Keyword in context: for each indicator the words it found, in short lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.reporting.material import Material
from qualcode.reporting.placing import Coded
from qualcode.reporting.quotes import in_text_order, rank
from qualcode.reporting.views.places import Places
from qualcode.runs.read import Record

MOST_LINES = 25  # of one indicator
LINES_IN_ALL = 1_500  # more make a page that opens slowly
AROUND = 48  # characters before and after the words

Found = tuple[Coded, Record]  # a coding, and a hit that is its evidence


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Words that were found, between their neighbours."""

    before: str
    words: str
    after: str
    language: str
    negated: bool
    href: str  # where the quote stands


@dataclass(frozen=True, slots=True)
class IndicatorLines:
    """What one indicator of a code has found."""

    text: str
    line: int  # of the codebook
    number: str  # `143 hits`
    capped: str  # `5 of 143 shown`; empty when all are
    lines: tuple[FoundLine, ...]


def view_concordance(
    material: Material, places: Places
) -> Mapping[str, tuple[IndicatorLines, ...]]:
    """Make the lines of each code's indicators, in the order of the codebook."""
    found: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for coded in in_text_order(material.codings):
        for hit in coded.hits:
            found[str(coded.record["code"]), str(hit["indicator"])].append((coded, hit))
    most = _cap([len(some) for some in found.values()])
    order = {id: place for place, id in enumerate(material.indicators)}
    made: dict[str, list[IndicatorLines]] = defaultdict(list)
    left = LINES_IN_ALL if most == 1 else len(found) * most
    for code, indicator in sorted(found, key=lambda key: (order.get(key[1], len(order)), key)):
        shown = min(most, left)
        left -= min(shown, len(found[code, indicator]))
        made[code].append(_list_lines(material, places, indicator, found[code, indicator], shown))
    return {code: tuple(lines) for code, lines in made.items()}


def _cap(counts: Sequence[int]) -> int:
    """Return how many lines each indicator can have: one at least."""
    fitting = (
        most
        for most in range(MOST_LINES, 1, -1)
        if sum(min(n, most) for n in counts) <= LINES_IN_ALL
    )
    return next(fitting, 1)


def _list_lines(
    material: Material, places: Places, indicator: str, found: Sequence[Found], most: int
) -> IndicatorLines:
    messages = material.labels.messages
    known = material.indicators.get(indicator)
    chosen = sorted(rank([coded for coded, _ in found])[:most])
    capped = messages.text("quotes.capped", shown=len(chosen), total=len(found))
    return IndicatorLines(
        text=known.text if known else indicator,
        line=int(found[0][1]["line"]),
        number=messages.count("n.hits", len(found)),
        capped=capped if len(chosen) < len(found) else "",
        lines=tuple(_make_line(material, places, *found[place]) for place in chosen),
    )


def _make_line(material: Material, places: Places, coded: Coded, hit: Record) -> FoundLine:
    transcript = str(hit["transcript"])
    segment = material.segments.get((transcript, int(hit["segment"])), {})
    turn = material.turns.get((transcript, int(segment.get("turn", 0))), {})
    text, offset = str(turn.get("text", "")), int(turn.get("start", 0))
    start, stop = int(hit["start"]) - offset, int(hit["stop"]) - offset
    inside = 0 <= start < stop <= len(text)
    return FoundLine(
        before=_cut_left(text[:start]) if inside else "",
        words=" ".join(text[start:stop].split()) if inside else str(hit["words"]),
        after=_cut_right(text[stop:]) if inside else "",
        language=coded.language,
        negated=hit["polarity"] == "negated",
        href=places.of_coding(coded),
    )


def _cut_left(text: str) -> str:
    """Return the last words before what was found, with the blank between, if there is one."""
    said = " ".join(text[-4 * AROUND :].split())
    short = said if len(said) <= AROUND else "…" + said[-AROUND:].partition(" ")[2]
    return short + " " * text[-1:].isspace()


def _cut_right(text: str) -> str:
    said = " ".join(text[: 4 * AROUND].split())
    short = said if len(said) <= AROUND else said[:AROUND].rpartition(" ")[0] + " …"
    return " " * text[:1].isspace() + short
