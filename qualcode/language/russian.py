"""Russian: base forms by pymorphy3's dictionary, and what marks a text as Russian."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from qualcode.language.words import fold

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

# A reading weighed less than this beside another is dropped: `стали` is `стать`, not `сталь`.
RARE_READING = 0.05

# An unknown word is read by analogy with the endings of others. A guess must keep the first half
# of its letters, and three at least: what begins otherwise is no form of the same word.
KEPT_LETTERS = 3

# `деньги-то`, `принеси-ка`: the particle changes nothing in the word.
PARTICLES = ("-то", "-ка", "-таки", "-с")

# Words that hardly stand in other languages written in Cyrillic.
FUNCTION_WORDS = frozenset(
    "и в не на что я с это как а но то мы у же вы по так все ну да из за они от к бы для вот"
    " он она если или когда уже только есть был была было были нас вас их нам вам там тут".split()
)


@cache
def analyzer() -> MorphAnalyzer:
    """Return the dictionary, loaded once."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def readings(word: str) -> frozenset[str]:
    """Return the folded base forms the folded `word` can have, rare ones left out."""
    weights = _weigh(without_particle(word))
    common = {base for base, weight in weights.items() if weight >= RARE_READING}
    return frozenset(common or weights)


def without_particle(word: str) -> str:
    """Return `деньги` for `деньги-то`, but `кто-то` as it is: the dictionary knows it."""
    if "-" not in word or analyzer().word_is_known(word):
        return word
    for particle in PARTICLES:
        if word.endswith(particle):
            return word.removesuffix(particle)
    return word


def _weigh(word: str) -> dict[str, float]:
    """Weigh the base forms; of a word that no dictionary has, those that begin as it does."""
    weights: dict[str, float] = {}
    for parse in analyzer().parse(word):
        base = fold(parse.normal_form)
        if parse.is_known or base.startswith(_beginning(word)):
            weights[base] = weights.get(base, 0.0) + parse.score
    return weights or {word: 1.0}


def _beginning(word: str) -> str:
    """Return the letters that a guess at the base form of an unknown word must keep."""
    return word[: max(KEPT_LETTERS, len(word) // 2)]


def forms_of(bases: Iterable[str]) -> frozenset[str]:
    """Return the folded forms of every word of the dictionary that has one of the base forms."""
    return frozenset(
        fold(form.word)
        for base in bases
        for parse in analyzer().parse(base)
        if fold(parse.normal_form) == base
        for form in parse.lexeme
    )


def is_known(word: str) -> bool:
    """Tell whether the dictionary has the folded `word`, with `е` for `ё`."""
    return bool(analyzer().word_is_known(word))


def narrow(bases: Iterable[str]) -> Callable[[str], bool]:
    """Return a quick test of what can be read as one of `bases`; it never says no to what can.

    A base form has some dozens of written forms, and a word of the dictionary is read as one of
    them or not at all; only words that the dictionary does not know must be read to be told, and
    they begin as what they are read as.
    """
    forms = forms_of(bases)
    beginnings = {base[:length] for base in bases for length in range(1, len(base) + 1)}
    known = analyzer().word_is_known

    def may_be_read(word: str) -> bool:
        if word in forms or "-" in word:  # деньги-то is read as деньги
            return True
        return _beginning(word) in beginnings and not known(word)

    return may_be_read


def open_contraction(word: str) -> tuple[str, ...]:
    """Return the word alone: Russian writes no contractions."""
    return (word,)
