"""Where sentences end in speech that somebody has punctuated."""

from __future__ import annotations

import re

from qualcode.language.remarks import find_remarks

_TERMINAL = re.compile(r"(?P<mark>[.!?…]+)(?P<closing>[)\]»”\"']*)(?P<blank>\s+|$)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
# What may stand before the next sentence, remarks like (смеётся) included.
_OPENING = re.compile(r"(?:[«“„\"'—–\-\s]|[(\[][^()\[\]\n]{0,80}[)\]])*")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+$")

# Never at the end of a sentence: what they belong to follows.
_BEFORE_NAMES = frozenset(
    "г гг ул пр просп пер пл наб д корп стр кв оф обл р-н пос дер св им проф акад доц тов"
    " гр см ср напр т.е т.к т.н соц экон мед гос зам пом нач зав рук ст гл п пп №"
    " mr mrs ms dr prof st vs e.g i.e no fig approx dept".split()
)
# May stand at the end: a capital letter decides.
_MAY_END = frozenset("т.д т.п др пр руб тыс млн млрд чел мин сек ч etc inc ltd co jr sr".split())
_WORDS_OF_ONE_LETTER = frozenset("IЯАOО")


def split_sentences(
    text: str, start: int = 0, stop: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Split `text[start:stop]` into sentences, blanks between them left out.

    A sentence ends at `. ! ? …` before a capital letter, a digit or the end, and at an empty
    line; not behind an abbreviation or an initial. Single line breaks are blanks: old files
    are wrapped.
    """
    end = len(text) if stop is None else stop
    ends = {*_paragraph_ends(text, start, end), *_terminal_ends(text, start, end)}
    for first, last in find_remarks(text, start, end):
        ends -= set(range(first + 1, last))  # [звонок. Запись прервана] is one remark
    cuts = sorted({*ends, end})
    sentences = []
    for cut in cuts:
        stretch = text[start:cut]
        left = len(stretch) - len(stretch.lstrip())
        right = len(stretch.rstrip())
        if left < right:
            sentences.append((start + left, start + right))
        start = cut
    return tuple(sentences)


def _paragraph_ends(text: str, start: int, stop: int) -> list[int]:
    return [match.start() for match in _PARAGRAPH.finditer(text, start, stop)]


def _terminal_ends(text: str, start: int, stop: int) -> list[int]:
    return [
        match.end("closing")
        for match in _TERMINAL.finditer(text, start, stop)
        # Where nothing follows, the sentence ends in any case.
        if match.end() < stop and _ends_sentence(text, match, start, stop)
    ]


def _ends_sentence(text: str, match: re.Match[str], start: int, stop: int) -> bool:
    opening = _OPENING.match(text, match.end(), stop)
    after = text[opening.end() : opening.end() + 1] if opening else ""
    if after.islower():
        return False  # «Кошмар!» — сказала; Застала... как бы это прилично
    if match["mark"] != ".":
        return True
    return not is_abbreviation(text, match.start(), start)


def is_abbreviation(text: str, dot: int, start: int = 0) -> bool:
    """Tell whether the word before the dot at `dot` is an abbreviation or an initial."""
    last = _LAST_WORD.search(text, max(start, dot - 20), dot)
    if last is None:
        return False
    word = last.group()
    if word[-1].isalpha() and (len(word) == 1 or word[-2] == ".") and word[-1].isupper():
        return word not in _WORDS_OF_ONE_LETTER  # А.С. Пушкин, but: «Кто? Я. И ещё…»
    return word.lower() in _BEFORE_NAMES or (word.lower() in _MAY_END and _continues(text, dot))


def _continues(text: str, dot: int) -> bool:
    following = text[dot + 1 : dot + 9].lstrip()[:1]
    return following.islower() or following in {",", ";", ":"}
