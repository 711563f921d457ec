"""What a codebook says of the words of a candidate: what they find is likelier to be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from qualcode.language import language_module
from qualcode.language.words import find_words
from qualcode.learning.book import phrases_of
from qualcode.learning.indicators.candidates import Candidate
from qualcode.model.codebook import ANY_LANGUAGE, Code, Codebook, Text

# Where a codebook says words of a code.
PARTS = ("name", "definition", "use", "indicators", "examples")
_EXPLAINING = PARTS[:3]

_STEMMERS = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "es": "spanish"}
_SHORTEST = 4  # letters of a stem that says something
_LONGEST_END = 3  # letters that one of two words of a root may have more: audit, auditor
_LEAST_ROOT = 5
_MOST = 3  # other codes that are counted

_Codes = frozenset[str]
_NO_CODES: _Codes = frozenset()


class Saying(NamedTuple):
    """What the codebook says of the words of one candidate for one code."""

    told: bool  # it explains the code by one word of a phrase, or by all words of a pair
    shares: tuple[float, ...]  # of the words that stand in each of PARTS
    explains_others: int  # codes that it explains by all these words, up to 3
    finds_others: int  # codes that have them in their indicators, up to 3

    @property
    def explains_all(self) -> bool:
        """Whether all the words stand in its name, in its definition or in its use."""
        return max(self.shares[: len(_EXPLAINING)]) == 1.0


NOTHING = Saying(told=False, shares=(0.0,) * len(PARTS), explains_others=0, finds_others=0)


class Told:
    """The stems of the words that a codebook says of its codes in one language."""

    def __init__(self, codebook: Codebook, language: str) -> None:
        self._stem = _stemmer(language)
        readings = language_module(language).readings
        parts: dict[str, dict[str, set[str]]] = {part: defaultdict(set) for part in PARTS}
        for code in codebook.codes:
            for part, text in _texts(code, language):
                for word in find_words(text):
                    for base in readings(word.text):
                        parts[part][self._stem(base)].add(code.id)
        self._parts = {part: _Stems(stems) for part, stems in parts.items()}
        self._read: dict[str, tuple[_Codes, ...]] = {}

    def of(self, code: str, candidate: Candidate) -> Saying:
        """Return what is said of a candidate for a code."""
        said = [self._codes_of(word) for word in candidate.words]
        shares = tuple(
            sum(code in word[at] for word in said) / len(said) for at in range(len(PARTS))
        )
        explained = [frozenset().union(*word[: len(_EXPLAINING)]) for word in said]
        is_pair = candidate.shape in ("sentence", "segment")
        own = [code in codes for codes in explained]
        return Saying(
            all(own) if is_pair else any(own),
            shares,
            min(min(_count_others(code, codes) for codes in explained), _MOST),
            min(min(_count_others(code, word[3]) for word in said), _MOST),
        )

    def _codes_of(self, word: str) -> tuple[_Codes, ...]:
        """Return the codes of which a word is said, part by part."""
        if word not in self._read:
            stem = self._stem(word)
            self._read[word] = tuple(stems.find(stem) for stems in self._parts.values())
        return self._read[word]


class _Stems:
    """Stems, and the codes they stand for; those of one root are found as well."""

    def __init__(self, codes: Mapping[str, Iterable[str]]) -> None:
        self._codes = {stem: frozenset(of) for stem, of in codes.items() if len(stem) >= _SHORTEST}
        rooted: dict[str, set[str]] = defaultdict(set)
        for stem, of in self._codes.items():
            for root in _roots(stem):
                rooted[root] |= of
        self._rooted = dict(rooted)

    def find(self, stem: str) -> _Codes:
        """Return the codes of a stem, of those it is a root of, and of its own roots."""
        own = self._codes.get(stem, _NO_CODES) | self._rooted.get(stem, set())
        return own.union(*(self._codes.get(root, _NO_CODES) for root in _roots(stem)))


def _roots(stem: str) -> Iterator[str]:
    """Yield what is left of a stem without its last letters."""
    for letters in range(1, _LONGEST_END + 1):
        if len(stem) - letters >= _LEAST_ROOT:
            yield stem[:-letters]


def _count_others(code: str, codes: Iterable[str]) -> int:
    """Count the codes that are neither above nor below a code, nor it itself."""
    return sum(
        not (f"{one}.".startswith(f"{code}.") or f"{code}.".startswith(f"{one}.")) for one in codes
    )


def _texts(code: Code, language: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a code with the part they belong to."""
    for part, text in (
        ("name", code.name),
        ("name", code.brief),
        ("definition", code.definition),
        ("use", code.use_when),
    ):
        yield part, _in(text, language)
    for indicator in code.indicators:
        if indicator.language in (language, ANY_LANGUAGE):
            phrases = phrases_of(indicator.expression)
            slots = (slot for phrase in phrases for slot in phrase.slots)
            yield from (("indicators", word.text) for slot in slots for word in slot.words)
    for example in (*code.examples, *code.edge_examples):
        if example.language in (language, ANY_LANGUAGE):
            yield "examples", example.text


def _in(text: Text, language: str) -> str:
    """Return the text in this language alone."""
    texts = dict(text.by_language)
    return texts.get(language, texts.get(ANY_LANGUAGE, ""))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _STEMMERS:
        return str
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(_STEMMERS[language]).stemWord
    return lru_cache(maxsize=1 << 16)(stem)
