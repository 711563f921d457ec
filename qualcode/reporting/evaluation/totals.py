"""All codes together: the machine against what is right, each coder, each respondent type."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.agreement.figures import Total
from qualcode.analysis.agreement.results import Evaluation, Panel
from qualcode.analysis.agreement.tables import EACH, GOLD, PEOPLE, name_totals
from qualcode.reporting.evaluation.numbers import Shown, show, show_share
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import Messages


@dataclass(frozen=True, slots=True)
class TotalView:
    """One row."""

    name: str
    kind: str
    counts: tuple[str, ...]  # right or first coder, machine or second coder, both
    figures: tuple[Shown, ...]  # precision, recall, F1, macro F1
    codes: str


def view_totals(panel: Panel, labels: Labels) -> tuple[TotalView, ...]:
    """Return the rows of one language; one coder alone is the gold standard, so not told twice."""
    return tuple(
        _view(against, _name(panel, against, name, labels), total, labels.messages)
        for against, name, total in name_totals(panel)
        if against != EACH or len(panel.each) > 1
    )


def view_together(evaluation: Evaluation, labels: Labels) -> TotalView | None:
    """Return the row over all languages; None where there is only one."""
    if evaluation.together is None:
        return None
    name = labels.messages.text("totals.together")
    return _view(GOLD, name, evaluation.together, labels.messages)


def say_borders(panel: Panel, messages: Messages) -> str:
    """Say how the borders of the machine's codings lie to those of the units."""
    fits = panel.fits
    characters = fits["characters"]
    return messages.text(
        "totals.borders",
        exact=fits["exact"].gold_found,
        half=fits["half"].gold_found,
        gold=fits["exact"].gold,
        precision=show_share(characters.precision, messages),
        recall=show_share(characters.recall, messages),
        f1=show_share(characters.f1, messages),
    )


def _name(panel: Panel, against: str, name: str, labels: Labels) -> str:
    messages = labels.messages
    if against == GOLD:
        return messages.text("totals.gold")
    if against == EACH:
        return messages.text("totals.each", name=name)
    if against == PEOPLE:
        return messages.text("totals.coders", names=name)
    respondents = messages.count("n.respondents", panel.types[name])
    return messages.text("totals.type", name=labels.type(name), respondents=respondents)


def _view(against: str, name: str, total: Total, messages: Messages) -> TotalView:
    micro = total.micro
    figures = (micro["precision"], micro["recall"], micro["f1"], total.macro["f1"])
    return TotalView(
        name,
        against,
        tuple(messages.number(count) for count in (total.first, total.second, total.both)),
        tuple(show(one, messages) for one in figures),
        messages.number(total.codes),
    )
