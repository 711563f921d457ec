"""Segments → how often each respondent says each word, by base form, language by language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import said_by_respondents
from qualcode.analysis.words.lexicon import Lexicon, tells_names
from qualcode.language.remarks import find_remarks
from qualcode.language.words import WORD, fold

_ENDS = ".!?…:;\"'»”)–—-"  # behind these a capital letter may open a sentence or a quotation

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one respondent says in one language: numbers of words, and how often each is said."""

    respondent: str
    group: str
    words: Numbers
    counts: Numbers


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """All talk of one language that is compared, as counts of base forms."""

    language: str
    words: tuple[str, ...]  # base forms, sorted; a word's number is its place here
    written: tuple[str, ...]  # the commonest written form of each
    forms: tuple[tuple[str, ...], ...]  # all of them, the commonest first
    content: NDArray[np.bool_]  # no function word, figure, letter, name or placeholder
    voices: tuple[Voice, ...]  # in the order of the transcripts


def count_words(frames: Frames, voices: pd.DataFrame) -> tuple[SpokenWords, ...]:
    """Count the words of all respondents who are compared; remarks are no words.

    `voices` comes from `assign_groups`. Each language stands for itself, in the order of codes;
    a contraction counts as the words it is made of.
    """
    counted = voices[voices["counted"]]
    groups = {
        (respondent, language): group
        for respondent, language, group in zip(
            counted["respondent"], counted["language"], counted["group"], strict=True
        )
    }
    said = said_by_respondents(frames)
    talk: dict[str, _Talk] = defaultdict(_Talk)
    for respondent, language, text in zip(
        said["respondent"], said["language"], said["text"], strict=True
    ):
        if (respondent, language) in groups:
            talk[language].hear(respondent, text)
    return tuple(
        talk[language].number(language, {id: groups[id, language] for id in talk[language].people})
        for language in sorted(talk)
    )


class _Talk:
    """The talk of one language as it is heard: what stands between blanks, counted."""

    def __init__(self) -> None:
        self.people: dict[str, Counter[str]] = defaultdict(Counter)
        self.inside: Counter[str] = Counter()  # where no sentence begins

    def hear(self, respondent: str, text: str) -> None:
        """Take in what a respondent says in one segment."""
        chunks = _without_remarks(text).split()
        self.people[respondent].update(chunks)
        self.inside.update(chunk for before, chunk in pairwise(chunks) if before[-1] not in _ENDS)

    def number(self, language: str, groups: Mapping[str, str]) -> SpokenWords:
        """Give every base form its number, and count by numbers."""
        tokens = {
            chunk: tuple(match.group() for match in WORD.finditer(chunk))
            for chunk in sorted(set().union(*self.people.values()))
        }
        forms = _sum(tokens, self.people.values())
        folded: Counter[str] = Counter()
        for form, count in forms.items():
            folded[fold(form)] += count
        lexicon = Lexicon(language, folded)
        bases = {form: lexicon.bases_of(fold(form)) for form in forms}
        words = tuple(sorted({base for found in bases.values() for base in found}))
        numbers = {word: number for number, word in enumerate(words)}
        names = _find_names(_sum(tokens, [self.inside]), bases) if tells_names(language) else set()
        written = _list_forms(forms, bases)
        content = [lexicon.has_content(word) and word not in names for word in words]
        of_chunk = {
            chunk: tuple(numbers[base] for form in found for base in bases[form])
            for chunk, found in tokens.items()
        }
        return SpokenWords(
            language=language,
            words=words,
            written=tuple(written[word][0] for word in words),
            forms=tuple(written[word] for word in words),
            content=np.array(content, dtype=np.bool_),
            voices=tuple(
                _count_voice(respondent, groups[respondent], chunks, of_chunk)
                for respondent, chunks in self.people.items()
            ),
        )


def _without_remarks(text: str) -> str:
    """Put blanks in the place of remarks; what stands on either side of one is two words."""
    for start, stop in reversed(find_remarks(text)):
        text = f"{text[:start]} {text[stop:]}"
    return text


def _sum(
    tokens: Mapping[str, Sequence[str]], counters: Iterable[Mapping[str, int]]
) -> Counter[str]:
    """Count written words out of what stands between blanks."""
    sums: Counter[str] = Counter()
    for counter in counters:
        for chunk, count in counter.items():
            for form in tokens[chunk]:
                sums[form] += count
    return sums


def _find_names(inside: Mapping[str, int], bases: Mapping[str, Sequence[str]]) -> set[str]:
    """Find the base forms that stand mostly with a capital where no sentence begins.

    Words in capitals alone, as НКО and NGO, are none.
    """
    capital: Counter[str] = Counter()
    for form, count in inside.items():
        is_name = form[0].isupper() and not form.isupper()
        for base in bases[form]:
            capital[base] += count if is_name else -count
    return {base for base, more in capital.items() if more > 0}


def _list_forms(
    forms: Mapping[str, int], bases: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Map base forms to their written forms, the commonest first; small letters but for НКО."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in forms.items():
        shown = form if form.isupper() and len(form) > 1 else form.lower()
        for base in bases[form]:
            counts[base][shown] += count
    return {
        base: tuple(form for form, _ in sorted(of.items(), key=lambda one: (-one[1], one[0])))
        for base, of in counts.items()
    }


def _count_voice(
    respondent: str,
    group: str,
    chunks: Mapping[str, int],
    of_chunk: Mapping[str, Sequence[int]],
) -> Voice:
    sums: Counter[int] = Counter()
    for chunk, count in chunks.items():
        for number in of_chunk[chunk]:
            sums[number] += count
    said = sorted(sums)
    return Voice(
        respondent,
        group,
        np.array(said, dtype=np.int64),
        np.array([sums[number] for number in said], dtype=np.int64),
    )
