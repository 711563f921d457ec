"""What a speaker's label looks like, and when two labels are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qualcode.reading.label_words import (
    ANSWERING,
    ASKING,
    HEADER_KEYS,
    INTERVIEWER,
    LETTER_PAIRS,
    NUMBERED,
    PROSE,
    RESPONDENT,
)

LONGEST = 40  # characters of a label that nobody has declared
HEADERS = frozenset(HEADER_KEYS)
FORBIDDEN = re.compile(r"[,;?!:\"«»“”„…=<>{}\[\]\\|/+*]|\.\.|^\W*$")
PARENTHESIS = re.compile(r"\s*\([^()]*\)$")
NUMBER = re.compile(r"\s*(?:№|#|n\.?|no\.?)?\s*\d{1,3}$")
# verbs in the first person, imperatives, adverbs; names seldom end so
PROSE_END = re.compile(r"\w(?:[аяуеию]ю|[жшчщ]у|[лнрс]ю|[еий]те|но)$")
NOSCRIBE = re.compile(r"s\d\d$")
# small words inside names and roles: Людвиг ван Бетховен, Голос из зала
JOINING = frozenset(
    "van von de der den del da di la le el al bin ibn of the из за с у и на и.о. ван фон де".split()
)
# ё and look-alike letters of the other alphabet, for telling typing mistakes
TWINS = str.maketrans("аеёорсухкмнтв", "aeeopcyxkmhtb")


def same_label(a: str, b: str) -> bool:
    """Tell whether two labels are equal but for case, markup and punctuation around them."""
    return fold_label(a) == fold_label(b)


@lru_cache(maxsize=4096)
def fold_label(label: str) -> str:
    """Bring a label to the form in which labels are compared: `**Инф.:**` → `инф`."""
    text = unicodedata.normalize("NFC", label).casefold()
    start, stop = 0, len(text)
    while start < stop and not text[start].isalnum():
        start += 1
    while stop > start and not text[stop - 1].isalnum():
        stop -= 1
    return " ".join(text[start:stop].split())


@lru_cache(maxsize=4096)
def clean_label(written: str) -> str:
    """Take markup and the closing colon off a label: `**Р:**` → `Р`; `Инф.` stays."""
    text = written.strip().strip("*_`~ \t").rstrip(":： \t").strip("*_`~ \t")
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    return " ".join(text.split())


def base_word(label: str) -> str:
    """Give the word of a numbered label: `Респондент 2` → `респондент`, `R1` → `r`."""
    folded = fold_label(PARENTHESIS.sub("", label.strip()))
    return NUMBER.sub("", folded).rstrip(" .") or folded


def plain_role(label: str) -> str:
    """Say `interviewer` or `respondent` for an unmistakable word, else nothing."""
    base = base_word(label)
    if base in INTERVIEWER:
        return "interviewer"
    if base in RESPONDENT:
        return "respondent"
    words = base.replace("-", " ").split()
    # Интервьюер Анна, Второй респондент
    if 1 < len(words) <= 3:
        found = {plain_role(word) for word in (words[0], words[-1])} - {""}
        return found.pop() if len(found) == 1 else ""
    return ""


def is_numbered(label: str) -> bool:
    """Tell whether a program has numbered its speakers: `Speaker 2`, `SPEAKER_01`, `S00`."""
    folded = fold_label(label).replace("_", " ")
    if NOSCRIBE.match(folded):
        return True
    return base_word(folded) in NUMBERED and folded[-1:].isdigit()


def paired_roles(labels: frozenset[str]) -> dict[str, str]:
    """Give the roles of labels that mean something only together: И and Р, Вопрос and Ответ.

    Keys and the labels given are folded (`fold_label`).
    """
    roles: dict[str, str] = {}
    bases = {label: base_word(label) for label in labels}
    present = set(bases.values())
    pairs = [(frozenset({asks}), answers) for asks, answers in LETTER_PAIRS]
    for asking, answering in (*pairs, (ASKING, ANSWERING)):
        if asking & present and answering & present:
            for label, base in bases.items():
                if base in asking:
                    roles.setdefault(label, "interviewer")
                elif base in answering:
                    roles.setdefault(label, "respondent")
    return roles


def twin_form(label: str) -> str:
    """Fold look-alike letters of the two alphabets: Cyrillic `Р` and Latin `P` become one."""
    return fold_label(label).translate(TWINS)


@lru_cache(maxsize=4096)
def looks_like_label(text: str) -> bool:
    """Tell whether words before a colon could be a name: few, capitalised, no prose, no header."""
    text = clean_label(text)
    bare = PARENTHESIS.sub("", text)
    words = bare.split()
    if not words or len(text) > LONGEST or FORBIDDEN.search(bare):
        return False
    if len(words) > (4 if any(map(str.isdigit, bare)) else 3) or not _has_letter(text):
        return False
    if _is_prose(bare, words) or fold_label(bare) in HEADERS:
        return False
    return len(words) == 1 or all(map(_name_word, words)) or bool(plain_role(bare))


@lru_cache(maxsize=4096)
def looks_like_role(text: str) -> bool:
    """Tell whether words could be a role in small letters: `зам директора`, `Жен. голос`.

    Weaker than `looks_like_label`: prose looks like this too, so it must come again and again.
    """
    bare = PARENTHESIS.sub("", clean_label(text))
    words = bare.split()
    if not 1 < len(words) <= 3 or len(bare) > LONGEST or FORBIDDEN.search(bare):
        return False
    return not _is_prose(bare, words) and not is_header_key(bare)


def ends_like_prose(label: str) -> bool:
    """Tell whether a single word is built like `Напомню`, `Отвечу`, `Заметьте`, `Честно`."""
    return " " not in label and bool(PROSE_END.search(fold_label(label)))


def without_remark(label: str) -> str:
    """Take a remark in brackets off a label: `Р (смеётся)` → `Р`."""
    return PARENTHESIS.sub("", label).strip()


def _is_prose(bare: str, words: list[str]) -> bool:
    return fold_label(bare) in PROSE or words[0].casefold() in PROSE


def is_header_key(text: str) -> bool:
    """Tell whether words before a colon name a line of a header: `Дата`, `Interview No.`."""
    folded = fold_label(text)
    return folded in HEADERS or any(
        folded.startswith(key + " ") for key in HEADERS if len(key) > 2 and key not in RISKY
    )


# these begin ordinary speech too when more words follow
RISKY = frozenset(
    {"тип", "note", "notes", "время", "начало", "так", "time", "место", "темы", "тема"}
)


def _name_word(word: str) -> bool:
    return word[0].isupper() or any(map(str.isdigit, word)) or word.casefold() in JOINING


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
