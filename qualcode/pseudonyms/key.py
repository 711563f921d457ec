"""The key: which placeholder stands for whom; one file, apart from all that is given away."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import NamesError, Problem, RefusedError
from qualcode.guidance import Withdrawn
from qualcode.pseudonyms.kinds import KINDS, PERSON
from qualcode.pseudonyms.mentions import Person
from qualcode.pseudonyms.names_list import unguarded
from qualcode.pseudonyms.register import Entity, Register
from qualcode.runs.former import MANIFEST, is_former
from qualcode.sheet import parse_sheet, parse_whole, read_bytes

HEADER = ("kind", "number", "name", "forms", "transcripts", "identity")
NAME = "pseudonyms.key.csv"  # beside study.yaml where nobody says otherwise
FILE = "file"  # a kind of line of its own: which file was renamed to what
_FORMS = "|"
_GUARDED = "=+-@"


@dataclass(slots=True)
class Key:
    """What was given before: entities by kind and number, and the new names of files."""

    entities: list[Entity] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # id of a transcript → its new name


def load_key(path: Path) -> Key:
    """Load the key, an empty one where there is none; NamesError when the file is none."""
    if not path.exists():
        return Key()
    return parse_key(read_bytes(path, NamesError), str(path))


def parse_key(source: bytes, file: str) -> Key:
    """Parse a key as `render_key` writes it."""
    sheet = parse_sheet(source, file, NamesError, f"its first line must be {','.join(HEADER)}")
    if sheet.header != HEADER:
        cure = "name another file with --key; nothing was touched"
        raise NamesError(Problem(file, "is no key of pseudonyms", 1, cure=cure))
    problems = list(sheet.tell_misshapen())
    key = Key()
    for line, record in sheet.tidy_records():
        if record["kind"] == FILE:
            key.files[unguarded(record["name"])] = record["identity"]
            continue
        number = parse_whole(record["number"])
        if record["kind"] not in KINDS or not number:
            message = "has no kind or number that qualcode has given"
            problems.append(Problem(file, message, line, cure="put the key back as it was"))
            continue
        key.entities.append(_entity(record["kind"], number, record))
    if problems:
        raise NamesError(problems)
    return key


def _entity(kind: str, number: int, cells: Mapping[str, str]) -> Entity:
    identity = unguarded(cells["identity"])
    person = parse_person(identity) if kind == PERSON and "=" in identity else None
    entity = Entity(kind, number, unguarded(cells["name"]), "" if person else identity, person)
    entity.known_forms = {one for one in unguarded(cells["forms"]).split(_FORMS) if one}
    entity.known_in = {one for one in unguarded(cells["transcripts"]).split(_FORMS) if one}
    return entity


def render_key(entities: Iterable[Entity], files: dict[str, str]) -> bytes:
    """Render the key as CSV; the mark in front is for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for entity in sorted(entities, key=lambda one: (KINDS.index(one.kind), one.number)):
        forms = _FORMS.join(sorted({*entity.forms, *entity.known_forms}))
        identity = write_person(entity.person) if entity.person else entity.key
        transcripts = _FORMS.join(sorted({*entity.transcripts, *entity.known_in}))
        cells = [entity.name, forms, transcripts, identity]
        writer.writerow([entity.kind, entity.number, *map(guarded, cells)])
    for id, name in sorted(files.items()):
        writer.writerow([FILE, "", guarded(id), "", "", name])
    return ("\ufeff" + out.getvalue()).encode()


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute, and all on one line."""
    plain = " ".join(cell.split())
    return f"'{plain}" if plain[:1] in _GUARDED and plain else plain


def write_person(person: Person) -> str:
    """Write the parts of a name for the next run: `s=петров g=мария p=иванович x=f`."""
    parts = {
        "s": person.surname,
        "g": person.given,
        "p": person.patronymic,
        "x": person.gender,
        "in": person.place.replace(" ", "%20"),
    }
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def parse_person(identity: str) -> Person:
    """Parse what `write_person` has written."""
    parts = dict(one.split("=", 1) for one in identity.split(" ") if "=" in one)
    place = parts.get("in", "").replace("%20", " ")
    surname, given, patronymic, gender = (parts.get(name, "") for name in ("s", "g", "p", "x"))
    return Person(surname, given, patronymic, gender, place)


def restore(register: Register, key: Key) -> None:
    """Give everything in the key its number again."""
    for old in key.entities:
        entity = register.add(old.kind, old.name, old.key, old.person, old.number)
        entity.known_forms = set(old.known_forms)
        register.remember(entity, old.known_in)


def find_withdrawn(known: Key, met: Register, withdrawn: Withdrawn, cut: Collection[str]) -> int:
    """Count the lines of a former key that only name what is withdrawn now.

    `met`: what is named in the transcripts as they are; `cut`: those of which something is gone.
    """

    def gone(transcript: str) -> bool:
        return transcript in cut or withdrawn.may_hold(transcript)

    named = {(one.kind, one.number) for one in met.entities if one.count}
    lines = [one for one in known.entities if (one.kind, one.number) not in named and one.known_in]
    count = sum(all(map(gone, one.known_in)) for one in lines)
    return count + sum(map(withdrawn.may_hold, known.files))


def check_place(path: Path, given_away: Iterable[Path], others: Iterable[Path]) -> None:
    """Refuse a key inside what is given away: the new folder, a run, anything qualcode wrote.

    `others`: further files that the key must not be.
    """
    place = path.resolve()
    cure = "name a place of its own with --key"
    if path.is_dir():
        raise RefusedError(Problem(str(path), "is a folder", cure=cure))
    for folder in given_away:
        if folder.resolve() in (place, *place.parents):
            message = f"would lie in {folder}, and go with it"
            raise RefusedError(Problem(str(path), message, cure=cure))
    for folder in place.parents:
        if is_former(folder) or (folder / MANIFEST).is_file():
            message = f"would lie in {folder.name}, which qualcode has written to be given away"
            raise RefusedError(Problem(str(path), message, cure=cure))
    if place in {other.resolve() for other in others}:
        message = "is another file of the study"
        raise RefusedError(Problem(str(path), message, cure=cure))
