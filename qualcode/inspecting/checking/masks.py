"""Masks that hide nothing from the indicators of their code."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.material import Material, looked_for
from qualcode.inspecting.checking.words import bases_of, can_meet, written
from qualcode.model.codebook import Code, Mask, Phrase, Word


def check_masks(material: Material) -> Iterator[Finding]:
    """Find masks none of whose words can be a word of an indicator of their code."""
    for code in material.codes:
        for language in dict.fromkeys(mask.language for mask in code.masks):
            words = [_words(code, talk, material) for talk in material.applying(language)]
            for mask in code.masks:
                if mask.language == language and not any(_can_hide(mask, one) for one in words):
                    yield Finding(
                        "idle-mask",
                        mask.line,
                        code.id,
                        f"the mask `{mask.text}` hides nothing: no indicator of `{code.id}` looks"
                        " for any of its words",
                        "take it out, or move it to the code that is found there by mistake",
                    )


class _Words:
    """The words that the indicators of one code look for in one language."""

    def __init__(self, words: list[Word], language: str) -> None:
        self.language = language
        self._words = words
        self._others = [word for word in words if word.kind in ("wildcard", "fuzzy")]
        self._bases = {
            base
            for word in words
            if word.kind == "form"
            for base in (*bases_of(word.text, language), word.text)
        }
        self._forms: frozenset[str] | None = None

    def can_be(self, word: Word) -> bool:
        """Tell whether some written word is one of these and `word` too."""
        if word.kind != "wildcard" and not self._bases.isdisjoint(
            bases_of(word.text, self.language)
        ):
            return True  # a word in any form, and a form of it
        if any(can_meet(word, other, self.language) for other in self._others):
            return True
        if word.kind in ("wildcard", "fuzzy"):
            return any(can_meet(word, other, self.language) for other in self._words)
        return not self._all_forms().isdisjoint(written(word, self.language))

    def _all_forms(self) -> frozenset[str]:
        if self._forms is None:
            plain = (word for word in self._words if word.kind not in ("wildcard", "fuzzy"))
            self._forms = frozenset().union(*(written(word, self.language) for word in plain))
        return self._forms


def _words(code: Code, language: str, material: Material) -> _Words | None:
    """Gather what a code looks for in a language; None where that is no list of words."""
    words: dict[Word, None] = {}
    for one in code.indicators:
        if language not in material.applying(one.language):
            continue
        for leaf in looked_for(one.expression):
            if not isinstance(leaf, Phrase):  # an expression or another code may find any word
                return None
            words.update((word, None) for slot in leaf.slots for word in slot.words)
    return _Words(list(words), language)


def _can_hide(mask: Mask, words: _Words | None) -> bool:
    """Tell whether a mask can hide one of the words; true in doubt."""
    return words is None or any(
        words.can_be(word) for slot in mask.phrase.slots for word in slot.words
    )
