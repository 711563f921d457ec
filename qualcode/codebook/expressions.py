"""Turns an item of a list of indicators, string or mapping, into an Expression."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.codebook.grammar import parse_phrase, render_phrase
from qualcode.model.codebook import Expression, Group, Phrase, Within
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, items_of, scalars_of, text_of
from qualcode.yaml_tree.problems import Problems, in_quotes, listed

KINDS = ("term", "any", "all", "near")
DEEPEST = 4  # mappings in one another
_NEAR_WORDS = 8
_UNITS: dict[str, Within] = {
    "sentence": "sentence",
    "segment": "segment",
    "turn": "turn",
    "answer": "answer",
}
TRUE_WORDS = frozenset({"true", "yes", "on", "1", "y", "t"})


@dataclass(frozen=True, slots=True)
class Written:
    """An expression, and its text as a person would write it."""

    expression: Expression
    text: str


def parse_term(node: Scalar, problems: Problems) -> Written | None:
    """Parse a plain string where it stands; None when it is wrong, and told."""
    if not tell_cut(node, problems) or not text_of(node):
        return None
    try:
        return Written(parse_phrase(node.value), " ".join(node.value.split()))
    except ValueError as error:
        message, _, cure = str(error).partition("; ")
        problems.add(node, message, cure)
        return None


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


def parse_expression(node: Node, problems: Problems, depth: int = 1) -> Written | None:
    """Parse an item of a list of indicators; None when it is wrong, and told."""
    if isinstance(node, Scalar):
        return parse_term(node, problems)
    if not isinstance(node, Mapping):
        return None
    if depth > DEEPEST:
        problems.add(node, f"mappings stand more than {DEEPEST} deep in one another here")
        return None
    kind = _kind(node, problems)
    if kind is None or not _keys_fit(node, kind, problems):
        return None
    absent = _absent(node, problems)
    if kind == "term":
        return _term(node, absent, problems)
    parts = [parse_expression(item, problems, depth + 1) for item in items_of(node.get(kind))]
    items = [part for part in parts if part is not None]
    if len(items) < max(1, len(parts)):
        return None
    return _group(node, kind, items, absent)


def _kind(node: Mapping, problems: Problems) -> str | None:
    """Return which of `term`, `any`, `all`, `near` the mapping is."""
    kinds = [key for key in KINDS if node.key(key)]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        second = node.key(kinds[1]) or node
        problems.add(
            second, f"{listed(kinds)} stand in one indicator", "keep one, or put one inside another"
        )
    elif all(key.value in _BESIDES for key, _ in node.entries):  # other keys are told elsewhere
        problems.add(node, f"the indicator has none of {listed(KINDS)}", "add one")
    return None


_BESIDES = frozenset({"ordered", "within", "not", "weight", "negation", "note", "lang"})


def _keys_fit(node: Mapping, kind: str, problems: Problems) -> bool:
    """Note keys that say nothing beside this kind."""
    before = len(problems)
    ordered = node.key("ordered")
    if ordered and kind not in ("near", "all"):
        problems.add(
            ordered, f"`ordered` says nothing beside `{kind}`", "use it with `near`, `all`"
        )
    within = node.key("within")
    if within and kind == "term" and not node.key("not"):
        problems.add(within, "`within` says nothing beside `term` without `not`", "take it out")
    return len(problems) == before


def _absent(node: Mapping, problems: Problems) -> tuple[Written, ...]:
    found = (parse_term(scalar, problems) for scalar in scalars_of(node.get("not")))
    return tuple(written for written in found if written is not None)


def _term(node: Mapping, absent: tuple[Written, ...], problems: Problems) -> Written | None:
    term = node.get("term")
    written = parse_term(term, problems) if isinstance(term, Scalar) else None
    if written is None or not node.key("not"):
        return written
    return _group(node, "term", [written], absent)


def _group(node: Mapping, kind: str, items: list[Written], absent: tuple[Written, ...]) -> Written:
    within = _within(node, kind)
    ordered = text_of(node.get("ordered")).lower() in TRUE_WORDS
    group = Group(
        kind="any" if kind in ("any", "term") else "all",
        items=tuple(item.expression for item in items),
        within=within,
        ordered=ordered,
        absent=tuple(item.expression for item in absent if isinstance(item.expression, Phrase)),
    )
    texts, absent_texts = [item.text for item in items], [item.text for item in absent]
    return Written(group, _one_line(kind, texts, within, ordered, absent_texts))


def _within(node: Mapping, kind: str) -> Within:
    written = text_of(node.get("within"))
    if written.isdecimal():
        return int(written)
    return _UNITS.get(written, _NEAR_WORDS if kind == "near" else "segment")


def render_expression(expression: Expression) -> str:
    """Render an expression in its canonical form, by which indicators are told apart."""
    if isinstance(expression, Phrase):
        return render_phrase(expression)
    kind: str = expression.kind
    if kind == "all" and isinstance(expression.within, int):
        kind = "near"
    items = [render_expression(item) for item in expression.items]
    absent = [render_phrase(phrase) for phrase in expression.absent]
    return _one_line(kind, items, expression.within, expression.ordered, absent)


def _one_line(kind: str, items: list[str], within: Within, ordered: bool, absent: list[str]) -> str:
    """Write a group on one line, e.g. `near: [a, b] within 4 ordered not [c]`."""
    inner = items[0] if kind == "term" else f"[{', '.join(items)}]"
    text = f"{kind}: {inner} within {within}" + " ordered" * ordered
    return f"{text} not [{', '.join(absent)}]" if absent else text
