"""Transcripts in JSON: of Whisper, of services, of oTranscribe."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import NoReturn

from qualcode.errors import TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.encodings.decoded import printable
from qualcode.reading.formats.json_shapes import LIST, READERS, find_lines
from qualcode.reading.formats.json_values import Json
from qualcode.reading.formats.otranscribe import written_lines
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.layouts.unnamed import NOBODY

SUFFIXES = (".json", ".otr")
BEGINNING = re.compile(r"(?:\{\s*\"|\[\s*\{\s*\")")
AGAIN = "export the transcript again, or as .txt, .docx, .vtt or .srt"
NAMED = re.compile(r"\"(?:speaker|говорящий|спикер)", re.IGNORECASE)


def claims(sample: Sample) -> Claim:
    """Take what begins as JSON, and files named so."""
    if sample.zipped:
        return Claim.NO
    if sample.suffix in SUFFIXES:
        return Claim.NAME
    return Claim.CONTENT if BEGINNING.match(sample.beginning) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the words of the segments; of an .otr file the lines of its text."""
    decoded = sample.decoded
    data = load_json(decoded.text)
    if written := written_lines(data):
        return Document(written, "otr", decoded.encoding, notes=decoded.notes)
    program, found = find_lines(data)
    if not found:
        known = ", ".join(dict.fromkeys(name for name, _ in READERS))
        raise refused(f"is JSON of a shape that is not known{_keys(data)}", f"known are: {known}")
    lines, told = _named(found)
    shape = phrase("json.list") if program == LIST else phrase("json.shape", program=program)
    notes = (*decoded.notes, Note(shape), *told)
    return Document(lines, "json", decoded.encoding, captions=True, notes=notes)


def is_transcript(text: str) -> bool:
    """Tell whether JSON holds a transcript in one of the known shapes.

    A plain list must name speakers: lists with texts and names are many things.
    """
    try:
        data = load_json(text)
    except TranscriptError:
        return False
    program, found = find_lines(data)
    return bool(written_lines(data)) or bool(found and (program != LIST or NAMED.search(text)))


def load_json(text: str) -> Json:
    """Load JSON, and refuse in one line what is none, doubtful or made to do harm."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except RecursionError:
        raise refused("is JSON with too many brackets inside each other", AGAIN) from None
    except json.JSONDecodeError as error:
        raise refused(f"is no JSON from line {error.lineno} on", AGAIN) from None
    except ValueError:  # of numbers with thousands of digits
        raise refused("is JSON with a number that is too long", AGAIN) from None


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise refused(f"is JSON with the key “{printable(twice)[:40]}” twice in one place", AGAIN)
    return found


def _no_number(name: str) -> NoReturn:
    raise refused(f"is JSON with {name} for a number", AGAIN)


def _keys(data: Json) -> str:
    if not isinstance(data, dict):
        return ""
    shown = ", ".join(printable(str(key))[:40] for key in list(data)[:8])
    return f" (keys: {shown})" if shown else ""


def _named(found: list[Line]) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """Trim the lines; where speakers are named, a line without a name is nobody's."""
    named = any(line.speaker for line in found)
    nameless = sum(not line.speaker for line in found) if named else 0
    unnamed = NOBODY if named else ""
    lines = tuple(
        replace(line, text=line.text.strip(), speaker=line.speaker or unnamed) for line in found
    )
    notes = (Note(phrase("json.nameless", n=nameless), warning=True),) if nameless else ()
    return lines, notes
