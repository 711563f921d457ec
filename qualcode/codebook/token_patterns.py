"""Reads `pattern: […]`, a pattern of spaCy's Matcher, and lets spaCy itself judge it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from qualcode.codebook.regexes import SENTENCES, Fault
from qualcode.codebook.token_values import KEYS, Value, count_of, read_value
from qualcode.yaml_tree.nodes import Mapping, Node, entries_of, items_of
from qualcode.yaml_tree.problems import Problems, listed, nearest, shown

MOST_TOKENS = 60  # as many as a segment has words
_MOST_OPEN = 9  # spaCy tries all ways in turn, and knows no time limit
_OPEN_END = 3  # as open as so many words that may be left out

_ANY_WORD = Fault(
    "the pattern fits any word: no token of it must be there and be of some kind",
    "give a token without `OP` a word, a `LEMMA` or a `POS`",
)
_ANYWHERE = Fault(
    "the pattern finds something in any sentence", "say more of what must stand there"
)
_TOO_OPEN = Fault(
    "the pattern leaves so much open that it takes far too long",
    "take fewer `*`, `+`, `?` and narrower counts; three of `*` and `+` are the most",
)
_TOO_LONG = Fault(f"the pattern has over {MOST_TOKENS} tokens", "make it shorter")


def parse_tokens(node: Node | None, problems: Problems) -> str | None:
    """Parse a pattern into JSON in canonical form; None when it is wrong, and told."""
    before = len(problems)
    items = items_of(node)
    if node is None or not items:  # the schema tells it
        return None
    tokens = [_token(item, problems) for item in items[: MOST_TOKENS + 1]]
    if len(problems) > before:
        return None
    fault = _find_fault(tokens)
    if fault:
        problems.add(node, fault.message, fault.cure)
        return None
    return json.dumps(tokens, ensure_ascii=False, sort_keys=True)


def _token(node: Node, problems: Problems) -> dict[str, Value]:
    """Return one token with its values as what spaCy takes them for."""
    if not isinstance(node, Mapping):
        problems.add(node, "a token is keys and values", "write it as `{LOWER: слово}`")
        return {}
    token: dict[str, Value] = {}
    for key, value in entries_of(node):
        if key.value not in KEYS:
            near = nearest(key.value.upper(), KEYS)
            cure = f"did you mean `{near}`?" if near else f"it has {listed(KEYS[:10])} and more"
            problems.add(key, f"`{shown(key.value)}` is no attribute of a token", cure)
        else:
            found = read_value(key.value, value, problems)
            if found is not None:
                token[key.value] = found
    return token


def _find_fault(tokens: list[dict[str, Value]]) -> Fault | None:
    """Return what is wrong with a pattern whose values are sound, None when it can be used."""
    counts = [count_of(str(token.get("OP", ""))) for token in tokens]
    if sum(max(least, most or 0, 1) for least, most in counts) > MOST_TOKENS:
        return _TOO_LONG
    if sum(_OPEN_END if most is None else most - least for least, most in counts) > _MOST_OPEN:
        return _TOO_OPEN
    demanded = (token for token, (least, _) in zip(tokens, counts, strict=True) if least)
    if not any(key != "OP" for token in demanded for key in token):
        return _ANY_WORD
    return _try_out(tokens)


def _try_out(tokens: list[dict[str, Value]]) -> Fault | None:
    """Let spaCy check the pattern, and try it on a few sentences if it can without a model."""
    from spacy.matcher import Matcher

    vocabulary, sentences = _sentences()
    matcher = Matcher(vocabulary, validate=True)
    try:
        matcher.add("pattern", [tokens])
    except (ValueError, TypeError, KeyError, re.error) as error:
        reason = shown(" ".join(str(error).split()).rpartition(" - ")[2])
        return Fault(f"spaCy does not take this pattern: {reason}", "correct it")
    try:
        found_in_all = any(all(map(matcher, texts)) for texts in sentences)
    except ValueError:  # it asks for what a model alone knows
        return None
    return _ANYWHERE if found_in_all else None


@lru_cache(maxsize=1)
def _sentences() -> tuple[Any, tuple[tuple[Any, ...], ...]]:
    """Return a vocabulary, and sentences of it."""
    import spacy

    blank = spacy.blank("xx")
    return blank.vocab, tuple(tuple(map(blank, texts)) for texts in SENTENCES)
