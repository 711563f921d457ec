"""Turns bytes into text: UTF-8 first, then by evidence, and says so; never a silent guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import refused

# UTF-32 first: its mark begins with that of UTF-16
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
RIVALS = (
    ("cp1251", "Windows-1251"),
    ("koi8-r", "KOI8-R"),
    ("cp866", "IBM866 (DOS)"),
    ("mac-cyrillic", "MacCyrillic"),
    ("iso8859-5", "ISO-8859-5"),
)
# how often each letter is met in a thousand letters of Russian text
OFTEN = {
    "о": 110,
    "е": 85,
    "а": 80,
    "и": 74,
    "н": 67,
    "т": 63,
    "с": 55,
    "р": 47,
    "в": 45,
    "л": 44,
    "к": 35,
    "м": 32,
    "д": 30,
    "п": 28,
    "у": 26,
    "я": 20,
    "ы": 19,
    "ь": 17,
    "г": 17,
    "з": 16,
    "б": 16,
    "ч": 14,
    "й": 12,
    "х": 10,
    "ж": 9,
    "ш": 7,
    "ю": 6,
    "ц": 5,
    "щ": 4,
    "э": 3,
    "ф": 3,
    "ъ": 1,
    "ё": 1,
}
SAMPLE = 200_000
SAVE = "save it as UTF-8"
# bytes that mean the same in Windows-1251 and Windows-1252: quotation marks, dashes, dots, №-free
SHARED = frozenset(b"\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa7\xa9\xab\xae\xb0\xb1\xb7\xbb")
# UTF-8 once read as Windows-1251 or -1252: "РєРѕРЅ", "Ð¾Ð½", "â€™"
MOJIBAKE = re.compile(
    "[РС][\u0402\u0403\u0409-\u040f\u0452\u0453\u0456-\u045f\u0404\u0454\u0401\u0451"
    "\u0490\u0491°±µ¶·»ѕЅ„†‡€‰‹›“”•™¤¦§©¬®¢\u00a0]|[ÐÑ][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ]|â€"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the name of its encoding, and what had to be said about it."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a text file; raise `TranscriptError` where the encoding cannot be told for sure."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _marked(data, mark, name)
    if _wide(data):
        raise refused("looks like UTF-16 without a byte order mark", SAVE)
    if b"\0" in data:
        raise refused("is no text file (there are zero bytes in it)", "export the transcript again")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)
    return Decoded(text, "utf-8", _mojibake(text))


def _marked(data: bytes, mark: bytes, name: str) -> Decoded:
    try:
        text = data[len(mark) :].decode("utf-8") if name == "utf-8" else data.decode(name)
    except UnicodeDecodeError as error:
        message = f"begins as {name.upper()} but breaks off or is damaged at byte {error.start}"
        raise refused(message, SAVE) from None
    if "\0" in text:
        raise refused("is no text file (there are zero bytes in it)", "export the transcript again")
    return Decoded(text, name, _mojibake(text))


def _wide(data: bytes) -> bool:
    # Latin UTF-16 has a zero in every second byte; Cyrillic has 04, and a zero for each blank
    sample = data[:SAMPLE]
    for half in (sample[0::2], sample[1::2]):
        if len(half) >= 2 and half.count(0) + half.count(4) > 0.6 * len(half):
            return True
    return False


def _eight_bit(data: bytes) -> Decoded:
    sample = data[:SAMPLE]
    if sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in sample) > len(sample) // 100:
        raise refused("is no text file", "export the transcript as .docx or as text in UTF-8")
    high = [byte for byte in sample if byte >= 0x80]
    latin = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    foreign = [byte for byte in high if byte not in SHARED]
    if latin > 20 and len(foreign) <= latin // 20:
        return _western(data, len(foreign))
    return _cyrillic(data, sample, high)


def _western(data: bytes, accents: int) -> Decoded:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise refused("is neither UTF-8 nor Windows-1252", SAVE) from None
    note = Note(phrase("encoding.western", accents=accents), warning=True)
    return Decoded(text, "windows-1252", (note,))


def _cyrillic(data: bytes, sample: bytes, high: list[int]) -> Decoded:
    if len(high) < 10:
        raise refused("is no UTF-8, and too little of it is Cyrillic to tell the encoding", SAVE)
    scores = {name: _likeness(sample, codec) for codec, name in RIVALS}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < 35:
        raise refused("is no UTF-8, and its encoding cannot be told", SAVE)
    if best != "Windows-1251":
        raise refused(f"looks like {best}", SAVE)
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError as error:
        message = f"looks like Windows-1251 but is damaged at byte {error.start}"
        raise refused(message, SAVE) from None
    return Decoded(text, "windows-1251", (_cyrillic_note(text),))


def _cyrillic_note(text: str) -> Note:
    letters = [sign for sign in text[:SAMPLE] if "\u0400" <= sign <= "\u04ff"]
    lower = sum(sign.islower() for sign in letters)
    common = sum(sign.casefold() in "оеаинтс" for sign in letters)
    shares = {"small": lower / len(letters), "common": common / len(letters)}
    return Note(phrase("encoding.cyrillic", name="Windows-1251", **shares), warning=True)


def _likeness(sample: bytes, codec: str) -> float:
    """Say how much a decoding looks like Russian: about 50-60 for prose, per sign above ASCII."""
    text = sample.decode(codec, errors="replace")
    score, seen, before = 0, 0, ""
    for sign in text:
        if sign >= "\x80":
            seen += 1
            score += _worth(sign, before)
        before = sign
    return score / seen if seen else 0.0


def _worth(sign: str, before: str) -> int:
    if sign in OFTEN:
        return OFTEN[sign]
    if sign.lower() in OFTEN:
        # a capital after a small letter: яЯ, the trace of a wrong decoding
        return -60 if before.islower() else OFTEN[sign.lower()] // 8
    return 0 if sign in "«»—–…№„“”’\u00a0" else -60


def _mojibake(text: str) -> tuple[Note, ...]:
    found = MOJIBAKE.findall(text[:SAMPLE])
    if len(found) < 5:
        return ()
    letters = sum(sign.isalpha() for sign in text[:SAMPLE])
    if len(found) * 20 < letters:
        return ()
    return (Note(phrase("encoding.garbled", first=found[0]), warning=True),)
