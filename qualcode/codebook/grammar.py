"""Reads the plain string of an indicator: `сокращение ставка|штат`, `=reporting`."""

from __future__ import annotations

import re
import unicodedata

from qualcode.language.english import open_contraction
from qualcode.language.words import WORD, find_words, fold
from qualcode.model.codebook import Phrase, Slot, Word

GAP = 3  # other words that `...` lets stand between
LONGEST = 2_000  # characters of a phrase
MOST_WORDS = 60  # as many as a segment has; more is no phrase of anybody's
FUZZY_SIGN = "~"  # before a word that is found by its spelling, when rendered
_SIGNS = {"exact": "=", "fuzzy": FUZZY_SIGN}

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens, zero-width signs
_QUOTATION_MARKS = re.compile('[«»“”„‟"]')
_BRACKETS = re.compile(r"[()\[\]{}<>]")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_WILDCARDS = re.compile(r"[*?]+")
_WORD_PARTS = re.compile(r"[-‐‑'’ʼ*?]")


def parse_phrase(text: str) -> Phrase:
    """Parse the plain string of an indicator.

    Raises ValueError with a sentence that says what is wrong and what to write instead.
    """
    if len(text) > LONGEST:
        raise ValueError(f"the phrase is longer than {LONGEST} characters; make it several items")
    tokens = _clean(text).split()
    if not tokens:
        raise ValueError("the phrase is empty; write a word or take it out")
    if len(tokens) > MOST_WORDS:
        raise ValueError(f"the phrase has over {MOST_WORDS} words; make it several items")
    _refuse_foreign_signs(tokens)
    slots: list[Slot] = []
    gaps: list[int] = []
    gap = 0
    for place, token in enumerate(tokens):
        if token in ("...", "…"):
            _refuse_loose_gap(tokens, place)
            gap = GAP
            continue
        opened = _parse_token(token)
        slots += opened
        gaps += [gap, *[0] * (len(opened) - 1)]
        gap = 0
    return Phrase(tuple(slots), tuple(gaps))


def render_phrase(phrase: Phrase) -> str:
    """Render a phrase in its canonical form; the same words always give the same text."""
    parts: list[str] = []
    for slot, gap in zip(phrase.slots, phrase.gaps, strict=True):
        parts += ["..."] * (gap > 0)
        parts.append(render_slot(slot))
    return " ".join(parts)


def render_slot(slot: Slot) -> str:
    """Render one place of a phrase: `ставка|штат`, `=reporting`; `~слово` for a fuzzy word."""
    return "|".join(_SIGNS.get(word.kind, "") + word.text for word in slot.words)


def _clean(text: str) -> str:
    return _QUOTATION_MARKS.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def _refuse_foreign_signs(tokens: list[str]) -> None:
    """Refuse the signs of other query languages."""
    for token in tokens:
        if _BRACKETS.search(token):
            raise ValueError(
                f"`{token}` has a bracket, and a phrase has none; "
                "write each reading as an item of its own, or use `any`, `all`, `near`"
            )
        if token in _OPERATORS:
            raise ValueError(
                f"`{token}` in capitals is no operator here; use `all`, `any` or `not` as keys, "
                "or small letters if the word itself is meant"
            )
        if token.startswith("|") or token.endswith("|"):
            raise ValueError(
                "a blank stands beside the bar `|`; write `a|b` without blanks, "
                "and phrases of several words as items of their own"
            )


def _refuse_loose_gap(tokens: list[str], place: int) -> None:
    if place in (0, len(tokens) - 1):
        raise ValueError("`...` stands at the edge of the phrase; it goes between two words")
    if tokens[place - 1] in ("...", "…"):
        raise ValueError("`...` stands twice in a row; use `near` with `within` for more words")


def _parse_token(token: str) -> list[Slot]:
    """Parse the alternatives of one place; a contraction opens into several places."""
    alternatives = token.split("|")
    if "" in alternatives:
        raise ValueError(f"`{token}` has an empty place beside a bar; write `a|b`")
    words: dict[Word, None] = {}
    for alternative in alternatives:
        opened = _parse_word(alternative)
        if len(alternatives) == 1:
            return [Slot((word,)) for word in opened]
        if len(opened) > 1:
            meant = " ".join(word.text for word in opened)
            raise ValueError(
                f"`{alternative}` is read as the words `{meant}`, and a bar joins single words; "
                "make it an item of its own"
            )
        words[opened[0]] = None
    return [Slot(tuple(words))]


def _parse_word(written: str) -> list[Word]:
    exact = written.startswith("=")
    body = written[1:] if exact else written
    _refuse_bad_word(written, body)
    if _WILDCARDS.search(body):
        if exact:
            raise ValueError(f"`{written}`: `=` and wildcards exclude each other; take one out")
        if sum(letter.isalnum() for letter in body) < 2:
            raise ValueError(f"`{written}` would find nearly any word; give two letters or more")
        return [Word("wildcard", re.sub(r"\*+", "*", fold(body)))]
    return [Word("exact" if exact else "form", word) for word in _open(fold(body))]


def _open(word: str) -> tuple[str, ...]:
    """Open an English contraction; `Сбер's` is none, for nobody opens it in Russian talk."""
    is_cyrillic = any(_script(letter) == "CYRILLIC" for letter in word)
    return (word,) if is_cyrillic else open_contraction(word)


def _refuse_bad_word(written: str, body: str) -> None:
    if "=" in body or not body:
        raise ValueError(f"`{written}`: `=` goes right before one word, as in `=reporting`")
    if "..." in body or "…" in body:
        raise ValueError(f"`{written}`: put blanks round the gap `...`")
    if WORD.fullmatch(_WILDCARDS.sub("a", body)):
        _refuse_mixed_scripts(written, body)
        return
    if not body[-1].isalnum() and WORD.fullmatch(_WILDCARDS.sub("a", body[:-1])):
        raise ValueError(f"`{written}` ends with `{body[-1]}`; leave it out")
    words = " ".join(body[token.start : token.stop] for token in find_words(body))
    if not words:
        raise ValueError(f"`{written}` is no word; leave it out")
    raise ValueError(f"`{written}` is no single word; write `{words}`")


def _refuse_mixed_scripts(written: str, body: str) -> None:
    """Refuse a Latin letter that passes for a Cyrillic one; `KPI-показатель` is in order."""
    for part in _WORD_PARTS.split(body):
        latin = [letter for letter in part if _script(letter) == "LATIN"]
        cyrillic = [letter for letter in part if _script(letter) == "CYRILLIC"]
        if not latin or not cyrillic:
            continue
        fewer, name = (latin, "Latin") if len(latin) <= len(cyrillic) else (cyrillic, "Cyrillic")
        other = "Cyrillic" if name == "Latin" else "Latin"
        letters = ", ".join(f"`{letter}`" for letter in dict.fromkeys(fewer))
        raise ValueError(
            f"`{written}` has the {name} {letters} among {other} letters; type it anew"
        )


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
