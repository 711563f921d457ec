"""Phrases made of the words of the talk: what the indicators of a codebook look for."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.vocabulary import (
    MIDDLE_RANKS,
    Vocabulary,
    bases_of,
    forms_of,
    misspell,
)

SOWN = 50  # phrases that are put into the talk; the others only stand in the codebook
SIZES = (2, 3)  # words
FEWEST_FORMS = 3  # of each word of a phrase put into the talk
LONG_WORD = 9  # letters: with one of them wrong such a word is still 88 % like itself


@dataclass(frozen=True, slots=True)
class Phrase:
    """Base forms in a row, and for each the forms in which it is put into the talk."""

    words: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The phrase as a codebook writes it."""
        return " ".join(self.words)


def make_phrases(vocabulary: Vocabulary, count: int, seed: int) -> tuple[Phrase, ...]:
    """Make so many phrases of two or three words; the first are to be put into the talk.

    No word stands in two of those, and the same phrases come first however many are made.
    """
    random = Random(f"{seed} phrases {vocabulary.language}")
    bases = list(bases_of(vocabulary.words[MIDDLE_RANKS], vocabulary.language))
    random.shuffle(bases)
    made: dict[tuple[str, ...], Phrase] = {}
    while len(made) < min(count, SOWN):
        words = tuple(bases.pop() for _ in range(random.choice(SIZES)))
        forms = tuple(forms_of(word, vocabulary.language) for word in words)
        if min(map(len, forms)) >= FEWEST_FORMS:
            made[words] = Phrase(words, forms)
    while len(made) < count:
        words = tuple(random.sample(bases, random.choice(SIZES)))
        made.setdefault(words, Phrase(words, tuple((word,) for word in words)))
    return tuple(made.values())


def misspell_phrases(phrases: tuple[Phrase, ...], language: str, seed: int) -> tuple[Phrase, ...]:
    """Keep the phrases with a long word, and give that word one wrong letter wherever it is said.

    The other words are said in their base form.
    """
    random = Random(f"{seed} slips {language}")
    kept = (phrase for phrase in phrases if max(map(len, phrase.words)) >= LONG_WORD)
    return tuple(
        Phrase(phrase.words, tuple(_slips(phrase, word, language, random) for word in phrase.words))
        for phrase in kept
    )


def _slips(phrase: Phrase, word: str, language: str, random: Random) -> tuple[str, ...]:
    if word != max(phrase.words, key=len):
        return (word,)
    return tuple(_slip(word, language, random) for _ in range(3))


def _slip(word: str, language: str, random: Random) -> str:
    slips = (misspell(word, language, random) for _ in iter(int, 1))
    return next(slip for slip in slips if len(slip) == len(word))
