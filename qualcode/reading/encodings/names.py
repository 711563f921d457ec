"""The encodings that are told apart, and the names under which people know them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoding: what Python calls it, what people are told, what they may write for it."""

    codec: str
    id: str  # in tables and in reading.yaml
    name: str  # in sentences
    aliases: tuple[str, ...] = ()  # without blanks and hyphens, lower case
    rare: int = 0  # −ln of how often it is met beside Windows-1251, as far as is known


UTF_8 = Encoding("utf-8", "utf-8", "UTF-8", ("utf8", "utf8bom", "utf8sig", "unicode8"))
WIDE = (
    Encoding("utf-16-le", "utf-16-le", "UTF-16 LE", ("utf16le", "ucs2le", "unicodele")),
    Encoding("utf-16-be", "utf-16-be", "UTF-16 BE", ("utf16be", "ucs2be", "unicodebe")),
    Encoding("utf-32-le", "utf-32-le", "UTF-32 LE", ("utf32le", "ucs4le")),
    Encoding("utf-32-be", "utf-32-be", "UTF-32 BE", ("utf32be", "ucs4be")),
)
# with a mark, or of the byte order that the content shows
UTF_16 = Encoding("utf-16", "utf-16", "UTF-16", ("utf16", "unicode", "ucs2"))
UTF_32 = Encoding("utf-32", "utf-32", "UTF-32", ("utf32", "ucs4"))
WINDOWS_1251 = Encoding(
    *("cp1251", "windows-1251", "Windows-1251"),
    ("1251", "cp1251", "win1251", "windows1251", "ansi", "ansicyrillic", "cyrillicwindows"),
)
KOI8_R = Encoding("koi8-r", "koi8-r", "KOI8-R", ("koi8", "koi8r", "koi", "20866"), 1)
KOI8_U = Encoding("koi8-u", "koi8-u", "KOI8-U", ("koi8u", "21866"), 2)
IBM866 = Encoding(
    *("cp866", "ibm866", "IBM866 (DOS)"),
    ("866", "cp866", "ibm866", "dos", "dos866", "oem", "oem866", "alt", "cyrillicdos"),
    1,
)
MAC_CYRILLIC = Encoding(
    *("mac-cyrillic", "mac-cyrillic", "MacCyrillic"),
    ("maccyrillic", "xmaccyrillic", "10007", "cyrillicmac", "maccyr"),
    4,
)
ISO_5 = Encoding(
    *("iso8859-5", "iso-8859-5", "ISO-8859-5"),
    ("iso88595", "88595", "28595", "cyrilliciso", "isocyrillic"),
    3,
)
KAZAKH = Encoding("kz1048", "kz-1048", "KZ-1048 (Kazakh)", ("kz1048", "rk1048", "strk1048"), 3)
WINDOWS_1252 = Encoding(
    *("cp1252", "windows-1252", "Windows-1252"),
    ("1252", "cp1252", "win1252", "windows1252", "ansilatin", "western"),
)
LATIN_1 = Encoding("latin-1", "iso-8859-1", "ISO-8859-1", ("latin1", "iso88591", "88591"), 3)
MAC_ROMAN = Encoding(
    *("mac-roman", "mac-roman", "MacRoman"), ("macroman", "macintosh", "mac", "xmacroman"), 3
)

CYRILLIC = (WINDOWS_1251, KOI8_R, KOI8_U, IBM866, MAC_CYRILLIC, ISO_5)
WESTERN = (WINDOWS_1252, MAC_ROMAN)
EIGHT_BIT = (*CYRILLIC, *WESTERN)  # those that are found by their letters
KNOWN = (UTF_8, UTF_16, UTF_32, *WIDE, *EIGHT_BIT, LATIN_1, KAZAKH)

# encodings in name only: they unescape, translate, or differ from computer to computer
_NO_TEXT = frozenset(
    "idna mbcs oem palmos punycode raw-unicode-escape undefined unicode-escape utf-7".split()
)


def find_encoding(written: str) -> Encoding | None:
    """Find the encoding that somebody has named: `cp1251`, `Windows 1251`, `ANSI Cyrillic`, `DOS`.

    Encodings that only Python knows (`gb18030`, `cp1250`) are found by its names.
    """
    folded = re.sub(r"[\s_()./-]+", "", written.lower())
    for encoding in KNOWN:
        if folded in encoding.aliases:
            return encoding
    try:
        info = codecs.lookup(written.strip())
    except (LookupError, ValueError):
        return None
    name = info.name.replace("_", "-")
    is_text = getattr(info, "_is_text_encoding", True)  # rot13 and base64 are none
    return Encoding(info.name, name, written.strip()) if is_text and name not in _NO_TEXT else None


def known_names() -> str:
    """List the names to choose from when an encoding is declared."""
    return ", ".join(encoding.id for encoding in (UTF_8, UTF_16, *EIGHT_BIT))
