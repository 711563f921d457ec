"""The words of the made-up talk by rank, and the forms of a word, from the dictionaries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from random import Random
from typing import Any

from benchmarks.zipf import Law

LAWS = {"ru": Law(133_000, 1.0945, 2.7), "en": Law(74_000, 1.488, 8.0)}
# Measured in interviews: distinct words in 2 million, and what the commonest of them cover.
WANTED = {"ru": (108_500, 0.84), "en": (35_000, 0.98)}
WANTED_TOKENS = 2_000_000
UNKNOWN = {"ru": 0.04, "en": 0.0}  # share of distinct words that no dictionary knows
MIDDLE_RANKS = slice(1_000, 10_000)  # where the words of phrases are taken from

_COMMONEST = {  # of any talk, in order; the last have marks inside
    "ru": (
        "и в не на я что с это как а но то мы у же вы по так все ну да из за они от к бы для вот"
        " он она если или когда уже только есть был была было были нас вас их нам вам там тут"
        " какой-то что-то кто-то как-то по-моему все-таки кто-нибудь из-за"
    ),
    "en": (
        "the and i to of a in it is that you was for we they on be are with this have not so at"
        " but if as he she do what or from there an by had has did does our your their his her"
        " don't it's i'm that's can't didn't you're we've long-term well-being"
    ),
}
_RUSSIAN_WORD = re.compile("[а-я]{2,}")
_ENGLISH_WORD = re.compile("[a-z]{2,}")
_LETTERS = {"ru": "абвгдежзиклмнопрстуфхцчшыюя", "en": "abcdefghiklmnoprstuvwy"}
_RARE = 0.05  # a reading weighed less is none: `стали` is no form of `сталь`


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words from the commonest to the rarest."""

    language: str
    words: tuple[str, ...]
    unknown: frozenset[str]  # those in no dictionary


def make_vocabulary(language: str, seed: int) -> Vocabulary:
    """Draw the words of a language: the commonest first, then known ones in a fixed order."""
    random = Random(f"{seed} words {language}")
    law = LAWS[language]
    first = _COMMONEST[language].split()
    known = _russian_forms(random, law.ranks) if language == "ru" else _english_forms()
    rest = sorted(known - set(first))
    random.shuffle(rest)
    words = [*first, *rest[: law.ranks - len(first)]]
    unknown = frozenset(_misspell_some(words, language, random))
    return Vocabulary(language, tuple(words), unknown)


def _russian_forms(random: Random, wanted: int) -> set[str]:
    """Take forms that the dictionary has counted in a corpus, and as many others as are wanted."""
    weights = analyzer().prob_estimator.p_t_given_w  # no dict, though it has keys
    weighed = (key.partition(":")[0] for key in weights.keys())  # noqa: SIM118
    forms = {word for word in map(_fold, weighed) if _RUSSIAN_WORD.fullmatch(word)}
    beginnings = [a + b + c for a in _LETTERS["ru"] for b in _LETTERS["ru"] for c in _LETTERS["ru"]]
    random.shuffle(beginnings)
    pool: set[str] = set()
    for beginning in beginnings:
        if len(pool) > 2 * wanted:
            break
        keys = islice(analyzer().dictionary.words.iterkeys(beginning), wanted)
        pool.update(word for word in map(_fold, keys) if _RUSSIAN_WORD.fullmatch(word))
    others = sorted(pool - forms)
    random.shuffle(others)
    return forms | set(others[:wanted])


def _english_forms() -> set[str]:
    return {word for word in english_table() if _ENGLISH_WORD.fullmatch(word)}


def _misspell_some(words: list[str], language: str, random: Random) -> Iterator[str]:
    """Put slips and old spellings in the place of some of the rarer words."""
    chance = UNKNOWN[language] * len(words) / (len(words) - MIDDLE_RANKS.stop)
    for place in range(MIDDLE_RANKS.stop, len(words)):
        if random.random() < chance:
            words[place] = misspell(words[place], language, random)
            yield words[place]


def misspell(word: str, language: str, random: Random) -> str:
    """Change one letter, or write the word as it was written before 1918 (`домъ`)."""
    if language == "ru" and word[-1] in "бвгджзклмнпрстфхцчшщ" and random.random() < 0.25:
        return word + "ъ"
    while True:
        place = random.randrange(len(word))
        changed = word[:place] + random.choice(_LETTERS[language]) + word[place + 1 :]
        if not is_known(changed, language):
            return changed


def is_known(word: str, language: str) -> bool:
    """Tell whether the dictionary has the word."""
    if language == "ru":
        return bool(analyzer().word_is_known(word))
    return word in english_table()


def forms_of(word: str, language: str) -> tuple[str, ...]:
    """Return the forms of a base form in order, those left out that hardly ever mean it."""
    return tuple(_russian_forms_of(word) if language == "ru" else _english_forms_of()[word])


def bases_of(words: Iterable[str], language: str) -> tuple[str, ...]:
    """Return the likeliest base form of each word, each once, where it is a word like others."""
    pattern = _RUSSIAN_WORD if language == "ru" else _ENGLISH_WORD
    found = dict.fromkeys(base_of(word, language) for word in words)
    return tuple(base for base in found if pattern.fullmatch(base) and _is_base(base, language))


def base_of(word: str, language: str) -> str:
    """Return the likeliest base form of a word."""
    if language == "ru":
        return _fold(analyzer().parse(word)[0].normal_form)
    return english_table().get(word, word)


def _is_base(word: str, language: str) -> bool:
    if language == "ru":
        return _weight(word, word) >= _RARE
    return english_table().get(word) == word


def _russian_forms_of(word: str) -> list[str]:
    own = next(parse for parse in analyzer().parse(word) if _fold(parse.normal_form) == word)
    forms = sorted({_fold(parse.word) for parse in own.lexeme})
    return [
        form for form in forms if _RUSSIAN_WORD.fullmatch(form) and _weight(form, word) >= _RARE
    ]


def _weight(form: str, base: str) -> float:
    readings = analyzer().parse(form)
    return float(sum(one.score for one in readings if _fold(one.normal_form) == base))


@cache
def _english_forms_of() -> Mapping[str, Sequence[str]]:
    forms: dict[str, list[str]] = defaultdict(list)
    for form, base in english_table().items():
        if _ENGLISH_WORD.fullmatch(form):
            forms[base].append(form)
    return forms


@cache
def analyzer() -> Any:
    """Return pymorphy3's analyzer, loaded once."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@cache
def english_table() -> Mapping[str, str]:
    """Return simplemma's table: form → base form."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary("en")


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")
