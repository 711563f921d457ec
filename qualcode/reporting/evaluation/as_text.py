"""An evaluation in a terminal of 100 columns: totals, codes, the lines to mend first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from qualcode.analysis.agreement.figures import Figures, Total, Value
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS
from qualcode.analysis.agreement.results import Evaluation, IndicatorRow, Panel, Row
from qualcode.analysis.agreement.tables import EACH, GOLD, PEOPLE, name_totals
from qualcode.analysis.agreement.units import CoderFacts, Unit

WIDTH = 100
_NOTHING = "–"
_NO_VARIATION = "n.v."
_MINUS = "\N{MINUS SIGN}"
_LONGEST_CODE = 31
_MOST_LINES = 10  # of the codebook that are shown
_LONGEST_WORDS = 58

UNIT_NAMES = {"stretch": "the coders' stretches", "segment": "segments", "turn": "turns"}
GOLD_NAMES = {
    "all": "what all who saw a unit say; what they disagree about is left out",
    "any": "what any of the coders says",
}


def render_text(evaluation: Evaluation) -> str:
    """Return what `qualcode evaluate` prints."""
    blocks = ["\n".join(_say_what(evaluation))]
    for panel in evaluation.panels:
        blocks += [_render_totals(panel, evaluation.choices.resamples), _render_codes(panel)]
    if evaluation.together:
        total = _cells("all languages together", evaluation.together)
        blocks.append(_table(_TOTAL_HEAD, [total]))
    blocks.append("\n".join(_explain_columns(evaluation)))
    if evaluation.indicators:
        blocks.append(_render_indicators(evaluation.indicators))
    if evaluation.choices.code:
        blocks += _list_mistakes(evaluation)
    return "\n\n".join(blocks)


def _say_what(evaluation: Evaluation) -> Iterator[str]:
    for coder in evaluation.coders:
        yield fill(_say_coder(coder), WIDTH)
    choices = evaluation.choices
    unit = UNIT_NAMES[choices.unit]
    for lacking in evaluation.lacking:
        several = len(lacking.codes) > 1
        yield fill(
            f"{', '.join(lacking.codes)} {'were' if several else 'was'} not in the codebook that"
            f" {lacking.coder} had for {lacking.units} of {lacking.read} ({unit}); there"
            f" {'they do' if several else 'it does'} not count.",
            WIDTH,
        )
    if choices.blind is not None:
        yield "Only blind decisions count." if choices.blind else "All decisions count."
    if evaluation.weighted:
        yield fill(
            "Units count by how many of the study they stand for, so the figures are those of all"
            " talk and not of the sample alone. The counts are those of the sample.",
            WIDTH,
        )
    gold = GOLD_NAMES.get(choices.gold, f"what {choices.gold} says")
    if len(evaluation.coders) == 1:
        gold = f"what {evaluation.coders[0].name} says"
    counted = "a hit, negated or not," if choices.count_negated else "a hit that is not negated"
    yield fill(
        f"Unit: {unit}. The machine has a code in a unit when the words of"
        f" {counted} stand in it. Gold: {gold}.",
        WIDTH,
    )


def _say_coder(coder: CoderFacts) -> str:
    said = f"{coder.name}: {coder.placed} of {coder.rows} stretches found"
    if coder.sighted:
        said += f", {coder.sighted} of them decided about before with codings in sight"
    said += f" in {coder.transcripts} transcript{'s' * (coder.transcripts != 1)}"
    if coder.in_part:
        said += f", {coder.in_part} in part"
    if coder.cut_otherwise:
        said += f"; {coder.cut_otherwise} have other borders than the units"
    return said


_TOTAL_HEAD = ("", "gold", "machine", "both", "P", "R", "F1", "95 %", "macro F1", "codes")


def _render_totals(panel: Panel, resamples: int) -> str:
    people = len(panel.respondents)
    lead = (
        f"Language {panel.language or 'unknown'}: {panel.units} units of"
        f" {people} respondent{'s' * (people != 1)}"
    )
    rows = []
    for against, name, total in name_totals(panel):
        if against == EACH and len(panel.each) == 1:
            continue
        rows.append(_cells(_name_total(panel, against, name), total))
    text = f"{lead}\n\n{_table(_TOTAL_HEAD, rows)}"
    if not panel.enough and resamples:
        text += f"\nToo few respondents for limits: at least {FEWEST_RESPONDENTS} are needed."
    return text


def _name_total(panel: Panel, against: str, name: str) -> str:
    if against == GOLD:
        return "machine against gold"
    if against == EACH:
        return f"machine against {name}"
    if against == PEOPLE:
        return name.replace(" + ", " against ")
    return f"  {name or '(no type)'}, {panel.types[name]} resp."


def _cells(name: str, total: Total) -> list[str]:
    micro = total.micro
    return [
        _short(name, 36),
        str(total.first),
        str(total.second),
        str(total.both),
        *(_number(micro[what]) for what in ("precision", "recall", "f1")),
        _interval(micro["f1"]),
        _number(total.macro["f1"]),
        str(total.codes),
    ]


def _render_codes(panel: Panel) -> str:
    several = any(row.people for row in panel.rows)
    head = ["code", "gold", "mach", "both", "P", "R", "F1", "agree", "kappa", "alpha", "AC1"]
    if several:
        head += ["?", "F1", "alpha"]
    shown = [row for row in panel.rows if _is_met(row)]
    if not shown:
        return "No code was given or found here."
    rows = [_code_cells(row, several) for row in shown]
    text = _table(head, rows, gap=1)
    if several:
        text = f"{'people'.rjust(len(text.splitlines()[0]))}\n{text}"
    missing = len(panel.rows) - len(shown)
    if missing:
        what = (
            "code that nobody found here is" if missing == 1 else "codes that nobody found here are"
        )
        text += f"\n{missing} {what} left out."
    unsought = [row.code for row in shown if not row.sought]
    if unsought:
        text += f"\nThe codebook has no indicators for {', '.join(unsought)}."
    return text


def _is_met(row: Row) -> bool:
    return bool(row.gold.first or row.gold.second or row.undecided)


def _code_cells(row: Row, several: bool) -> list[str]:
    gold = row.gold
    cells = [
        _short(row.code, _LONGEST_CODE),
        *(str(count) for count in (gold.first, gold.second, gold.both)),
        *(_number(gold.values[name]) for name in ("precision", "recall", "f1", "agreement")),
        *(_chance(gold, gold.values[name]) for name in ("kappa", "alpha", "ac1")),
    ]
    if several and row.people:
        values = row.people.values
        cells += [str(row.undecided), _number(values["f1"])]
        cells.append(_NO_VARIATION if values["alpha"].value is None else _number(values["alpha"]))
    return cells


def _chance(figures: Figures, value: Value) -> str:
    if value.value is None and figures.units:
        return _NO_VARIATION
    return _number(value)


def _explain_columns(evaluation: Evaluation) -> Iterator[str]:
    yield "gold, mach, both: units with the code. P precision, R recall, against gold."
    yield f"agree: share of units. {_NO_VARIATION}: no variation, all units alike, so undefined."
    yield f"{_NOTHING}: undefined, or limits that cannot be told."
    if len(evaluation.coders) > 1:
        yield "?: units left out, the coders disagree. people: the coders among themselves."
    resamples = evaluation.choices.resamples
    if resamples:
        yield f"95 %: of F1, bootstrap over respondents, {resamples} resamples."


def _render_indicators(rows: Sequence[IndicatorRow]) -> str:
    wrong = [row for row in rows if row.wrong][:_MOST_LINES]
    if not wrong:
        return "No line of the codebook found anything wrong."
    head = ("indicator", "line", "right", "wrong", "P", "wrong alone")
    cells = [
        [
            _short(f"{row.indicator.owner}: {row.indicator.text}", _LONGEST_WORDS),
            str(row.indicator.line),
            str(row.right),
            str(row.wrong),
            _plain(row.precision),
            str(row.wrong_alone),
        ]
        for row in wrong
    ]
    return f"Lines of the codebook to mend first:\n\n{_table(head, cells)}"


def _list_mistakes(evaluation: Evaluation) -> Iterator[str]:
    codebook = evaluation.codebook.file
    for missed in evaluation.missed:
        lines = [f"missed {missed.code}, {_place(missed.unit)}", _quote(missed.unit)]
        lines += [
            f"  {codebook}:{one.line} “{one.words}” does not count: {one.reason}"
            + (f" ({one.by})" if one.by else "")
            for one in missed.taken
        ]
        yield "\n".join(lines)
    indicators = {row.indicator.id: row.indicator.text for row in evaluation.indicators}
    for wrong in evaluation.wrong:
        lines = [f"wrong {wrong.code}, {_place(wrong.unit)}", _quote(wrong.unit)]
        lines += [
            f"  {codebook}:{find.line} {indicators.get(find.indicator, '')}: “{find.words}”"
            for find in wrong.finds
        ]
        yield "\n".join(lines)


def _place(unit: Unit) -> str:
    return f"{unit.transcript}:s{unit.segment}"


def _quote(unit: Unit) -> str:
    return fill(unit.text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _number(value: Value) -> str:
    return _plain(value.value)


def _plain(number: float | None) -> str:
    if number is None:
        return _NOTHING
    return f"{round(number, 2) + 0.0:.2f}".replace("-", _MINUS)  # + 0.0: never -0.00


def _interval(value: Value) -> str:
    if value.low is None or value.high is None:
        return _NOTHING
    low, high = _plain(value.low), _plain(value.high)
    return f"{low}…{high}" if low.startswith(_MINUS) else f"{low}–{high}"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], gap: int = 2) -> str:
    """Return columns under their heads: text to the left, numbers to the right."""
    told = [list(head), *map(list, rows)]
    widths = [max(len(row[at]) for row in told) for at in range(len(head))]
    lines = []
    for row in told:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append((" " * gap).join(cells).rstrip())
    lines.insert(1, "-" * len(lines[0]))
    return "\n".join(lines)
