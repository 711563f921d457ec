"""The agreement of coders as rows: what its CSV files hold, and its JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from qualcode.analysis.agreement.among.results import (
    FIGURES,
    TOGETHER,
    Agreement,
    Beside,
    Item,
    Lots,
)
from qualcode.analysis.agreement.figures import NAMES, Figures, Total, Value
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS, SEED
from qualcode.analysis.agreement.tables import Cell, Table, as_records, round_cell

_LIMITS = ("", "_low", "_high")
ITEM_COLUMNS = (
    "part",  # all, language, type
    "of",  # the language or type
    "kind",  # code, tension, relation
    "item",  # its id
    "units",  # judged by two coders or more
    "disputed",
    *(f"{name}{limit}" for name in FIGURES for limit in _LIMITS),
)
CODER_COLUMNS = ("part", "of", "kind", "item", "coder", "seen", "given", "share")
TOGETHER_COLUMNS = (
    "part",  # all, language, type, coders
    "of",
    "units",
    *(f"{name}{limit}" for name in TOGETHER for limit in _LIMITS),
    "gamma_lots",
)
MACHINE_COLUMNS = (
    "part",
    "of",
    "against",  # all: what all who judged a unit say; else a coder
    "code",  # empty: all codes
    "units",
    "first",  # units with the code: of people
    "second",  # of the machine
    "both",
    *(f"{name}{limit}" for name in NAMES for limit in _LIMITS),
)
DISAGREEMENT_COLUMNS = (
    "kind",
    "item",
    "transcript",
    "segment",
    "start",
    "stop",
    "respondent",
    "type",
    "language",
    "given_by",
    "not_given_by",
    "relations",
    "text",
)


def tabulate_items(agreement: Agreement) -> Table:
    """List codes, tensions and relations in all talk, each language and each type."""
    return ITEM_COLUMNS, [
        (
            *_start(part.kind, part.id, item),
            item.units,
            item.disputed,
            *_limits(item.values, FIGURES),
        )
        for part in agreement.parts
        for item in part.items
    ]


def tabulate_coders(agreement: Agreement) -> Table:
    """List how often each coder gives each item: its prevalence with each."""
    return CODER_COLUMNS, [
        (
            *_start(part.kind, part.id, item),
            name,
            item.seen[name],
            item.given[name],
            round_cell(item.prevalence(name)),
        )
        for part in agreement.parts
        for item in part.items
        for name in agreement.names
    ]


def tabulate_together(agreement: Agreement) -> Table:
    """List the figures of all codes together, in each part and of every two coders."""
    rows: list[tuple[Cell, ...]] = [
        (part.kind, part.id, part.units, *_limits(part.together, TOGETHER), _number(part.lots))
        for part in agreement.parts
    ]
    rows += (
        (
            "coders",
            " + ".join(pair.names),
            pair.units,
            *_limits(pair.together, TOGETHER),
            _number(pair.lots),
        )
        for pair in agreement.pairs
    )
    return TOGETHER_COLUMNS, rows


def _number(lots: Lots | None) -> int | None:
    return lots.number if lots else None


def tabulate_machine(agreement: Agreement) -> Table:
    """List the machine against people, code by code; before them all codes together."""
    return MACHINE_COLUMNS, [row for one in agreement.machine for row in _machine_rows(one)]


def _machine_rows(one: Beside) -> Iterator[tuple[Cell, ...]]:
    start = (one.part, one.id, one.against)
    told: list[tuple[str, Total | Figures, Mapping[str, Value]]] = [
        ("", one.total, one.total.micro)
    ]
    told += [(code, figures, figures.values) for code, figures in one.codes.items()]
    for code, counts, values in told:
        numbers = (counts.units, counts.first, counts.second, counts.both)
        yield (*start, code, *numbers, *_limits(values, NAMES))


def tabulate_disagreements(agreement: Agreement) -> Table:
    """List who disagrees about what, unit by unit."""
    return DISAGREEMENT_COLUMNS, [
        (
            one.kind,
            one.id,
            one.unit.transcript,
            one.unit.segment,
            one.unit.start,
            one.unit.stop,
            one.unit.respondent,
            one.unit.type,
            one.unit.language,
            "; ".join(one.given_by),
            "; ".join(one.not_given_by),
            "; ".join(f"{name}: {relation}" for name, relation in one.relations),
            one.unit.text,
        )
        for one in agreement.disagreements
    ]


TABLES = {
    "items.csv": tabulate_items,
    "coders.csv": tabulate_coders,
    "together.csv": tabulate_together,
    "machine.csv": tabulate_machine,
    "disagreements.csv": tabulate_disagreements,
}


def _start(part: str, of: str, item: Item) -> tuple[Cell, ...]:
    return part, of, item.kind, item.id


def _limits(values: Mapping[str, Value], names: tuple[str, ...]) -> Iterator[Cell]:
    for name in names:
        value = values.get(name, Value(None))
        yield from map(round_cell, (value.value, value.low, value.high))


def describe(agreement: Agreement) -> dict[str, Any]:
    """Return all of it as JSON can hold it."""
    choices, codebook = agreement.choices, agreement.codebook
    return {
        "codebook": {
            "id": codebook.id,
            "version": codebook.version,
            "sha256": codebook.sha256,
        },
        "unit": choices.unit,
        "code": choices.code,
        "count_negated": choices.count_negated,
        "resamples": choices.resamples,
        "seed": SEED,
        "fewest_respondents": FEWEST_RESPONDENTS,
        "coders": [asdict(coder) for coder in agreement.coders],
        "parts": [
            {
                "part": part.kind,
                "of": part.id,
                "units": part.units,
                "respondents": part.respondents,
                "limits": part.enough,
            }
            for part in agreement.parts
        ],
        "not_given": list(agreement.not_given),
        "lacking": [asdict(one) for one in agreement.lacking],
        "weighted": agreement.weighted,
        "gamma": _describe_gamma(agreement),
        **{
            name.removesuffix(".csv"): as_records(tabulate(agreement))
            for name, tabulate in TABLES.items()
            if name != "coders.csv"
        },
        "prevalence": as_records(tabulate_coders(agreement)),
        "problems": [str(problem) for problem in agreement.problems],
    }


def _describe_gamma(agreement: Agreement) -> dict[str, Any]:
    """Return what came of gamma, and in all talk how well it knows what chance would do."""
    lots = agreement.everything.lots
    return {"outcome": agreement.gamma, **(asdict(lots) if lots else {})}
