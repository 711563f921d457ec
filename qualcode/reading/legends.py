"""Finds what the header says about labels: `И. — интервьюер`, `Interviewer is Jonas Rosland`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import plain_role
from qualcode.reading.label_words import DOUBTFUL, PARTICIPANTS, SHORTENED

ROLE_WORD = r"(?P<role>[^\W\d_]+)"
PHRASE = r"(?P<role>[^\W\d_]+\.?(?:[ \t]+[^\W\d_]+)?)"  # соц. работник: both words must be seen
NAMED = re.compile(r"\.[ \t]*(?P<name>[^\W\d_]+)")  # what makes a letter an initial: R. Smith
BEFORE = re.compile(r"(?:[^\W\d_]{2}[ \t]|[^\W\d_]\.[ \t]?)$")  # Иванова И.
LISTED = re.compile(r"\s*[-–—•*]\s+\S")  # a line of a list
BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+(?:и|and)\s+")
BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Legend:
    """What the header says of one label."""

    role: str
    words: str  # as they stand there
    explicit: bool  # `И — респондент`: nothing but a legend looks so


def find_legend(label: str, above: str) -> Legend | None:
    """Find the line of a legend for a label in the text above the first turn."""
    folded = fold_label(label)
    name = re.escape(folded).replace("е", "[её]").replace("'", "['’ʼ]")
    explicit = rf"(?<!\w){name}[.\])]*\s*[-–—:=]\s*{PHRASE}"
    loose = rf"(?<!\w){ROLE_WORD}(?:\s+(?:is|was)\s+|\s*[-–—:=]\s*)[\[(]?{name}(?!\w)"
    letter = len(folded) == 1
    for pattern in (explicit, loose):
        for found in re.finditer(pattern, above, re.IGNORECASE):
            if pattern is loose and letter and _is_initial(above, found.end()):
                continue
            if role := _role(found["role"]):
                part_of_name = letter and bool(BEFORE.search(above[: found.start()][-3:]))
                until = found.start("role") + len(found["role"].split()[0])
                until = until if pattern is explicit else found.end()
                words = " ".join(above[found.start() : until].split())
                return Legend(role, words, pattern is explicit and not part_of_name)
    return None


def announced_names(above: Iterable[str]) -> frozenset[str]:
    """Give the names, folded, in lines like `Участники: Анна, Борис` and in lists below them."""
    names: set[str] = set()
    inside = False
    for line in above:
        key, colon, value = line.partition(":")
        if colon:
            inside = fold_label(key) in PARTICIPANTS
        elif not LISTED.match(line):
            inside = False
        if inside:
            written = BRACKETED.sub("", value if colon else line)
            names.update(fold_label(name) for name in BETWEEN_NAMES.split(written))
    return frozenset(names - {""})


def _is_initial(above: str, stop: int) -> bool:
    found = NAMED.match(above, stop)
    return found is not None and not plain_role(found["name"])


def _role(phrase: str) -> str:
    first = fold_label(phrase.split()[0])
    # социолог центра, соц. работник: the second word says who it is
    return plain_role(phrase if first in SHORTENED | DOUBTFUL else first)
