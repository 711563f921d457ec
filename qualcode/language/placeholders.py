"""What stands in a text for a name that was said: `[Имя-3]` in Russian talk, `[Name-3]` in English.

A placeholder is a word of the talk, in brackets though it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Each kind of name with its words in placeholders.
WORDS: Mapping[str, Mapping[str, str]] = {
    "person": {"ru": "Имя", "en": "Name"},
    "place": {"ru": "Место", "en": "Place"},
    "organisation": {"ru": "Организация", "en": "Organisation"},
    "address": {"ru": "Адрес", "en": "Address"},
    "phone": {"ru": "Телефон", "en": "Phone"},
    "email": {"ru": "Почта", "en": "Email"},
    "link": {"ru": "Ссылка", "en": "Link"},
    "account": {"ru": "Аккаунт", "en": "Account"},
    "document": {"ru": "Документ", "en": "Document"},
    "birth": {"ru": "Рождение", "en": "Birth"},
}
_ANY = "|".join(word for words in WORDS.values() for word in words.values())
# With or without brackets: labels and file names have none.
PLACEHOLDER = re.compile(rf"\[?\b({_ANY})-(\d{{1,9}})\b\]?", re.IGNORECASE)
_BRACKETED = re.compile(rf"\[(?:{_ANY})-\d{{1,9}}\]", re.IGNORECASE)
_LONGEST = 32  # characters of one in brackets


def is_placeholder(bracketed: str) -> bool:
    """Tell whether something in brackets, given with them, is a placeholder and no remark."""
    return len(bracketed) <= _LONGEST and _BRACKETED.fullmatch(bracketed) is not None
