"""Turns what an indicator looks for, one kind at a time, into an Expression, and back into text."""

from __future__ import annotations

import json
from dataclasses import dataclass

from qualcode.codebook.fuzzy import LIKENESS, likeness_of, parse_fuzzy, render_fuzzy
from qualcode.codebook.grammar import parse_phrase, render_phrase
from qualcode.codebook.ids import Branches
from qualcode.codebook.misread import cure_phrase
from qualcode.codebook.regexes import MOST_PROBLEMS, find_fault
from qualcode.codebook.token_patterns import parse_tokens
from qualcode.model.codebook import CodeReference, Expression, Phrase, Regex, TokenPattern
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, text_of
from qualcode.yaml_tree.problems import Problems, in_quotes

LEAVES = ("term", "regex", "fuzzy", "code", "pattern")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression, and its text as a person would write it."""

    expression: Expression
    text: str


def parse_leaf(node: Mapping, kind: str, branches: Branches, problems: Problems) -> Written | None:
    """Parse what stands under `kind`; None when it is wrong, and told."""
    value = node.get(kind)
    if kind == "pattern":
        tokens = parse_tokens(value, problems)
        return Written(TokenPattern(tokens), f"pattern: {tokens}") if tokens else None
    if not isinstance(value, Scalar):  # the schema tells it
        return None
    if kind == "term":
        return parse_term(value, problems)
    if kind == "fuzzy":
        _tell_misread(value, problems)
    if not tell_cut(value, problems) or not text_of(value):
        return None
    if kind == "regex":
        return _regex(value, problems)
    if kind == "fuzzy":
        return _fuzzy(value, _likeness(node.get("min")), problems)
    id = text_of(value)
    return Written(CodeReference(id, branches.get(id, frozenset())), f"code: {id}")


def parse_term(node: Scalar, problems: Problems) -> Written | None:
    """Parse a plain string where it stands; None when it is wrong, and told."""
    _tell_misread(node, problems)
    if not tell_cut(node, problems) or not text_of(node):
        return None
    try:
        return Written(parse_phrase(node.value), _one_line(node))
    except ValueError as error:
        _tell(error, node, problems)
        return None


def _tell_misread(node: Scalar, problems: Problems) -> None:
    """Give words that YAML has misread another cure where quotes alone make no phrase of them."""
    cure = cure_phrase(node.misread) if node.misread else ""
    if cure:
        problems.improve_cure(node, cure)


def _fuzzy(node: Scalar, likeness: int, problems: Problems) -> Written | None:
    try:
        phrase = parse_fuzzy(node.value, likeness)
    except ValueError as error:
        _tell(error, node, problems)
        return None
    return Written(phrase, f"fuzzy: {_one_line(node)} min {likeness}")


def _likeness(node: Node | None) -> int:
    written = text_of(node)
    try:
        return int(float(written)) if written else LIKENESS
    except (ValueError, OverflowError):  # the schema tells it
        return LIKENESS


def _regex(node: Scalar, problems: Problems) -> Written | None:
    pattern = node.value.strip("\n")  # a block of text ends with one
    fault = find_fault(pattern, timed=len(problems) < MOST_PROBLEMS)
    if fault:
        problems.add(node, fault.message, fault.cure)
        return None
    return Written(Regex(pattern), f"regex: {_one_line(node)}")


def _one_line(node: Scalar) -> str:
    return " ".join(node.value.split())


def _tell(error: ValueError, node: Scalar, problems: Problems) -> None:
    message, _, cure = str(error).partition("; ")
    problems.add(node, message, cure)


def tell_cut(node: Scalar, problems: Problems) -> bool:
    """Note a text that a comment cuts short; False when it is so."""
    if node.cut:
        problems.add(
            node,
            "a `#` after a blank begins a comment, and the rest of the line is not read",
            f"put quotes around the text ({in_quotes(node.value + ' # …')}), "
            "or move the comment to a line of its own",
        )
    return not node.cut


def render_leaf(expression: Phrase | Regex | TokenPattern | CodeReference) -> str:
    """Render what stands alone in its canonical form, by which indicators are told apart."""
    if isinstance(expression, Phrase):
        if likeness_of(expression):
            return f"fuzzy: {render_fuzzy(expression)}"
        return render_phrase(expression)
    if isinstance(expression, Regex):
        # In quotes, so that its commas and brackets are not those of a list.
        return f"regex: {json.dumps(expression.pattern, ensure_ascii=False)}"
    if isinstance(expression, TokenPattern):
        return f"pattern: {expression.tokens}"
    return f"code: {expression.written}"
