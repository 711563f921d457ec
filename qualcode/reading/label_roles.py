"""What role the words of a label say, alone (`Интервьюер`) or in pairs (`И` and `Р`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.language.labels import fold_label
from qualcode.reading.label_words import (
    ANSWERING,
    ASKING,
    COUNTING,
    DOUBTFUL,
    INTERVIEWER,
    LETTER_PAIRS,
    RESPONDENT,
    SHORTENED,
    SURE,
)

PARENTHESIS = re.compile(r"\s*\([^()]*\)$")
NUMBER = re.compile(r"(?:\s*(?:№|#|n\.?|no\.?)?\s*\d{1,3})+$")


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
    words = PARENTHESIS.sub("", label.strip()).replace("-", " ").split()
    return (_role_of_words(words) if 1 < len(words) <= 3 else "") or _role_beside(label)


def _role_beside(label: str) -> str:
    """Give the role told in brackets behind a name: `Anna K. (Interviewer)`."""
    found = PARENTHESIS.search(label.strip())
    word = base_word(found.group().strip(" ()")) if found else ""
    if word in INTERVIEWER - SHORTENED - DOUBTFUL:
        return "interviewer"
    return "respondent" if word in RESPONDENT - SHORTENED else ""


def _role_of_words(words: list[str]) -> str:
    """Give the role of `Интервьюер Анна` and `Второй респондент`, none to `Соц. педагог`."""
    folded = [fold_label(word) for word in words]
    ends = {folded[0], folded[-1]} - SHORTENED
    if ends & INTERVIEWER and not ends & RESPONDENT:
        return "interviewer" if _names_nobody_else(words, folded) else ""
    return "respondent" if ends & RESPONDENT and not ends & INTERVIEWER else ""


def _names_nobody_else(words: list[str], folded: list[str]) -> bool:
    # Социолог центра, Психолог-исследователь and СОЦИОЛОГ ЦЕНТРА may well be asked
    if folded[0] in SURE:
        return True
    leads = folded[0] in INTERVIEWER
    return all(
        word in INTERVIEWER - SHORTENED
        or word in COUNTING
        or word.isdigit()
        or (leads and number > 0 and words[number].istitle())
        for number, word in enumerate(folded)
    )


def letter_roles(labels: frozenset[str]) -> dict[str, str]:
    """Give the roles of letters that mean something only together: И and Р, Q and A.

    Keys and the labels given are folded (`fold_label`).
    """
    return _roles_of_pairs(labels, ((frozenset({asks}), answers) for asks, answers in LETTER_PAIRS))


def word_roles(labels: frozenset[str]) -> dict[str, str]:
    """Give the roles of words that mean something only together: Вопрос and Ответ."""
    return _roles_of_pairs(labels, [(ASKING, ANSWERING)])


def paired_roles(labels: frozenset[str]) -> dict[str, str]:
    """Give the roles of letters and of words that mean something only together."""
    return letter_roles(labels) | word_roles(labels)


def _roles_of_pairs(
    labels: frozenset[str], pairs: Iterable[tuple[frozenset[str], frozenset[str]]]
) -> dict[str, str]:
    roles: dict[str, str] = {}
    bases = {label: base_word(label) for label in labels}
    present = set(bases.values())
    for asking, answering in pairs:
        if asking & present and answering & present:
            for label, base in bases.items():
                if base in asking:
                    roles.setdefault(label, "interviewer")
                elif base in answering:
                    roles.setdefault(label, "respondent")
    return roles
