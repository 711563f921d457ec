"""Which language a stretch of talk is in, by its script and its commonest words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.language import english, russian

SURE_WORDS = 5  # fewer words than this decide nothing by themselves
SURE_SHARE = 0.08  # function words are 25-50 % of running words in their own language


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words counted by script, and function words by language."""

    words: int = 0
    cyrillic: int = 0
    latin: int = 0
    russian: int = 0
    english: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.words + other.words,
            self.cyrillic + other.cyrillic,
            self.latin + other.latin,
            self.russian + other.russian,
            self.english + other.english,
        )


NOTHING = Evidence()


def weigh_language(words: Iterable[str]) -> Evidence:
    """Count what speaks for each language in folded words."""
    total = cyrillic = latin = ru = en = 0
    for word in words:
        total += 1
        cyrillic += "а" <= word[0] <= "я"
        latin += "a" <= word[0] <= "z"
        ru += word in russian.FUNCTION_WORDS
        en += word in english.FUNCTION_WORDS
    return Evidence(total, cyrillic, latin, ru, en)


def detect_language(evidence: Evidence) -> str:
    """Return `ru`, `en`, or an empty string where the evidence is too thin or for neither."""
    if evidence.words < SURE_WORDS:
        return ""
    if evidence.cyrillic > evidence.latin and evidence.russian >= SURE_SHARE * evidence.words:
        return "ru"
    if evidence.latin > evidence.cyrillic and evidence.english >= SURE_SHARE * evidence.words:
        return "en"
    return ""


def tell_language(turn: Evidence, transcript: Evidence) -> str:
    """Tell the language of a turn: its own where sure, else the transcript's, else its script's.

    Latin words stand in Russian talk (`KPI`), Cyrillic ones in no English: a turn in Cyrillic
    letters is never taken for English. Talk in neither language stays untold.
    """
    own, whole = detect_language(turn), detect_language(transcript)
    if own:
        return own
    if turn.cyrillic > turn.latin and whole != "ru":
        return "ru" if whole == "en" or transcript.words < SURE_WORDS else ""
    if not whole and transcript.words < SURE_WORDS:
        return "en" if turn.latin else ""
    return whole
