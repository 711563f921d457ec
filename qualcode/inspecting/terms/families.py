"""Whether two words may have one root: a common beginning, and only affixes beside it.

The stem is Snowball's (Porter 1980; Porter & Boulton 2001), prefixes are taken off by a list, and
the last letter of a root may change as it does in its language (помощь, помогать). It proposes
words to a person: `пустой` is proposed beside `спустить`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

SHORTEST_ROOT = 4  # letters; three where the stem of the word asked for has no more
_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
_PREFIXES = {
    "ru": (
        "без бес взо вз воз вос во вс в вы до за изо из ис меж между на наи надо над недо не обо об"
        " о ото от о пере подо под по пред пре при про разо раз рас ре само сверх со с су у анти"
        " контр де дез"
    ).split(),
    "en": (
        "anti co counter de dis ex fore il im in inter ir mid mis non out over post pre re self"
        " semi sub super trans ultra un under"
    ).split(),
}
_SUFFIXES = {
    "ru": re.compile(
        r"(?:[аеиоуыэюя]|н|нн|к|л|ль|ск|ств|ост|тел|ист|изм|изац|тор|ник|ниц|чик|щик|чив|лив|лен"
        r"|ирова|ова|ева|ович|онн|ион|ац|яц|иц|ец|ашн|ичн|ическ|очк|ечк|ок|ек|ышк|ушк|юшк|еньк|оньк"
        r"|ищ|ин|ов|ев|ив|ен|ющ|ущ|ащ|ящ|вш|ть|ь|й|ся|сь|ом|ем|им|ат|ит|от|ар|яр|ер|ур)*"
    ),
    "en": re.compile(
        r"(?:[aeiouy]|abl|ibl|al|ial|an|ian|anc|enc|ant|ent|ar|ari|at|ation|dom|ed|er|eri|ful|hood"
        r"|ic|ing|ion|ist|iti|ity|iv|iz|is|less|li|ly|ment|ness|or|ori|ous|ship|some|th|tion|ual|ur"
        r"|ward|wis|s|n|r)*"
    ),
}
_OTHERS = re.compile(r"\w{0,4}")  # the end of a word in languages without a list
# Sounds at the end of a root that stand for each other.
_CHANGES = {"ru": "гжз кчц хшс дж тчщ сш зж стщ гчщ кт", "en": "ds ts dt cs tc yi"}
_LONGEST_SUFFIX = 9
_COME_AND_GO = re.compile("ь|(?<=[аеиоуыэюя][бвгджзйклмнпрстфхцчшщ])[ео](?=[бвгджзклмнпрстфхцчшщ])")


class _Core(NamedTuple):
    """A stem, and how many letters of prefixes were taken off it."""

    text: str
    prefix: int
    squeezed: bool = False  # without vowels that come and go: деньги, денежный


class Family:
    """The words that may have the root of one word."""

    def __init__(self, word: str, language: str) -> None:
        self._language = language
        self._cores = list(_cores(word, language))
        shortest = len(self._cores[0].text)
        self._least = min(SHORTEST_ROOT, max(shortest, 3))
        self._beginnings = {core.text[: self._least - 1] for core in self._cores}

    def likeness(self, word: str) -> float:
        """Return how much of both words is the root: 0 where they have none in common, to 1.

        A prefix that only one of them has counts a little against it.
        """
        if not self._may_belong(word):
            return 0.0
        return max(
            self._root(one.text, other.text) - 0.05 * (one.prefix != other.prefix)
            for one in self._cores
            for other in _cores(word, self._language)
            if one.squeezed == other.squeezed
        )

    def _may_belong(self, word: str) -> bool:
        """Tell quickly whether any beginning of a core stands at the start or behind a prefix."""
        if word[: self._least - 1] in self._beginnings:
            return True
        return any(
            word.startswith(prefix) and word[len(prefix) :][: self._least - 1] in self._beginnings
            for prefix in _PREFIXES.get(self._language, ())
        )

    def _root(self, one: str, other: str) -> float:
        pairs = zip(one, other, strict=False)
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        ends = one[common:], other[common:]
        if all(ends) and self._change(ends[0][0], ends[1][0]):
            common, ends = common + 1, (ends[0][1:], ends[1][1:])
        if common < self._least or common < 0.6 * min(len(one), len(other)):
            return 0.0
        suffix = _SUFFIXES.get(self._language, _OTHERS)
        if all(len(end) <= _LONGEST_SUFFIX and suffix.fullmatch(end) for end in ends):
            return common / max(len(one), len(other))
        return 0.0

    def _change(self, one: str, other: str) -> bool:
        groups = _CHANGES.get(self._language, "").split()
        return any(one in group and other in group for group in groups)


@lru_cache(maxsize=1 << 15)
def _cores(word: str, language: str) -> tuple[_Core, ...]:
    """Return the stem of a base form, whole and with each prefix taken off that it can have."""
    return tuple(_strip(stem(word, language), language))


def _strip(stemmed: str, language: str) -> Iterator[_Core]:
    yield from _squeeze(_Core(stemmed, 0), language)
    for prefix in _PREFIXES.get(language, ()):
        if stemmed.startswith(prefix) and len(stemmed) - len(prefix) >= SHORTEST_ROOT:
            yield from _squeeze(_Core(stemmed[len(prefix) :], len(prefix)), language)


def _squeeze(core: _Core, language: str) -> Iterator[_Core]:
    """Yield a core, and in Russian also without the vowels that may come and go in it."""
    yield core
    if language == "ru":
        squeezed = _COME_AND_GO.sub("", core.text)
        if len(squeezed) >= SHORTEST_ROOT:
            yield _Core(squeezed, core.prefix, squeezed=True)


def stem(word: str, language: str) -> str:
    """Return Snowball's stem of a folded word; the word where there is no stemmer."""
    name = _STEMMERS.get(language)
    return str(_stemmer(name).stemWord(word)) if name else word


@lru_cache(maxsize=8)
def _stemmer(name: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(name)
