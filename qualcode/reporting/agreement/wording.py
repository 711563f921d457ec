"""What is said of an agreement in the same words in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.analysis.agreement.among.results import (
    Agreement,
    Beside,
    Disagreement,
    Item,
    Part,
)
from qualcode.analysis.agreement.figures import Value
from qualcode.analysis.agreement.gold import ALL
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import Messages

CHANCE = ("kappa", "alpha", "ac1")  # undefined without variation


def say_coders(agreement: Agreement, messages: Messages) -> Iterator[str]:
    """Say of each coder how much they have read."""
    for coder in agreement.coders:
        said = messages.text(
            "coder.read",
            name=coder.name,
            read=messages.count("n.stretches", coder.read),
            transcripts=messages.count("n.transcripts", coder.transcripts),
        )
        if lost := coder.rows - coder.placed:
            said += f"; {messages.text('coder.lost', lost=lost)}"
        yield said


def say_judged(agreement: Agreement, messages: Messages) -> str:
    """Say how much is compared."""
    everything = agreement.everything
    return messages.text(
        "judged",
        units=everything.units,
        unit=messages.text(f"unit.{agreement.choices.unit}"),
        respondents=messages.count("n.respondents", everything.respondents),
    )


def name_part(part: Part | Beside, labels: Labels) -> str:
    """Name all talk, a language or a type."""
    kind = part.part if isinstance(part, Beside) else part.kind
    if kind == "all":
        return labels.messages.text("part.all")
    name = labels.language(part.id) if kind == "language" else labels.type(part.id)
    return labels.messages.text(f"part.{kind}", name=name)


def name_against(one: Beside, messages: Messages) -> str:
    """Say whom the machine is compared with."""
    if one.against == ALL:
        return messages.text("machine.gold")
    return messages.text("machine.coder", name=one.against)


def name_item(item: Item, labels: Labels) -> str:
    """Name a code or tension."""
    if item.kind == "code":
        return labels.code(item.id)
    return next(labels.tension(one) for one in labels.codebook.tensions if one.id == item.id)


def pair_tensions(part: Part) -> tuple[tuple[Item, Item | None], ...]:
    """Return each tension with how its poles are said to meet, where two coders have it."""
    relations = {item.id: item for item in part.of("relation")}
    return tuple((item, relations.get(item.id)) for item in part.of("tension"))


def is_undefined(item: Item, name: str) -> bool:
    """Tell whether a figure that corrects for chance lacks variation."""
    return name in CHANCE and bool(item.units) and item.values[name].value is None


def count_disputed(agreement: Agreement) -> Mapping[tuple[str, str], int]:
    """Return in how many units each code or relation is disputed, most first."""
    counts: dict[tuple[str, str], int] = {}
    for one in agreement.disagreements:
        counts[one.kind, one.id] = counts.get((one.kind, one.id), 0) + 1
    return dict(sorted(counts.items(), key=lambda told: (-told[1], told[0])))


def write_limits(value: Value, messages: Messages) -> str:
    """Write the limits of a value as `0.70–0.85`; empty without any."""
    if value.low is None or value.high is None:
        return ""
    low, high = (messages.number(round(one, 2) + 0.0, 2) for one in (value.low, value.high))
    return f"{low}…{high}" if "-" in low else f"{low}–{high}"


def say_disagreement(one: Disagreement, labels: Labels) -> str:
    """Say who gave a code and who did not, or how each says that the poles meet."""
    messages = labels.messages
    if one.kind == "relation":
        return ", ".join(
            messages.text("disputed.relation", name=name, relation=labels.relation(relation))
            for name, relation in one.relations
        )
    given = messages.text("disputed.given", names=", ".join(one.given_by))
    others = messages.text("disputed.not_given", names=", ".join(one.not_given_by))
    return f"{given}, {others}"
