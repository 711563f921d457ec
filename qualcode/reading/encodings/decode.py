"""Turns bytes into text: as declared, or by its mark, as UTF-8, or by evidence, and says so."""

from __future__ import annotations

import codecs
from dataclasses import replace

from qualcode.errors import TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import refused
from qualcode.reading.encodings.choice import Choice, choose
from qualcode.reading.encodings.declaration import Declaration, parse_declaration
from qualcode.reading.encodings.decoded import Decoded, first_words, line_of
from qualcode.reading.encodings.faults import (
    count_faults,
    fault_error,
    fill_faults,
    is_meant,
    lose_faults,
    read_with_faults,
)
from qualcode.reading.encodings.likelihood import cost_of_text
from qualcode.reading.encodings.mojibake import find_garbling
from qualcode.reading.encodings.names import UTF_8, WESTERN, Encoding
from qualcode.reading.encodings.repairs import parse_repair, repair_text
from qualcode.reading.encodings.wide import find_wide

# UTF-32 first: its mark begins with that of UTF-16
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
DOUBT = 60  # a declared encoding that costs so much more than another is told
DOUBTED = 50_000  # bytes
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))


def decode(data: bytes, declared: str = "", repair: str = "") -> Decoded:
    """Decode a text file; raise `TranscriptError` where the encoding cannot be told for sure.

    `declared` is what reading.yaml says under `encoding:` (`koi8-r`, `utf-8+windows-1251`,
    `utf-8+lost`), `repair` what it says there under `repair:` (`windows-1251`): how letters that
    were garbled before are made good. Without it garbled letters are told and left as they are.
    """
    decoded = _as_declared(data, parse_declaration(declared)) if declared else _as_found(data)
    if "\0" in decoded.text:
        line = line_of(decoded.text, decoded.text.index("\0"))
        message = f"is no text file (there are zero bytes in it, the first in line {line})"
        raise refused(message, "export the transcript again")
    return _repaired(decoded, repair) if repair else _watched(decoded)


def _as_found(data: bytes) -> Decoded:
    for mark, name, codec in MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], codec, name.upper()), name)
    if wide := find_wide(data):
        encoding, share = wide
        text = _strictly(data, encoding.codec, encoding.name)
        return _noted(text, encoding.id, "encoding.wide", name=encoding.name, share=share)
    text = read_with_faults(data)
    if text.isascii() or not count_faults(text)[0]:
        return Decoded(text, UTF_8.id)
    if is_meant(text):
        raise fault_error(text)
    return _eight_bit(data)


def _strictly(data: bytes, codec: str, name: str, id: str = "") -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec, errors="replace")
        line = line_of(before, len(before))
        broken = "breaks off" if error.end >= len(data) else "is damaged"
        message = f"is {name}, but {broken} in line {line} (byte {error.start + 1})"
        cure = "copy it again, or declare `encoding: {}+lost` in reading.yaml"
        raise refused(message, cure.format(id or codec)) from None


def _eight_bit(data: bytes) -> Decoded:
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) // 100:
        raise refused("is no text file", "export the transcript as .docx or as text in UTF-8")
    choice = choose(data)
    if isinstance(choice, TranscriptError):
        raise choice
    encoding = choice.encoding
    text = _strictly(data, encoding.codec, encoding.name, encoding.id)
    return Decoded(text, encoding.id, (_choice_note(choice),))


def _choice_note(choice: Choice) -> Note:
    told = phrase(
        "encoding.western" if choice.encoding in WESTERN else "encoding.found",
        name=choice.encoding.name,
        words=choice.words,
        rival=choice.rival.name,
        rival_words=choice.rival_words,
    )
    return Note(told, warning=not choice.sure)


def _as_declared(data: bytes, declaration: Declaration) -> Decoded:
    encoding = declaration.encoding
    mark = next((one for one in MARKS if data.startswith(one[0])), None)
    if mark and mark[1] not in encoding.id:
        message = f"is declared {encoding.name}, but begins with the mark of {mark[1].upper()}"
        raise refused(message, "take `encoding:` away from it in reading.yaml")
    if mark:
        data, codec = data[len(mark[0]) :], mark[2]
    else:
        codec = _with_order(data, encoding)
    if encoding is UTF_8:
        return _declared_utf_8(data, declaration)
    other = _likelier(data[:DOUBTED], codec)
    if declaration.lost:
        text = data.decode(codec, errors="replace")
    else:
        text = _as_told(data, encoding, codec, other)
    if other:
        name, words = other
        told = phrase("encoding.doubted", name=encoding.name, other=name, words=words)
        return Decoded(text, declaration.id, (Note(told, warning=True),))
    return _noted(text, declaration.id, "encoding.declared", name=encoding.name)


def _as_told(data: bytes, encoding: Encoding, codec: str, other: tuple[str, str] | None) -> str:
    try:
        return _strictly(data, codec, encoding.name, encoding.id)
    except TranscriptError:
        if not other:
            raise
    message = f"is declared {encoding.name}, but its words read “{other[1]}” in {other[0]}"
    raise refused(message, "correct `encoding:` in reading.yaml, or take it away")


def _with_order(data: bytes, encoding: Encoding) -> str:
    # declared utf-16 without a mark: its content says which byte comes first
    if encoding.id not in {"utf-16", "utf-32"}:
        return encoding.codec
    found = find_wide(data)
    return found[0].codec if found and encoding.id in found[0].id else f"{encoding.codec}-le"


def _declared_utf_8(data: bytes, declaration: Declaration) -> Decoded:
    text = read_with_faults(data)
    count, lines, first = count_faults(text)
    if not count:
        return _noted(text, UTF_8.id, "encoding.declared", name=UTF_8.name)
    if declaration.lost:
        note = Note(phrase("encoding.lost", n=count, line=first), warning=True)
        return Decoded(lose_faults(text), declaration.id, (note,))
    if declaration.faults:
        name = declaration.faults.name
        note = Note(phrase("encoding.mixed", name=name, n=lines, line=first), warning=True)
        return Decoded(fill_faults(text, declaration.faults), declaration.id, (note,))
    if is_meant(text):
        raise fault_error(text)
    choice = choose(data)
    if isinstance(choice, TranscriptError):
        raise choice
    message = f"is declared UTF-8, but its words read “{choice.words}” in {choice.encoding.name}"
    raise refused(message, f"declare `encoding: {choice.encoding.id}` in reading.yaml")


def _likelier(sample: bytes, codec: str) -> tuple[str, str] | None:
    """Name the encoding that the letters clearly speak for; what is declared is obeyed."""
    if sample.isascii() or codec.startswith("utf"):
        return None
    text = read_with_faults(sample)
    name = UTF_8.name
    if not is_meant(text):
        choice = choose(sample)
        if isinstance(choice, TranscriptError):
            return None
        text, name = sample.decode(choice.encoding.codec, errors="replace"), choice.encoding.name
    as_declared = sample.decode(codec, errors="replace")
    doubted = cost_of_text(as_declared) - cost_of_text(text) > DOUBT
    return (name, first_words(text)) if doubted else None


def _noted(text: str, encoding: str, id: str, **values: str | float) -> Decoded:
    return Decoded(text, encoding, (Note(phrase(id, **values)),))


def _watched(decoded: Decoded) -> Decoded:
    """Tell letters that were garbled before, and offer the repair."""
    if any(note.phrase.id == "encoding.doubted" for note in decoded.notes):
        return decoded  # declared wrongly: they are garbled now
    garbling = find_garbling(decoded.text)
    if garbling is None:
        return decoded
    told = phrase(
        "encoding.garbled",
        garbled=garbling.words,
        repaired=garbling.repaired,
        repair=garbling.repair,
    )
    return replace(decoded, notes=(*decoded.notes, Note(told, warning=True)))


def _repaired(decoded: Decoded, repair: str) -> Decoded:
    text = decoded.text
    for step in parse_repair(repair):
        text = repair_text(text, step)
    if text == decoded.text:
        note = Note(phrase("encoding.unrepaired", repair=repair), warning=True)
    else:
        words = first_words(text)
        note = Note(phrase("encoding.repaired", repair=repair, words=words))
    return replace(decoded, text=text, notes=(*decoded.notes, note))
