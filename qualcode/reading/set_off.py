"""Tells lines that nobody speaks by their look: rules, remarks, music."""

from __future__ import annotations

import re

from qualcode.language.remarks import find_remarks

RULE = re.compile(r"\s*(?:(?:[-=_*~#–—•.]\s?){3,})$")
# ♪, ♪ la la la ♪
MUSIC = re.compile(r"[♪♫♬🎵🎶](?:[^♪♫♬🎵🎶]{0,200}[♪♫♬🎵🎶])*$")
BRACKETS = {"[": "]", "(": ")", "<": ">", "{": "}"}


def is_rule(text: str) -> bool:
    """Tell whether a line is a rule: `-----`, `* * *`."""
    return bool(RULE.match(text))


def is_remark(text: str) -> bool:
    """Tell whether a whole paragraph is a remark: `[звонок]`, `<...>`, `(смеётся)`, `#смеется#`.

    Round brackets with many words are an aside that was said, as everywhere in qualcode.
    """
    text = text.strip()
    if MUSIC.match(text) or (in_brackets(text) and text[0] != "("):
        return True
    return find_remarks(text) == ((0, len(text)),)


def in_brackets(text: str) -> bool:
    """Tell whether one pair of brackets holds the whole text."""
    if len(text) < 2 or BRACKETS.get(text[0]) != text[-1]:
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == text[0]) - (sign == text[-1])
        if depth == 0:
            return place == len(text) - 1
    return False
