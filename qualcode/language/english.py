"""English: base forms by simplemma's table, contractions, and what marks a text as English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

FUNCTION_WORDS = frozenset(
    "the of and to a in is it that was for you on they be are with this have from at we he she"
    " his her their there what so if not but or as an i by do does did had has our your".split()
)

SHORTEST_STEM = 3  # letters before -ing; `king` and `thing` are no verbs

# One syllable that ends in a single vowel and a consonant doubles it before -ing (`tapping`), so
# what stands there undoubled has lost an e: taping → tape, caring → care.
_DOUBLING = re.compile(r"[^aeiouy]*[aeiouy][^aeiouywx]")

_IRREGULAR = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
}
# `it's` and `he'd` have two openings; the pronoun alone is sure.
_ENDINGS = {
    "n't": ("not",),
    "'re": ("are",),
    "'ve": ("have",),
    "'ll": ("will",),
    "'m": ("am",),
    "'s": (),
    "'d": (),
}


_MENDED = {"worse": "bad"}  # what simplemma's table has wrong: it reads `worse` as `wrong`


def readings(word: str) -> frozenset[str]:
    """Return the folded base forms of the folded `word`.

    simplemma's table knows one base form for each word and takes many forms in -ing for nouns
    (`cutting`); the verb is added where the table knows it.
    """
    from simplemma import lemmatize

    base = _MENDED.get(word) or lemmatize(word, lang="en").lower()
    return frozenset({base, *_verbs(word)}) if word.endswith("ing") else frozenset({base})


def _verbs(word: str) -> tuple[str, ...]:
    """Return the verb behind a form in -ing: cutting → cut, saving → save, meeting → meet."""
    from simplemma import is_known, lemmatize

    stem = word.removesuffix("ing")
    if len(stem) < SHORTEST_STEM:
        return ()
    candidates = [stem, f"{stem}e"]
    if stem[-1] == stem[-2]:
        candidates.insert(0, stem[:-1])
    elif _DOUBLING.fullmatch(stem):
        candidates.reverse()
    known = (verb for verb in candidates if is_known(verb, lang="en"))
    return tuple(verb for verb in known if lemmatize(verb, lang="en") == verb)[:1]


def forms_of(bases: Iterable[str]) -> frozenset[str]:
    """Return the base forms themselves: the table leads from forms to them alone."""
    return frozenset(bases)


def is_known(word: str) -> bool:
    """Tell whether the table has the folded `word`."""
    from simplemma import is_known

    return is_known(word, lang="en")


def narrow(_: Iterable[str]) -> Callable[[str], bool]:
    """Return a test that takes every word: reading one is no more than looking it up."""
    return bool


def open_contraction(word: str) -> tuple[str, ...]:
    """Open a folded contraction into its words: `don't` → `do`, `not`; `it's` → `it`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if "'" not in word:
        return (word,)
    for ending, opened in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word.removesuffix(ending), *opened)
    return (word,)
