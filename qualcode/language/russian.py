"""Russian: base forms by pymorphy3's dictionary, and what marks a text as Russian."""

from __future__ import annotations

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
def _analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def readings(word: str) -> frozenset[str]:
    """Return the folded base forms the folded `word` can have, rare ones left out."""
    weights = _weigh(_without_particle(word))
    common = {base for base, weight in weights.items() if weight >= RARE_READING}
    return frozenset(common or weights)


def _without_particle(word: str) -> str:
    """Return `деньги` for `деньги-то`, but `кто-то` as it is: the dictionary knows it."""
    if "-" not in word or _analyzer().word_is_known(word):
        return word
    for particle in PARTICLES:
        if word.endswith(particle):
            return word.removesuffix(particle)
    return word


def _weigh(word: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for parse in _analyzer().parse(word):
        base = fold(parse.normal_form)
        weights[base] = weights.get(base, 0.0) + parse.score
    return weights or {word: 1.0}


def open_contraction(word: str) -> tuple[str, ...]:
    """Return the word alone: Russian writes no contractions."""
    return (word,)
