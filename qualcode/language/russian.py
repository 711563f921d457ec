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

# `деньги-то`, `принеси-ка`: the particle changes nothing in the word.
PARTICLES = ("-то", "-ка", "-таки", "-с")

# Words that hardly stand in other languages written in Cyrillic.
FUNCTION_WORDS = frozenset(
    "и в не на что я с это как а но то мы у же вы по так все ну да из за они от к бы для вот"
    " он она если или когда уже только есть был была было были нас вас их нам вам там тут".split()
)


@cache
def analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def readings(word: str) -> frozenset[str]:
    """Return the folded base forms the folded `word` can have, rare ones left out."""
    weights = _weigh(_without_particle(word))
    common = {base for base, weight in weights.items() if weight >= RARE_READING}
    return frozenset(common or weights)


def _without_particle(word: str) -> str:
    """Return `деньги` for `деньги-то`, but `кто-то` as it is: the dictionary knows it."""
    if "-" not in word or analyzer().word_is_known(word):
        return word
    for particle in PARTICLES:
        if word.endswith(particle):
            return word.removesuffix(particle)
    return word


def _weigh(word: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for parse in analyzer().parse(word):
        base = fold(parse.normal_form)
        weights[base] = weights.get(base, 0.0) + parse.score
    return weights or {word: 1.0}


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
    them or not at all; only words that the dictionary does not know must be read to be told.
    """
    forms = forms_of(bases)
    known = analyzer().word_is_known

    def may_be_read(word: str) -> bool:
        return word in forms or not known(word)

    return may_be_read


def open_contraction(word: str) -> tuple[str, ...]:
    """Return the word alone: Russian writes no contractions."""
    return (word,)
