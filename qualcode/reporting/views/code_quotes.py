"""Every coded quote in its context, by code and group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.reporting.labels import branch_of
from qualcode.reporting.material import Material
from qualcode.reporting.placing import OUTSIDE
from qualcode.reporting.quotes import Quote, make_quote
from qualcode.reporting.views.concordance import IndicatorLines, view_concordance
from qualcode.reporting.views.places import (
    CellKey,
    Places,
    cell_anchor,
    code_anchor,
    definition_anchor,
)


@dataclass(frozen=True, slots=True)
class QuoteCell:
    """The quotes of one code in one group of one language."""

    anchor: str
    group: str
    language: str
    negated: bool
    number: str  # `143 codings`
    capped: str  # `20 of 143 shown`; empty when all are
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CodeQuotes:
    """All quotes of one code."""

    anchor: str
    id: str
    name: str
    brief: str
    definition: str  # where it is defined
    branch: bool  # a branch that has no quotes of its own
    inside: bool
    below: tuple[tuple[str, str], ...]  # name and place of the codes below a branch
    cells: tuple[QuoteCell, ...]
    indicators: tuple[IndicatorLines, ...]  # what each has found, in short lines


def view_quotes(material: Material, places: Places) -> tuple[CodeQuotes, ...]:
    """Make the lists of quotes, codes in the codebook's order."""
    codes = material.codebook.codes
    found = {key[0] for key in places.cells}
    filled = {code.id for code in codes if code.sought} | found
    # A branch has a place where anything below it has one.
    wanted = [
        code.id
        for code in codes
        if any(one == code.id or one.startswith(f"{code.id}.") for one in filled)
    ]
    lost = sorted(found.difference(code.id for code in codes))
    lines = view_concordance(material, places)
    return tuple(_code(material, places, id, wanted, lines.get(id, ())) for id in [*wanted, *lost])


def _code(
    material: Material,
    places: Places,
    id: str,
    wanted: Sequence[str],
    lines: tuple[IndicatorLines, ...],
) -> CodeQuotes:
    labels, codes = material.labels, material.codebook.codes
    below = [code.id for code in codes if code.id.startswith(f"{id}.")]
    cells = tuple(_cells(material, places, id))
    code = next((code for code in codes if code.id == id), None)
    return CodeQuotes(
        anchor=code_anchor(id),
        id=id,
        name=labels.code(id),
        brief=(labels.of(code.brief) or labels.of(code.definition)) if code else "",
        definition=f"#{definition_anchor(id)}" if code else "",
        branch=bool(below) and not cells,
        inside=branch_of(id, codes) != id,
        below=tuple((labels.code(one), f"#{code_anchor(one)}") for one in below if one in wanted),
        cells=cells,
        indicators=lines,
    )


def _cells(material: Material, places: Places, code: str) -> Iterator[QuoteCell]:
    groups = [(panel.language, group.id) for panel in material.panels for group in panel.groups]
    outside = sorted({key[1] for key in places.cells if key[:1] + key[2:3] == (code, OUTSIDE)})
    for language, group in [*groups, *((language, OUTSIDE) for language in outside)]:
        for negated in (False, True):
            key = (code, language, group, negated)
            if key in places.cells:
                yield _cell(material, places, key)


def _cell(material: Material, places: Places, key: CellKey) -> QuoteCell:
    labels, messages = material.labels, material.labels.messages
    _, language, group, negated = key
    chosen = places.cells[key]
    shown = len(chosen.codings)
    return QuoteCell(
        anchor=cell_anchor(key),
        group=messages.text("quotes.outside") if group == OUTSIDE else labels.group(group),
        language=labels.language(language),
        negated=negated,
        number=messages.count("n.codings", chosen.total),
        capped=messages.text("quotes.capped", shown=shown, total=chosen.total)
        if shown < chosen.total
        else "",
        quotes=tuple(make_quote(material, coded) for coded in chosen.codings),
    )
