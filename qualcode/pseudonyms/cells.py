"""Bare texts beside the talk → the same without names: cells of the respondents table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from qualcode.language.labels import same_label
from qualcode.pseudonyms.corpus import Edit, Pseudonymised, Replaced, apply_edits
from qualcode.pseudonyms.find import find_in_text
from qualcode.pseudonyms.kinds import PERSON
from qualcode.pseudonyms.mentions import Mention
from qualcode.pseudonyms.register import Entity
from qualcode.respondents import Table, rows_for
from qualcode.respondents.table import COLUMNS


def clean_text(text: str, whole: Pseudonymised, language: str, transcript: str = "") -> str:
    """Replace in a bare text what a transcript would have replaced."""
    mentions, _ = find_in_text(text, whole.rules)
    edits = [
        Edit(one.start, one.stop, _entity(one, whole, transcript), language)
        for one in sorted(mentions, key=lambda one: one.start)
    ]
    return apply_edits(text, edits)


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
            cleaned = [clean_text(cell, whole, one.language) for cell in cells]
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
