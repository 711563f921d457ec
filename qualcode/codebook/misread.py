"""What to write for words of an indicator that YAML has misread."""

from __future__ import annotations

import re

from qualcode.codebook.grammar import parse_phrase
from qualcode.language.words import find_words
from qualcode.yaml_tree.problems import in_quotes, shown

_GAPS = ("...", "…")
_EDGE_SIGNS = re.compile(r"^[^\w*?=]+|[^\w*?]+$")


def cure_phrase(written: str) -> str:
    """Say how words can stand in an indicator that are none in quotes; empty where quotes will do.

    What is said to be written is a phrase, so that no second message comes.
    """
    if _is_phrase(written):
        return ""
    bare = _bare(written)
    if not bare:
        return "write words here, or take the line out"
    shown_bare = f"`{shown(bare)}`" if bare[0].isalnum() else in_quotes(shown(bare))
    return f"a phrase is words without such signs: write {shown_bare}"


def _bare(written: str) -> str:
    """Return the words of a text as a phrase; empty where it has none."""
    tokens = written.split()
    kept = [token if token in _GAPS else _EDGE_SIGNS.sub("", token) for token in tokens]
    words = (written[token.start : token.stop] for token in find_words(written))
    readings = (" ".join(filter(None, kept)), " ".join(words))
    return next((one for one in readings if _is_phrase(one)), "")


def _is_phrase(text: str) -> bool:
    try:
        parse_phrase(text)
    except ValueError:
        return False
    return True
