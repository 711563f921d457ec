"""An evaluation as rows: what its CSV files hold, and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from qualcode.analysis.agreement.figures import NAMES, Figures, Total, Value
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS, SEED
from qualcode.analysis.agreement.results import Evaluation, Panel, People

Cell = str | int | float | None
Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]

GOLD, EACH, PEOPLE, TYPE, LANGUAGES = "gold", "coder", "coders", "type", "all languages"

CODE_COLUMNS = (
    "language",
    "against",  # gold, coder: one alone; coders: among themselves; type: gold, of this type only
    "name",  # of the coder, the coders or the type
    "code",
    "units",
    "undecided",
    "first",  # units with the code: of the gold standard or the coder named first
    "second",  # of the machine or the coder named second
    "both",
    "first_share",
    "second_share",
    *(f"{name}{limit}" for name in NAMES for limit in ("", "_low", "_high")),
)
INDICATOR_COLUMNS = (
    "code",
    "line",
    "language",
    "indicator",
    "right",
    "wrong",
    "undecided",
    "precision",
    "right_alone",
    "wrong_alone",
)
MISTAKE_COLUMNS = (
    "mistake",
    "code",
    "transcript",
    "segment",
    "start",
    "stop",
    "respondent",
    "type",
    "language",
    "text",
    "line",
    "words",
    "reason",
    "by",
)


def tabulate_codes(evaluation: Evaluation) -> Table:
    """List every code in every language: against the gold standard, each coder, by type."""
    return CODE_COLUMNS, [row for panel in evaluation.panels for row in _code_rows(panel)]


def _code_rows(panel: Panel) -> Iterator[tuple[Cell, ...]]:
    for row in panel.rows:
        told = [(GOLD, "", row.gold)]
        told += [(EACH, name, figures) for name, figures in row.each.items()]
        told += [(TYPE, name, figures) for name, figures in row.by_type.items()]
        for against, name, figures in told:
            undecided = row.undecided if against == GOLD else None
            start = (panel.language, against, name, row.code, figures.units, undecided)
            yield (*start, *_counts(figures), *_limits(figures.values))
        if row.people:
            names = " + ".join(row.people.given)
            start = (panel.language, PEOPLE, names, row.code, row.people.units, None)
            yield (*start, *_counts_of_people(row.people), *_limits(row.people.values))


def _counts_of_people(people: People) -> tuple[Cell, ...]:
    """Return the counts of two coders; of more there is no first and second."""
    if people.both is None:
        return (None,) * 5
    first, second = people.given.values()
    shares = (
        round_cell(count / people.units) if people.units else None for count in (first, second)
    )
    return (first, second, people.both, *shares)


def _counts(figures: Figures) -> tuple[Cell, ...]:
    counts = (figures.first, figures.second, figures.both)
    return (*counts, round_cell(figures.first_share), round_cell(figures.second_share))


def _limits(values: Mapping[str, Value]) -> Iterator[Cell]:
    for name in NAMES:
        value = values.get(name, Value(None))
        yield from (round_cell(value.value), round_cell(value.low), round_cell(value.high))


def round_cell(number: float | None) -> float | None:
    """Return a number as tables hold it."""
    return None if number is None else round(number, 6)


def tabulate_indicators(evaluation: Evaluation) -> Table:
    """List the lines of the codebook that found something, those with most wrong finds first."""
    return INDICATOR_COLUMNS, [
        (
            row.indicator.owner,
            row.indicator.line,
            row.indicator.language,
            row.indicator.text,
            row.right,
            row.wrong,
            row.undecided,
            round_cell(row.precision),
            row.right_alone,
            row.wrong_alone,
        )
        for row in evaluation.indicators
    ]


def tabulate_mistakes(evaluation: Evaluation) -> Table:
    """List what was missed and what was wrongly found, a row for each find in it."""
    rows: list[tuple[Cell, ...]] = []
    for missed in evaluation.missed:
        start = ("missed", missed.code, *_place(missed.unit))
        rows += [(*start, one.line, one.words, one.reason, one.by) for one in missed.taken]
        if not missed.taken:
            rows.append((*start, None, "", "", ""))
    for wrong in evaluation.wrong:
        start = ("wrong", wrong.code, *_place(wrong.unit))
        rows += [(*start, find.line, find.words, "", "") for find in wrong.finds]
    return MISTAKE_COLUMNS, rows


def _place(unit: Any) -> tuple[Cell, ...]:
    columns = ("transcript", "segment", "start", "stop", "respondent", "type", "language", "text")
    return tuple(getattr(unit, column) for column in columns)


def as_records(table: Table) -> list[dict[str, Cell]]:
    """Return the rows of a table, each with the names of its columns."""
    header, rows = table
    return [dict(zip(header, row, strict=True)) for row in rows]


def describe(evaluation: Evaluation) -> dict[str, Any]:
    """Return all of an evaluation as JSON can hold it."""
    choices = evaluation.choices
    return {
        "codebook": {
            "id": evaluation.codebook.id,
            "version": evaluation.codebook.version,
            "sha256": evaluation.codebook.sha256,
        },
        "unit": choices.unit,
        "gold": choices.gold,
        "count_negated": choices.count_negated,
        "code": choices.code,
        "resamples": choices.resamples,
        "seed": SEED,
        "fewest_respondents": FEWEST_RESPONDENTS,
        "coders": [asdict(coder) for coder in evaluation.coders],
        "lacking": [asdict(one) for one in evaluation.lacking],
        "weighted": evaluation.weighted,
        "languages": [
            {
                "language": panel.language,
                "respondents": len(panel.respondents),
                "types": dict(panel.types),
                "units": panel.units,
                "limits": panel.enough,
                "borders": {
                    rule: {
                        **asdict(fit),
                        "precision": round_cell(fit.precision),
                        "recall": round_cell(fit.recall),
                        "f1": round_cell(fit.f1),
                    }
                    for rule, fit in panel.fits.items()
                },
            }
            for panel in evaluation.panels
        ],
        "totals": list(_totals(evaluation)),
        "codes": as_records(tabulate_codes(evaluation)),
        "indicators": as_records(tabulate_indicators(evaluation)),
        "mistakes": as_records(tabulate_mistakes(evaluation)),
        "problems": [str(problem) for problem in evaluation.problems],
    }


def name_totals(panel: Panel) -> Iterator[tuple[str, str, Total]]:
    """Yield the totals of a language: what is set against what, the name, the figures."""
    yield GOLD, "", panel.total
    yield from ((EACH, name, total) for name, total in panel.each.items())
    yield from ((PEOPLE, " + ".join(names), total) for names, total in panel.pairs.items())
    yield from ((TYPE, name, total) for name, total in panel.by_type.items())


def _totals(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    for panel in evaluation.panels:
        for against, name, total in name_totals(panel):
            yield {"language": panel.language, "against": against, "name": name, **_total(total)}
    if evaluation.together:
        yield {"language": LANGUAGES, "against": GOLD, "name": "", **_total(evaluation.together)}


def _total(total: Total) -> dict[str, Any]:
    told: dict[str, Any] = {
        "respondents": total.respondents,
        "units": total.units,
        "first": total.first,
        "second": total.second,
        "both": total.both,
        "codes": total.codes,
    }
    for kind, values in (("micro", total.micro), ("macro", total.macro)):
        told[kind] = {
            name: [round_cell(one) for one in _of(value)] for name, value in values.items()
        }
    return told


def _of(value: Value) -> Iterable[float | None]:
    return value.value, value.low, value.high
