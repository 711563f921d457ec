"""Looks into a zip file before anything is unpacked, and refuses what is unsafe."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib

from qualcode.reading.document import refused

LIMIT = 200 * 1024 * 1024  # bytes of all members unpacked
RATIO = 200  # unpacked size to packed size, for members over a megabyte
MEGABYTE = 1024 * 1024
DOCUMENT = "word/document.xml"
MEMBERS = 10_000
OTHERS = (
    ("xl/workbook.xml", "is an Excel workbook", "save the transcript as .docx or .txt"),
    ("content.xml", "is an OpenDocument file", "save it as .docx"),
    ("ppt/presentation.xml", "is a PowerPoint file", "save the transcript as .docx or .txt"),
)
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_word_archive(data: bytes) -> None:
    """Refuse a zip that is no Word file, or whose members could do harm when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_kind({member.filename for member in members})
            _check_members(members)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_entities(archive.read(member))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, NotImplementedError):
            raise refused("is a zip of a kind that is not read", "save it as .docx again") from None
        raise refused("is a damaged or locked Word file", "save it as .docx again") from None


def _check_kind(names: set[str]) -> None:
    if DOCUMENT in names:
        return
    for name, what, cure in OTHERS:
        if name in names:
            raise refused(what, cure)
    raise refused("is a zip file but no Word file", "unpack it first, or save it as .docx")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    unsafe = "it is not opened; ask for a clean copy"
    if len(members) > MEMBERS or sum(member.file_size for member in members) > LIMIT:
        raise refused(f"would unpack to more than {LIMIT // MEGABYTE} MB", unsafe)
    for member in members:
        if _leaves_folder(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
            raise refused("is a Word file with a member outside its folder", unsafe)
        if member.file_size > MEGABYTE and member.file_size > RATIO * max(member.compress_size, 1):
            raise refused("is a Word file that unpacks to a suspicious size", unsafe)


def _leaves_folder(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name


def _check_entities(xml: bytes) -> None:
    # UTF-16 hides the words behind zero bytes
    if DECLARATION.search(xml.replace(b"\0", b"")):
        raise refused(
            "is a Word file that declares entities", "it is not opened; ask for a clean copy"
        )
