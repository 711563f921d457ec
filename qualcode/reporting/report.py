"""A run → the HTML of its report: views are made, and put into the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qualcode.analysis.results import Choices
from qualcode.pages import read_asset
from qualcode.reporting.appearance import Appearance
from qualcode.reporting.foreign import explain_failure, refuse_empty
from qualcode.reporting.frame import HERE, render_framed
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.messages import Messages, load_messages
from qualcode.reporting.public import make_public, make_public_coders
from qualcode.reporting.views.agreement import AgreementView, view_agreement
from qualcode.reporting.views.balance import Balance, view_balance
from qualcode.reporting.views.code_quotes import CodeQuotes, view_quotes
from qualcode.reporting.views.contents import view_contents
from qualcode.reporting.views.cooccurrence import Cooccurrence, view_cooccurrence
from qualcode.reporting.views.differences import Differences, view_differences
from qualcode.reporting.views.errors import ErrorsView, view_errors
from qualcode.reporting.views.filters import Filters, view_filters
from qualcode.reporting.views.glance import Glance, view_glance
from qualcode.reporting.views.joint import Joint, view_joint
from qualcode.reporting.views.matrix import Matrix, view_matrix
from qualcode.reporting.views.method import Method, view_method
from qualcode.reporting.views.places import find_places
from qualcode.reporting.views.saturation import Saturation, view_saturation
from qualcode.reporting.views.sides import Sides, view_sides
from qualcode.reporting.views.strips import Strips, view_strips
from qualcode.reporting.views.survey import SurveyView, view_survey
from qualcode.reporting.views.talk import Talk, view_talk
from qualcode.reporting.views.tension_quotes import TensionQuotes, view_meetings
from qualcode.reporting.views.words import PanelWords, view_words
from qualcode.runs.read import Run
from qualcode.study import REPORT_LANGUAGES

SECTIONS = (
    "sides",
    "glance",
    "balance",
    "matrix",
    "differences",
    "joint",
    "survey",
    "strips",
    "cooccurrence",
    "words",
    "quotes",
    "meetings",
    "method",
)
OPTIONAL = ("sides", "survey")  # left out where there is nothing to say


@dataclass(frozen=True, slots=True)
class Report:
    """All parts of a report."""

    title: str
    note: str  # what the study says of itself, e.g. that its interviews are synthetic
    grouping: str
    grouping_head: str
    filters: Filters
    sides: Sides | None
    glance: Glance
    talk: Talk
    balance: tuple[Balance, ...]
    matrix: tuple[Matrix, ...]
    differences: Differences
    joint: tuple[Joint, ...]
    survey: SurveyView
    strips: Strips
    cooccurrence: tuple[Cooccurrence, ...]
    words: tuple[PanelWords, ...]
    quotes: tuple[CodeQuotes, ...]
    meetings: tuple[TensionQuotes, ...]
    saturation: Saturation
    method: Method
    agreement: AgreementView | None
    errors: ErrorsView


def render_report(
    run: Run,
    choices: Choices | None = None,
    *,
    language: str = "en",
    public: bool = False,
    appearance: Appearance | None = None,
) -> str:
    """Render the report of a run; the same run gives the same bytes.

    `choices`: what respondents are compared by, and how; StudyError when they cannot be.
    `language` is that of the report's own words (en, ru), not of the interviews. `public`: without
    what is internal, as `make_public` says; it is not looked for names here. `appearance`: what
    the study makes of the report; StudyError where a template of its own cannot be filled.
    """
    chosen = choices or Choices()
    if public:
        words = load_messages(language)
        chosen = replace(chosen, coders=make_public_coders(run, chosen.coders, words))
        run = make_public(run, words)
    material = gather_material(run, chosen, language)
    look = appearance or Appearance()
    report = _make_report(material, look)
    sections = [one for one in SECTIONS if one not in OPTIONAL or getattr(report, one)]
    messages = material.labels.messages
    try:
        page = render_framed(
            HERE,
            "report",
            messages,
            script=read_asset(HERE, "report.js"),
            templates=look.templates,
            style=look.style,
            images=look.images,
            report=report,
            sections=sections,
            contents=view_contents(sections, messages, report),
            logo=look.logo,
            signature=look.sign(messages.language),
        )
    except Exception as error:
        explained = explain_failure(error, look.own)
        if explained is None:
            raise
        raise explained from None
    refuse_empty(page, sections, look.own)
    return page


def _make_report(material: Material, appearance: Appearance) -> Report:
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
        filters=view_filters(material, places),
        sides=view_sides(material, places),
        glance=view_glance(material, places),
        talk=view_talk(material, places),
        balance=view_balance(material),
        matrix=view_matrix(material, places),
        differences=view_differences(material, places),
        joint=view_joint(material, places),
        survey=view_survey(material, places),
        strips=view_strips(material, places),
        cooccurrence=view_cooccurrence(material, places),
        words=view_words(material, places),
        quotes=view_quotes(material, places),
        meetings=view_meetings(material, places),
        saturation=view_saturation(material),
        method=view_method(material, places, appearance.coreq),
        agreement=view_agreement(material),
        errors=view_errors(material),
    )


def _said(study: Mapping[str, object], key: str, messages: Messages) -> str:
    """Return what the study says under `key`: in the report's language, or else in any."""
    others = (f"{key}_{language}" for language in REPORT_LANGUAGES)
    said = (study.get(one) for one in (f"{key}_{messages.language}", key, *others))
    return str(next(filter(None, said), ""))
