"""Whether words that were changed may say something else now: a “not” or a number in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, product

from qualcode.decisions.indexed import split_words

# All in the form in which words are compared: small letters, «е» for «ё».
_DENIES_NEXT = re.compile(
    r"не|ни|нет|нету|без|нельзя|not|no|never|neither|nor|without|cannot|\w+n['’]t"
    r"|(?:do|does|did|ca|wo|is|are|was|were|have|has|had|could|would|should)nt"
)
_DENIES = re.compile(
    r"никто|ничто|нич(?:его|ему|ем)|ник(?:ого|ому|ем|ак|огда|уда)|нигде|ниоткуда|ничуть"
    r"|ник(?:акой|акая|акое|акие|акого|акому|аким|акими|аких|акую)|нисколько"
    r"|нек(?:ого|ому)|нечего|незачем|негде|none|nobody|nothing|nowhere"
)
_DENIED_AFTER = 3  # words that a denial may be about: «не очень довольны»
_ORDINAL = "(?:ый|ой|ая|ое|ые|ого|ому|ым|ом|ую|ых|ыми)"
# «один» and `one` are pronouns as well, «семью» is also the family.
_COUNTS = re.compile(
    r"\w*\d\w*|нол(?:ь|я|ю|ем|е)|нул(?:ь|я|ю|ем|е)|дв(?:а|е|ух|ум|умя|ое|оих|оим|оими)"
    r"|тр(?:и|ех|ем|емя|ое|оих|оим|оими)|четыр(?:е|ех|ем|ьмя)|четвер(?:о|ых|ым|ыми)"
    r"|(?:пят|шест|девят|десят)(?:ь|и|ью|еро|ерых)|сем(?:ь|и|еро|ерых)|вос(?:емь|ьми|емью|ьмью)"
    r"|\w+дцат(?:ь|и|ью)|сорока?|(?:пять|шесть|семь|восемь)десят|(?:пяти|шести|семи|восьми)десяти"
    r"|девяност[оа]|ст[оа]|двести|триста|четыреста|(?:пять|шесть|семь|восемь|девять)сот|\w+[их]сот"
    r"|сот(?:ня|ни|ню|ней|ен)|тысяч\w{0,3}|миллион\w{0,3}|миллиард\w{0,3}|пол(?:тор[аы]|утора)"
    rf"|(?:перв|втор|четверт|пят|шест|седьм|восьм|девят|десят){_ORDINAL}"
    r"|трет(?:ий|ья|ье|ьи|ью|ьего|ьему|ьим|ьем|ьих)"
    r"|zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|(?:hundred|thousand|million|billion|dozen)s?"
    r"|half|twice|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
_AGAINST = ("не", "ни", "без", "бес", "анти", "un", "in", "im", "ir", "il", "dis", "non", "mis")


def may_say_otherwise(said: Sequence[str], says: Sequence[str]) -> bool:
    """Tell whether words, in the form in which they are compared, may say something else now.

    They may where a denial came or went or denies another of the words, where numbers are others
    or in another order, and where a word became its contrary: «довольны», «недовольны». Words of
    Russian and English are known, digits in any language. What was stammered counts once.
    """
    was, now = (_split(words) for words in (said, says))
    if _denials(was) != _denials(now) or _numbers(was) != _numbers(now):
        return True
    if _no_more_denied(was, now) or _no_more_denied(now, was):
        return True  # «не мы ушли», «мы не ушли»
    return any(_are_contrary(*pair) for pair in product(set(was) - set(now), set(now) - set(was)))


def is_denied_otherwise(before: str, stands: str) -> bool:
    """Tell whether a denial came or went right before words: «сократили», «не сократили».

    Told are the texts that stood and stand before them; where none is known, nothing is told.
    """
    return bool(before) and _denies_what_follows(before) != _denies_what_follows(stands)


def list_changes(said: Sequence[str], says: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that were changed: as they were, as they are; either may be nothing."""
    from rapidfuzz.distance import Levenshtein

    at_was = at_now = 0
    blocks = Levenshtein.opcodes(said, says).as_matching_blocks()
    for block in blocks:  # the last is empty and ends both
        gone, come = said[at_was : block.a], says[at_now : block.b]
        if gone or come:
            yield " ".join(gone), " ".join(come)
        at_was, at_now = block.a + block.size, block.b + block.size


def _split(words: Sequence[str]) -> list[str]:
    """Take words like «двух-трёх», “nine's” apart, not “don't”; of what is repeated keep one."""
    parts = (
        part
        for word in words
        for part in ([word] if _DENIES_NEXT.fullmatch(word) else re.split(r"[-'’]", word))
    )
    return [part for part, _ in groupby(parts)]


def _denials(words: Sequence[str]) -> list[str]:
    return sorted(one for one in words if _DENIES_NEXT.fullmatch(one) or _DENIES.fullmatch(one))


def _numbers(words: Sequence[str]) -> list[str]:
    return [one for one in words if _COUNTS.fullmatch(one)]


def _no_more_denied(some: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether a word that stands among some only after denials stands free among others."""
    free = {
        word for at, word in enumerate(some) if not (at and _DENIES_NEXT.fullmatch(some[at - 1]))
    }
    return bool((_denied(some, 1) & set(others)) - free - _denied(others, _DENIED_AFTER))


def _denied(words: Sequence[str], count: int) -> set[str]:
    """Return the words, so many, that follow upon denials."""
    denying = (at for at, word in enumerate(words) if _DENIES_NEXT.fullmatch(word))
    return {word for at in denying for word in words[at + 1 : at + 1 + count]}


def _denies_what_follows(text: str) -> bool:
    """Tell whether a text ends with a denial and no sign after it."""
    last = text.split()[-1:] if text[-1:].isspace() else []
    words = split_words(last[0]) if last and last[0][-1].isalnum() else []
    return bool(words) and _DENIES_NEXT.fullmatch(words[-1]) is not None


def _are_contrary(one: str, other: str) -> bool:
    """Tell whether one word is the other with a prefix that denies."""
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return len(short) > 2 and long.endswith(short) and long[: -len(short)] in _AGAINST
