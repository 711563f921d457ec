"""The languages a turn is told among, and what each of its words says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.language import english, russian
from qualcode.language.alphabets import alphabet, script_of
from qualcode.language.other import other_language, spacy_stop_words

ALWAYS = ("ru", "en")  # told in every study, whatever its codebook is written for
_FUNCTION_WORDS = {"ru": russian.FUNCTION_WORDS, "en": english.FUNCTION_WORDS}

SURE_SHARE = 0.08  # function words are 25-50 % of running words in their own language
SURE_SHARE_OF_LISTS = 0.15  # spaCy's lists are longer, and meet more words of other languages


@dataclass(frozen=True, slots=True)
class Profile:
    """A language a turn can be in, and by what it is known."""

    language: str
    scripts: frozenset[str]
    telling: frozenset[str]  # words that hardly stand in other languages of the script
    common: frozenset[str]  # its commonest words, by which it is compared with its rivals
    letters: frozenset[str]  # empty where its alphabet is not known
    sure_share: float  # of telling words among all

    def fits(self, word: str) -> bool:
        """Tell whether the folded word can be written in its alphabet."""
        return not self.letters or self.letters.issuperset(word)


@dataclass(frozen=True, slots=True)
class Signs:
    """What one word says."""

    script: str
    telling: tuple[str, ...]  # the languages it speaks for
    likeness: tuple[tuple[str, int], ...]  # by language: how much it looks like it


class Kinds(dict[str, int]):
    """Numbers words by what they say of each language, decided when a word is met first.

    Nearly all words of a language say the same: so a text is counted by few numbers.
    """

    def __init__(self, decide: Callable[[str], Signs]) -> None:
        super().__init__()
        self._decide = decide
        self._numbers: dict[Signs, int] = {}
        self.signs: list[Signs] = []  # by number

    def __missing__(self, word: str) -> int:
        signs = self._decide(word)
        number = self._numbers.setdefault(signs, len(self.signs))
        if number == len(self.signs):
            self.signs.append(signs)
        self[word] = number
        return number


class Profiles:
    """All languages told apart."""

    def __init__(self, all: tuple[Profile, ...]) -> None:
        self.all = all
        self.scripts = frozenset().union(*(one.scripts for one in all))
        self.kinds = Kinds(self._decide)

    def writing(self, script: str) -> tuple[Profile, ...]:
        """Return those written in `script`."""
        return tuple(one for one in self.all if script in one.scripts)

    def _decide(self, word: str) -> Signs:
        script = script_of(word[0])
        rivals = self.writing(script)
        fitting = [one for one in rivals if one.fits(word)]
        telling = [one.language for one in rivals if word in one.telling]
        if len(rivals) > 1 and len(fitting) == 1 and not fitting[0].telling:
            telling.append(fitting[0].language)  # nothing but its letters tells it
        return Signs(script, tuple(telling), tuple(_liken(word, rivals, fitting)))


def _liken(
    word: str, rivals: Sequence[Profile], fitting: Sequence[Profile]
) -> Iterator[tuple[str, int]]:
    """Compare languages of one script: commonest words, words in their tables, odd letters.

    Tables speak only where every rival has one.
    """
    if len(rivals) < 2:
        return
    dictionaries = [other_language(one.language) for one in rivals]
    fair = all(one.has_base_forms for one in dictionaries)
    for one, dictionary in zip(rivals, dictionaries, strict=True):
        common = word in one.common
        known = fair and dictionary.is_known(word)
        yield one.language, common + known - (one not in fitting)


@lru_cache(maxsize=64)
def find_profiles(languages: tuple[str, ...] = ()) -> Profiles:
    """Return Russian, English and the further languages of a codebook."""
    others = [one for one in languages if len(one) == 2 and one not in ALWAYS]
    known = tuple(_profile(one, bool(others)) for one in dict.fromkeys((*ALWAYS, *others)))
    return Profiles(known)


def _profile(language: str, has_rivals: bool) -> Profile:
    """Describe a language; spaCy's words of Russian and English are asked for rivals only."""
    telling = _FUNCTION_WORDS.get(language)
    listed = spacy_stop_words(language) if has_rivals else frozenset()
    share = SURE_SHARE if telling or not listed else SURE_SHARE_OF_LISTS
    letters = alphabet(language)
    scripts = frozenset(filter(None, map(script_of, letters))) or _script_of_most(listed)
    telling = listed if telling is None else telling
    return Profile(language, scripts, telling, listed | telling, letters, share)


def _script_of_most(words: frozenset[str]) -> frozenset[str]:
    scripts = [script_of(word[0]) for word in words]
    return frozenset({max(sorted(set(scripts)), key=scripts.count)} if scripts else ())
