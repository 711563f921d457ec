"""Makes texts that a regular expression may match, to try it on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_REPEAT = re.compile(r"(?:([*+]|\{\d*,?\d*\})|\?)[?+]?")
_GROUP_HEAD = re.compile(r"\?(?:P?<\w+>|[-\w]*:|[:>|]|<?[=!]|[-\w]+(?=\))|#[^)]*)")
_SET = re.compile(r"\[(\^?)(\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]?")
_ESCAPE = re.compile(r"\\(?:[pP]\{[^}]*\}|[xuUN]\{?\w+\}?|.)", re.DOTALL)
_CLASSES = {"d": "1", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a", "n": "\n", "t": "\t"}
_NO_TEXT = "bBAZzGKRXmM0123456789g"
_ANY = "aя1 -"


@dataclass(slots=True)
class Sample:
    """A text like those an expression matches, and what stands before each of its repeats."""

    text: str = ""
    repeats: list[tuple[str, str]] = field(default_factory=list)  # (what comes before, repeated)


def sample_regex(pattern: str) -> Sample:
    """Make a sample of an expression that compiles; a guess, for only trials depend on it."""
    sampler = _Sampler(pattern)
    texts = sampler.read("")
    return Sample(texts[0], list(dict.fromkeys(sampler.repeats)))


class _Sampler:
    """Reads an expression from left to right, group in group."""

    def __init__(self, pattern: str) -> None:
        self.repeats: list[tuple[str, str]] = []
        self._pattern = pattern
        self._at = 0

    def read(self, head: str) -> list[str]:
        """Read up to the end of the group; return a text of each of its alternatives."""
        texts = [""]
        while self._at < len(self._pattern) and self._pattern[self._at] != ")":
            if self._pattern[self._at] == "|":
                self._at += 1
                texts.append("")
                continue
            before = head + texts[-1]
            pieces = self._piece(before)
            repeat = _REPEAT.match(self._pattern, self._at)
            if repeat:
                self._at = repeat.end()
            if repeat and repeat[1]:
                self.repeats += [(before, piece) for piece in pieces if piece]
            texts[-1] += pieces[0]
        return texts

    def _piece(self, before: str) -> list[str]:
        sign = self._pattern[self._at]
        if sign == "(":
            return self._group(before)
        if sign == "[":
            return [self._member()]
        if sign == "\\":
            return [self._escape()]
        self._at += 1
        return ["a" if sign == "." else "" if sign in "^$*+?" else sign]

    def _group(self, before: str) -> list[str]:
        head = _GROUP_HEAD.match(self._pattern, self._at + 1)
        self._at = head.end() if head else self._at + 1
        texts = self.read(before)
        self._at += 1
        return texts

    def _member(self) -> str:
        """Return a sign of the set that begins here."""
        found = _SET.match(self._pattern, self._at)
        if not found:
            self._at += 1
            return ""
        self._at = found.end()
        if found[1]:
            return next((sign for sign in _ANY if sign not in found[2]), "a")
        escape = _ESCAPE.match(found[2])
        return _letter(escape.group()) if escape else found[2][:1]

    def _escape(self) -> str:
        found = _ESCAPE.match(self._pattern, self._at)
        self._at = found.end() if found else self._at + 1
        return _letter(found.group()) if found else ""


def _letter(escape: str) -> str:
    """Return a sign that an escape stands for."""
    sign = escape[1]
    if sign in _NO_TEXT:
        return ""
    if sign in "pP":
        return "я" if "yr" in escape.lower() else "a"
    if sign in "xuU" and re.fullmatch(r"[0-9a-fA-F]+", escape[2:].strip("{}")):
        return chr(min(int(escape[2:].strip("{}"), 16), 0xFFFF))
    return _CLASSES.get(sign, sign)
