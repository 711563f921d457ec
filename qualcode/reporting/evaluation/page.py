"""The HTML page of an evaluation: views are made, and put into the template."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS
from qualcode.analysis.agreement.results import Evaluation, Panel
from qualcode.reporting.evaluation.codes import CodeView, view_codes
from qualcode.reporting.evaluation.quotes import Quotes, gather_quotes
from qualcode.reporting.evaluation.totals import TotalView, say_borders, view_together, view_totals
from qualcode.reporting.frame import render_framed
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import Messages, load_messages
from qualcode.runs.read import Run

_HERE = "qualcode.reporting.evaluation"
SECTIONS = ("guide", "totals", "codes", "lines", "method")


@dataclass(frozen=True, slots=True)
class PanelView:
    """One language."""

    title: str
    totals: tuple[TotalView, ...]
    borders: str
    enough: bool
    codes: tuple[CodeView, ...]
    left_out: int  # codes that occur nowhere


def render_page(run: Run, evaluation: Evaluation, language: str = "en") -> str:
    """Render an evaluation as one file that needs nothing else; the same gives the same bytes.

    `language` is that of the page's own words (en, ru).
    """
    messages = load_messages(language, _HERE)
    labels = Labels(run.codebook, messages, ("type",))
    quotes = gather_quotes(evaluation, labels)
    return render_framed(
        _HERE,
        "evaluation",
        messages,
        title=messages.text(
            "page.title", codebook=labels.of(run.codebook.title) or run.codebook.id
        ),
        sections=SECTIONS,
        guide=_guide(evaluation, messages),
        panels=[_view_panel(panel, labels, quotes) for panel in evaluation.panels],
        together=view_together(evaluation, labels),
        evaluation=evaluation,
        wrong_lines=[row for row in evaluation.indicators if row.wrong],
        labels=labels,
        fewest=FEWEST_RESPONDENTS,
    )


def _view_panel(panel: Panel, labels: Labels, quotes: Quotes) -> PanelView:
    messages = labels.messages
    codes = view_codes(panel, labels, quotes)
    language = labels.language(panel.language)
    return PanelView(
        messages.text(
            "panel.title",
            language=language[:1].upper() + language[1:],
            units=messages.count("n.units", panel.units),
            respondents=messages.count("n.respondents", len(panel.respondents)),
        ),
        view_totals(panel, labels),
        say_borders(panel, messages),
        panel.enough,
        codes,
        len(panel.rows) - len(codes),
    )


def _guide(evaluation: Evaluation, messages: Messages) -> list[str]:
    choices = evaluation.choices
    machine = "guide.machine_negated" if choices.count_negated else "guide.machine"
    said = [messages.text(f"guide.unit.{choices.unit}"), messages.text(machine)]
    unit = messages.text(f"unit.{choices.unit}")
    for one in evaluation.lacking:
        told = {"name": one.coder, "codes": ", ".join(one.codes), "unit": unit}
        counts = {"units": one.units, "read": one.read}
        said.append(messages.count("guide.lacking", len(one.codes), **told, **counts))
    for coder in evaluation.coders:
        if coder.sighted:
            told = {"name": coder.name}
            counts = {"sighted": coder.sighted, "read": coder.read}
            said.append(messages.text("guide.sighted", **told, **counts))
    if choices.blind is not None:
        said.append(messages.text("guide.blind" if choices.blind else "guide.all"))
    if evaluation.weighted:
        said.append(messages.text("guide.weighted"))
    if len(evaluation.coders) == 1:
        said.append(messages.text("guide.gold.one", name=evaluation.coders[0].name))
    elif choices.gold in ("all", "any"):
        said.append(messages.text(f"guide.gold.{choices.gold}"))
    else:
        said.append(messages.text("guide.gold.one", name=choices.gold))
    said += [messages.text(f"guide.{key}") for key in ("precision", "chance", "none")]
    if len(evaluation.coders) > 1:
        said.append(messages.text("guide.people"))
    if choices.resamples:
        said.append(messages.text("guide.interval", resamples=choices.resamples))
    if len(evaluation.panels) > 1:
        said.append(messages.text("guide.languages"))
    return said
