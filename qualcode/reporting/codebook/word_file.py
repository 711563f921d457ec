"""A codebook → a Word file, to go into a thesis or article as its appendix.

Word and LibreOffice take its headings for their table of contents, repeat the heads of its
tables, and check its spelling in the language of each text.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from qualcode.errors import Problem, RefusedError
from qualcode.model.codebook import Codebook
from qualcode.reporting.codebook.document import (
    CodeEntry,
    Document,
    Fact,
    Lines,
    Question,
    RelationEntry,
    TensionEntry,
)
from qualcode.reporting.codebook.view import view_codebook
from qualcode.reporting.codebook.word_parts import Paper
from qualcode.runs.manifest import package_versions
from qualcode.runs.output import put_whole

_SIGNS = ("words", "exact", "wildcard", "either", "gap", "mask", "line")
_TEXT = "word/document.xml"
_MADE = (1980, 1, 1, 0, 0, 0)  # every file of the archive: the same codebook, the same bytes


def render_word_file(codebook: Codebook, *, language: str = "en") -> bytes:
    """Render a codebook as the bytes of a DOCX file; the same codebook gives the same bytes."""
    document = view_codebook(codebook, language)
    paper = Paper(document.words)
    paper.title(document.title)
    for number, part in enumerate(document.parts, start=1):
        paper.heading(f"{number}. {document.words.text(f'part.{part}')}", 1)
        _PARTS[part](paper, document)
    made = document.words.text(
        "page.made",
        version=package_versions()["qualcode"],
        file=document.file,
        hash=document.sha256,
    )
    paper.small(made)
    return _packed(paper.document, document.title)


def write_word_file(path: Path, codebook: Codebook, *, language: str = "en") -> None:
    """Write the DOCX file; RefusedError over anything but one of ours that nobody has changed."""
    data = render_word_file(codebook, language=language)
    if path.exists() and not (path.is_file() and is_untouched(path.read_bytes())):
        message = "exists, and is no Word file of qualcode or was changed since"
        raise RefusedError(Problem(str(path), message, cure="choose another name"))
    put_whole(path, data)


def is_untouched(data: bytes) -> bool:
    """Tell whether the bytes are a Word file of ours that nobody has changed since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text, properties = archive.read(_TEXT), archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False
    return hashlib.sha256(text).hexdigest().encode() in properties


def _packed(document: Any, title: str) -> bytes:
    """Save the document with a mark of its text, by which `is_untouched` knows it again."""
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.last_modified_by = "qualcode"
    about.created = about.modified = datetime(*_MADE)
    first = io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as archive:
        about.identifier = hashlib.sha256(archive.read(_TEXT)).hexdigest()
    second, packed = io.BytesIO(), io.BytesIO()
    document.save(second)
    with zipfile.ZipFile(second) as read, zipfile.ZipFile(packed, "w") as written:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _MADE)
            written.writestr(entry, read.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _about(paper: Paper, document: Document) -> None:
    words = document.words
    paper.facts(document.about)
    paper.heading(words.text("signs.title"), 2)
    for sign in _SIGNS:
        paper.bullet(words.text(f"signs.{sign}"))


def _types(paper: Paper, document: Document) -> None:
    head = [document.words.text(f"types.{key}") for key in ("type", "id", "aliases")]
    paper.table(document.words.text("types.caption"), head, document.types, (5, 5, 6))


def _codes(paper: Paper, document: Document) -> None:
    words = document.words
    head = [words.text(f"codes.{key}") for key in ("code", "id", "brief", "indicators")]
    rows = [
        (f"{chr(0x2003) * code.depth}{code.name}", code.id, code.brief, code.found_by)
        for code in document.codes
    ]
    links = [code.anchor for code in document.codes]
    paper.table(words.text("codes.caption"), head, rows, (4.1, 5.0, 4.3, 2.6), links)
    for code in document.codes:
        _code(paper, code)


def _code(paper: Paper, code: CodeEntry) -> None:
    paper.heading(code.name, min(code.depth, 2) + 2, code.anchor, code.id)
    for name in code.other_names:
        paper.small(f"{name.head}: {name.text}", name.language)
    if code.brief:
        paper.bold(code.brief)
    paper.facts(code.facts)
    _lines(paper, (*code.indicators, *code.masks), in_a_row=True)
    _lines(paper, code.sentences)


def _lines(paper: Paper, groups: Iterable[Lines], *, in_a_row: bool = False) -> None:
    """Write lines of one kind and language; short ones that need no note stand in a row."""
    for group in groups:
        paper.run_in(group.head)
        plain = [one for one in group.lines if in_a_row and not one.note]
        if plain:
            paper.in_a_row([(one.text, str(one.line)) for one in plain], group.language)
        for one in group.lines:
            if one not in plain:
                paper.bullet(one.text, str(one.line), one.note, group.language)


def _relations(paper: Paper, document: Document) -> None:
    for one in document.relations:
        _relation(paper, one)


def _relation(paper: Paper, one: RelationEntry) -> None:
    paper.heading(one.name, 2, mark=one.id)
    if one.definition:
        paper.text(one.definition)
    _lines(paper, one.cues, in_a_row=True)


def _tensions(paper: Paper, document: Document) -> None:
    for one in document.tensions:
        _tension(paper, one, document)


def _tension(paper: Paper, one: TensionEntry, document: Document) -> None:
    paper.heading(one.name, 2, one.anchor, one.id)
    poles = " ↔ ".join(" + ".join(name for name, _ in pole) for pole in one.poles)
    paper.facts((Fact(document.words.text("tension.poles"), poles), *one.facts))
    _lines(paper, one.cues, in_a_row=True)
    _lines(paper, one.sentences)


def _guide(paper: Paper, document: Document) -> None:
    for one in document.guide:
        _question(paper, one, document)


def _question(paper: Paper, one: Question, document: Document) -> None:
    paper.bold(one.text, one.id)
    for probe in one.probes:
        paper.bullet(probe)
    if one.topics:
        paper.small(f"{document.words.text('guide.topics')}: {one.topics}")


def _changes(paper: Paper, document: Document) -> None:
    words = document.words
    head = [words.text(f"changes.{key}") for key in ("version", "date", "who", "what")]
    rows: Sequence[Sequence[str]] = document.changes
    paper.table(words.text("changes.caption"), head, rows, (2, 2.6, 3.8, 7.6))


_PARTS = {
    "about": _about,
    "types": _types,
    "codes": _codes,
    "relations": _relations,
    "tensions": _tensions,
    "guide": _guide,
    "changes": _changes,
}
