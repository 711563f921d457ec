"""Looks into a zip file before anything is unpacked, and refuses what is unsafe."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass

from qualcode.errors import TranscriptError
from qualcode.reading.document import refused

MEGABYTE = 1024 * 1024
LIMIT = 200 * MEGABYTE  # of all members unpacked
RATIO = 200  # unpacked size to packed size, for members over a megabyte
MEMBERS = 10_000
ZIP = b"PK\x03\x04"  # how a zip file begins
ENTRY = b"PK\x01\x02"  # of a zip's list of members
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
MANIFEST = "META-INF/manifest.xml"
UNSAFE = "it is not opened; ask for a clean copy"
# what reading a damaged zip file ends in
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of zip file that is read: its name in messages, and how to make it anew."""

    name: str
    cure: str


KINDS = {
    "docx": Kind("a Word file", "save it as .docx again"),
    "odt": Kind("an OpenDocument file", "save it as .odt again, or as .docx"),
    "xlsx": Kind("an Excel workbook", "save it as .xlsx again"),
}
WORD = re.compile(r"word/document\d*\.xml$", re.IGNORECASE)


def member_names(data: bytes) -> frozenset[str]:
    """Give the names of a zip's members; none where it is no zip, or a damaged one."""
    if not data.startswith(ZIP) or data.count(ENTRY) > MEMBERS:
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except DAMAGED:
        return frozenset()


def archive_kind(data: bytes) -> str:
    """Tell `docx`, `xlsx` or `odt` (all of OpenDocument) by the members; empty for any other."""
    names = member_names(data)
    if any(WORD.match(name) for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "odt" if "content.xml" in names else ""


def check_archive(data: bytes, kind: str) -> None:
    """Refuse a zip whose members could do harm when unpacked, or that is locked or damaged.

    `kind` is a key of `KINDS` and gives the words of the message. Every XML member is read to its
    end; zips inside the file are never opened.
    """
    known = KINDS[kind]
    if data.count(ENTRY) > MEMBERS:  # before any of them is looked at
        raise refused(f"is {known.name} with more than {MEMBERS:,} members", UNSAFE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, known)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive.read(member), member.filename, known)
    except DAMAGED:
        raise damaged(kind) from None


def damaged(kind: str) -> TranscriptError:
    """Make the error for a file of a kind whose parts cannot be read."""
    known = KINDS[kind]
    return refused(f"is {known.name} that is damaged or cut short", known.cure)


def _check_members(members: list[zipfile.ZipInfo], kind: Kind) -> None:
    if sum(member.file_size for member in members) > LIMIT:
        raise refused(f"would unpack to more than {LIMIT // MEGABYTE} MB", UNSAFE)
    names = Counter(member.filename for member in members)
    if max(names.values(), default=0) > 1:
        raise refused(f"is {kind.name} with two members of the same name", UNSAFE)
    for member in members:
        _check_member(member, kind)


def _check_member(member: zipfile.ZipInfo, kind: Kind) -> None:
    if _leaves_folder(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
        raise refused(f"is {kind.name} with a member outside its folder", UNSAFE)
    if member.file_size > MEGABYTE and member.file_size > RATIO * max(member.compress_size, 1):
        raise refused(f"is {kind.name} that unpacks to a suspicious size", UNSAFE)
    if member.flag_bits & 1:
        raise locked(kind)
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise refused("is a zip of a kind that is not read", kind.cure)


def locked(kind: Kind) -> TranscriptError:
    """Make the error for a file with a password."""
    cure = "open it in its program, take the password off, and save it again"
    return refused(f"is {kind.name} with a password", cure)


def _leaves_folder(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name


def _check_xml(content: bytes, name: str, kind: Kind) -> None:
    if name == MANIFEST and b"encryption-data" in content:
        raise locked(kind)
    # OpenOffice 2 wrote a DOCTYPE into the manifest, which nobody parses here
    unwanted = ENTITY if name == MANIFEST else DECLARATION
    if unwanted.search(content.replace(b"\0", b"")):  # UTF-16 hides the words behind zero bytes
        raise refused(f"is {kind.name} that declares entities", UNSAFE)
