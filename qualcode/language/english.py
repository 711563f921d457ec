"""English: base forms by simplemma's table, contractions, and what marks a text as English."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    "the of and to a in is it that was for you on they be are with this have from at we he she"
    " his her their there what so if not but or as an i by do does did had has our your".split()
)

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


def readings(word: str) -> frozenset[str]:
    """Return the folded base form of the folded `word` (the table knows one for each)."""
    from simplemma import lemmatize

    return frozenset({lemmatize(word, lang="en").lower()})


def open_contraction(word: str) -> tuple[str, ...]:
    """Open a folded contraction into its words: `don't` → `do`, `not`; `it's` → `it`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, opened in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word.removesuffix(ending), *opened)
    return (word,)
