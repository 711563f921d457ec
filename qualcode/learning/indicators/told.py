"""The words by which a codebook explains a code: what they find is likelier to be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from qualcode.language import language_module
from qualcode.language.words import find_words
from qualcode.learning.indicators.candidates import Candidate
from qualcode.model.codebook import ANY_LANGUAGE, Code, Text

_STEMMERS = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "es": "spanish"}
_SHORTEST = 4  # letters of a stem that says something
_LONGEST_END = 3  # letters that one of two words of a root may have more: audit, auditor
_LEAST_ROOT = 5


class Told:
    """The stems of the words by which one code is explained in one language."""

    def __init__(self, code: Code, language: str) -> None:
        self._stem = _stemmer(language)
        bases = language_module(language).readings
        words = (word.text for text in _texts(code, language) for word in find_words(text))
        stems = (self._stem(base) for word in words for base in bases(word))
        self._stems = frozenset(stem for stem in stems if len(stem) >= _SHORTEST)
        self._roots = {root for stem in self._stems for root in _roots(stem)}

    def has(self, candidate: Candidate) -> bool:
        """Tell whether the codebook says one word of a phrase, or all words of a pair."""
        said = [self._says(self._stem(word)) for word in candidate.words]
        return all(said) if candidate.shape in ("sentence", "segment") else any(said)

    def _says(self, stem: str) -> bool:
        if stem in self._stems or stem in self._roots:
            return True
        return any(root in self._stems for root in _roots(stem))


def _roots(stem: str) -> Iterator[str]:
    """Yield what is left of a stem without its last letters."""
    for letters in range(1, _LONGEST_END + 1):
        if len(stem) - letters >= _LEAST_ROOT:
            yield stem[:-letters]


def _texts(code: Code, language: str) -> Iterator[str]:
    for text in (code.name, code.brief, code.definition, code.use_when):
        yield _in(text, language)


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
