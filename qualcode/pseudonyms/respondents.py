"""The respondents table → the same for the new files, in which nobody is named."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors import Problem
from qualcode.guidance import Guidance
from qualcode.language.labels import same_label
from qualcode.language.words import fold
from qualcode.pseudonyms.cells import Cells, Place
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.edits import Replaced
from qualcode.pseudonyms.english_words import GIVEN, ORDINARY_GIVEN
from qualcode.pseudonyms.find import find_in_text
from qualcode.pseudonyms.kinds import PERSON
from qualcode.pseudonyms.labels import read_label
from qualcode.pseudonyms.mentions import SILENT, Doubt, Mention
from qualcode.pseudonyms.register import Entity, name_of
from qualcode.respondents import Row, Table, rows_for
from qualcode.respondents.table import COLUMNS

_ID, _SHOWN = "respondent", 5


@dataclass(frozen=True, slots=True)
class _NewRow:
    transcript: str
    cells: tuple[str, ...]  # label, id, type, attributes


@dataclass(slots=True)
class Respondents:
    """Everybody of the table, and of `reading.yaml`, as the new folder calls them."""

    file: str  # name of the table, for messages
    ids: Mapping[str, str]  # former id → the new one; one id is one person in all transcripts
    header: tuple[str, ...] = ()
    rows: tuple[_NewRow, ...] = ()
    doubtful: dict[str, set[int]] = field(default_factory=dict)  # column → lines
    people: dict[str, list[Entity]] = field(default_factory=dict)  # transcript → who they are

    def render(self, files: Mapping[str, str]) -> bytes:
        """Render the rows as a table, with the new `files` by the ids of their transcripts.

        Nothing where the table has no row for any of them.
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows((files[row.transcript], *row.cells) for row in self.rows)
        return out.getvalue().encode() if self.rows else b""

    def tell(self) -> tuple[Problem, ...]:
        """Say which cells may hold names and stay as they are; by their lines, not their words."""
        cure = "put those that are on the list of names, or into the table of what was found"
        return tuple(
            Problem(
                self.file, f"`{column}` may name somebody, and stays: {_lines(lines)}", cure=cure
            )
            for column, lines in sorted(self.doubtful.items())
        )


def _lines(numbers: Iterable[int]) -> str:
    listed = sorted(numbers)
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return f"line{'s' * (len(listed) > 1)} {', '.join(map(str, listed[:_SHOWN]))}{more}"


def name_respondents(table: Table, guidance: Guidance, whole: Pseudonymised) -> Respondents:
    """Call everybody as the new folder must, the same person as in talk and in names of files.

    `table`: without what is withdrawn. A person whom only the table names gets a number of their
    own, before files get their names.
    """
    talks = {one.transcript.id: one for one in whole.transcripts}
    rows = [(id, row) for id in talks for row in rows_for(table, id)]
    met: dict[str, list[str]] = defaultdict(list)
    for id, row in rows:
        met[row.respondent].append(id)
    for id in talks:
        for _, known in guidance.respondents(id):
            met[known].append(id)
    named = Respondents(table.file, {}, (*COLUMNS, *table.attributes))
    named.ids = _give_ids(met, talks, whole, named, {row.respondent: row.line for _, row in rows})
    cells = Cells(whole)
    made = []
    for id, row in rows:
        told = _Cleaning(cells, talks[id], whole, named)
        person = table.by_id[row.respondent]
        values = (
            told.cell("type", person.type, row.line),
            *(told.cell(name, value, row.line) for name, value in person.attributes),
        )
        made.append(_NewRow(id, (told.label(row), named.ids[row.respondent], *values)))
    named.rows = tuple(made)
    return named


def _give_ids(
    met: Mapping[str, Sequence[str]],
    talks: Mapping[str, Replaced],
    whole: Pseudonymised,
    named: Respondents,
    lines: Mapping[str, int],
) -> dict[str, str]:
    """Give every id its new form; two that were apart stay apart."""
    cells, given = Cells(whole), {}
    taken: set[str] = set()
    for id, transcripts in met.items():
        own, doubtful = _read_id(id, transcripts, cells, whole)
        for transcript in transcripts:
            named.people.setdefault(transcript, []).extend(entity for *_, entity in own)
        language = talks[transcripts[0]].language
        new = cells.clean(id, language, transcripts, own, label=True)
        if doubtful and new == id and id in lines:
            named.doubtful.setdefault(_ID, set()).add(lines[id])
        number, free = 1, new
        while fold(free) in taken:
            number += 1
            free = f"{new}-{number}"
        taken.add(fold(free))
        given[id] = free
    return given


def _read_id(
    id: str, transcripts: Sequence[str], cells: Cells, whole: Pseudonymised
) -> tuple[list[Place], bool]:
    """Return the person an id names, and whether it may be a name and is not surely one."""
    label = read_label(id, transcripts[0], whole.rules.lower)
    sure = [one for one in label.finds if isinstance(one, Mention)]
    if not sure or _are_words(id):
        return [], bool(label.finds)
    (mention,) = sure
    known = whole.register.known_person(mention.people, transcripts[0], anywhere=True)
    inside = (
        entity
        for start, stop, entity in cells.known(id, transcripts)
        if mention.start <= start and stop <= mention.stop and entity.kind == mention.kind
    )
    entity = known or next(inside, None)
    if entity is None:
        person = mention.people[0]
        entity = whole.register.add(PERSON, name_of(person), person=person)
    entity.known_forms.add(id[mention.start : mention.stop])
    return [(mention.start, mention.stop, entity)], False


def _are_words(id: str) -> bool:
    """Tell whether an English id may as well be a post: Volunteer, Head of the Centre."""
    from simplemma import is_known

    words = [fold(word) for word in id.split() if word.isascii() and word.isalpha()]
    given = any(word in GIVEN or word in ORDINARY_GIVEN for word in words)
    return bool(words) and not given and all(is_known(word, lang="en") for word in words)


@dataclass(frozen=True, slots=True)
class _Cleaning:
    """The cells of one row."""

    cells: Cells
    one: Replaced
    whole: Pseudonymised
    named: Respondents

    def cell(self, column: str, value: str, line: int) -> str:
        """Return a cell of a column with everything replaced, and note what may be a name."""
        cleaned = self.cells.clean(value, self.one.language, (self.one.transcript.id,))
        if any(_may_name(cleaned, one) for one in find_in_text(cleaned, self.whole.rules)[1]):
            self.named.doubtful.setdefault(column, set()).add(line)
        return cleaned

    def label(self, row: Row) -> str:
        """Return the new label of a speaker; one who never speaks is cleaned like any cell."""
        met = (self.one.transcript.id,)
        return new_label(row.speaker, self.one) or self.cells.clean(
            row.speaker, self.one.language, met, label=True
        )


def _may_name(text: str, doubt: Doubt) -> bool:
    """Tell whether a doubt about a cell is worth a word: Leeds always has a capital, Urban not."""
    from simplemma import lemmatize

    if doubt.reason != SILENT:
        return bool(doubt.kind) or doubt.reason == "unknown_word"
    return lemmatize(text[doubt.start : doubt.stop], lang="en")[:1].isupper()


def new_label(label: str, one: Replaced) -> str:
    """Return what a label is called in a new text; nothing where nobody speaks under it."""
    for old, new in one.labels.items():
        if same_label(old, label):
            return new
    spoken = any(same_label(label, speaker.name) for speaker in one.transcript.speakers)
    return label if spoken else ""


def new_labels(labels: Iterable[str], whole: Pseudonymised) -> tuple[str, ...]:
    """Return what declared labels are called in the new texts, each once."""
    return tuple(sorted(set(_called(labels, whole))))


def _called(labels: Iterable[str], whole: Pseudonymised) -> Iterator[str]:
    for label in labels:
        for one in whole.transcripts:
            if any(same_label(label, speaker.name) for speaker in one.transcript.speakers):
                yield new_label(label, one)
