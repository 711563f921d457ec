"""What is said of an agreement in the same words in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.analysis.agreement.among.agree import QUICK
from qualcode.analysis.agreement.among.results import (
    TOGETHER,
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
from qualcode.reporting.views.estimates import write_signed

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


def say_unknown(agreement: Agreement, messages: Messages) -> Iterator[str]:
    """Say which codes a coder did not have, and who had seen codings of what they read blind."""
    unit = messages.text(f"unit.{agreement.choices.unit}")
    for one in agreement.lacking:
        codes = ", ".join(one.codes)
        told = {"name": one.coder, "codes": codes, "units": one.units, "read": one.read}
        yield messages.count("lacking", len(one.codes), **told, unit=unit)
    for coder in agreement.coders:
        if agreement.choices.blind and coder.sighted:
            yield messages.text(
                "sighted",
                name=coder.name,
                sighted=coder.sighted,
                read=messages.count("n.stretches", coder.read),
            )


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


def columns_together(agreement: Agreement) -> tuple[str, ...]:
    """Return the names of the figures of all codes together; gamma only where it was drawn."""
    return tuple(name for name in TOGETHER if name != "gamma" or agreement.gamma == "drawn")


def say_gamma(agreement: Agreement, messages: Messages, key: str) -> str:
    """Say how gamma was drawn, in the words called `key`, or why not; empty if nobody asked."""
    if agreement.gamma in ("many", "dense"):
        return messages.text(f"gamma.{agreement.gamma}", most=messages.number(QUICK))
    lots = agreement.everything.lots
    if lots is None:
        return ""
    return messages.text(
        key,
        lots=messages.number(lots.number),
        seed=str(lots.seed),
        precision=messages.number(100 * lots.precision, 1),
    )


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
    low, high = (write_signed(messages, one, 2) for one in (value.low, value.high))
    return f"{low}–{high}" if low[0].isdigit() else f"{low}…{high}"


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
