"""All transcripts of a corpus → who and what is replaced where, and what a person must look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.language.words import fold
from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.capitals import find_capitals
from qualcode.pseudonyms.derived import find_derived, stems_of
from qualcode.pseudonyms.english_names import is_english, label_people
from qualcode.pseudonyms.find import Rules, Taken, find_in_transcript, words_written_small
from qualcode.pseudonyms.key import Key, restore
from qualcode.pseudonyms.kinds import ADDRESS, ORGANISATION, PERSON, PLACE, placeholders_in
from qualcode.pseudonyms.labels import sure_label
from qualcode.pseudonyms.listed import Form, make_matcher
from qualcode.pseudonyms.mentions import SILENT, Doubt, Finds, Mention, Person
from qualcode.pseudonyms.models import Namer
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.register import Entity, Register
from qualcode.pseudonyms.russian_names import name_label
from qualcode.pseudonyms.surnames import Surnames

Progress = Callable[[str], None]
Context = tuple[str, str, str, str]  # transcript, words before, the words, words behind

_BLANKS = re.compile(r"\s+")
CONTEXTS = 3  # of each thing
_AROUND = 48  # characters on either side


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch that is replaced."""

    start: int
    stop: int
    entity: Entity
    language: str
    label: bool = False  # in a label there are no brackets

    @property
    def text(self) -> str:
        """What stands there afterwards."""
        written = self.entity.bracketed(self.language)
        return written.strip("[]") if self.label else written


@dataclass(slots=True)
class Suspect:
    """Something that may be a name, gathered over the corpus; it was not replaced."""

    kind: str
    name: str
    reason: str
    forms: Counter[str] = field(default_factory=Counter)
    transcripts: set[str] = field(default_factory=set)
    contexts: list[Context] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it was met."""
        return self.forms.total()


@dataclass(frozen=True, slots=True)
class Replaced:
    """One transcript and all that is replaced in it."""

    transcript: Transcript
    language: str
    edits: tuple[Edit, ...]  # in order; none overlaps another
    labels: Mapping[str, str]  # label → the new one


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """A whole corpus."""

    register: Register
    rules: Rules
    entries: Mapping[int, Entity]  # what each line of the list is
    transcripts: tuple[Replaced, ...]
    suspects: tuple[Suspect, ...]


def pseudonymise(
    transcripts: Sequence[Transcript],
    entries: Sequence[Entry] = (),
    key: Key | None = None,
    namers: tuple[Namer, ...] = (),
    language: str = "",
    progress: Progress = lambda _: None,
) -> Pseudonymised:
    """Decide what is replaced in all transcripts.

    `entries` go before all rules. What stands in `key` has the number it has there. `language`:
    of all talk, where people have said it.
    """
    taken = [found[2:] for one in transcripts for found in placeholders_in(one.text)]
    register = Register(taken)
    restore(register, key or Key())
    listed = _register_entries(register, entries)
    rules = make_rules(entries, namers, language)
    rules = replace(rules, lower=words_written_small(one.text for one in transcripts))
    finds = []
    for transcript in transcripts:
        finds.append(find_in_transcript(transcript, rules))
        progress(transcript.id)
    placed, labelled = _resolve(finds, register, listed)
    finds = [_know_labels(found, register, labelled) for found in finds]
    suspects = _Suspects()
    texts = {one.id: one.text for one in transcripts}
    for found in finds:
        placed[found.transcript] += _decide(found, register, suspects, texts[found.transcript])
    sweeper = _Sweeper(placed, texts)
    for found in finds:
        mine = placed[found.transcript]
        mine += list(sweeper.sweep(found, mine, texts[found.transcript]))
    surnames = Surnames(register.entities)
    for found in finds:
        mine = placed[found.transcript]
        mine += list(_alone(surnames, found, mine, texts[found.transcript]))
    replaced = tuple(
        _replaced(transcript, found, placed[transcript.id], labelled)
        for transcript, found in zip(transcripts, finds, strict=True)
    )
    stems = stems_of(register.entities)
    for transcript in transcripts:
        for doubt in find_derived(transcript.text, stems):
            suspects.add(doubt, transcript.id, transcript.text)
    return Pseudonymised(register, rules, listed, replaced, suspects.sorted())


def make_rules(entries: Sequence[Entry], namers: tuple[Namer, ...], language: str) -> Rules:
    """Make the rules of a list."""
    forms = [
        Form(written, number) for number, entry in enumerate(entries) for written in entry.written
    ]
    return Rules(
        listed=make_matcher(forms),
        keep=frozenset(number for number, entry in enumerate(entries) if entry.keep),
        kinds=tuple(entry.kind for entry in entries),
        namers=namers,
        language=language,
    )


def _register_entries(register: Register, entries: Sequence[Entry]) -> dict[int, Entity]:
    """Give each line of the list its number: that of the key where it is there."""
    known: dict[tuple[str, str], Entity] = {}
    for entity in register.entities:
        for written in (entity.name, *sorted(entity.known_forms)):
            known.setdefault((entity.kind, _plain(written)), entity)
    listed: dict[int, Entity] = {}
    for number, entry in enumerate(entries):
        if entry.keep:
            continue
        met = (known.get((entry.kind, _plain(written))) for written in entry.written)
        entity = next(filter(None, met), None) or _add_entry(register, entry)
        entity.name = entry.name
        entity.replacement = entry.replacement
        listed[number] = entity
    return listed


def _plain(written: str) -> str:
    return " ".join(fold(written).split())


def _add_entry(register: Register, entry: Entry) -> Entity:
    people = people_called(entry.name) if entry.kind == PERSON else ()
    if people:
        known = register.known_person(people, "", anywhere=True)
        return known or register.add(PERSON, entry.name, person=people[0])
    return register.add(entry.kind, entry.name, key=f"list {_plain(entry.name)}")


def people_called(name: str) -> tuple[Person, ...]:
    """Return who a name on a list may mean; nobody where it is no name that is understood."""
    capitals = find_capitals(name, 0, len(name))
    if not capitals:
        return ()
    if is_english(capitals[0]):
        return label_people([one for one in capitals if is_english(one)], ())
    people, size = name_label(name, capitals)
    return people if size == len(capitals) else ()


_Placed = dict[str, list[tuple[Mention, Entity]]]
_Labelled = dict[tuple[str, Mention], Entity]  # by transcript, mentions inside of labels


def _resolve(
    finds: Iterable[Finds], register: Register, listed: Mapping[int, Entity]
) -> tuple[_Placed, _Labelled]:
    """Say who or what each mention means: those that say most of a person go first."""
    placed: _Placed = {}
    labelled: _Labelled = {}
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


class _Suspects:
    """Gathers what is doubted, each thing once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Suspect] = {}

    def add(self, doubt: Doubt, transcript: str, text: str) -> None:
        """Add one doubt."""
        written = " ".join(text[doubt.start : doubt.stop].split())
        name = doubt.key or (doubt.people[0] if doubt.people else written)
        place = doubt.kind, doubt.reason, str(name)
        suspect = self._found.setdefault(place, Suspect(doubt.kind, written, doubt.reason))
        suspect.forms[written] += 1
        suspect.transcripts.add(transcript)
        if len(suspect.contexts) < CONTEXTS:
            suspect.contexts.append(context_of(text, doubt.start, doubt.stop, transcript))

    def sorted(self) -> tuple[Suspect, ...]:
        """Return them all: those with a kind first, the commonest first."""
        return tuple(
            sorted(self._found.values(), key=lambda one: (not one.kind, -one.count, one.name))
        )


def context_of(text: str, start: int, stop: int, transcript: str) -> Context:
    """Return the words around a stretch of text."""
    before, after = text[max(0, start - _AROUND) : start], text[stop : stop + _AROUND]
    parts = (before, text[start:stop], after)
    before, words, after = (_BLANKS.sub(" ", part) for part in parts)
    return transcript, before, words, after


def _decide(
    found: Finds, register: Register, suspects: _Suspects, text: str
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


def _know_labels(found: Finds, register: Register, labelled: _Labelled) -> Finds:
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


def _alone(
    surnames: Surnames, found: Finds, mine: Iterable[tuple[Mention, Entity]], text: str
) -> Iterator[tuple[Mention, Entity]]:
    """Yield the surnames that stand alone where nothing is replaced or kept."""
    taken = _taken(found, mine)
    for start, stop, entity in surnames.find(text, found.transcript):
        if taken.take(start, stop):
            yield Mention(start, stop, PERSON, "", "met_elsewhere"), entity


def _taken(found: Finds, mine: Iterable[tuple[Mention, Entity]]) -> Taken:
    taken = Taken()
    for start, stop in sorted({*found.closed, *((one.start, one.stop) for one, _ in mine)}):
        taken.take(start, stop)
    return taken


_ASKED_IN_ANY_CASE = frozenset({"digits", "post", "abbreviation"})


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


class _Sweeper:
    """Finds what was found somewhere in all other places too, whatever stands around it.

    First names and surnames alone are left to `_decide`: elsewhere they may be another's.
    """

    def __init__(self, placed: _Placed, texts: Mapping[str, str]) -> None:
        self._entities: list[Entity] = []
        forms: dict[tuple[int, str], Form] = {}
        numbers: dict[int, int] = {}
        for transcript, found in placed.items():
            for mention, entity in found:
                if mention.entity >= 0 or mention.kind not in _SWEPT:
                    continue
                written = texts[transcript][mention.start : mention.stop]
                if mention.kind == PERSON and len(written.split()) < 2:
                    continue
                if id(entity) not in numbers:
                    numbers[id(entity)] = len(self._entities)
                    self._entities.append(entity)
                number = numbers[id(entity)]
                forms[number, written] = Form(written, number)
        self._matcher = make_matcher(forms.values())

    def sweep(
        self, found: Finds, mine: Iterable[tuple[Mention, Entity]], text: str
    ) -> Iterator[tuple[Mention, Entity]]:
        """Yield what is found in one transcript beside `mine`, which is known already."""
        taken = _taken(found, mine)
        matches = sorted(self._matcher.find(text), key=lambda one: one.start - one.stop)
        bounds = sorted({place for start, stop, _ in found.languages for place in (start, stop)})
        for match in matches:
            crosses = bisect_right(bounds, match.start) != bisect_left(bounds, match.stop)
            if not crosses and taken.take(match.start, match.stop):
                entity = self._entities[match.entry]
                span = match.start, match.stop
                yield Mention(*span, entity.kind, entity.key, "met_elsewhere"), entity


_SWEPT = frozenset({PERSON, PLACE, ORGANISATION, ADDRESS})


def _replaced(
    transcript: Transcript,
    found: Finds,
    placed: Iterable[tuple[Mention, Entity]],
    labelled: _Labelled,
) -> Replaced:
    """Put together what is replaced in one transcript, and count it."""
    edits = []
    for mention, entity in sorted(placed, key=lambda one: one[0].start):
        language = _language_at(found, mention.start)
        edits.append(Edit(mention.start, mention.stop, entity, language, mention.label))
        _count(entity, mention, transcript)
    labels = {}
    for label in found.labels:
        own = [
            Edit(one.start, one.stop, labelled[transcript.id, one], found.language, label=True)
            for one in label.finds
            if isinstance(one, Mention)
        ]
        if own:
            labels[label.label] = apply_edits(label.label, own)
            _count_label(own, edits, label.label)
    return Replaced(transcript, found.language, tuple(edits), labels)


def _count_label(own: Iterable[Edit], edits: Sequence[Edit], label: str) -> None:
    """Count a label that stands in no text: captions name speakers beside it."""
    for edit in own:
        if not any(one.label and one.entity is edit.entity for one in edits):
            edit.entity.forms[label[edit.start : edit.stop]] += 1
            edit.entity.grounds["label"] += 1


def _language_at(found: Finds, place: int) -> str:
    turn = bisect_right(found.languages, place, key=lambda one: one[0]) - 1
    if turn >= 0 and found.languages[turn][0] <= place < found.languages[turn][1]:
        return found.languages[turn][2] or found.language
    return found.language


def _count(entity: Entity, mention: Mention, transcript: Transcript) -> None:
    written = " ".join(transcript.text[mention.start : mention.stop].split())
    entity.name = entity.name or written
    entity.forms[written] += 1
    entity.grounds[mention.grounds] += 1
    entity.transcripts.add(transcript.id)
    if len(entity.contexts) < CONTEXTS:
        entity.contexts.append(
            context_of(transcript.text, mention.start, mention.stop, transcript.id)
        )


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all that is replaced; what stands between is as it was."""
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], edit.text]
        done = edit.stop
    return "".join((*parts, text[done:]))
