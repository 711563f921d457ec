"""How far people agree who coded the same talk, and how far the machine agrees with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.analysis.agreement.among import Agreement
from qualcode.analysis.agreement.among.results import Item, Kind
from qualcode.analysis.agreement.figures import Value
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS, RESAMPLES
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.views.estimates import write_signed

_COLUMNS = ("disputed", "positive", "kappa", "alpha", "ac1")
_CHANCE = ("kappa", "alpha", "ac1")  # undefined without variation
_KINDS: tuple[Kind, ...] = ("code", "tension", "relation")
_NOTHING = "–"
# Codings by people, and by the rules, below which no precision or recall goes into a paper: the
# 95 % limits of a share of 20 lie up to 0.2 to either side (Wilson), more where units are alike.
FEWEST = 20
_NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A code or tension."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementBlock:
    """The items of one kind; codes, which come first, need no head."""

    head: str
    rows: tuple[AgreementRow, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What the report says of the agreement of people."""

    lead: str
    sentences: tuple[str, ...]
    coders: tuple[str, ...]
    columns: tuple[str, ...]
    blocks: tuple[AgreementBlock, ...]
    few: str  # that there are too few respondents for limits


def view_agreement(material: Material) -> AgreementView | None:
    """Make the part of the method section about people; None where no two coded the same."""
    agreement = material.results.agreement
    if agreement is None:
        return None
    messages = material.labels.messages
    everything = agreement.everything
    blocks = (
        AgreementBlock(
            "" if kind == "code" else messages.text(f"among.{kind}"),
            tuple(
                AgreementRow(_name(material, item), tuple(_cells(item, messages)))
                for item in everything.of(kind)
            ),
        )
        for kind in _KINDS
    )
    return AgreementView(
        messages.text("among.blind" if agreement.choices.blind else "among.tables"),
        tuple(_say_together(material, agreement)),
        agreement.names,
        tuple(messages.text(f"among.{column}") for column in _COLUMNS),
        tuple(block for block in blocks if block.rows),
        "" if everything.enough else messages.text("among.few", n=FEWEST_RESPONDENTS),
    )


def say_agreement(material: Material) -> Iterator[str]:
    """Say in the paragraph for the paper how people agree; nothing where no two coded the same."""
    agreement = material.results.agreement
    if agreement is None:
        return
    messages = material.labels.messages
    everything = agreement.everything
    key = "blind" if agreement.choices.blind else "tables"
    yield messages.text(
        f"paragraph.among.{key}",
        coders=", ".join(agreement.names),
        units=messages.count("n.among_units", everything.units),
        respondents=messages.count("n.respondents_gen", everything.respondents),
        positive=_write(everything.together["positive"], messages),
        masi=_write(everything.together["masi"], messages),
        alphas=_range(agreement, messages),
    )
    yield from _say_unknown(material, agreement)
    beside = agreement.machine[0].total
    if agreement.choices.blind and beside.units:
        enough = min(beside.first, beside.second) >= FEWEST
        figures = {name: _write(beside.micro[name], messages) for name in ("precision", "recall")}
        yield messages.text(
            f"paragraph.among.machine{'' if enough else '_few'}",
            gold=messages.count("n.among_codings", beside.first),
            found=messages.number(beside.second),
            both=messages.number(beside.both),
            **(figures if enough else {"fewest": FEWEST}),
        )
        if enough and agreement.weighted:
            yield messages.text("paragraph.among.weighted")


def _say_unknown(material: Material, agreement: Agreement) -> Iterator[str]:
    """Say which codes a coder did not have, and who had seen codings of what they read blind."""
    messages = material.labels.messages
    for one in agreement.lacking:
        yield messages.count(
            "among.lacking",
            len(one.codes),
            name=one.coder,
            codes=", ".join(map(material.labels.code, one.codes)),
            units=messages.number(one.units),
            read=messages.count("n.among_units_gen", one.read),
        )
    for coder in agreement.coders:
        if agreement.choices.blind and coder.sighted:
            yield messages.text(
                "among.sighted",
                name=coder.name,
                sighted=messages.number(coder.sighted),
                read=messages.count("n.among_units_gen", coder.read),
            )


def _say_together(material: Material, agreement: Agreement) -> Iterator[str]:
    messages = material.labels.messages
    everything = agreement.everything
    yield messages.text(
        "among.judged",
        units=messages.count("n.among_units", everything.units),
        respondents=messages.count("n.respondents_gen", everything.respondents),
    )
    yield from _say_unknown(material, agreement)
    together = everything.together
    yield messages.text(
        "among.together",
        same=_write(together["same"], messages),
        positive=_write(together["positive"], messages),
        masi=_write(together["masi"], messages),
    )
    if together["unitizing"].value is not None:
        yield messages.text("among.unitizing", value=_write(together["unitizing"], messages))
    beside = agreement.machine[0].total
    yield messages.text(
        "among.machine",
        gold=messages.number(beside.first),
        found=messages.number(beside.second),
        both=messages.number(beside.both),
        precision=_write_or_say(beside.micro["precision"], messages),
        recall=_write_or_say(beside.micro["recall"], messages),
    )
    if agreement.weighted:
        yield messages.text("among.weighted")
    if everything.enough:
        yield messages.text("among.limits", resamples=RESAMPLES)


def _name(material: Material, item: Item) -> str:
    if item.kind == "code":
        return material.labels.code(item.id)
    tension = next(one for one in material.codebook.tensions if one.id == item.id)
    return material.labels.tension(tension)


def _cells(item: Item, messages: Messages) -> Iterator[str]:
    """Yield how often each coder gives it, and the figures; of alpha with its limits."""
    for coder, given in item.given.items():
        share = item.prevalence(coder)
        if share is None:
            yield _NOTHING
        else:
            percent = messages.text("among.percent", share=round(100 * share))
            yield f"{messages.number(given)}{_NBSP}({percent})"
    yield messages.number(item.disputed)
    for name in _COLUMNS[1:]:
        value = item.values[name]
        if value.value is None and name in _CHANCE and item.units:
            yield messages.text("among.no_variation")
        else:
            yield _write(value if name == "alpha" else Value(value.value), messages)


def _write(value: Value, messages: Messages) -> str:
    """Write a figure with its limits, as far as there are any."""
    if value.value is None:
        return _NOTHING
    number = write_signed(messages, value.value, 2)
    if value.low is None or value.high is None:
        return number
    low, high = (write_signed(messages, one, 2) for one in (value.low, value.high))
    return f"{number}{_NBSP}[{low};{_NBSP}{high}]"


def _write_or_say(value: Value, messages: Messages) -> str:
    """Write a figure; say that it cannot be told where there is nothing to reckon it from."""
    return messages.text("among.untold") if value.value is None else _write(value, messages)


def _range(agreement: Agreement, messages: Messages) -> str:
    """Write the least and the greatest alpha of codes."""
    alphas = [item.values["alpha"].value for item in agreement.everything.of("code")]
    told = sorted(one for one in alphas if one is not None)
    if not told:
        return _NOTHING
    ends = (write_signed(messages, one, 2) for one in (told[0], told[-1]))
    return "–".join(dict.fromkeys(ends)) if told[0] >= 0 else "…".join(dict.fromkeys(ends))
