"""Files that are known and not read: each is refused in one line that says what to do."""

from __future__ import annotations

from qualcode.errors import TranscriptError
from qualcode.reading.document import refused

WORD = "open it in Word or LibreOffice and save it as .docx"

# how the file begins, what it is, what to do
SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "is an old Word file (.doc) or a Word file with a password", WORD),
    (b"{\\rtf", "is RTF", WORD),
    (b"%PDF", "is PDF", "copy its text into a .docx or .txt file"),
    (b"\x1f\x8b", "is packed with gzip", "unpack it first"),
    (b"Rar!", "is a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", "unpack it first"),
    (b"ID3", "is a sound file", "give its transcript"),
    (b"RIFF", "is a sound file", "give its transcript"),
)
WEB = (b"<!doctype html", b"<html")
TABLES = frozenset({".csv", ".tsv", ".xls", ".json"})


def foreign_file(data: bytes, suffix: str) -> TranscriptError | None:
    """Recognise what is no transcript by its first bytes, or a .docx that is none."""
    for beginning, what, cure in SIGNATURES:
        if data.startswith(beginning):
            named = f"is named {suffix} but " if suffix == ".docx" else ""
            return refused(named + what, cure)
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB):
        return refused("is a web page", "save its text as .txt or .docx")
    if suffix in TABLES:
        return refused(f"is a table ({suffix})", "save the transcript as .docx or .txt")
    if suffix == ".docx" and not data.startswith(b"PK\x03\x04"):
        return refused(
            "is named .docx but is no Word file (no zip)",
            "save it as .docx again, or name it .txt if it is plain text",
        )
    return None
