"""Any language but Russian and English: what simplemma and spaCy know of it.

Words stay those of `words.py` in every language: spaCy's tokenizers cut `по-моему` and `442-ФЗ`,
and a codebook would then mean other words than the texts it is applied to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from qualcode.language.words import fold

# Where simplemma files a language under another name than its two letters.
_TABLES = {"bs": "hbs", "hr": "hbs", "no": "nb", "sr": "hbs"}
_SPACY_NAMES = {"no": "nb"}
# A word folded has lost the capital by which its readers know it for a noun.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_VOWELS = "aeio"


class OtherLanguage:
    """One language, known by its two letters; what nobody knows of it is left out.

    A word has itself for its base form where simplemma has no table, and no contraction opens
    where spaCy has no rules.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._table = _TABLES.get(code, code)

    @property
    def has_base_forms(self) -> bool:
        """Whether inflected forms are known."""
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

        return self._table in SUPPORTED_LANGUAGES

    @property
    def stop_words(self) -> frozenset[str]:
        """The folded words that say nothing by themselves; empty where nobody lists them."""
        return spacy_stop_words(self.code)

    def readings(self, word: str) -> frozenset[str]:
        """Return the folded base forms the folded `word` can have."""
        if not self.has_base_forms:
            return frozenset({word})
        base = self._base(word)
        if self.code not in _CAPITAL_NOUNS:
            return frozenset({base})
        noun = self._base(word.capitalize())
        # `Würde` is no form of `werden`; `Arbeiten` is of `Arbeit`, and of `arbeiten` too.
        return frozenset({word}) if noun == word else frozenset({base, noun})

    def forms_of(self, bases: Iterable[str]) -> frozenset[str]:
        """Return the base forms themselves: tables lead from forms to them alone."""
        return frozenset(bases)

    def narrow(self, _: Iterable[str]) -> Callable[[str], bool]:
        """Return a test that takes every word: reading one is no more than looking it up."""
        return bool

    def _base(self, word: str) -> str:
        from simplemma import lemmatize

        return fold(lemmatize(word, lang=self._table))

    def is_known(self, word: str) -> bool:
        """Tell whether simplemma's table has the folded word as it is: `aujourd'hui`."""
        if not self.has_base_forms:
            return False
        from simplemma import is_known

        return is_known(word, lang=self._table)

    def open_contraction(self, word: str) -> tuple[str, ...]:
        """Return the word behind an elision or a shortened one: `l'école` → `école`.

        The small part says nothing by itself, and phrases reach over it: `manque d'argent` is
        two words in a codebook and in a text.
        """
        if "'" not in word[1:-1]:
            return (word,)
        if self.code == "de" and word.endswith("'s"):  # geht's, für's: spaCy leaves most whole
            return (word[:-2],)
        parts = self._cut(word)
        if len(parts) != 2 or "".join(parts) != word:
            return (word,)
        before, behind = parts
        if before.endswith("'") and self._is_small(before):
            return (behind,)
        return (before,) if behind.startswith("'") else (word,)

    def _cut(self, word: str) -> tuple[str, ...]:
        """Cut the word by spaCy's rules, if it has any and no dictionary has it whole."""
        tokenizer = _load_tokenizer(self.code)
        if tokenizer is None or self.is_known(word):
            return (word,)
        return tuple(token.text for token in tokenizer(word))

    def _is_small(self, part: str) -> bool:
        """Tell whether a part is a stop word, whole or shortened: `l'`, `nell'` for `nella`."""
        whole = {part, part.removesuffix("'"), *(part.removesuffix("'") + one for one in _VOWELS)}
        return not whole.isdisjoint(self.stop_words)


@cache
def other_language(code: str) -> OtherLanguage:
    """Return what is known of the language `code`, the same object each time."""
    return OtherLanguage(code)


@lru_cache(maxsize=256)
def spacy_stop_words(code: str) -> frozenset[str]:
    """Return spaCy's stop words of any language, folded; empty where it has none."""
    from spacy.util import get_lang_class

    try:
        known = get_lang_class(_SPACY_NAMES.get(code, code))
    except ImportError:  # spaCy does not know the language
        return frozenset()
    return frozenset(fold(word) for word in known.Defaults.stop_words)


@cache
def _load_tokenizer(code: str) -> Callable[[str], Iterable[Any]] | None:
    """Return spaCy's tokenizer; None without one, or where it wants a package of its own."""
    import spacy

    try:
        return spacy.blank(_SPACY_NAMES.get(code, code)).tokenizer
    except ImportError:
        return None
