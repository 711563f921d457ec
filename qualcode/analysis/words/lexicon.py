"""Written words → the base forms they are counted under, each decided once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from qualcode.language import Language, language_module
from qualcode.language.placeholders import PLACEHOLDER
from qualcode.language.profiles import find_profiles
from qualcode.language.stop_words import stop_words

LEAST_LETTERS = 2  # a single letter is an initial, or a point of a list
# Written with a capital in German, a word need not be a name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})


def function_words(language: str) -> frozenset[str]:
    """Return the folded words that say little by themselves: who says them marks no group."""
    profiles = find_profiles((language,)).all
    telling = (one.telling for one in profiles if one.language == language)
    return stop_words(language).union(*telling)


def tells_names(language: str) -> bool:
    """Tell whether a capital letter inside a sentence makes a word a name."""
    return language not in _CAPITAL_NOUNS


class Lexicon:
    """The base form of every written word of a corpus in one language.

    `counts`: how often each folded word is said. A word that can be read in several ways counts
    as the base form that words with one reading speak for most often.
    """

    def __init__(self, language: str, counts: Mapping[str, int]) -> None:
        self._module: Language = language_module(language)
        self._function = function_words(language)
        self._opened = {word: self._module.open_contraction(word) for word in counts}
        said: Counter[str] = Counter()
        for word, number in counts.items():
            for part in self._opened[word]:
                said[part] += number
        self._readings = {part: self._module.readings(part) for part in said}
        support: Counter[str] = Counter()
        for part, readings in self._readings.items():
            if len(readings) == 1:
                support[next(iter(readings))] += said[part]
        self._support = support
        self._bases = {part: self._choose(part) for part in said}

    def bases_of(self, word: str) -> tuple[str, ...]:
        """Return the base forms of the folded `word`: several where it is a contraction."""
        return tuple(self._bases[part] for part in self._opened[word])

    def has_content(self, base: str) -> bool:
        """Tell whether a base form says something by itself: no function word, figure or name."""
        return (
            sum(map(str.isalpha, base)) >= LEAST_LETTERS
            and base not in self._function
            and not PLACEHOLDER.fullmatch(base)
        )

    def _choose(self, word: str) -> str:
        """Choose one reading; a function word is no other word, whatever it may be read as."""
        if word in self._function:
            return word
        readings = self._readings[word]
        possible = readings & self._function or readings
        return min(possible, key=lambda base: (-self._support[base], base))
