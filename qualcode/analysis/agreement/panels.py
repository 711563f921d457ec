"""All figures of one language: by code, coder, respondent type, and people among themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement import several
from qualcode.analysis.agreement.case import Case, Pair
from qualcode.analysis.agreement.figures import (
    Figures,
    Total,
    Value,
    count_by_respondent,
    draw_for,
    figure_codes,
    figure_total,
    mean_defined,
    plain,
)
from qualcode.analysis.agreement.results import AMONG_PEOPLE, Panel, People, Row
from qualcode.analysis.agreement.spans import RULES, Fit, Rule, fit_spans
from qualcode.analysis.agreement.units import Judged
from qualcode.model.codebook import Codebook

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def make_panel(case: Case, codebook: Codebook, language: str) -> Panel:
    """Return the figures of the units in one language."""
    units = case.judged.units
    chosen = np.array([at for at, unit in enumerate(units) if unit.language == language])
    types: dict[str, set[str]] = defaultdict(set)
    for at in chosen:
        types[units[at].type].add(units[at].respondent)
    parts = {
        kind: np.array([at for at in chosen if units[at].type == kind]) for kind in sorted(types)
    }
    gold = case.against_gold()
    return Panel(
        language,
        tuple(in_order(units[at].respondent for at in chosen)),
        {kind: len(types[kind]) for kind in parts},
        len(chosen),
        draw_for(_count(case, chosen, gold), case.resamples) is not None,
        tuple(_make_rows(case, codebook, chosen, parts)),
        total_of(case, chosen, gold),
        {name: total_of(case, chosen, pair) for name, pair in case.against_coders()},
        {names: total_of(case, chosen, pair) for names, pair in case.among_coders()},
        {kind: total_of(case, part, gold) for kind, part in parts.items()},
        _fit_borders(case, chosen),
    )


def in_order(values: Iterable[str]) -> list[str]:
    """Return the different values, the commonest first."""
    counts: dict[str, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return sorted(counts, key=lambda value: (-counts[value], value))


def total_of(case: Case, chosen: Ints, pair: Pair) -> Total:
    """Return the figures over all codes in some of the units."""
    counts = _count(case, chosen, pair)
    judged = pair.known[chosen].any(1) @ case.judged.sizes[chosen]
    weighted, plain_counts = _weigh(case, chosen, pair, counts)
    return figure_total(weighted, int(judged), draw_for(counts, case.resamples), plain_counts)


def figures_of(case: Case, chosen: Ints, pair: Pair) -> tuple[Figures, ...]:
    """Return the figures of each code in some of the units."""
    counts = _count(case, chosen, pair)
    weighted, plain_counts = _weigh(case, chosen, pair, counts)
    return figure_codes(weighted, draw_for(counts, case.resamples), plain_counts)


def _weigh(case: Case, chosen: Ints, pair: Pair, counts: Floats) -> tuple[Floats, Floats | None]:
    """Count units by what they stand for, so much that they are as many; else as they are."""
    weights = case.judged.weights[chosen]
    if not case.judged.weighted or not len(chosen):
        return counts, None
    mean = np.average(weights, weights=case.judged.sizes[chosen])
    return _count(case, chosen, pair, weights / mean), counts


def _count(case: Case, chosen: Ints, pair: Pair, weights: ArrayLike = 1.0) -> Floats:
    """Count over some of the units (or their characters), respondents × codes × 2 × 2."""
    sizes = case.judged.sizes[chosen] * np.asarray(weights, float)
    names = [case.judged.units[at].respondent for at in chosen]
    people = {name: number for number, name in enumerate(sorted(set(names)))}
    numbers = np.array([people[name] for name in names], dtype=np.int64)
    some = (pair.first[chosen], pair.second[chosen], pair.known[chosen])
    return count_by_respondent(*some, numbers, len(people), sizes)


def _make_rows(
    case: Case, codebook: Codebook, chosen: Ints, parts: Mapping[str, Ints]
) -> Iterator[Row]:
    gold = figures_of(case, chosen, case.against_gold())
    each = {name: figures_of(case, chosen, pair) for name, pair in case.against_coders()}
    types = {kind: figures_of(case, part, case.against_gold()) for kind, part in parts.items()}
    people = _compare_people(case, chosen)
    sought = {code.id for code in codebook.codes if code.sought}
    for at, code in enumerate(case.codes):
        yield Row(
            code,
            code in sought,
            int(case.disputed[chosen, at].sum()),
            gold[at],
            {name: told[at] for name, told in each.items()},
            people[at] if people else None,
            {kind: told[at] for kind, told in types.items()},
        )


def _compare_people(case: Case, chosen: Ints) -> tuple[People, ...]:
    """Return how the coders agree among themselves on each code; empty for one coder."""
    pairs = [figures_of(case, chosen, pair) for _, pair in case.among_coders()]
    if not pairs:
        return ()
    judged = case.judged
    parts = several.count_ratings(_rate(judged, chosen))
    alphas, ac1s = several.krippendorff_alpha(parts), several.gwet_ac1(parts)
    shared = judged.told[:, chosen].sum(0) > 1  # units × codes
    given = (judged.coded[:, chosen] & shared).sum(1)
    told = []
    for at in range(len(case.codes)):
        values: Mapping[str, Value] = pairs[0][at].values
        if len(pairs) > 1:
            values = {name: _mean_of([pair[at].values[name] for pair in pairs]) for name in values}
            values["alpha"], values["ac1"] = Value(plain(alphas[at])), Value(plain(ac1s[at]))
        told.append(
            People(
                int(shared[:, at].sum()),
                {name: int(count) for name, count in zip(case.names, given[:, at], strict=True)},
                pairs[0][at].both if len(pairs) == 1 else None,
                {name: values[name] for name in AMONG_PEOPLE},
            )
        )
    return tuple(told)


def _mean_of(values: Sequence[Value]) -> Value:
    numbers = [np.nan if one.value is None else one.value for one in values]
    return Value(plain(float(mean_defined(np.array(numbers)))))


def _rate(judged: Judged, chosen: Ints) -> NDArray[np.float64]:
    """Return how many coders say present and absent, codes × units × 2."""
    told = judged.told[:, chosen]
    coded = judged.coded[:, chosen]
    both = np.stack([(coded & told).sum(0), (~coded & told).sum(0)], -1)
    return np.swapaxes(both, 0, 1).astype(float)


def _fit_borders(case: Case, chosen: Ints) -> dict[Rule, Fit]:
    """Lay the borders of the machine's codings beside those of the units of the gold standard."""
    columns = {code: at for at, code in enumerate(case.codes)}
    inside = set(map(int, chosen))
    gold: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    machine: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for at, column in zip(*np.nonzero(case.gold & case.decided), strict=True):
        if int(at) in inside:
            unit = case.judged.units[at]
            gold[unit.transcript, int(column)].append((unit.start, unit.stop))
    for find in case.finds:
        column = columns.get(find.code, -1)
        if find.unit in inside and column >= 0 and case.decided[find.unit, column]:
            transcript = case.judged.units[find.unit].transcript
            machine[transcript, column].append(find.coding)
    keys = {*gold, *machine}
    return {
        rule: sum((fit_spans(gold[key], machine[key], rule) for key in keys), start=Fit())
        for rule in RULES
    }
