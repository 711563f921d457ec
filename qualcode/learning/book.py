"""A codebook → its texts and the words of its indicators, code by code, in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.language.words import find_words
from qualcode.learning.bases import BEGINNING, begin, list_bases, list_beginnings
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Codebook,
    Expression,
    Group,
    Indicator,
    Phrase,
    Word,
)

MOST = 2.0  # what several indicators with one word come to at most

Kind = Literal["definition", "example", "near miss"]


@dataclass(frozen=True, slots=True)
class BookText:
    """A text of one code."""

    code: int  # number of the code
    kind: Kind
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What a codebook says in one language."""

    texts: tuple[BookText, ...]
    words: Mapping[str, Mapping[int, float]]  # base form → code → how much indicators have of it
    beginnings: Mapping[str, Mapping[int, float]]
    told: Mapping[str, Mapping[int, float]]  # … of the words in name, brief, definition, use_when
    told_beginnings: Mapping[str, Mapping[int, float]]
    lines: tuple[int, ...]  # of each code, how many indicators it has


def open_book(codebook: Codebook, codes: Sequence[str], language: str) -> Book:
    """Gather texts and words of some codes in one language."""
    columns = {code: at for at, code in enumerate(codes)}
    told = [(columns[code.id], code) for code in codebook.codes if code.id in columns]
    words: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    beginnings: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    lines = [0] * len(codes)
    for column, code in told:
        for indicator in code.indicators:
            if indicator.language in (language, ANY_LANGUAGE):
                lines[column] += 1
                _count(indicator, language, column, words, beginnings)
    texts = [text for column, code in told for text in _texts(code, column, language)]
    return Book(
        tuple(texts),
        _bound(words),
        _bound(beginnings),
        _note(texts, lambda bases: bases),
        _note(texts, begin),
        tuple(lines),
    )


def _note(
    texts: Iterable[BookText], read: Callable[[Sequence[str]], Iterable[str]]
) -> Mapping[str, Mapping[int, float]]:
    """Note which codes a codebook explains by which words; each counts once for a code."""
    noted: dict[str, dict[int, float]] = defaultdict(dict)
    for text in texts:
        if text.kind == "definition":
            for word in read(text.bases):
                noted[word][text.code] = 1.0
    return {word: dict(sorted(of.items())) for word, of in noted.items()}


def _texts(code: Code, column: int, language: str) -> Iterator[BookText]:
    for said in (code.name, code.brief, code.definition, code.use_when):
        by_language = dict(said.by_language)
        text = by_language.get(language) or by_language.get(ANY_LANGUAGE)
        if text:
            yield BookText(column, "definition", _bases(language, text))
    for example in (*code.examples, *code.edge_examples):
        if example.language in (language, ANY_LANGUAGE):
            yield BookText(column, "example", _bases(language, example.text))
    for miss in code.near_misses:
        if miss.language in (language, ANY_LANGUAGE):
            yield BookText(column, "near miss", _bases(language, miss.text))


def _bases(language: str, text: str) -> tuple[str, ...]:
    return tuple(list_bases(language, (word.text for word in find_words(text))))


_Counts = dict[str, dict[int, float]]


def _count(
    indicator: Indicator, language: str, column: int, words: _Counts, beginnings: _Counts
) -> None:
    """Share an indicator's weight among its words: the more must stand together, the less each."""
    for phrase in phrases_of(indicator.expression):
        for slot in phrase.slots:
            share = indicator.weight / len(phrase.slots) / len(slot.words) ** 0.5
            for word in slot.words:
                whole, begun = _read(word, language)
                for base in whole:
                    words[base][column] += share
                for beginning in begun:
                    beginnings[beginning][column] += share


def _read(word: Word, language: str) -> tuple[list[str], list[str]]:
    """Return base forms and beginnings of a word of an indicator."""
    if word.kind != "wildcard":
        return list_bases(language, [word.text]), list_beginnings(language, [word.text])
    fixed = word.text.split("*")[0].split("?")[0]
    return [], [fixed[:BEGINNING]] if len(fixed) >= BEGINNING else []


def phrases_of(expression: Expression) -> Iterator[Phrase]:
    """Yield the phrases of an expression; what must not be there is left out."""
    if isinstance(expression, Group):
        for item in expression.items:
            yield from phrases_of(item)
    elif isinstance(expression, Phrase):
        yield expression


def _bound(counts: Mapping[str, Mapping[int, float]]) -> dict[str, dict[int, float]]:
    """Take the root of what many indicators say of one word: the tenth adds little."""
    return {
        word: {column: min(count, MOST) ** 0.5 for column, count in of.items()}
        for word, of in counts.items()
    }
