"""Pseudonymised texts → a new folder, whole or not at all; the key and the lists apart from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import Problem, RefusedError, TranscriptError
from qualcode.guidance import Confirmed, Guidance, Readings
from qualcode.guidance.parsing import FILE as READINGS
from qualcode.guidance.readings import Said
from qualcode.language.labels import fold_label
from qualcode.pseudonyms.carried import carry_labels, render_readings
from qualcode.pseudonyms.cells import new_labels, render_respondents
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.edits import Replaced
from qualcode.pseudonyms.file_names import FileNames
from qualcode.pseudonyms.forms import CAPTIONS, RENDER, forms_for, render_cues, said_in
from qualcode.pseudonyms.key import render_key
from qualcode.pseudonyms.private import put_private
from qualcode.reading import read_interviews
from qualcode.reading.document import Line
from qualcode.reading.formats import parse_file
from qualcode.reading.normal import normal_document
from qualcode.respondents import EMPTY_TABLE, Table, parse_respondents
from qualcode.runs.former import PSEUDONYMISED
from qualcode.runs.manifest import write_listing
from qualcode.runs.output import replace_folder

RESPONDENTS = "respondents.csv"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, for people to be told."""

    files: Mapping[str, str]  # id of a transcript → its new file
    otherwise: tuple[Problem, ...]  # files whose turns are read otherwise than those of the source
    interviewers: tuple[str, ...]  # declared labels as they are now


def write_pseudonymised(
    out: Path,
    key: Path,
    whole: Pseudonymised,
    guidance: Guidance,
    given: Mapping[str, str],
    sources: Mapping[str, Path],
    beside: Callable[[], Mapping[Path, bytes]],
) -> Written:
    """Write the new texts into `out`, then the key and what `beside` returns.

    `given`: names of files that the key has; `sources`: where transcripts lie, by their ids. The
    key is written before the folder takes its place: no placeholder is ever without it.
    RefusedError when `out` holds anything but what was written so before.
    """
    names = FileNames(whole.register, whole.rules, whole.entries, given)
    named = {
        one.transcript.id: names.name(one.transcript.id, one.language) for one in whole.transcripts
    }
    endings = {one.transcript.id: forms_for(one)[0] for one in whole.transcripts}
    people = guidance.withdrawn.without(guidance.table)
    interviewers = new_labels(guidance.interviewers, whole)
    said = {one.transcript.id: carry_labels(one, guidance, whole) for one in whole.transcripts}
    otherwise = []
    with replace_folder(out, PSEUDONYMISED) as folder:
        table = _table(render_respondents(people, whole, named, endings))
        for one in whole.transcripts:
            id = one.transcript.id
            new = Guidance(table, interviewers)
            endings[id], same = _write(folder, named[id], one, sources.get(id), new, said[id])
            if not same:
                otherwise.append(_tell(named[id] + endings[id]))
        files = {id: name + endings[id] for id, name in named.items()}
        if rows := render_respondents(people, whole, named, endings):
            (folder / RESPONDENTS).write_bytes(rows)
        if roles := render_readings({files[id]: labels for id, labels in said.items()}):
            (folder / READINGS).write_bytes(roles.encode())
        write_listing(folder, PSEUDONYMISED)
        entities = whole.register.entities
        put_private({key: render_key(entities, names.given), **beside()})
    return Written(files, tuple(otherwise), interviewers)


def _table(rows: bytes) -> Table:
    return parse_respondents(rows, RESPONDENTS) if rows else EMPTY_TABLE


def _tell(name: str) -> Problem:
    message = "is read with other turns or roles than its source"
    return Problem(name, message, cure="compare the two with `qualcode read`")


def _write(
    folder: Path,
    name: str,
    one: Replaced,
    source: Path | None,
    guidance: Guidance,
    said: tuple[Said, ...],
) -> tuple[str, bool]:
    """Write one transcript in the first form that gives its turns again; tell which, and whether.

    Where none does, it is the plainest.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for ending, text in _drafts(one, source):
        place = path.with_name(path.name + ending)
        place.write_text(text, encoding="utf-8", newline="\n")
        readings = Readings("", b"", (Confirmed(name + ending, 0, said),))
        if _reads_the_same(place, name + ending, one, replace(guidance, readings=readings)):
            return ending, True
        place.unlink()
    ending, text = next(_drafts(one, source))
    path.with_name(path.name + ending).write_text(text, encoding="utf-8", newline="\n")
    return ending, False


def _drafts(one: Replaced, source: Path | None) -> Iterator[tuple[str, str]]:
    """Yield the forms of a transcript that may be read as its source, the best first."""
    for ending in forms_for(one):
        if ending == CAPTIONS and source and (cues := render_cues(one, _lines(source))):
            yield ending, cues
        yield ending, RENDER[ending](one)


def _lines(source: Path) -> Sequence[Line]:
    """Return the lines of captions, with their times; none where the file is no such thing."""
    try:
        document = normal_document(parse_file(source.read_bytes(), source.suffix.lower()))
    except (OSError, TranscriptError):
        return ()
    return [line for line in document.lines if line.text.strip()] if document.captions else ()


def _reads_the_same(path: Path, id: str, one: Replaced, guidance: Guidance) -> bool:
    """Read a new file, and tell whether it has the speakers, roles and turns that it must have."""
    try:
        read = read_interviews(path, id, guidance.declared).transcripts
    except TranscriptError:
        return not one.transcript.turns
    if len(read) != 1:
        return False
    again = [
        (fold_label(turn.speaker), turn.role, read[0].text[turn.start : turn.stop])
        for turn in read[0].turns
    ]
    return again == list(_expected(one))


def _expected(one: Replaced) -> Iterator[tuple[str, str, str]]:
    for turn, said in zip(one.transcript.turns, said_in(one), strict=True):
        yield fold_label(said.label), turn.role, said.text


def check_out(out: Path, sources: Sequence[Path]) -> None:
    """Refuse a folder inside one that is read: the next run would read its own texts."""
    place = out.resolve()
    for source in sources:
        if source.is_dir() and source.resolve() in (place, *place.parents):
            message = f"lies in {source}, which is read"
            cure = "name a folder beside it; nothing was touched"
            raise RefusedError(Problem(str(out), message, cure=cure))
