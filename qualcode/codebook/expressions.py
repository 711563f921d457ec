"""Turns an item of a list of indicators, string or mapping, into an Expression."""

from __future__ import annotations

from qualcode.codebook.ids import Branches
from qualcode.codebook.leaves import LEAVES, Written, parse_leaf, parse_term, render_leaf
from qualcode.model.codebook import Expression, Group, Within
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, items_of, text_of
from qualcode.yaml_tree.problems import Problems, listed

GROUPS = ("any", "all", "near")
KINDS = ("term", *GROUPS, *LEAVES[1:])
OUTERMOST = ("who", "question", "weight", "negation", "note", "lang")
DEEPEST = 4  # mappings in one another
_NEAR_WORDS = 8
_UNITS: dict[str, Within] = {
    "sentence": "sentence",
    "segment": "segment",
    "turn": "turn",
    "answer": "answer",
}
TRUE_WORDS = frozenset({"true", "yes", "on", "1", "y", "t"})
_BESIDES = frozenset({"ordered", "within", "not", "min", *OUTERMOST})


def parse_expression(
    node: Node, branches: Branches, problems: Problems, depth: int = 1
) -> Written | None:
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
    absent = _parts(node.get("not"), branches, problems, depth) or []
    if kind in LEAVES:
        leaf = parse_leaf(node, kind, branches, problems)
        return _group(node, kind, [leaf], absent) if leaf and node.key("not") else leaf
    items = _parts(node.get(kind), branches, problems, depth)
    return _group(node, kind, items, absent) if items else None


def _parts(
    node: Node | None, branches: Branches, problems: Problems, depth: int
) -> list[Written] | None:
    """Parse a list of parts; None when one of them is wrong, and told."""
    items = items_of(node)
    parts = [parse_expression(item, branches, problems, depth + 1) for item in items]
    sound = [part for part in parts if part is not None]
    return sound if len(sound) == len(items) else None


def _kind(node: Mapping, problems: Problems) -> str | None:
    """Return which of the kinds the mapping is."""
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


def _keys_fit(node: Mapping, kind: str, problems: Problems) -> bool:
    """Note keys that say nothing beside this kind."""
    before = len(problems)
    ordered = node.key("ordered")
    if ordered and kind not in ("near", "all"):
        problems.add(
            ordered, f"`ordered` says nothing beside `{kind}`", "use it with `near`, `all`"
        )
    within = node.key("within")
    if within and kind in LEAVES and not node.key("not"):
        problems.add(within, f"`within` says nothing beside `{kind}` without `not`", "take it out")
    least = node.key("min")
    if least and kind != "fuzzy":
        problems.add(least, f"`min` says nothing beside `{kind}`", "use it with `fuzzy`")
    return len(problems) == before


def _group(node: Mapping, kind: str, items: list[Written], absent: list[Written]) -> Written:
    within = _within(node, kind)
    ordered = text_of(node.get("ordered")).lower() in TRUE_WORDS
    group = Group(
        kind="any" if kind in LEAVES or kind == "any" else "all",
        items=tuple(item.expression for item in items),
        within=within,
        ordered=ordered,
        absent=tuple(item.expression for item in absent),
    )
    texts, absent_texts = [item.text for item in items], [item.text for item in absent]
    inner = with_key(items[0]) if kind in LEAVES else f"{kind}: [{', '.join(texts)}]"
    return Written(group, _one_line(inner, within, ordered, absent_texts))


def with_key(written: Written) -> str:
    """Return the text with its kind before it, as other keys must stand beside it."""
    has_key = written.text.startswith(tuple(f"{kind}: " for kind in KINDS))
    return written.text if has_key else f"term: {written.text}"


def _within(node: Mapping, kind: str) -> Within:
    written = text_of(node.get("within"))
    if written.isdecimal():
        return int(written)
    return _UNITS.get(written, _NEAR_WORDS if kind == "near" else "segment")


def render_expression(expression: Expression) -> str:
    """Render an expression in its canonical form, by which indicators are told apart."""
    if not isinstance(expression, Group):
        return render_leaf(expression)
    kind: str = expression.kind
    if kind == "all" and isinstance(expression.within, int):
        kind = "near"
    items = [render_expression(item) for item in expression.items]
    absent = [render_expression(item) for item in expression.absent]
    inner = f"{kind}: [{', '.join(items)}]"
    return _one_line(inner, expression.within, expression.ordered, absent)


def _one_line(inner: str, within: Within, ordered: bool, absent: list[str]) -> str:
    """Write a group on one line, e.g. `near: [a, b] within 4 ordered not [c]`."""
    text = f"{inner} within {within}" + " ordered" * ordered
    return f"{text} not [{', '.join(absent)}]" if absent else text
