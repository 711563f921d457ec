"""Files that are known and not read: each is refused in one line that says what to do."""

from __future__ import annotations

import re

from qualcode.errors import TranscriptError
from qualcode.reading.document import refused
from qualcode.reading.formats.archive import (
    ENTRY,
    KINDS,
    MEMBERS,
    UNSAFE,
    ZIP,
    archive_kind,
    damaged,
    member_names,
)
from qualcode.reading.formats.sample import LEAD, RTF

WORD = "open it in Word or LibreOffice and save it as .docx"
EXPORT = "save the transcript as .docx or .txt"
UNPACK = "unpack it first"
UNLOCK = "open it with its password in Word or LibreOffice and save it as .docx without one"

# how the file begins, what it is, what to do
SIGNATURES = (
    (b"\xdb\xa5-", "is a Word file of the early nineties", WORD),
    (b"\xffWPC", "is a WordPerfect file", "open it in LibreOffice and save it as .docx"),
    (b"\x1f\x8b", "is packed with gzip", UNPACK),
    (b"PK\x05\x06", "is an empty zip file", "export the transcript again"),
    (b"Rar!", "is a RAR archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", UNPACK),
    (b"ID3", "is a sound file", "give its transcript"),
    (b"RIFF", "is a sound file", "give its transcript"),
    (b"OggS", "is a sound file", "give its transcript"),
)
OLE = b"\xd0\xcf\x11\xe0"
# the streams of an OLE file, named in UTF-16; the first that is met says what it is
STREAMS = (
    ("EncryptedPackage", "is a Word or Excel file with a password", UNLOCK),
    ("WordDocument", "is an old Word file (.doc)", WORD),
    ("PowerPoint Document", "is an old PowerPoint file (.ppt)", EXPORT),
    ("Workbook", "is an old Excel workbook (.xls)", "save it as .xlsx"),
    ("Book", "is an old Excel workbook (.xls)", "save it as .xlsx"),
    ("MatOST", "is a Microsoft Works file (.wps)", "open it in LibreOffice and save it as .docx"),
    ("CONTENTS", "is a Microsoft Works file (.wps)", "open it in LibreOffice and save it as .docx"),
    ("__nameid_version1.0", "is an Outlook message (.msg)", EXPORT),
)
# a member of a zip file, what it is, what to do
ZIPS = (
    ("encrypted-package", "is an OpenDocument file with a password", UNLOCK),
    (r"ppt/presentation\.xml", "is a PowerPoint file", EXPORT),
    (r"xl/workbook\.bin", "is a binary Excel workbook (.xlsb)", "save it as .xlsx"),
    (r"Index/.*\.iwa|Index\.zip|index\.(xml|apxl)(\.gz)?", "is an Apple Pages file", EXPORT),
    (r"META-INF/container\.xml", "is an e-book (.epub)", EXPORT),
    (r"[^/]*\.qde", "is a project (.qdpx)", "export its transcripts as .docx or .txt"),
)
SUN = b"mimetypeapplication/vnd.sun.xml."
# Word before 2007, and Word's way to keep a .docx in one page of XML
WORD_XML = re.compile(rb"<\?mso-application|<w:wordDocument|<pkg:package")

# names that say what a file must be; anything that is known by its own beginning may bear them
PROMISED = {
    ".docx": "Word file",
    ".docm": "Word file",
    ".dotx": "Word file",
    ".odt": "OpenDocument file",
    ".ott": "OpenDocument file",
    ".rtf": "RTF file",
    ".xlsx": "Excel workbook",
}
KNOWN = (RTF, b"%PDF", b"<")
# a web page in one file with its pictures
PACKED_PAGE = re.compile(rb"\s*(?:From:\s*<Saved by|MIME-Version:|Snapshot-Content-Location:)")
PACKED_PAGES = (".mht", ".mhtml")
PACKED_CURE = "open it in a browser or in Word and save it as .htm or .docx"


def foreign_file(data: bytes, suffix: str) -> TranscriptError | None:
    """Recognise what is no transcript by its content, or a .docx that is none."""
    if data.startswith(ZIP):
        return _foreign_zip(data, suffix)
    if data.startswith(OLE):
        return _foreign_ole(data, suffix)
    for beginning, what, cure in SIGNATURES:
        if data.startswith(beginning):
            return refused(_named(suffix) + what, cure)
    if PACKED_PAGE.match(data) or suffix in PACKED_PAGES:
        return refused("is a web page in one file (.mht)", PACKED_CURE)
    if WORD_XML.search(data[:2000]):
        return refused("is a Word file in XML of its own (.xml)", WORD)
    if suffix in PROMISED and not data[:100].lstrip(LEAD).startswith(KNOWN):
        return refused(
            f"is named {suffix} but is no {PROMISED[suffix]}",
            f"save it as {suffix} again, or name it .txt if it is plain text",
        )
    return None


def _foreign_zip(data: bytes, suffix: str) -> TranscriptError | None:
    if SUN in data[:200]:
        return refused("is an OpenOffice 1 file (.sxw)", "open it in LibreOffice, save it as .docx")
    if archive_kind(data):
        return None
    if data.count(ENTRY) > MEMBERS:
        return refused(f"is a zip file with more than {MEMBERS:,} members", UNSAFE)
    names = member_names(data)
    if not names:
        kind = {".docm": "docx", ".dotx": "docx", ".ott": "odt"}.get(suffix, suffix[1:])
        return damaged(kind) if kind in KINDS else refused("is a damaged zip file", UNPACK)
    for pattern, what, cure in ZIPS:
        if any(re.fullmatch(pattern, name) for name in names):
            return refused(_named(suffix) + what, cure)
    return refused(
        "is a zip file that holds no document of a kind that is read",
        "unpack it first, or save the document as .docx",
    )


def _foreign_ole(data: bytes, suffix: str) -> TranscriptError:
    for stream, what, cure in STREAMS:
        if (stream + "\0").encode("utf-16-le") in data:
            return refused(_named(suffix) + what, cure)
    return refused("is an old Office file (.doc, .xls or .ppt)", WORD)


def _named(suffix: str) -> str:
    return f"is named {suffix} but " if suffix in {".docx", ".odt", ".rtf"} else ""
