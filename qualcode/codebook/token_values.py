"""Reads what one token of a spaCy pattern is asked for: its attributes and their values."""

from __future__ import annotations

import re

from qualcode.codebook.regexes import MOST_PROBLEMS, find_fault
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, Sequence, items_of, text_of
from qualcode.yaml_tree.problems import Problems, listed, nearest, shown

Value = str | bool | int | list["Value"] | dict[str, "Value"]

BOOLEANS = tuple(
    "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE IS_PUNCT IS_SPACE IS_STOP "
    "IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY IS_SENT_START SPACY "
    "LIKE_NUM LIKE_URL LIKE_EMAIL".split()
)
_WORD_CLASSES = (
    "ADJ ADP ADV AUX CCONJ CONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SPACE SYM VERB X"
).split()
NUMBERS = ("LENGTH",)
KEYS = (
    *"LOWER LEMMA POS TAG MORPH DEP TEXT ORTH NORM SHAPE OP".split(),
    *"ENT_TYPE ENT_IOB ENT_ID ENT_KB_ID".split(),
    *NUMBERS,
    *BOOLEANS,
)

LISTS = ("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS")
PATTERNS = ("REGEX", "FUZZY", *(f"FUZZY{edits}" for edits in range(1, 10)))
TEXTS = (*LISTS, *PATTERNS)
COMPARISONS = (*LISTS, "==", "!=", ">=", "<=", ">", "<")

_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_OPERATOR = re.compile(r"[!?*+]|\{\d+\}|\{\d+,\d*\}|\{,\d+\}")
_DIGITS = 3  # of a count


def count_of(operator: str) -> tuple[int, int | None]:
    """Return how often a token must and may stand there; None when there is no end to it."""
    if operator[:1] != "{":
        return {"!": (0, 0), "?": (0, 1), "*": (0, None), "+": (1, None)}.get(operator, (1, 1))
    least, comma, most = operator.strip("{}").partition(",")
    if not comma:
        return int(least), int(least)
    return int(least or 0), int(most) if most else None


def read_value(attribute: str, node: Node, problems: Problems) -> Value | None:
    """Return the value of an attribute; None when it is wrong, and told."""
    if isinstance(node, Scalar) and not text_of(node):
        if not node.broken:
            problems.add(node, "nothing stands here", "write a value, or take the attribute out")
        return None
    if attribute == "OP":
        return _operator(node, problems)
    if attribute in BOOLEANS:
        truth = _TRUTH.get(text_of(node).lower())
        if truth is None:
            problems.add(node, f"`{attribute}` is `true` or `false`")
        return truth
    if isinstance(node, Mapping):
        return _comparison(attribute, node, problems)
    if isinstance(node, Sequence):
        cure = f"write `{attribute}: {{IN: […]}}` for one of several"
        problems.add(node, f"`{attribute}` takes one value", cure)
        return None
    return _number(node, problems) if attribute in NUMBERS else _text(attribute, node, problems)


def _operator(node: Node, problems: Problems) -> str | None:
    written = text_of(node)
    if _OPERATOR.fullmatch(written) and len(written) <= 2 * _DIGITS + 3:
        least, most = count_of(written)
        if most is None or least <= most:
            return written
    message = f"`{shown(written)}` is no `OP`" if written else "this is no `OP`"
    problems.add(node, message, 'it is `!`, `?`, `*`, `+`, or a count as "{2}", "{1,3}"')
    return None


def _comparison(attribute: str, node: Mapping, problems: Problems) -> Value | None:
    """Return `{IN: […]}`, `{REGEX: …}`, `{">=": 3}`."""
    allowed = COMPARISONS if attribute in NUMBERS else TEXTS
    found: dict[str, Value] = {}
    for key, value in node.entries:
        way: Value | None = None
        if key.value not in allowed:
            near = nearest(key.value.upper(), allowed)
            cure = f"did you mean `{near}`?" if near else f"it is one of {listed(allowed)}"
            problems.add(key, f"`{shown(key.value)}` is no way to compare `{attribute}`", cure)
        elif key.value in LISTS:
            way = _list(attribute, value, problems)
        elif isinstance(value, Mapping) and key.value in PATTERNS:
            way = _comparison(attribute, value, problems)
        elif not isinstance(value, Scalar):
            problems.add(value, f"`{key.value}` takes one value")
        elif key.value == "REGEX":
            way = _regex(value, problems)
        elif attribute in NUMBERS:
            way = _number(value, problems)
        else:
            way = _text(attribute, value, problems)
        if way is not None:
            found[key.value] = way
    if not node.entries:
        problems.add(node, "nothing stands here", "write a value, or take the attribute out")
    return found


def _list(attribute: str, node: Node, problems: Problems) -> Value | None:
    scalars = [item for item in items_of(node) if isinstance(item, Scalar)]
    if not scalars or len(scalars) < len(items_of(node)):
        problems.add(node, "a list of values is expected here", "write it as `[a, b]`")
        return None
    read = [
        _number(one, problems) if attribute in NUMBERS else _text(attribute, one, problems)
        for one in scalars
    ]
    return [one for one in read if one is not None]


def _number(node: Scalar, problems: Problems) -> int | None:
    written = text_of(node)
    if written.isascii() and written.isdecimal() and len(written) < 6:
        return int(written)
    problems.add(node, f"`{shown(written)}` is no whole number")
    return None


def _text(attribute: str, node: Scalar, problems: Problems) -> str | None:
    written = text_of(node)
    if attribute == "LOWER" and written != written.lower():
        message = "`LOWER` is the word in small letters, so this is never found"
        problems.add(node, message, f"write `{shown(written.lower())}`, or take `TEXT`")
        return None
    if attribute == "POS" and written not in _WORD_CLASSES:
        near = nearest(written.upper(), _WORD_CLASSES)
        cure = f"did you mean `{near}`?" if near else f"it is one of {listed(_WORD_CLASSES)}"
        problems.add(node, f"`{shown(written)}` is no `POS`", cure)
        return None
    return written


def _regex(node: Scalar, problems: Problems) -> str | None:
    """Return an expression that is tried on one token alone."""
    fault = find_fault(node.value, whole=False, timed=len(problems) < MOST_PROBLEMS)
    if fault:
        problems.add(node, fault.message, fault.cure)
        return None
    return node.value
