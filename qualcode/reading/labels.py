"""What a speaker's label looks like."""

from __future__ import annotations

import re
from functools import lru_cache

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import PARENTHESIS, base_word, plain_role
from qualcode.reading.label_words import HEADER_KEYS, NUMBERED, PROSE

LONGEST = 40  # characters of a label that nobody has declared
LONGEST_REPEATED = 60  # of one that comes again and again
HEADERS = frozenset(HEADER_KEYS)
FORBIDDEN = re.compile(r"[,;?!:\"«»“”„…=<>{}\[\]\\|/+*]|\.\.|^\W*$")
# verbs in the first person, imperatives, adverbs; names seldom end so
PROSE_END = re.compile(r"\w(?:[аяуеию]ю|[жшчщ]у|[лнрс]ю|[еий]те|но|л(?:ась|ся|ись|ось))$")
NOSCRIBE = re.compile(r"s\d\d$")
# small words inside names and roles: Людвиг ван Бетховен, Голос из зала
JOINING = frozenset(
    "van von de der den del da di la le el al bin ibn of the из за с у и на и.о. ван фон де".split()
)
# what may stand in a long label: Сидоров Пётр, директор центра «Забота»
INSIDE = str.maketrans("", "", ',«»"“”„')
# ё and look-alike letters of the other alphabet, for telling typing mistakes
TWINS = str.maketrans("аеёорсухкмнтв", "aeeopcyxkmhtb")


@lru_cache(maxsize=4096)
def clean_label(written: str) -> str:
    """Take markup and the closing colon off a label: `**Р:**` → `Р`; `Инф.` stays."""
    text = written.strip().strip("*_`~ \t").rstrip(":： \t").strip("*_`~ \t")
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    return " ".join(text.split())


def is_numbered(label: str) -> bool:
    """Tell whether a program has numbered its speakers: `Speaker 2`, `SPEAKER_01`, `S00`."""
    folded = fold_label(label).replace("_", " ")
    if NOSCRIBE.match(folded):
        return True
    return base_word(folded) in NUMBERED and folded[-1:].isdigit()


def twin_form(label: str) -> str:
    """Fold look-alike letters of the two alphabets: Cyrillic `Р` and Latin `P` become one."""
    return fold_label(label).translate(TWINS)


@lru_cache(maxsize=4096)
def looks_like_label(text: str) -> bool:
    """Tell whether words before a colon could be a name: few, capitalised, no prose, no header."""
    text = clean_label(text)
    bare = PARENTHESIS.sub("", text)
    words = [word for word in bare.split() if any(map(str.isalnum, word))]  # 🎤 Анна
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


def looks_like_long_label(text: str) -> bool:
    """Tell whether words could be a name with a post: `Петрова Мария, директор КЦСОН`.

    Weaker than `looks_like_label`: it must come again, in turn with others.
    """
    bare = PARENTHESIS.sub("", clean_label(text))
    words = bare.split()
    if not 1 < len(words) <= 8 or len(bare) > LONGEST_REPEATED or not words[0][:1].isupper():
        return False
    # Иванов Пётр Ильич сказал так: …
    if FORBIDDEN.search(bare.translate(INSIDE)) or {fold_label(word) for word in words} & PROSE:
        return False
    return not _is_prose(bare, words) and not is_header_key(bare)


def has_names(label: str) -> bool:
    """Tell whether two words at least begin with a capital."""
    return sum(word[0].isupper() for word in label.split()) >= 2


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
    if folded in HEADERS:
        return True
    words = folded.split(" ", MOST_WORDS)
    return any(" ".join(words[:size]) in OPENING for size in range(1, len(words)))


# these begin ordinary speech too when more words follow
RISKY = frozenset(
    {"тип", "note", "notes", "время", "начало", "так", "time", "место", "темы", "тема"}
)
# the keys that may have further words behind them: Interview date of the second round
OPENING = frozenset(key for key in HEADERS - RISKY if len(key) > 2)
MOST_WORDS = max(key.count(" ") + 1 for key in OPENING)


def _name_word(word: str) -> bool:
    return word[0].isupper() or any(map(str.isdigit, word)) or word.casefold() in JOINING


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
