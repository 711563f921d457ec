"""Bare texts beside the talk → the same without names: cells of the respondents table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from qualcode.language.labels import same_label
from qualcode.language.words import WORD, fold
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.edits import Edit, Replaced, apply_edits
from qualcode.pseudonyms.find import Taken, find_in_text
from qualcode.pseudonyms.kinds import ORGANISATION, PERSON, PLACE
from qualcode.pseudonyms.latin import read_latin
from qualcode.pseudonyms.listed import Form, make_matcher
from qualcode.pseudonyms.mentions import Mention
from qualcode.pseudonyms.register import Entity
from qualcode.pseudonyms.russian_places import countries
from qualcode.pseudonyms.russian_words import look_up
from qualcode.pseudonyms.surnames import Surnames
from qualcode.respondents import Table, rows_for
from qualcode.respondents.table import COLUMNS

_NO_PLACES = frozenset({"male"})  # a sex; also the capital of the Maldives


def clean_text(text: str, whole: Pseudonymised, language: str, transcript: str = "") -> str:
    """Replace in a bare text what a transcript would have replaced."""
    mentions, _ = find_in_text(text, whole.rules)
    edits = [
        Edit(one.start, one.stop, _entity(one, whole, transcript), language)
        for one in sorted(mentions, key=lambda one: one.start)
    ]
    return apply_edits(text, edits)


def clean_cell(cell: str, whole: Pseudonymised, language: str) -> str:
    """Replace in a cell what a text would have replaced, and what it would only doubt.

    A place that the dictionary knows, and whatever has a number already.
    """
    mentions, _ = find_in_text(cell, whole.rules)
    found = [(one.start, one.stop, _entity(one, whole, "")) for one in mentions]
    found += _numbered(cell, whole)
    found += Surnames(whole.register.entities).in_cell(cell)
    found += _places(cell, whole)
    taken = Taken()
    for one in whole.rules.listed.find(cell):
        if one.entry in whole.rules.keep:
            taken.take(one.start, one.stop)
    free = [place for place in found if taken.take(*place[:2])]
    return apply_edits(
        cell, [Edit(*one, language) for one in sorted(free, key=lambda place: place[0])]
    )


def _numbered(cell: str, whole: Pseudonymised) -> list[tuple[int, int, Entity]]:
    """Return the places and organisations on the key that stand in a cell."""
    entities = [one for one in whole.register.entities if one.kind in (PLACE, ORGANISATION)]
    forms = (
        Form(form, number)
        for number, one in enumerate(entities)
        for form in {one.name, *one.forms, *one.known_forms} - {""}
    )
    matches = make_matcher(forms).find(cell)
    return [(one.start, one.stop, entities[one.entry]) for one in matches]


def _places(cell: str, whole: Pseudonymised) -> Iterator[tuple[int, int, Entity]]:
    """Yield the words of a cell that name a place; countries are none."""
    register = whole.register
    for found in WORD.finditer(cell):
        word = fold(found.group())
        known = (look_up(word) if "а" <= word[0] <= "я" else read_latin(word)).place
        base = known[0].base if known and word not in _NO_PLACES else ""
        if base and base not in countries() and found.group()[0].isupper():
            key = f"place {base}"
            entity = register.find(PLACE, key) or register.add(PLACE, base.capitalize(), key)
            yield *found.span(), entity


def _entity(mention: Mention, whole: Pseudonymised, transcript: str) -> Entity:
    register = whole.register
    if mention.entity >= 0:
        return whole.entries[mention.entity]
    if mention.kind == PERSON:
        return register.person_for(mention.people, transcript)
    known = register.find(mention.kind, mention.key)
    return known or register.add(mention.kind, mention.key, mention.key)


def render_respondents(
    table: Table, whole: Pseudonymised, names: Mapping[str, str], endings: Mapping[str, str]
) -> bytes:
    """Render the rows for the transcripts given, as a respondents table for the new files.

    `names` and `endings`: of the new files, by the ids of the transcripts. Nothing where the
    table has no row for any of them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, *table.attributes))
    count = 0
    for one in whole.transcripts:
        for row in rows_for(table, one.transcript.id):
            person = table.by_id[row.respondent]
            values = [value for _, value in person.attributes]
            cells = (row.respondent, person.type, *values)
            cleaned = [clean_cell(cell, whole, one.language) for cell in cells]
            cleaned[0] = cleaned[0].strip("[]")
            label = _label(row.speaker, one, whole)
            file = names[one.transcript.id] + endings[one.transcript.id]
            writer.writerow((file, label, *cleaned))
            count += 1
    return out.getvalue().encode() if count else b""


def new_labels(labels: Iterable[str], whole: Pseudonymised) -> tuple[str, ...]:
    """Return what declared labels are called in the new texts, each once."""
    new = {
        _label(label, one, whole)
        for label in labels
        for one in whole.transcripts
        if any(same_label(label, speaker.name) for speaker in one.transcript.speakers)
    }
    return tuple(sorted(new))


def _label(label: str, one: Replaced, whole: Pseudonymised) -> str:
    """Return the new label of a speaker; one who never speaks is cleaned like any text."""
    for old, new in one.labels.items():
        if same_label(old, label):
            return new
    if any(same_label(label, speaker.name) for speaker in one.transcript.speakers):
        return label
    return clean_text(label, whole, one.language, one.transcript.id)
