"""Code by code: the figures of each, and what opens under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.analysis.agreement.figures import Figures, Value
from qualcode.analysis.agreement.results import Panel, Row
from qualcode.reporting.anchors import anchor
from qualcode.reporting.evaluation.numbers import NOTHING, Shown, show, show_share
from qualcode.reporting.evaluation.quotes import KINDS, Quotes, QuoteView
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import Messages

_CHANCE = ("kappa", "alpha", "ac1")
FIGURES = ("precision", "recall", "f1", "agreement", *_CHANCE)


@dataclass(frozen=True, slots=True)
class Listed:
    """The quotes of one kind under one code."""

    kind: str
    anchor: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of one coder alone, or of one respondent type."""

    name: str
    counts: tuple[str, ...]
    figures: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class CodeView:
    """One code in one language."""

    id: str
    name: str
    anchor: str
    sought: bool
    first: str
    second: str
    shares: str
    figures: tuple[Shown, ...]  # in the order of FIGURES
    people: str  # empty for one coder
    lists: Mapping[str, Listed]  # by kind; all kinds
    each: tuple[Side, ...]
    by_type: tuple[Side, ...]


def view_codes(panel: Panel, labels: Labels, quotes: Quotes) -> tuple[CodeView, ...]:
    """Return the codes that the gold standard or the machine has, or people disagree about."""
    return tuple(
        _view(panel.language, row, labels, quotes)
        for row in panel.rows
        if row.gold.first or row.gold.second or row.undecided
    )


def _view(language: str, row: Row, labels: Labels, quotes: Quotes) -> CodeView:
    messages, gold = labels.messages, row.gold
    sides = row.each if len(row.each) > 1 else {}
    return CodeView(
        row.code,
        labels.code(row.code),
        anchor("code", language, row.code),
        row.sought,
        messages.number(gold.first),
        messages.number(gold.second),
        " / ".join(show_share(one, messages) for one in (gold.first_share, gold.second_share)),
        _figures(gold, messages),
        _people(row, messages),
        {
            kind: Listed(
                kind,
                anchor(kind, language, row.code),
                quotes.get((language, row.code, kind), ()),
            )
            for kind in KINDS
        },
        tuple(_side(name, figures, messages) for name, figures in sides.items()),
        tuple(
            _side(labels.type(name), figures, messages)
            for name, figures in row.by_type.items()
            if figures.first or figures.second
        ),
    )


def _side(name: str, figures: Figures, messages: Messages) -> Side:
    counts = (figures.first, figures.second, figures.both)
    return Side(
        name, tuple(messages.number(count) for count in counts), _figures(figures, messages)
    )


def _figures(figures: Figures, messages: Messages) -> tuple[Shown, ...]:
    constant = messages.text("codes.no_variation") if figures.units else NOTHING
    return tuple(
        show(figures.values[name], messages, constant if name in _CHANCE else NOTHING)
        for name in FIGURES
    )


def _people(row: Row, messages: Messages) -> str:
    if row.people is None:
        return ""
    constant = messages.text("codes.no_variation") if row.people.units else NOTHING
    values: Mapping[str, Value] = row.people.values
    return f"{show(values['f1'], messages).text}, {show(values['alpha'], messages, constant).text}"
