"""A run → the HTML of its report: views are made, and put into the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.pages import read_asset
from qualcode.reporting.frame import render_framed
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.messages import Messages, load_messages
from qualcode.reporting.public import make_public
from qualcode.reporting.views.balance import Balance, view_balance
from qualcode.reporting.views.code_quotes import CodeQuotes, view_quotes
from qualcode.reporting.views.glance import Glance, view_glance
from qualcode.reporting.views.joint import Joint, view_joint
from qualcode.reporting.views.matrix import Matrix, view_matrix
from qualcode.reporting.views.method import Method, view_method
from qualcode.reporting.views.places import find_places
from qualcode.reporting.views.strips import Strips, view_strips
from qualcode.reporting.views.survey import SurveyView, view_survey
from qualcode.reporting.views.tension_quotes import TensionQuotes, view_meetings
from qualcode.runs.read import Run
from qualcode.study import REPORT_LANGUAGES

SECTIONS = (
    "glance",
    "balance",
    "matrix",
    "joint",
    "survey",
    "strips",
    "quotes",
    "meetings",
    "method",
)


@dataclass(frozen=True, slots=True)
class Report:
    """All parts of a report."""

    title: str
    note: str  # what the study says of itself, e.g. that its interviews are synthetic
    grouping: str
    grouping_head: str
    groups: tuple[str, ...]
    glance: Glance
    balance: tuple[Balance, ...]
    matrix: tuple[Matrix, ...]
    joint: tuple[Joint, ...]
    survey: SurveyView
    strips: Strips
    quotes: tuple[CodeQuotes, ...]
    meetings: tuple[TensionQuotes, ...]
    method: Method


def render_report(run: Run, *, by: str = "type", language: str = "en", public: bool = False) -> str:
    """Render the report of a run; the same run gives the same bytes.

    `by` is `type` or a column of the respondents table, StudyError when there is none;
    `language` is that of the report's own words (en, ru), not of the interviews. `public`: without
    what is internal, as `make_public` says; it is not looked for names here.
    """
    if public:
        run = make_public(run, load_messages(language))
    material = gather_material(run, by, language)
    report = _make_report(material)
    return render_framed(
        "qualcode.reporting",
        "report",
        material.labels.messages,
        script=read_asset("qualcode.reporting", "report.js"),
        report=report,
        sections=[one for one in SECTIONS if one != "survey" or report.survey],
    )


def _make_report(material: Material) -> Report:
    places = find_places(material)
    study = material.run.manifest.get("study")
    words = study if isinstance(study, Mapping) else {}
    codebook = material.codebook
    return Report(
        title=_said(words, "title", material.labels.messages)
        or material.labels.of(codebook.title)
        or codebook.id,
        note=_said(words, "note", material.labels.messages),
        grouping=material.labels.grouping,
        grouping_head=material.labels.grouping_head,
        groups=tuple(
            dict.fromkeys(group.label for panel in material.panels for group in panel.groups)
        ),
        glance=view_glance(material, places),
        balance=view_balance(material),
        matrix=view_matrix(material, places),
        joint=view_joint(material, places),
        survey=view_survey(material, places),
        strips=view_strips(material, places),
        quotes=view_quotes(material, places),
        meetings=view_meetings(material, places),
        method=view_method(material, places),
    )


def _said(study: Mapping[str, object], key: str, messages: Messages) -> str:
    """Return what the study says under `key`: in the report's language, or else in any."""
    others = (f"{key}_{language}" for language in REPORT_LANGUAGES)
    said = (study.get(one) for one in (f"{key}_{messages.language}", key, *others))
    return str(next(filter(None, said), ""))
