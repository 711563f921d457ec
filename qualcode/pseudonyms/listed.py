"""What people have said must be replaced or kept, found in any grammatical form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qualcode.language.words import WORD, fold
from qualcode.pseudonyms.russian_words import look_up

_LINK = re.compile(r"[ \t\u00a0.,\"«»“”‐‑–-]{0,4}|\s?\n\s?")  # what may stand between two words
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_PLAIN = re.compile(r"[\w .,\"'’«»“”‐‑–-]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write something on a list."""

    written: str
    entry: int  # what it belongs to
    exact: bool = False  # as written, in no other grammatical form


@dataclass(slots=True)
class _Row:
    """The words of a form, each in all its grammatical forms."""

    form: Form
    words: tuple[frozenset[str], ...]
    capital: tuple[bool, ...]  # the word must have one: it is an ordinary word too


@dataclass(frozen=True, slots=True)
class Match:
    """Where something on a list stands."""

    start: int
    stop: int
    entry: int


@dataclass(slots=True)
class Matcher:
    """Finds what is on a list: each word is looked up once, whatever the length of the list."""

    _first: dict[str, list[_Row]] = field(default_factory=lambda: defaultdict(list))
    _literal: list[tuple[re.Pattern[str], int]] = field(default_factory=list)

    def find(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[Match]:
        """Yield the longest matches that begin at each word, in order; they may overlap."""
        end = len(text) if stop is None else stop
        for pattern, entry in self._literal:
            for found in pattern.finditer(text, start, end):
                yield Match(*found.span(), entry)
        if not self._first:
            return
        for found in WORD.finditer(text, start, end):
            rows = self._first.get(bare(fold(found.group())))
            if rows:
                yield from self._longest(text, found, rows, end)

    def _longest(
        self, text: str, first: re.Match[str], rows: Sequence[_Row], end: int
    ) -> Iterator[Match]:
        stops = [(self._match(text, first, row, end), row.form.entry) for row in rows]
        best, entry = max(stops, key=lambda one: one[0])
        if best > first.start():
            yield Match(first.start(), best, entry)

    @staticmethod
    def _match(text: str, first: re.Match[str], row: _Row, end: int) -> int:
        """Return where the row ends that begins with the word `first`; -1 when it is not there."""
        found: re.Match[str] | None = first
        stop = first.end()
        for number, forms in enumerate(row.words):
            if number:
                link = _LINK.match(text, stop, end)
                found = WORD.match(text, link.end() if link else stop, end)
            if found is None or bare(fold(found.group())) not in forms:
                return -1
            if row.capital[number] and not found.group()[0].isupper():
                return -1
            stop = found.start() + len(bare(found.group()))
        dotted = row.form.written.endswith(".") and text[stop : stop + 1] == "."
        return stop + 1 if dotted else stop  # the dot of an initial


def bare(word: str) -> str:
    """Return a word without the `'s` of possession."""
    return _POSSESSIVE.sub("", word)


def make_matcher(forms: Iterable[Form]) -> Matcher:
    """Make a matcher; a form with signs that no name has is looked for as it is written."""
    matcher = Matcher()
    for form in forms:
        written = " ".join(form.written.split())
        words = [found.group() for found in WORD.finditer(written)]
        if all(len(word) == 1 for word in words) or not _PLAIN.fullmatch(written):
            if written:
                matcher._literal.append((_literal(written), form.entry))
            continue
        row = _Row(
            form,
            tuple(frozenset({fold(bare(word))}) if form.exact else inflect(word) for word in words),
            tuple(needs_capital(word) for word in words),
        )
        for word in row.words[0]:
            matcher._first[word].append(row)
    return matcher


def _literal(written: str) -> re.Pattern[str]:
    """Match a text as it is, in any case, not inside a longer word."""
    before = r"(?<!\w)" if written[0].isalnum() else ""
    after = r"(?!\w)" if written[-1].isalnum() else ""
    return re.compile(before + re.escape(written) + after, re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def inflect(word: str) -> frozenset[str]:
    """Return the folded forms of a name in all cases; of one not in Russian letters, itself.

    `Петрова` gives a woman's forms and the plural, `Петров` a man's.
    """
    folded = fold(bare(word))
    if not "а" <= folded[:1] <= "я":
        return frozenset({folded})
    return frozenset({folded, *_forms(folded, word[:1].isupper())})


def _forms(folded: str, is_name: bool) -> Iterator[str]:
    from qualcode.language.russian import analyzer

    parses = analyzer().parse(folded)
    named = [one for one in parses if {"Name", "Surn", "Patr", "Geox"} & set(one.tag.grammemes)]
    chosen = (is_name and named) or parses
    nominative = [one for one in chosen if one.tag.case == "nomn"] or chosen
    for parse in nominative:
        for other in parse.lexeme:
            same = {parse.tag.gender, None} >= {other.tag.gender} or parse.tag.POS == "ADJF"
            if same or "plur" in other.tag:
                yield fold(other.word)


def needs_capital(word: str) -> bool:
    """Tell whether a name must be written with a capital to be known: Вера, Роза, Rose, Will."""
    if not word[:1].isupper() or word.isupper():
        return False
    folded = fold(word)
    if "а" <= folded[0] <= "я":
        found = look_up(folded)
        return found.ordinary or (found.known and not found.is_person and not found.place)
    from simplemma import is_known

    return bool(is_known(folded, lang="en"))
