"""How one text is written in YAML: without quotes, in quotes, or folded over several lines."""

from __future__ import annotations

import re
import textwrap

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*|[-+]?\.?[0-9][0-9_.]*(?:[eE][-+]?[0-9]+)?")
# Words that some readers of YAML take for truth values or nothing.
_TRAPS = frozenset("true false yes no on off y n null".split())
_FOLDED_WIDTH = 110
_LEAST_WIDTH = 40
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_SHORT = {"\n": r"\n", "\t": r"\t", '"': r"\"", "\\": r"\\"}


def write_word(text: str, *, truths: bool = False) -> str:
    """Write an id, a number or a set word: without quotes where all readers take it as it is.

    Where `truths` stand, `true` and `no` are meant to be taken for what they are.
    """
    is_trap = not truths and text.lower() in _TRAPS
    return text if _WORD.fullmatch(text) and not is_trap else write_text(text)


def write_text(text: str) -> str:
    """Write a text in quotes: single ones where double ones would want a backslash."""
    if _SPECIAL.search(text):
        return '"' + "".join(_escape(sign) for sign in text) + '"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _escape(sign: str) -> str:
    if sign in _SHORT:
        return _SHORT[sign]
    return f"\\u{ord(sign):04X}" if _SPECIAL.match(sign) else sign


def fold_text(text: str, indent: int) -> tuple[str, ...]:
    """Fold a text into lines for `>-`; none when folding would change it."""
    if _SPECIAL.search(text) or "  " in text or text != text.strip():
        return ()
    width = max(_LEAST_WIDTH, _FOLDED_WIDTH - indent)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return tuple(lines)
