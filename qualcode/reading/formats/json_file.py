"""Transcripts in JSON, of Whisper and of services, and the files of oTranscribe."""

from __future__ import annotations

import html
import json
import re
from typing import Any, NoReturn

from qualcode.errors import TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.formats.json_shapes import LIST, READERS, Piece, find_pieces
from qualcode.reading.formats.sample import Sample

SUFFIXES = (".json", ".otr")
BEGINNING = re.compile(r"\s*(?:\{\s*\"|\[\s*\{\s*\")")
AGAIN = "export the transcript again, or as .txt, .docx, .vtt or .srt"
NAMED = re.compile(r"\"(?:speaker|говорящий|спикер)", re.IGNORECASE)
NOBODY = "?"
# <p>, <br />, <div>: what ends a line of oTranscribe
BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])\s*>", re.IGNORECASE)
STAMP = re.compile(r"<span\b[^<>]*class=\\?[\"']timestamp[^<>]*>([^<>]*)</span>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")


def claims(sample: Sample) -> int:
    """Take what begins as JSON, and files named so."""
    if sample.zipped:
        return 0
    if sample.suffix in SUFFIXES:
        return 1
    return 2 if BEGINNING.match(sample.decoded.text[:1000]) else 0


def parse(sample: Sample) -> Document:
    """Give the words of the segments; of an .otr file the lines of its text."""
    decoded = sample.decoded
    data = load_json(decoded.text)
    if written := _written(data):
        return Document(written, "otr", decoded.encoding, notes=decoded.notes)
    program, pieces = find_pieces(data)
    if not pieces:
        known = ", ".join(dict.fromkeys(name for name, _ in READERS))
        raise refused(f"is JSON of a shape that is not known{_keys(data)}", f"known are: {known}")
    lines, told = _lines(pieces)
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
    program, pieces = find_pieces(data)
    return bool(_written(data)) or bool(pieces and (program != LIST or NAMED.search(text)))


def load_json(text: str) -> Any:
    """Load JSON, and refuse in one line what is none, doubtful or made to do harm."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except RecursionError:
        raise refused("is JSON with too many brackets inside each other", AGAIN) from None
    except json.JSONDecodeError as error:
        raise refused(f"is no JSON from line {error.lineno} on", AGAIN) from None
    except ValueError:  # of numbers with thousands of digits
        raise refused("is JSON with a number that is too long", AGAIN) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise refused(f"is JSON with the key “{twice[:40]}” twice in one place", AGAIN)
    return found


def _no_number(name: str) -> NoReturn:
    raise refused(f"is JSON with {name} for a number", AGAIN)


def _keys(data: Any) -> str:
    if not isinstance(data, dict):
        return ""
    shown = ", ".join(" ".join(str(key).split())[:40] for key in list(data)[:8])
    return f" (keys: {shown})" if shown else ""


def _lines(pieces: list[Piece]) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """Give each piece as a line; where others are named, one without a name is nobody's."""
    named = any(piece.speaker for piece in pieces)
    nameless = sum(not piece.speaker for piece in pieces) if named else 0
    lines = tuple(
        Line(
            piece.text.strip(),
            speaker=piece.speaker or (NOBODY if named else ""),
            time=piece.time,
            ends=piece.ends,
        )
        for piece in pieces
    )
    notes = (Note(phrase("json.nameless", n=nameless), warning=True),) if nameless else ()
    return lines, notes


def _written(data: Any) -> tuple[Line, ...]:
    """Give the lines of oTranscribe: HTML in `text` beside the name of the record."""
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(text, str) or not (
        {"media", "media-time"} & data.keys() or STAMP.search(text)
    ):
        return ()
    text = STAMP.sub(lambda found: f"[{found.group(1).strip()}] ", text)
    text = BREAK.sub("\n", re.sub(r"\s+", " ", text))
    lines = [html.unescape(TAG.sub("", line)).strip() for line in text.split("\n")]
    return tuple(Line(line) for line in lines) if any(lines) else ()
