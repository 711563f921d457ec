"""The HTML page of an agreement: views are made, and put into the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.agreement.among.results import (
    Agreement,
    Disagreement,
    Item,
)
from qualcode.analysis.agreement.figures import Value
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS
from qualcode.pages import read_asset
from qualcode.reporting.agreement.as_text import HERE
from qualcode.reporting.agreement.wording import (
    columns_together,
    is_undefined,
    name_against,
    name_item,
    name_part,
    pair_tensions,
    say_coders,
    say_disagreement,
    say_gamma,
    say_judged,
    say_unknown,
)
from qualcode.reporting.anchors import anchor
from qualcode.reporting.evaluation.numbers import NOTHING, Shown, show
from qualcode.reporting.frame import render_framed
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import Messages, load_messages
from qualcode.runs.read import Run

_EVALUATION = "qualcode.reporting.evaluation"  # whose tables and quotes look alike
CODE_FIGURES = ("agreement", "positive", "kappa", "alpha", "ac1", "unitizing")
TENSION_FIGURES = ("agreement", "positive", "kappa", "alpha", "ac1")
MACHINE_FIGURES = ("precision", "recall", "f1")
_MOST_QUOTES = 30  # disagreements of one code that are shown


@dataclass(frozen=True, slots=True)
class Quote:
    """A unit that is disputed."""

    language: str
    text: str
    respondent: str
    type: str
    where: str
    said: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """A code or tension, and what is disputed of it."""

    id: str
    name: str
    anchor: str
    counts: tuple[str, ...]  # of each coder
    disputed: str
    figures: tuple[Shown, ...]
    relation_units: str
    relation: Shown | None  # alpha of how the poles meet
    quotes: tuple[Quote, ...]
    capped: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of counts and figures."""

    name: str
    detail: str
    counts: tuple[str, ...]
    figures: tuple[Shown, ...]


def render_page(run: Run, agreement: Agreement, language: str = "en") -> str:
    """Render an agreement as one file that needs nothing else; the same gives the same bytes.

    `language` is that of the page's own words (en, ru).
    """
    messages = load_messages(language, HERE)
    labels = Labels(run.codebook, messages, ("type",))
    quotes = _gather_quotes(agreement, labels)
    together = columns_together(agreement)
    sections = ["guide", "together", "codes", "tensions", "method"]
    if agreement.machine:
        sections.insert(4, "machine")
    return render_framed(
        HERE,
        "agreement",
        messages,
        style=read_asset(_EVALUATION, "evaluation.css"),
        title=messages.text(
            "page.title", codebook=labels.of(run.codebook.title) or run.codebook.id
        ),
        sections=sections,
        guide=list(_guide(agreement, messages)),
        judged=say_judged(agreement, messages),
        coders=list(say_coders(agreement, messages)),
        unknown=list(say_unknown(agreement, messages)),
        parts=[
            RowView(
                name_part(part, labels),
                "",
                (messages.number(part.units), messages.number(part.respondents)),
                _show_all(part.together, together, messages),
            )
            for part in agreement.parts
        ],
        pairs=[
            RowView(
                " + ".join(pair.names),
                "",
                (messages.number(pair.units), messages.number(pair.disputed)),
                _show_all(pair.together, together, messages),
            )
            for pair in agreement.pairs
        ],
        codes=[
            _view(item, None, CODE_FIGURES, quotes, labels)
            for item in agreement.everything.of("code")
        ],
        tensions=[
            _view(item, relation, TENSION_FIGURES, quotes, labels)
            for item, relation in pair_tensions(agreement.everything)
        ],
        machine=[
            RowView(
                name_against(one, messages),
                name_part(one, labels),
                tuple(
                    messages.number(count)
                    for count in (one.total.first, one.total.second, one.total.both)
                ),
                _show_all(one.total.micro, MACHINE_FIGURES, messages),
            )
            for one in agreement.machine
        ],
        agreement=agreement,
        drawn=say_gamma(agreement, messages, "method.gamma"),
        columns={"together": together, "code": CODE_FIGURES, "tension": TENSION_FIGURES},
        fewest=FEWEST_RESPONDENTS,
    )


def _guide(agreement: Agreement, messages: Messages) -> Iterator[str]:
    choices = agreement.choices
    keys = [f"unit.{choices.unit}"]
    if choices.blind is not None:
        keys.append("blind" if choices.blind else "not_blind")
    keys += ["positive", "chance", "unitizing"]
    if agreement.gamma == "drawn":
        keys.append("gamma")
    for key in (*keys, "none", "values"):
        yield messages.text(f"guide.{key}")
    if choices.resamples:
        yield messages.text("guide.interval", resamples=choices.resamples)


def _show_all(
    values: Mapping[str, Value], names: Sequence[str], messages: Messages
) -> tuple[Shown, ...]:
    return tuple(show(values[name], messages) for name in names)


def _show(item: Item, name: str, messages: Messages) -> Shown:
    undefined = messages.text("no_variation") if is_undefined(item, name) else NOTHING
    return show(item.values[name], messages, undefined)


def _view(
    item: Item,
    relation: Item | None,
    figures: Sequence[str],
    quotes: Mapping[tuple[str, str], Sequence[Quote]],
    labels: Labels,
) -> ItemView:
    messages = labels.messages
    own = quotes.get(("code" if item.kind == "code" else "relation", item.id), ())
    capped = messages.text("disputed.shown", shown=_MOST_QUOTES, total=len(own))
    return ItemView(
        item.id,
        name_item(item, labels),
        anchor(item.kind, item.id),
        tuple(_count(item, coder, messages) for coder in item.given),
        messages.number(item.disputed),
        tuple(_show(item, name, messages) for name in figures),
        messages.number(relation.units) if relation else NOTHING,
        _show(relation, "alpha", messages) if relation else Shown(NOTHING),
        tuple(own[:_MOST_QUOTES]),
        capped if len(own) > _MOST_QUOTES else "",
    )


def _count(item: Item, coder: str, messages: Messages) -> str:
    share = item.prevalence(coder)
    if share is None:
        return NOTHING
    given = messages.number(item.given[coder])
    return messages.text("codes.counts", given=given, share=messages.number(share, 2))


def _gather_quotes(
    agreement: Agreement, labels: Labels
) -> Mapping[tuple[str, str], Sequence[Quote]]:
    told: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for one in agreement.disagreements:
        told[one.kind, one.id].append(_quote(one, labels))
    return told


def _quote(one: Disagreement, labels: Labels) -> Quote:
    unit = one.unit
    return Quote(
        unit.language,
        unit.text,
        unit.respondent,
        labels.type(unit.type),
        labels.messages.text(
            "disputed.where", transcript=unit.transcript, segment=str(unit.segment)
        ),
        say_disagreement(one, labels),
    )
