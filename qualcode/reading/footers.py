"""Tells what nobody speaks at the end of a file: footers, and comments on the interview."""

from __future__ import annotations

from qualcode.language.labels import fold_label
from qualcode.reading.headers import KEY, LOOKED_AT, TITLE, is_speech
from qualcode.reading.label_words import COMMENTS, FOOTERS, PAUSES
from qualcode.reading.labels import is_header_key
from qualcode.reading.set_off import in_brackets, is_rule


def is_footer(text: str) -> bool:
    """Tell whether a line says that recording or file end, or who typed it."""
    folded = fold_label(text)
    if any(folded.startswith(words) for words in FOOTERS):
        return len(folded.split()) <= 15
    found = KEY.match(text, 0, LOOKED_AT)
    is_key = found is not None and is_header_key(found["key"]) and not is_speech(found["value"])
    return is_rule(text) or (is_key and len(folded.split()) <= TITLE)


def ends_record(text: str) -> bool:
    """Tell whether a short line says that the record is over: nobody speaks below it."""
    folded = fold_label(text)
    short = len(folded.split()) <= 6 or in_brackets(text.strip())
    return short and any(folded.startswith(words) for words in FOOTERS if words not in PAUSES)


def opens_comment(text: str, of_interviewer: bool = False) -> bool:
    """Tell whether a line opens a comment on the interview, `of_interviewer` where it says so."""
    found = KEY.match(text, 0, LOOKED_AT)
    if found is None:
        return False
    words = fold_label(found["key"]).split(" ")
    whose = any(word.startswith(("интервьюер", "interviewer")) for word in words[1:])
    return words[0] in COMMENTS and (whose or not of_interviewer)
