"""In which letters languages are written: what tells those of one script apart."""

from __future__ import annotations

from functools import lru_cache

# `е` stands for `ё`, as in every folded word.
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = {
    "ba": f"{_CYRILLIC}ъыэғҙҡңөҫүһә",
    "be": f"{_CYRILLIC.replace('и', '').replace('щ', '')}ыэіў",
    "bg": f"{_CYRILLIC}ъ",
    "cv": f"{_CYRILLIC}ъыэӑӗҫӳ",
    "kk": f"{_CYRILLIC}ъыэіәғқңөұүһ",
    "ky": f"{_CYRILLIC}ъыэңөү",
    "mk": "абвгдежзијклмнопрстуфхцчшѓѕјљњќџ",
    "mn": f"{_CYRILLIC}ъыэөү",
    "ru": f"{_CYRILLIC}ъыэ",
    "sr": f"абвгдежзијклмнопрстуфхцчшђјљњћџ{_LATIN}čćđšž",
    "tt": f"{_CYRILLIC}ъыэәөүҗңһ",
    "uk": f"{_CYRILLIC}іїєґ",
    "cs": f"{_LATIN}áčďéěíňóřšťúůýž",
    "da": f"{_LATIN}æøåé",
    "de": f"{_LATIN}äöüß",
    "en": _LATIN,
    "es": f"{_LATIN}áéíñóúü",
    "et": f"{_LATIN}äõöüšž",
    "fi": f"{_LATIN}äöåšž",
    "fr": f"{_LATIN}àâæçéèêëîïôœùûüÿ",
    "hu": f"{_LATIN}áéíóöőúüű",
    "it": f"{_LATIN}àèéìíîòóùú",
    "lt": f"{_LATIN}ąčęėįšųūž",
    "lv": f"{_LATIN}āčēģīķļņšūž",
    "nl": f"{_LATIN}áéëïóöü",
    "no": f"{_LATIN}æøåéòô",
    "pl": f"{_LATIN}ąćęłńóśźż",
    "pt": f"{_LATIN}áâãàçéêíóôõú",
    "ro": f"{_LATIN}ăâîșşțţ",
    "sk": f"{_LATIN}áäčďéíĺľňóôŕšťúýž",
    "sl": f"{_LATIN}čšž",
    "sv": f"{_LATIN}åäöé",
    "tr": f"{_LATIN}çğıöşüâîû",
}
_MARKS = frozenset("-'0123456789")


@lru_cache(maxsize=256)
def alphabet(language: str) -> frozenset[str]:
    """Return the folded letters of a language, with the marks of its words; empty if unknown."""
    letters = _ALPHABETS.get(language)
    return frozenset(letters) | _MARKS if letters else frozenset()


def script_of(letter: str) -> str:
    """Return the script of a folded letter, in one word: CYRILLIC, LATIN; empty for a digit."""
    if "а" <= letter <= "я":
        return "CYRILLIC"
    if "a" <= letter <= "z":
        return "LATIN"
    from unicodedata import name

    return name(letter, "").partition(" ")[0] if letter.isalpha() else ""
