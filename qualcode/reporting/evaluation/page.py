"""The HTML page of an evaluation: views are made, and put into the template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qualcode.analysis.agreement.evaluation import Evaluation, Panel
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS
from qualcode.pages import base_style, content_policy, read_asset
from qualcode.reporting.evaluation.codes import CodeView, view_codes
from qualcode.reporting.evaluation.quotes import Quotes, gather_quotes
from qualcode.reporting.evaluation.totals import TotalView, say_borders, view_together, view_totals
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import Messages
from qualcode.runs.manifest import package_versions
from qualcode.runs.read import Run
from qualcode.study import REPORT_LANGUAGES

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
    messages = load_messages(language)
    labels = Labels(run.codebook, messages, "type")
    quotes = gather_quotes(evaluation, labels)
    style = base_style() + read_asset(_HERE, "evaluation.css")
    return (
        _templates()
        .get_template("evaluation.html.j2")
        .render(
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
            t=messages.text,
            n=messages.count,
            number=messages.number,
            language=messages.language,
            version=package_versions()["qualcode"],
            style=Markup(style),  # noqa: S704 - our own files
            policy=content_policy(style),
        )
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


@cache
def load_messages(language: str) -> Messages:
    """Load the catalogue of `language`; English where there is none."""
    name = language if language in REPORT_LANGUAGES else "en"
    source = files(_HERE).joinpath("messages", f"{name}.yaml")
    return Messages(name, yaml.safe_load(source.read_text(encoding="utf-8")))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
