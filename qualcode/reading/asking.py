"""Tells a turn that asks: it ends in a question, or asks to tell something."""

from __future__ import annotations

import re

ENDS = frozenset("?؟？")
BEHIND = '»”")…. '  # what may stand behind a question mark
LOOKED_AT = 300  # characters at the end of a turn
LAST_SENTENCE = re.compile(r"[^.!?؟？…]*[?؟？]$")
SENTENCES = re.compile(r"(?<=[.!?…])\s+")
LONGEST = 80  # words of a turn that can be a request; an answer may hold one on its way
# asked of the listener while one tells, or because one did not hear: nobody interviews so
TAGS = frozenset(
    (
        *("да", "нет", "да нет", "так", "а", "ну", "что", "чего", "правда", "правильно", "верно"),
        *("ладно", "хорошо", "согласны", "не так ли", "так ведь", "ведь так", "то есть", "как-как"),
        *("понимаете", "понимаешь", "вы понимаете", "ты понимаешь", "знаете", "знаешь", "помните"),
        *("помнишь", "видите", "слышите", "в смысле", "в каком смысле", "простите", "извините"),
        *("как бы это", "как это сказать", "как сказать", "как его", "right", "okay", "ok", "yes"),
        *("no", "yeah", "what", "huh", "eh", "sorry", "pardon", "you know", "you see", "see"),
        *("really", "you know what i mean", "know what i mean", "isn't it", "don't you", "hm"),
    )
)
OPENING = re.compile(r"^(?:а|ну|и|well|so|and)\s+")
# the first words of what asks without a question mark: Расскажите о себе. Tell me about it.
REQUESTS = re.compile(
    r"(?:(?:и|а|ну|так|хорошо|тогда|пожалуйста|теперь|давайте|вот|ок|and|so|okay|ok|well|now|then"
    r"|please|could you|can you|would you)[,.]?\s+){0,3}"
    r"(?:расскажите|расскажи|опишите|опиши|назовите|назови|поделитесь|вспомните|приведите|поясните"
    r"|уточните|объясните|охарактеризуйте|представьтесь"
    r"|tell|describe|explain|introduce|talk me|talk about|walk me|take me|give me|say more|say a"
    r"|i'd like to ask|i would like to ask|i want to ask|elaborate)\b"
)


def asks(turn: str) -> bool:
    """Tell whether a turn asks; a mere `…, понимаете?` or `Что?` does not."""
    bare = turn.rstrip(BEHIND)
    if bare[-1:] in ENDS:
        return not _is_tag(bare[-LOOKED_AT:])
    if len(turn.split()) > LONGEST:
        return False
    folded = turn.lower().replace("ё", "е").replace("’", "'")
    return any(map(REQUESTS.match, SENTENCES.split(folded)[-2:]))


def _is_tag(end: str) -> bool:
    """Tell whether all that is asked is `…, понимаете?`, `Да?`, `You know?`."""
    found = LAST_SENTENCE.search(end)
    last = (found.group() if found else end).lower().replace("ё", "е").replace("’", "'")
    words = last.rpartition(",")[2].strip(" ?؟？–—-")
    return words in TAGS or OPENING.sub("", words) in TAGS
