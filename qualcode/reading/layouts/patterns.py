"""How labels are set off from speech, as regular expressions with a group `label`."""

from __future__ import annotations

import re

from qualcode.reading.labels import clean_label
from qualcode.reading.layouts.marks import Mark
from qualcode.reading.times import CLOCK, LONG_CLOCK, MARKED, TIME, clock

MARKUP = r"[*_`]{0,3}"
# a chat: 12.03.2021, 14:05 - Анна: …, [3/12/21, 2:05:10 PM] Anna: …
DATED = (
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?\]?(?!\d)"
)
# "12. ", "12) " or "12 " before a label, a bullet, and a time: [00:12:31] И: …
LEAD = (
    r"\s*(?:\d{1,4}(?:[.)]\s+|\s+(?=[^\W\d_a-zа-яё]))|[-–—•▪●◦]\s+)?"
    rf"(?:(?P<before>{DATED}|{TIME})\s*[-–—]?\s*)?"
)
# Анна, 4 (Michal), 1-я женщина, 3, [id1], 🎤 Анна
NAME = (
    r"(?P<label>[^\s:：\d\W][^:：\t\n]{0,59}?|\d{1,3} \([^()]{1,30}\)|[*_\[(][^:：\t\n]{1,59}?"
    r"|\d{1,2}-?[^\W\d_]{1,2} [^\W\d_]{3,15}|\d{1,2}(?=\s*:\s)"
    r"|[^\w\s\x00-\x7f«»“”„‘’‹›…–—−‒―•·]{1,4} ?[^\W\d_][^:：\t\n]{0,39}?)"
)
# И: text, Р:text, **Anna:** text, Anna (0:03): text, Speaker 0: 00:00:01
COLON = re.compile(
    rf"{LEAD}{MARKUP}{NAME}(?:\s+(?P<inside>{MARKED}))?\s*{MARKUP}[:：]{MARKUP}"
    rf"(?=\s|$|[^\d\s/\\])\s*(?:(?P<after>{MARKED}|{LONG_CLOCK}(?=\s|$)|{CLOCK}(?=\s*$))\s*)?"
)
SHORT = r"(?P<label>[^\W\d_][\w.№ ]{0,30}?|\[[^\[\]\n]{1,20}\])"
# I – Hi!, ИНТ. — Добрый день, [I] - text
DASH = re.compile(rf"{LEAD}{SHORT}\s*:?\s+[-–—−]\s+(?=\S)")
# Вопрос. Как вы …
PERIOD = re.compile(rf"{LEAD}(?P<label>[^\W\d_]{{1,15}}(?: \d{{1,2}})?)\.\s+(?=\S)")
# инт<TAB>text
TAB = re.compile(rf"{LEAD}(?P<label>[^\s:][^\t\n:]{{0,39}}?)[ ]*\t\s*(?=\S)")
# [id1] hello
BRACKET = re.compile(
    r"\s*(?:\[(?P<square>[^\[\]\n:]{1,12})\]|\((?P<round>[^()\n:]{1,12})\))\s*:?\s*(?=\S)"
)
# <anna> hello
ANGLE = re.compile(r"\s*<(?P<label>[^\W\d][\w.-]{0,29})>\s*:?\s*(?=\S)")
# Otter: Jonas Rosland  0:03; also Интервьюер [00:00:06]
TIMED = re.compile(
    rf"\s*(?:\d{{1,4}}[.)]\s+)?{MARKUP}(?P<label>[^\s:\d][^:\t\n]{{0,59}}?){MARKUP}\s*[,:]?\s+(?P<after>{TIME})\s*$"
)
TIME_FIRST = re.compile(
    rf"\s*(?P<before>{TIME})\s*[-–—]?\s+{MARKUP}(?P<label>[^\s:\d][^:\n]{{0,59}}?){MARKUP}:?\s*$"
)
# 12. Инф.
NUMBERED = re.compile(
    rf"\s*\d{{1,4}}[.)]?\s+{MARKUP}(?P<label>[^\s:\d][^:\t\n]{{0,39}}?){MARKUP}:?\s*$"
)
BARE = re.compile(
    rf"\s*{MARKUP}(?P<label>[^\s:\d][^:\t\n]{{0,39}}?|\d{{1,3}} \([^()\n]{{1,30}}\)){MARKUP}\s*$"
)
# @ish1984f да //
AT = re.compile(r"\s*@(?P<label>[\w.-]{1,30})(?:\s*:|\s)\s*(?=\S)")


def mark_of(number: int, found: re.Match[str], sure: bool = False) -> Mark:
    """Make the mark of a line in which a pattern has found a label."""
    groups = found.groupdict()
    times = (groups.get(name) for name in ("before", "inside", "after"))
    time = next((clock(place) for place in times if place), "")
    written = groups.get("label") or groups.get("square") or groups.get("round") or ""
    start = len(found.string) - len(found.string.lstrip())
    return Mark(number, start, found.end(), clean_label(written), time, sure=sure)
