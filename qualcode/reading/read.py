"""From a file on the disk to a `Transcript`: format, normal form, layout, turns, roles."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import Problem, TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note, Source, Speaker, Transcript, Turn
from qualcode.reading.captions import assemble_captions
from qualcode.reading.cast import Voice, gather_cast
from qualcode.reading.declared import NOTHING, Declared
from qualcode.reading.document import Document, refused
from qualcode.reading.doubts import doubts
from qualcode.reading.formats import parse_file
from qualcode.reading.furniture import without_furniture
from qualcode.reading.headers import header_length, spaced_out
from qualcode.reading.interviews import lines_above, split_interviews
from qualcode.reading.layouts.confirmed import confirmed_layout
from qualcode.reading.layouts.marks import Layout, Page
from qualcode.reading.normal import normal_document
from qualcode.reading.one_person import named_twice
from qualcode.reading.roles import assign_roles
from qualcode.reading.turns import Stretch, assemble

LIMIT = 100 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Interviews:
    """The interviews in one file, and why some of them could not be read."""

    transcripts: tuple[Transcript, ...]
    failures: tuple[Problem, ...] = ()


def read_interviews(
    path: Path, id: str, declare: Callable[[str], Declared] = lambda _: NOTHING
) -> Interviews:
    """Read one file; raise `TranscriptError` with one clear line where none of it can be read.

    One that holds several interviews gives each an id of its own: `talks.docx#1`. `declare` says
    what people have said of a transcript, by its id.
    """
    with _named_file(id):
        data = _read_bytes(path)
        parsed = parse_file(data, path.suffix.lower(), declare(id))
        document = without_furniture(normal_document(parsed))
    parts = split_interviews(document)
    if len(parts) == 1:
        with _named_file(id):
            return Interviews((_transcript(id, data, document, declare(id)),))
    transcripts: list[Transcript] = []
    failures: list[Problem] = []
    for number, part in enumerate(parts, 1):
        name = f"{id}#{number}"
        above = lines_above(document, parts) if part is parts[0] else ()
        own = replace(part.document(document), notes=(*document.notes, *above, Note(part.grounds)))
        try:
            with _named_file(name):
                transcripts.append(_transcript(name, data, own, declare(name)))
        except TranscriptError as error:
            failures += error.problems
    if not transcripts:
        raise TranscriptError(failures)
    return Interviews(tuple(transcripts), tuple(failures))


def read_transcript(path: Path, id: str, declared: Declared = NOTHING) -> Transcript:
    """Read the only interview in a file, or the first; TranscriptError as in `read_interviews`."""
    return read_interviews(path, id, lambda _: declared).transcripts[0]


@contextmanager
def _named_file(id: str) -> Iterator[None]:
    """Write the name of the file into errors that do not know it."""
    try:
        yield
    except TranscriptError as error:
        raise TranscriptError(replace(problem, file=id) for problem in error.problems) from None


def _read_bytes(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe may never end
            raise refused("is no file that can be read", "save the transcript to a file")
        data = b""
        if found.st_size <= LIMIT:
            with path.open("rb") as file:
                data = file.read(LIMIT + 1)  # it may grow meanwhile
        if max(len(data), found.st_size) > LIMIT:
            raise refused(f"is larger than {LIMIT // 1024 // 1024} MB", "split it")
    except OSError as error:
        raise refused(f"cannot be opened ({error.strerror or error})") from None
    if not data.strip():
        raise refused("is empty", "export the transcript again")
    return data


def _transcript(id: str, data: bytes, document: Document, declared: Declared) -> Transcript:
    if not any(any(map(str.isalnum, line.text)) for line in document.lines):
        what = "no cue with words" if document.captions else "no words"
        raise refused(f"holds no speech ({what})", "export the transcript again")
    header = 0 if document.captions else header_length(document.lines)
    spaced = spaced_out(document.lines, header)
    page = Page(document.lines, declared, header, document.captions, spaced)
    layout = confirmed_layout(page)
    assembled = (assemble_captions if page.captions else assemble)(page, layout)
    cast = gather_cast(assembled, declared)
    roles, role_notes = assign_roles(cast, named_twice(layout.notes))
    speakers = {key: _named(speaker, cast.voices[key]) for key, speaker in roles.items()}
    told = (*layout.notes, *assembled.notes, *role_notes, *doubts(cast))
    return Transcript(
        id=id,
        text=assembled.text,
        turns=tuple(_turns(assembled.stretches, speakers)),
        speakers=tuple(speakers[key] for key in cast.voices),
        source=_source(id, data, document, layout, assembled.text),
        notes=(*document.notes, _layout_note(layout), *told),
    )


def _source(id: str, data: bytes, document: Document, layout: Layout, text: str) -> Source:
    return Source(
        id,
        hashlib.sha256(data).hexdigest(),
        document.format,
        document.encoding,
        layout.name,
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _layout_note(layout: Layout) -> Note:
    name = phrase(f"layout-name.{layout.name}")
    return Note(phrase("layout.found", name=name, grounds=layout.grounds))


def _named(speaker: Speaker, voice: Voice) -> Speaker:
    """Give the speaker the name of its voice where the label does not tell it apart."""
    return speaker if voice.name == voice.label else replace(speaker, voice=voice.name)


def _turns(stretches: tuple[Stretch, ...], speakers: dict[str, Speaker]) -> list[Turn]:
    return [
        Turn(
            number=number,
            speaker=speakers[stretch.voice].label,
            role=speakers[stretch.voice].role,
            respondent="",
            start=stretch.start,
            stop=stretch.stop,
            time=stretch.time,
            voice=speakers[stretch.voice].voice,
        )
        for number, stretch in enumerate(stretches, start=1)
    ]
