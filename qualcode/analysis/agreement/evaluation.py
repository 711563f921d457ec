"""The machine measured against people: figures for codes and indicators, and every mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement import coefficients
from qualcode.analysis.agreement.coders import Coder
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
from qualcode.analysis.agreement.gold import ALL, check_gold, decide_gold, find_disputes
from qualcode.analysis.agreement.intervals import RESAMPLES
from qualcode.analysis.agreement.machine import Find, Taken, locate_finds, tabulate_finds
from qualcode.analysis.agreement.spans import RULES, Fit, Rule, fit_spans
from qualcode.analysis.agreement.units import CoderFacts, Judged, Unit, UnitChoice, judge
from qualcode.errors import Problem, QualcodeError
from qualcode.model.codebook import Codebook, Indicator
from qualcode.runs.read import Run
from qualcode.yaml_tree.problems import did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.analysis.agreement.units import Flags

    Ints = NDArray[np.int64]

AMONG_PEOPLE = ("f1", "agreement", "kappa", "alpha", "ac1")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person can choose about an evaluation."""

    unit: UnitChoice = "stretch"
    gold: str = ALL
    count_negated: bool = False
    code: str = ""  # only this and those below it
    resamples: int = RESAMPLES


@dataclass(frozen=True, slots=True)
class People:
    """How the coders agree among themselves on one code.

    Of two: their coefficients. Of more: alpha and AC1 of all, the others as the mean over pairs.
    """

    units: int  # judged by two or more
    given: Mapping[str, int]  # how often each coder gives the code, in all they have judged
    values: Mapping[str, Value]  # by the names of AMONG_PEOPLE


@dataclass(frozen=True, slots=True)
class Row:
    """One code in one language."""

    code: str
    sought: bool  # False: the codebook has no indicators for it
    undecided: int  # units left out because the coders disagree
    gold: Figures  # first: the gold standard; second: the machine
    each: Mapping[str, Figures]  # first: this coder alone; second: the machine
    people: People | None  # None where there is one coder
    by_type: Mapping[str, Figures]  # as `gold`


@dataclass(frozen=True, slots=True)
class Panel:
    """All figures of one language."""

    language: str
    respondents: tuple[str, ...]
    types: Mapping[str, int]  # respondents of each type
    units: int
    enough: bool  # False: too few respondents for limits
    rows: tuple[Row, ...]
    total: Total  # the machine against the gold standard
    each: Mapping[str, Total]  # against each coder alone
    pairs: Mapping[tuple[str, str], Total]  # coders among themselves
    by_type: Mapping[str, Total]
    fits: Mapping[Rule, Fit]  # borders of codings against borders of gold units


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What one line of the codebook found, in units where the gold standard decides."""

    indicator: Indicator
    right: int  # units
    wrong: int
    undecided: int  # units about which the coders disagree
    right_alone: int  # found by no other indicator of the code: lost without this line
    wrong_alone: int  # gone without this line

    @property
    def precision(self) -> float | None:
        """The share of its finds that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None


@dataclass(frozen=True, slots=True)
class Missed:
    """A unit that has a code and in which the machine did not find it."""

    code: str
    unit: Unit
    taken: tuple[Taken, ...]  # found there, but does not count


@dataclass(frozen=True, slots=True)
class Found:
    """A unit in which the machine found a code, rightly or wrongly."""

    code: str
    unit: Unit
    finds: tuple[Find, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A unit left out for a code because the coders disagree about it."""

    code: str
    unit: Unit
    given_by: tuple[str, ...]  # coders who gave the code; others who saw the unit did not
    finds: tuple[Find, ...]  # the machine's, if any


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that an evaluation says."""

    choices: Choices
    codebook: Codebook
    coders: tuple[CoderFacts, ...]
    panels: tuple[Panel, ...]  # languages, most units first
    together: Total | None  # of all languages; None where there is one
    indicators: tuple[IndicatorRow, ...]  # most wrong finds first
    right: tuple[Found, ...]
    missed: tuple[Missed, ...]
    wrong: tuple[Found, ...]
    disputed: tuple[Disputed, ...]
    problems: tuple[Problem, ...]  # rows of the tables that could not be used


@dataclass(frozen=True, slots=True)
class _Case:
    """The units and all that is said of them, as arrays: units × codes."""

    judged: Judged
    codes: tuple[str, ...]
    machine: Flags
    gold: Flags
    decided: Flags
    disputed: Flags  # left out because the coders disagree
    finds: tuple[Find, ...]
    resamples: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(coder.name for coder in self.judged.coders)


def evaluate(run: Run, coders: Sequence[Coder], choices: Choices | None = None) -> Evaluation:
    """Measure the run's codings against those of the coders.

    QualcodeError when the choices fit nothing, or none of the coders' rows can be placed.
    """
    chosen = choices or Choices()
    names = [coder.name for coder in coders]
    check_gold(chosen.gold, names)
    codes = _codes_of(run.codebook, coders, chosen.code)
    judged = judge(run, coders, codes, chosen.unit)
    if not judged.units:
        raise QualcodeError(
            judged.problems or Problem(coders[0].file, "holds nothing that can be compared")
        )
    finds, taken = locate_finds(run, judged.units, chosen.count_negated)
    machine = tabulate_finds(finds, len(judged.units), codes)
    gold, decided = decide_gold(chosen.gold, names, judged.seen, judged.coded)
    disputed = find_disputes(chosen.gold, judged.seen, decided)
    case = _Case(judged, codes, machine, gold, decided, disputed, finds, chosen.resamples)
    languages = _in_order(unit.language for unit in judged.units)
    everyone = np.arange(len(judged.units))
    return Evaluation(
        chosen,
        run.codebook,
        judged.coders,
        tuple(_make_panel(case, run.codebook, language) for language in languages),
        _total(case, everyone, gold, machine, decided) if len(languages) > 1 else None,
        _rate_indicators(case, run.codebook),
        tuple(_list_found(case, case.gold)),
        tuple(_list_missed(case, taken)),
        tuple(_list_found(case, ~case.gold)),
        tuple(_list_disputed(case)),
        judged.problems,
    )


def _codes_of(codebook: Codebook, coders: Iterable[Coder], only: str) -> tuple[str, ...]:
    """Return the codes to be compared: those with indicators, and those that people gave."""
    given = {code for coder in coders for one in coder.stretches for code in one.codes}
    known = [code.id for code in codebook.codes]
    if only and only not in known:
        cure = did_you_mean(only, known)
        raise QualcodeError(Problem("--code", f"`{only}` is no code of the codebook", cure=cure))
    return tuple(
        code.id
        for code in codebook.codes
        if (code.sought or code.id in given)
        and (not only or code.id == only or code.id.startswith(f"{only}."))
    )


def _in_order(values: Iterable[str]) -> list[str]:
    """Return the different values, the commonest first."""
    counts: dict[str, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return sorted(counts, key=lambda value: (-counts[value], value))


def _make_panel(case: _Case, codebook: Codebook, language: str) -> Panel:
    units = case.judged.units
    chosen = np.array([at for at, unit in enumerate(units) if unit.language == language])
    types: dict[str, set[str]] = defaultdict(set)
    for at in chosen:
        types[units[at].type].add(units[at].respondent)
    parts = {
        kind: np.array([at for at in chosen if units[at].type == kind]) for kind in sorted(types)
    }
    counts = _count(case, chosen, case.gold, case.machine, case.decided)
    drawn = draw_for(counts, case.resamples)
    judged = case.judged
    return Panel(
        language,
        tuple(_in_order(units[at].respondent for at in chosen)),
        {kind: len(types[kind]) for kind in parts},
        len(chosen),
        drawn is not None,
        tuple(_make_rows(case, codebook, chosen, parts)),
        _total(case, chosen, case.gold, case.machine, case.decided),
        {
            name: _total(case, chosen, judged.coded[at], case.machine, _seen(case, at))
            for at, name in enumerate(case.names)
        },
        {
            (case.names[one], case.names[other]): _total(
                case,
                chosen,
                judged.coded[one],
                judged.coded[other],
                _seen(case, one) & _seen(case, other),
            )
            for one, other in combinations(range(len(case.names)), 2)
        },
        {
            kind: _total(case, part, case.gold, case.machine, case.decided)
            for kind, part in parts.items()
        },
        _fit_borders(case, chosen),
    )


def _seen(case: _Case, coder: int) -> Flags:
    seen = case.judged.seen[coder][:, None]
    return np.broadcast_to(seen, case.machine.shape)


def _count(
    case: _Case, chosen: Ints, first: Flags, second: Flags, known: Flags
) -> NDArray[np.float64]:
    """Count over some of the units, respondents × codes × 2 × 2."""
    names = [case.judged.units[at].respondent for at in chosen]
    people = {name: number for number, name in enumerate(sorted(set(names)))}
    numbers = np.array([people[name] for name in names])
    some = (first[chosen], second[chosen], known[chosen])
    return count_by_respondent(*some, numbers, len(people))


def _total(case: _Case, chosen: Ints, first: Flags, second: Flags, known: Flags) -> Total:
    counts = _count(case, chosen, first, second, known)
    judged = int(known[chosen].any(1).sum())
    return figure_total(counts, judged, draw_for(counts, case.resamples))


def _figure(
    case: _Case, chosen: Ints, first: Flags, second: Flags, known: Flags
) -> tuple[Figures, ...]:
    counts = _count(case, chosen, first, second, known)
    return figure_codes(counts, draw_for(counts, case.resamples))


def _make_rows(
    case: _Case, codebook: Codebook, chosen: Ints, parts: Mapping[str, Ints]
) -> Iterator[Row]:
    judged = case.judged
    against = (case.machine, case.decided)
    gold = _figure(case, chosen, case.gold, *against)
    each = {
        name: _figure(case, chosen, judged.coded[at], case.machine, _seen(case, at))
        for at, name in enumerate(case.names)
    }
    types = {kind: _figure(case, part, case.gold, *against) for kind, part in parts.items()}
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


def _compare_people(case: _Case, chosen: Ints) -> tuple[People, ...]:
    """Return how the coders agree among themselves on each code; empty for one coder."""
    if len(case.names) < 2:
        return ()
    judged = case.judged
    pairs = [
        _figure(
            case,
            chosen,
            judged.coded[one],
            judged.coded[other],
            _seen(case, one) & _seen(case, other),
        )
        for one, other in combinations(range(len(case.names)), 2)
    ]
    ratings = _rate(judged, chosen)
    alphas = coefficients.alpha_of_ratings(ratings)
    ac1s = coefficients.ac1_of_ratings(ratings)
    units = int((judged.seen[:, chosen].sum(0) > 1).sum())
    told = []
    for at in range(len(case.codes)):
        values: Mapping[str, Value] = pairs[0][at].values
        if len(pairs) > 1:
            values = {name: _mean_of([pair[at].values[name] for pair in pairs]) for name in values}
            values["alpha"], values["ac1"] = Value(plain(alphas[at])), Value(plain(ac1s[at]))
        given = {
            name: int(judged.coded[number][chosen, at].sum())
            for number, name in enumerate(case.names)
        }
        told.append(People(units, given, {name: values[name] for name in AMONG_PEOPLE}))
    return tuple(told)


def _mean_of(values: Sequence[Value]) -> Value:
    numbers = [np.nan if one.value is None else one.value for one in values]
    return Value(plain(float(mean_defined(np.array(numbers)))))


def _rate(judged: Judged, chosen: Ints) -> NDArray[np.float64]:
    """Return how many coders say present and absent, codes × units × 2."""
    seen = judged.seen[:, chosen, None]
    coded = judged.coded[:, chosen]
    both = np.stack([(coded & seen).sum(0), (~coded & seen).sum(0)], -1)
    return np.swapaxes(both, 0, 1).astype(float)


def _fit_borders(case: _Case, chosen: Ints) -> dict[Rule, Fit]:
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


def _rate_indicators(case: _Case, codebook: Codebook) -> tuple[IndicatorRow, ...]:
    columns = {code: at for at, code in enumerate(case.codes)}
    firing: dict[tuple[int, str], set[str]] = defaultdict(set)  # unit and code → indicators
    for find in case.finds:
        if find.code in columns:
            firing[find.unit, find.code].add(find.indicator)
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for (unit, code), indicators in firing.items():
        column = columns[code]
        if case.decided[unit, column]:
            kind = 0 if case.gold[unit, column] else 1
        elif case.disputed[unit, column]:
            kind = 2
        else:
            continue
        for indicator in indicators:
            counts[indicator][kind] += 1
            if kind < 2 and len(indicators) == 1:
                counts[indicator][3 + kind] += 1
    known = {one.id: one for code in codebook.codes for one in code.indicators}
    rows = [IndicatorRow(known[id], *told) for id, told in counts.items() if id in known]
    return tuple(sorted(rows, key=lambda row: (-row.wrong, row.right, row.indicator.line)))


def _list_missed(case: _Case, taken: Iterable[Taken]) -> Iterator[Missed]:
    lost: dict[tuple[int, str], list[Taken]] = defaultdict(list)
    for one in taken:
        lost[one.unit, one.code].append(one)
    for column, unit in _where(case.gold & ~case.machine & case.decided):
        code = case.codes[column]
        yield Missed(code, case.judged.units[unit], tuple(lost[unit, code]))


def _list_found(case: _Case, where: Flags) -> Iterator[Found]:
    found = _finds_by_place(case)
    for column, unit in _where(case.machine & where & case.decided):
        code = case.codes[column]
        yield Found(code, case.judged.units[unit], tuple(found[unit, code]))


def _list_disputed(case: _Case) -> Iterator[Disputed]:
    found = _finds_by_place(case)
    for column, unit in _where(case.disputed):
        code = case.codes[column]
        given = case.judged.coded[:, unit, column]
        names = tuple(name for name, one in zip(case.names, given, strict=True) if one)
        yield Disputed(code, case.judged.units[unit], names, tuple(found[unit, code]))


def _finds_by_place(case: _Case) -> dict[tuple[int, str], list[Find]]:
    found: dict[tuple[int, str], list[Find]] = defaultdict(list)
    for find in case.finds:
        found[find.unit, find.code].append(find)
    return found


def _where(flags: Flags) -> Iterator[tuple[int, int]]:
    """Yield code and unit of what is true, code by code."""
    for column, unit in zip(*np.nonzero(flags.T), strict=True):
        yield int(column), int(unit)
