"""Who or what each mention means, and each doubtful word that may be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qualcode.pseudonyms.doubted import Suspects
from qualcode.pseudonyms.kinds import ORGANISATION, PERSON, PLACE
from qualcode.pseudonyms.labels import sure_label
from qualcode.pseudonyms.mentions import SILENT, Doubt, Finds, Mention
from qualcode.pseudonyms.register import Entity, Register

Placed = dict[str, list[tuple[Mention, Entity]]]

Labelled = dict[tuple[str, Mention], Entity]  # by transcript, mentions inside of labels

_ASKED_IN_ANY_CASE = frozenset({"digits", "post", "abbreviation"})


def resolve(
    finds: Iterable[Finds], register: Register, listed: Mapping[int, Entity]
) -> tuple[Placed, Labelled]:
    """Say who or what each mention means: those that say most of a person go first."""
    placed: Placed = {}
    labelled: Labelled = {}
    people: list[tuple[tuple[int, ...], str, Mention, bool]] = []
    for number, found in enumerate(finds):
        mine = placed.setdefault(found.transcript, [])
        spoken = [one for label in found.labels for one in label.finds if isinstance(one, Mention)]
        places = [(one, False) for one in found.mentions] + [(one, True) for one in spoken]
        for mention, in_label in places:
            if mention.kind == PERSON and mention.entity < 0:
                people.append((_rank(mention, number), found.transcript, mention, in_label))
                continue
            entity = _thing(mention, register, listed)
            register.meet(entity, found.transcript)
            if in_label:
                labelled[found.transcript, mention] = entity
            else:
                mine.append((mention, entity))
    for _, transcript, mention, in_label in sorted(people, key=lambda one: one[0]):
        entity = register.person_for(mention.people, transcript)
        if in_label:
            labelled[transcript, mention] = entity
        else:
            placed[transcript].append((mention, entity))
    return placed, labelled


def _thing(mention: Mention, register: Register, listed: Mapping[int, Entity]) -> Entity:
    if mention.entity >= 0:
        return listed[mention.entity]
    known = register.find(mention.kind, mention.key)
    return known or register.add(mention.kind, _base_name(mention), mention.key)


def _base_name(mention: Mention) -> str:
    """Return `Вологда` for `Вологде`; nothing where the words as written must do."""
    word = mention.key.removeprefix("place ")
    is_base = mention.kind == PLACE and " " not in word and "а" <= word[:1] <= "я"
    return "-".join(one.capitalize() for one in word.split("-")) if is_base else ""


def _rank(mention: Mention, number: int) -> tuple[int, ...]:
    first = mention.people[0]
    parts = sum(map(bool, (first.surname, first.given, first.patronymic)))
    return -first.full_parts, -parts, len(mention.people), number, mention.start


def decide(
    found: Finds, register: Register, suspects: Suspects, text: str
) -> Iterator[tuple[Mention, Entity]]:
    """Take a doubtful word for a name where the same talk has it as one for sure."""
    for doubt in found.doubts:
        entity = _known(doubt, found.transcript, register)
        if entity is None and doubt.reason == SILENT:
            continue
        if entity is None:
            suspects.add(doubt, found.transcript, text)
        else:
            span = doubt.start, doubt.stop
            grounds, label = "met_elsewhere", doubt.reason == "label"
            mention = Mention(*span, entity.kind, doubt.key, grounds, doubt.people, label=label)
            yield mention, entity


def know_labels(found: Finds, register: Register, labelled: Labelled) -> Finds:
    """Take a doubtful label for the name of somebody whose full name was found."""
    labels = []
    for label in found.labels:
        doubts = [one for one in label.finds if isinstance(one, Doubt)]
        known = [_known(doubt, found.transcript, register) for doubt in doubts]
        if doubts and all(known):
            label = sure_label(label)
            for one, entity in zip(label.finds, known, strict=True):
                if isinstance(one, Mention) and entity:
                    labelled[found.transcript, one] = entity
        labels.append(label)
    return replace(found, labels=tuple(labels))


def _known(doubt: Doubt, transcript: str, register: Register) -> Entity | None:
    if doubt.reason in _ASKED_IN_ANY_CASE:
        return None
    if doubt.people:
        # A surname that is met anywhere; at the beginning of a sentence only in the same talk.
        anywhere = doubt.reason in ("unknown_word", "sentence_start", "label")
        if met := register.known_person(doubt.people, transcript, anywhere):
            return met
    if doubt.kind in (PLACE, ORGANISATION):
        return register.find(doubt.kind, doubt.key)
    return register.find(PLACE, f"place {doubt.key}") if doubt.key and not doubt.kind else None
