"""The HTML page of what was found: names with their placeholders, then what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.doubted import Context, Suspect
from qualcode.pseudonyms.kinds import KINDS
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.register import Entity
from qualcode.pseudonyms.review import found_entities
from qualcode.reporting.frame import render_framed
from qualcode.reporting.messages import Messages, load_messages

_HERE = "qualcode.reporting.pseudonyms"
SECTIONS = ("guide", "found", "doubtful", "missed", "kept")


@dataclass(frozen=True, slots=True)
class ThingView:
    """One thing that was found or suspected."""

    placeholder: str
    name: str
    forms: tuple[tuple[str, str], ...]  # as written, and how often
    count: str
    where: str
    grounds: tuple[str, ...]
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """All things of one kind, or for one reason."""

    anchor: str
    title: str
    explained: str
    things: tuple[ThingView, ...]


def render_page(
    whole: Pseudonymised, decided: Sequence[Entry], table: str, language: str = "en"
) -> str:
    """Render the page as one file that needs nothing else; the same gives the same bytes.

    It holds real names. `table` is the name of the table that people fill in; `language` is that
    of the page's own words (en, ru).
    """
    messages = load_messages(language, _HERE)
    found = found_entities(whole)
    return render_framed(
        _HERE,
        "pseudonyms",
        messages,
        sections=SECTIONS,
        totals=_totals(whole, found, messages),
        found=_found(found, messages),
        doubtful=_suspected([one for one in whole.suspects if one.kind], messages, "doubtful"),
        missed=_suspected([one for one in whole.suspects if not one.kind], messages, "missed"),
        kept=[entry.name for entry in decided if entry.keep],
        table=table,
    )


def _totals(whole: Pseudonymised, found: Sequence[Entity], messages: Messages) -> tuple[str, ...]:
    places = sum(len(one.edits) for one in whole.transcripts)
    return (
        messages.count("n.transcripts", len(whole.transcripts)),
        messages.count("n.things", len(found)),
        messages.count("n.places", places),
        messages.count("n.open", len(whole.suspects)),
    )


def _found(found: Iterable[Entity], messages: Messages) -> list[GroupView]:
    by_kind: dict[str, list[Entity]] = {}
    for entity in found:
        by_kind.setdefault(entity.kind, []).append(entity)
    return [
        GroupView(
            f"kind-{kind}",
            messages.text(f"kind.{kind}"),
            "",
            tuple(_entity(entity, messages) for entity in by_kind[kind]),
        )
        for kind in KINDS
        if kind in by_kind
    ]


def _entity(entity: Entity, messages: Messages) -> ThingView:
    return ThingView(
        entity.bracketed(messages.language),
        entity.name,
        _forms(entity.forms.most_common(), messages),
        messages.count("n.times", entity.count),
        messages.count("n.transcripts", len(entity.transcripts)),
        tuple(messages.text(f"grounds.{one}") for one, _ in entity.grounds.most_common()),
        tuple(entity.contexts),
    )


def _forms(forms: Iterable[tuple[str, int]], messages: Messages) -> tuple[tuple[str, str], ...]:
    return tuple((written, messages.number(count)) for written, count in forms)


def _suspected(suspects: Sequence[Suspect], messages: Messages, name: str) -> list[GroupView]:
    reasons = dict.fromkeys(one.reason for one in suspects)
    return [
        GroupView(
            f"{name}-{reason}",
            messages.text(f"reason.{reason}"),
            messages.text(f"reason.{reason}.means"),
            tuple(_suspect(one, messages) for one in suspects if one.reason == reason),
        )
        for reason in reasons
    ]


def _suspect(suspect: Suspect, messages: Messages) -> ThingView:
    return ThingView(
        "",
        suspect.name,
        _forms(suspect.forms.most_common(), messages),
        messages.count("n.times", suspect.count),
        messages.count("n.transcripts", len(suspect.transcripts)),
        (messages.text(f"kind.{suspect.kind}"),) if suspect.kind else (),
        tuple(suspect.contexts),
    )
