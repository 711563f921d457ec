"""Bare texts beside the talk → the same without names: cells of tables, memos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from qualcode.language.words import WORD, fold
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.edits import Edit, apply_edits
from qualcode.pseudonyms.find import Taken, find_in_text
from qualcode.pseudonyms.kinds import PERSON, PLACE
from qualcode.pseudonyms.latin import read_latin
from qualcode.pseudonyms.listed import Form, Matcher, make_matcher
from qualcode.pseudonyms.mentions import Mention
from qualcode.pseudonyms.register import Entity
from qualcode.pseudonyms.russian_places import countries
from qualcode.pseudonyms.russian_words import look_up
from qualcode.pseudonyms.surnames import Surnames

_NO_PLACES = frozenset({"male"})  # a sex; also the capital of the Maldives
_FEWEST = 3  # letters of what is looked for inside a text: initials of a label are not

Place = tuple[int, int, Entity]


def clean_text(text: str, whole: Pseudonymised, language: str, transcript: str = "") -> str:
    """Replace in a bare text what a transcript would have replaced."""
    mentions, _ = find_in_text(text, whole.rules)
    edits = [
        Edit(one.start, one.stop, _find_meant(one, text, whole, (transcript,)), language)
        for one in sorted(mentions, key=lambda one: one.start)
    ]
    return apply_edits(text, edits)


def _find_meant(
    mention: Mention, text: str, whole: Pseudonymised, transcripts: Sequence[str]
) -> Entity:
    """Return who or what a mention means; `transcripts`: where people are looked for first."""
    register = whole.register
    if mention.entity >= 0:
        return whole.entries[mention.entity]
    if mention.kind == PERSON:
        entity = register.person_for(mention.people, next(iter(transcripts), ""))
    else:
        written = text[mention.start : mention.stop]
        known = register.find(mention.kind, mention.key)
        entity = known or register.add(mention.kind, written, mention.key)
    entity.known_forms.add(text[mention.start : mention.stop])
    return entity


class Cells:
    """Replaces in cells what a text would have replaced, and what it would only doubt.

    Whatever has a number already, in any form that is known of it, those first who are named in
    the transcripts that a cell is about; then what the rules find, surnames alone, and every place
    that the dictionary knows.
    """

    def __init__(self, whole: Pseudonymised) -> None:
        self._whole = whole
        self._surnames = Surnames(whole.register.entities)
        self._all = tuple(range(len(whole.register.entities)))
        self._matcher = cache(self._make_matcher)

    def clean(
        self,
        cell: str,
        language: str,
        transcripts: Sequence[str] = (),
        own: Iterable[Place] = (),
        label: bool = False,
    ) -> str:
        """Return a cell, or any bare text, with everything in it replaced.

        `transcripts`: those that it is about; `own`: what is known to stand there; `label`: it is
        a label or an id, in which there are no brackets.
        """
        found = sorted(self._find(cell, transcripts, own), key=lambda one: one[0])
        return apply_edits(cell, [Edit(*one, language, label) for one in found])

    def _find(self, cell: str, transcripts: Sequence[str], own: Iterable[Place]) -> list[Place]:
        """Return start and stop of what is to be replaced, and what it is; none overlaps."""
        whole = self._whole
        mentions, _ = find_in_text(cell, whole.rules)
        taken = Taken()
        for match in whole.rules.listed.find(cell):
            if match.entry in whole.rules.keep:
                taken.take(match.start, match.stop)
        found: list[Place] = []

        def take(places: Iterable[Place]) -> None:
            longest = sorted(places, key=lambda one: (one[0] - one[1], one[0]))
            found.extend(place for place in longest if taken.take(*place[:2]))

        take(self._listed(mentions))
        take(own)
        take(self.known(cell, transcripts))
        free = [one for one in mentions if taken.is_free(one.start, one.stop)]
        take((one.start, one.stop, _find_meant(one, cell, whole, transcripts)) for one in free)
        take(self._surnames.in_cell(cell))
        take(_places(cell, whole, taken))
        return found

    def _listed(self, mentions: Iterable[Mention]) -> Iterator[Place]:
        for one in mentions:
            if one.entity >= 0:
                yield one.start, one.stop, self._whole.entries[one.entity]

    def known(self, cell: str, transcripts: Sequence[str]) -> Iterator[Place]:
        """Yield what has a number; where two may be meant, who is named in these transcripts."""
        entities = self._whole.register.entities
        here = set(transcripts)
        met = tuple(
            at
            for at in self._all
            if entities[at].transcripts & here or entities[at].known_in & here
        )
        taken = Taken()
        for numbers in (met, self._all):
            for match in self._matcher(numbers).find(cell):
                written = cell[match.start : match.stop]
                whole_cell = written == cell.strip()
                if not whole_cell and sum(map(str.isalnum, written)) < _FEWEST:
                    continue
                if taken.take(match.start, match.stop):
                    yield match.start, match.stop, entities[match.entry]

    def _make_matcher(self, numbers: tuple[int, ...]) -> Matcher:
        entities = self._whole.register.entities
        return make_matcher(
            Form(form, number) for number in numbers for form in sorted(_forms_of(entities[number]))
        )


def _forms_of(entity: Entity) -> set[str]:
    return {entity.name, *entity.forms, *entity.known_forms} - {""}


def _places(cell: str, whole: Pseudonymised, taken: Taken) -> Iterator[Place]:
    """Yield the words of a cell that name a place and are free; countries are none."""
    register = whole.register
    for found in WORD.finditer(cell):
        word = fold(found.group())
        known = (look_up(word) if "а" <= word[0] <= "я" else read_latin(word)).place
        base = known[0].base if known and word not in _NO_PLACES else ""
        named = base and base not in countries() and found.group()[0].isupper()
        if named and taken.is_free(*found.span()):
            key = f"place {base}"
            entity = register.find(PLACE, key) or register.add(PLACE, base.capitalize(), key)
            yield *found.span(), entity
