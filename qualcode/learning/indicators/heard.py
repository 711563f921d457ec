"""Units that people have coded → rows of words in base form: what indicators can be made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.agreement.units import Unit
from qualcode.analysis.words.lexicon import Lexicon, tells_names
from qualcode.language.speech import find_spoken
from qualcode.learning.indicators.talk import Talk
from qualcode.learning.passing import says_when_or_how_many
from qualcode.model.transcript import Segment

_ENDS_ROW = re.compile(r"[.!?…;:()\[\]{}]")  # no row of words reaches over these


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as indicators see it."""

    base: str  # one of its base forms: an indicator with it finds the word; a name has none
    content: bool  # it says something by itself
    row: int  # words of one row may stand side by side in a phrase


Sentence = tuple[HeardWord, ...]
Heard = tuple[Sentence, ...]  # of one unit


@dataclass(frozen=True, slots=True)
class _Written:
    """A word as it was said."""

    form: str  # folded
    capital: bool  # inside a sentence and not in capitals alone
    inside: bool  # no sentence begins with it
    row: int


def hear(units: Sequence[Unit], talks: Iterable[Talk]) -> tuple[Heard, ...]:
    """Return the words of each unit; a contraction is the words it is made of.

    Units of one language share what is known of it: which of its base forms a word mostly has,
    and which words are names.
    """
    by_id = {talk.transcript.id: talk for talk in talks}
    written = [_list_written(unit, by_id[unit.transcript]) for unit in units]
    heard: list[Heard] = [()] * len(units)
    for language in sorted({unit.language for unit in units}):
        own = [at for at, unit in enumerate(units) if unit.language == language]
        known = _Known(language, [written[at] for at in own])
        for at in own:
            heard[at] = tuple(known.read(sentence) for sentence in written[at])
    return tuple(heard)


def _list_written(unit: Unit, talk: Talk) -> list[list[_Written]]:
    """List the words of respondents in a unit, sentence by sentence."""
    starts = [segment.stop for segment in talk.segments]
    sentences: list[list[_Written]] = []
    for segment in talk.segments[bisect_left(starts, unit.start) :]:
        if segment.start >= unit.stop:
            break
        if segment.role == "respondent":
            sentences += _sentences(unit, segment, talk.transcript.text)
    return [sentence for sentence in sentences if sentence]


def _sentences(unit: Unit, segment: Segment, text: str) -> Iterable[list[_Written]]:
    for low, high in segment.sentences:
        words: list[_Written] = []
        last, row = 0, 0
        for token in find_spoken(text, max(low, unit.start), min(high, unit.stop)):
            row += bool(words) and bool(_ENDS_ROW.search(text, last, token.start))
            form, last = text[token.start : token.stop], token.stop
            capital = form[0].isupper() and not (form.isupper() and len(form) > 1)
            words.append(_Written(token.text, capital, bool(words), row))
        yield words


class _Known:
    """What is known of the words of one language in all talk that was coded."""

    def __init__(self, language: str, written: Iterable[Iterable[Iterable[_Written]]]) -> None:
        counts: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        for unit in written:
            for sentence in unit:
                for word in sentence:
                    counts[word.form] += 1
                    capital[word.form] += (2 * word.capital - 1) * word.inside
        self._lexicon = Lexicon(language, counts)
        names: Counter[str] = Counter()
        for form, more in capital.items():
            for base in self._lexicon.bases_of(form):
                names[base] += more
        self._names = {base for base, more in names.items() if more > 0 and tells_names(language)}
        self._content: dict[str, bool] = {}

    def read(self, sentence: Iterable[_Written]) -> Sentence:
        """Put the words of a sentence into base forms."""
        return tuple(
            HeardWord("" if base in self._names else base, self._has_content(base), word.row)
            for word in sentence
            for base in self._lexicon.bases_of(word.form)
        )

    def _has_content(self, base: str) -> bool:
        if base not in self._content:
            self._content[base] = (
                self._lexicon.has_content(base)
                and base not in self._names
                and not says_when_or_how_many(base)
            )
        return self._content[base]
