"""Transcripts → all words that respondents say in one language, in numbers."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.inspecting.quoting import Quote, cut_quote, shorten_quote
from qualcode.language import language_module
from qualcode.language.alphabets import alphabet
from qualcode.language.speech import find_spoken
from qualcode.language.stop_words import stop_words
from qualcode.language.words import fold
from qualcode.model.coding import Span
from qualcode.model.transcript import Segment, Transcript

_NEIGHBOURS = 8  # words of context on either side
_SHORTEST = 3  # letters of a word that has content


@dataclass(slots=True)
class Spoken:
    """The words of the talk: a row of forms by number, and where each of them stands.

    Words of one segment follow each other; so do segments of one turn.
    """

    language: str
    transcripts: list[Transcript] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    of_transcript: list[int] = field(default_factory=list)  # of each segment
    vocabulary: list[str] = field(default_factory=list)  # folded forms
    numbers: dict[str, int] = field(default_factory=dict)
    forms: array[int] = field(default_factory=lambda: array("i"))
    starts: array[int] = field(default_factory=lambda: array("i"))
    stops: array[int] = field(default_factory=lambda: array("i"))
    holders: array[int] = field(default_factory=lambda: array("i"))  # segment of each word
    _places: dict[int, list[int]] = field(default_factory=dict)
    _bases: dict[str, frozenset[str]] = field(default_factory=dict)

    def enter(self, transcript: Transcript, segments: Iterable[Segment]) -> None:
        """Take in the words of a transcript; contractions as the words they are made of."""
        module = language_module(self.language)
        self.transcripts.append(transcript)
        for segment in segments:
            self.segments.append(segment)
            self.of_transcript.append(len(self.transcripts) - 1)
            for token in find_spoken(transcript.text, segment.start, segment.stop):
                for word in module.open_contraction(token.text):
                    self._enter_word(word, token.start, token.stop)

    def _enter_word(self, word: str, start: int, stop: int) -> None:
        number = self.numbers.setdefault(word, len(self.vocabulary))
        if number == len(self.vocabulary):
            self.vocabulary.append(word)
        self._places.setdefault(number, []).append(len(self.forms))
        self.forms.append(number)
        self.starts.append(start)
        self.stops.append(stop)
        self.holders.append(len(self.segments) - 1)

    def bases(self, word: str) -> frozenset[str]:
        """Return the base forms a folded word can have."""
        if word not in self._bases:
            self._bases[word] = language_module(self.language).readings(word)
        return self._bases[word]

    def lexeme(self, word: str) -> str:
        """Return the one base form under which a word is counted: the first in the alphabet."""
        return min(self.bases(word))

    def places(self, words: Iterable[str]) -> list[int]:
        """Return where any of the folded words stands, in order."""
        numbers = (self.numbers.get(word, -1) for word in words)
        return sorted(place for number in numbers for place in self._places.get(number, ()))

    def count_forms(self, words: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """Count each of the folded words, the commonest first."""
        counts = Counter({word: len(self._places[self.numbers[word]]) for word in words})
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))

    def respondents(self, places: Iterable[int]) -> int:
        """Count the respondents who say the words at these places."""
        return len({self.segments[self.holders[place]].respondent for place in places})

    def segment(self, place: int) -> Segment:
        """Return the segment of the word at a place."""
        return self.segments[self.holders[place]]

    def span(self, place: int) -> Span:
        """Return where the word at a place starts and stops in its transcript."""
        return self.starts[place], self.stops[place]

    def quote(self, place: int) -> Quote:
        """Return the word at a place between its neighbours."""
        holder = self.holders[place]
        text = self.transcripts[self.of_transcript[holder]].text
        quote = cut_quote(text, [self.segments[holder]], [self.span(place)])
        return shorten_quote(quote, _NEIGHBOURS)

    def has_content(self, word: str) -> bool:
        """Tell whether a folded word says something by itself: no stop word, figure or letter."""
        stop = stop_words(self.language)
        if len(word) < _SHORTEST or not any(map(str.isalpha, word)) or word in stop:
            return False
        return stop.isdisjoint(self.bases(word))


def tell_language(word: str, segments: Mapping[str, Sequence[Segment]]) -> str:
    """Tell the language of a word: of those spoken, the most spoken one it has letters of."""
    spoken: Counter[str] = Counter()
    for of_transcript in segments.values():
        for segment in of_transcript:
            if segment.role == "respondent" and segment.language:
                spoken[segment.language] += segment.words
    letters = set(fold(word))
    languages = [one for one, _ in spoken.most_common()]
    able = [one for one in languages if letters <= alphabet(one)]
    return (able or languages or [""])[0]


def listen(
    transcripts: Sequence[Transcript], segments: Mapping[str, Sequence[Segment]], language: str
) -> Spoken:
    """Gather what respondents say in one language; `segments` by transcript."""
    spoken = Spoken(language)
    for transcript in transcripts:
        spoken.enter(
            transcript,
            [
                one
                for one in segments[transcript.id]
                if one.role == "respondent" and one.language == language
            ],
        )
    return spoken
