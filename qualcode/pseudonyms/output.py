"""Pseudonymised texts → a new folder, whole or not at all; the key and the lists apart from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.decisions import FOLDER as DECISIONS
from qualcode.decisions import Logs
from qualcode.errors import Problem, RefusedError, TranscriptError
from qualcode.guidance import Confirmed, Guidance, Readings
from qualcode.guidance.parsing import FILE as READINGS
from qualcode.guidance.readings import Said
from qualcode.language.labels import fold_label
from qualcode.model.codebook import Codebook
from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.carried import carry_labels, render_readings
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.decisions import NOTHING_CARRIED, Carried, carry_decisions, write_logs
from qualcode.pseudonyms.edits import Replaced
from qualcode.pseudonyms.file_names import FileNames
from qualcode.pseudonyms.forms import CAPTIONS, RENDER, forms_for, render_cues, said_in
from qualcode.pseudonyms.key import render_key
from qualcode.pseudonyms.private import put_private
from qualcode.pseudonyms.respondents import name_respondents, new_labels
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
    doubtful: tuple[Problem, ...] = ()  # cells of the respondents table that may name somebody
    carried: Carried = NOTHING_CARRIED  # what people have decided, on the new files


def write_pseudonymised(
    out: Path,
    key: Path,
    whole: Pseudonymised,
    guidance: Guidance,
    given: Mapping[str, str],
    sources: Mapping[str, Path],
    beside: Callable[[Carried], Mapping[Path, bytes]],
    decided: tuple[Logs, Codebook] | None = None,
) -> Written:
    """Write the new texts into `out`, then the key and what `beside` returns.

    `given`: names of files that the key has; `sources`: where transcripts lie, by their ids;
    `decided`: what people have decided about the sources, carried over. The key is written before
    the folder takes its place: no placeholder is ever without it. RefusedError when `out` holds
    anything but what was written so before: also when somebody has decided something there.
    """
    people = name_respondents(guidance.withdrawn.without(guidance.table), guidance, whole)
    names = FileNames(whole.register, whole.rules, whole.entries, given, people.people)
    named = {
        one.transcript.id: names.name(one.transcript.id, one.language) for one in whole.transcripts
    }
    interviewers = new_labels(guidance.interviewers, whole)
    said = {
        one.transcript.id: carry_labels(one, guidance, whole, people.ids)
        for one in whole.transcripts
    }
    files = {
        one.transcript.id: named[one.transcript.id] + forms_for(one)[0] for one in whole.transcripts
    }
    read: dict[str, Transcript] = {}
    with replace_folder(out, PSEUDONYMISED) as folder:
        new = Guidance(_table(people.render(files)), interviewers)
        for one in whole.transcripts:
            id = one.transcript.id
            ending, same = _write(folder, named[id], one, sources.get(id), new, said[id])
            files[id] = named[id] + ending
            if same is not None:
                read[id] = same
        if rows := people.render(files):
            (folder / RESPONDENTS).write_bytes(rows)
        if roles := render_readings({files[id]: labels for id, labels in said.items()}):
            (folder / READINGS).write_bytes(roles.encode())
        carried = NOTHING_CARRIED
        if decided:
            carried = carry_decisions(*decided, whole, files, read, guidance.withdrawn)
            write_logs(folder / DECISIONS, carried)
        write_listing(folder, PSEUDONYMISED)
        entities = whole.register.entities
        put_private({key: render_key(entities, names.given), **beside(carried)})
    otherwise = tuple(_tell(file) for id, file in files.items() if id not in read)
    return Written(files, otherwise, interviewers, people.tell(), carried)


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
) -> tuple[str, Transcript | None]:
    """Write one transcript in the first form that gives its turns again; return which, and it.

    Where none does, it is the plainest, and None.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for ending, text in _drafts(one, source):
        place = path.with_name(path.name + ending)
        place.write_text(text, encoding="utf-8", newline="\n")
        readings = Readings("", b"", (Confirmed(name + ending, 0, said),))
        if same := _read_again(place, name + ending, one, replace(guidance, readings=readings)):
            return ending, same
        place.unlink()
    ending, text = next(_drafts(one, source))
    path.with_name(path.name + ending).write_text(text, encoding="utf-8", newline="\n")
    return ending, None


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


def _read_again(path: Path, id: str, one: Replaced, guidance: Guidance) -> Transcript | None:
    """Read a new file; None unless it has the speakers, roles and turns that it must have."""
    try:
        read = read_interviews(path, id, guidance.declared).transcripts
    except TranscriptError:
        return None if one.transcript.turns else one.transcript
    if len(read) != 1:
        return None
    again = [
        (fold_label(turn.speaker), turn.role, read[0].text[turn.start : turn.stop])
        for turn in read[0].turns
    ]
    return read[0] if again == list(_expected(one)) else None


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
