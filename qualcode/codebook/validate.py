"""Holds the tree against the schema, and says in plain words where it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from qualcode.codebook import schema
from qualcode.codebook import schema_fields as fields
from qualcode.codebook.expressions import GROUPS, OUTERMOST
from qualcode.codebook.misread import cure_phrase
from qualcode.codebook.schema_indicators import Part
from qualcode.yaml_tree.blanks import find_odd_blanks
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, Sequence
from qualcode.yaml_tree.problems import Problems, did_you_mean, in_quotes, listed, nearest, shown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# What is said of a text that a pattern does not fit; it goes on after `… is `.
FAULTS_BY_PATTERN = {
    fields.SLUG: "no id: small Latin letters, digits, `_` and `-`, the first a letter",
    fields.CODE_ID: "no id of a code: small Latin letters, digits and `_`, with dots between "
    "the levels, as in `efficiency.saving`",
    fields.LANGUAGE: "no language: two small letters, as `ru` or `en`",
    fields.LANGUAGE_OR_ANY: "no language: two small letters, as `ru` or `en`, or `any`",
    fields.VERSION: "no version: numbers with dots, as `1.0.0`",
    fields.COLOR: "no colour: six hexadecimal digits, as '#1b9e77'",
    fields.GUID: "no identifier of the form 01234567-89ab-cdef-0123-456789abcdef",
}
_SHAPES = {
    "list_type": ("a list is expected here", "write one item per line after `- `"),
    "dict_type": ("lists by language are expected here", "write a language first: `ru: […]`"),
    "model_type": ("keys and values are expected here", ""),
    "model_attributes_type": ("keys and values are expected here", ""),
    "string_type": ("text is expected here", ""),
    "literal_error": ("one word is expected here", ""),
}
_OF_PHRASES = ("indicators", "exclude", "cues")  # lists that hold phrases, not texts
_CANNOT_GO = ("codes", "languages", "pattern", *GROUPS)  # lists that must stand where they do


def check_shape(root: Mapping, problems: Problems) -> None:
    """Note every place of the tree that does not fit the schema."""
    try:
        schema.CodebookShape.model_validate(plain(root))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        # Keys that are none come first: what they are proposed for is not missing.
        for detail in sorted(details, key=lambda one: one["type"] != "extra_forbidden"):
            _tell(detail, root, problems)


def plain(node: Node) -> Any:
    """Return the tree as dictionaries, lists and texts."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def _tell(detail: ErrorDetails, root: Mapping, problems: Problems) -> None:
    way, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        _tell_extra(way, root, problems)
        return
    if kind == "missing":
        _tell_missing(_find(root, way[:-1]), str(way[-1]), problems)
        return
    node = _find(root, way)
    if isinstance(node, Scalar) and node.broken:
        return
    if isinstance(node, Scalar) and not node.value.strip():
        _tell_empty(node, problems)
        return
    if not _tell_odd_blank(node, problems):
        problems.add(node, *_words(detail, node))


def _tell_missing(keys: Node, name: str, problems: Problems) -> None:
    if not problems.is_proposed(keys, name):
        problems.add(keys, f"`{name}` is missing", "add it")


def _find(root: Node, way: tuple[int | str, ...]) -> Node:
    """Follow the way of an error down the tree, past the names of union branches."""
    node = root
    for number, step in enumerate(way):
        if isinstance(node, Mapping) and isinstance(step, str):
            if way[number + 1 :] == ("[key]",):
                return node.key(step) or node
            node = node.get(step) or node
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    return node


def _tell_extra(way: tuple[int | str, ...], root: Mapping, problems: Problems) -> None:
    """Tell a key that is none, with the nearest one there is."""
    parent, name = _find(root, way[:-1]), str(way[-1])
    key = parent.key(name) if isinstance(parent, Mapping) else None
    if key is None or not isinstance(parent, Mapping):  # a key under a key that is no text
        return
    if _tell_odd_blank(key, problems):
        return
    names = [step for step in way[:-1] if step in schema.SHAPES]
    shape = schema.SHAPES[str(names[-1])] if names else schema.CodebookShape
    allowed = [field.alias or own for own, field in shape.model_fields.items()]
    is_indicator = issubclass(shape, Part)
    if shape is Part and name in OUTERMOST:
        message = f"`{name}` belongs to the whole indicator, not to a part of it"
        problems.add(key, message, "move it to the outermost mapping")
        return
    near = nearest(name, [*allowed, *OUTERMOST] if is_indicator else allowed)
    if is_indicator and not near and not any(own.value in allowed for own, _ in parent.entries):
        _tell_colon(key, parent, problems)
        return
    if near:
        problems.propose(parent, near)
    cure = f"did you mean `{near}`?" if near else f"the keys are {listed(allowed)}"
    problems.add(key, f"`{shown(name)}` is no key here", cure)


def _tell_odd_blank(node: Node, problems: Problems) -> bool:
    """Tell a text that would be a list or a key if its blank were an ordinary one."""
    blanks = find_odd_blanks(node.value) if isinstance(node, Scalar) and node.plain else ()
    for blank in blanks[:1]:
        problems.add_at(node.line, node.column + blank.start, blank.message, blank.cure, node)
    return bool(blanks)


def _tell_colon(key: Scalar, parent: Mapping, problems: Problems) -> None:
    """Tell a text that became a key and a value: `- важно: деньги`."""
    message = (
        f"a colon with a blank after it makes a key of `{shown(key.value)}`, where text is expected"
    )
    problems.add(key, message, cure_phrase(_with_colon(key, parent.get(key.value)).rstrip()))


def _tell_empty(node: Scalar, problems: Problems) -> None:
    if node.cut:
        cure = "a `#` after a blank begins a comment: put quotes around the text"
    else:
        cure = "write a value, or take the line out"
    problems.add(node, "nothing stands here", cure)


def _words(detail: ErrorDetails, node: Node) -> tuple[str, str]:
    """Return what is wrong with a value, and the cure."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _SHAPES and not (isinstance(node, Scalar) and kind == "literal_error"):
        message, cure = _SHAPES[kind]
        return message, (_quoting(node, detail["loc"]) if kind == "string_type" else "") or cure
    if kind == "union_tag_not_found":
        expected = "text" if isinstance(node, Sequence) else "text or a list"
        return f"{expected} is expected here", _quoting(node, detail["loc"])
    if detail["loc"][-1] == "poles":
        message = f"a tension has exactly two poles, not {context['actual_length']}"
        return message, "name one code for each side, as in `poles: [efficiency, care]`"
    if kind == "too_short":
        return _too_few(detail["loc"], context)
    value = f"`{shown(node.value)}`" if isinstance(node, Scalar) else "the value"
    if kind == "literal_error" and isinstance(node, Scalar):
        words = context.get("expected", "").replace(" or ", ", ").replace("'", "").split(", ")
        return f"{value} is none of {listed(words)}", did_you_mean(node.value, words)
    if kind == "string_pattern_mismatch":
        return (
            f"{value} is {FAULTS_BY_PATTERN.get(context['pattern'], 'not spelt as it must be')}",
            "",
        )
    if kind.startswith(("int_", "float_", "finite_", "bool_")):
        wanted = "`true` or `false`" if kind.startswith("bool") else "a number"
        return f"{value} is not {wanted}", ""
    return _limits(kind, context, value, detail["msg"])


def _limits(kind: str, context: dict[str, Any], value: str, fallback: str) -> tuple[str, str]:
    """Say which limit a number passes."""
    if kind == "greater_than":
        return f"{value} is too small: it must be more than {context['gt']:g}", ""
    if kind == "greater_than_equal":
        return f"{value} is too small: it must be {context['ge']} or more", ""
    if kind == "less_than":
        return f"{value} is too large: it must be less than {context['lt']}", ""
    if kind == "less_than_equal":
        return f"{value} is too large: it must be {context['le']} or less", ""
    return f"{value} does not fit: {fallback[:1].lower()}{fallback[1:]}", ""


def _too_few(way: tuple[int | str, ...], context: dict[str, Any]) -> tuple[str, str]:
    """Say how many items a list lacks, and what to write."""
    least, there = context["min_length"], context["actual_length"]
    key = next(step for step in reversed(way) if isinstance(step, str) and step[0] != "<")
    cure = "add another item" if there else "write one"
    if key not in _CANNOT_GO:
        cure += f", or take `{key}` out"
    return f"at least {least} must stand here, not {there}", cure


def _quoting(node: Node, way: tuple[int | str, ...]) -> str:
    """Return the cure when brackets or a colon made no text of a text, or no phrase of words."""
    if isinstance(node, Sequence):
        items = [item.value for item in node.items if isinstance(item, Scalar)]
        if _is_phrase_expected(way):
            one = len(items) == 1
            return cure_phrase(f"[{items[0]}]") if one else "write one item per line after `- `"
        words = in_quotes(shown(f"[{', '.join(items)}]"))
        return f"if the brackets belong to the text, quote it: {words}"
    if isinstance(node, Mapping) and len(node.entries) == 1:
        words = _with_colon(*node.entries[0])
        if _is_phrase_expected(way):
            return cure_phrase(words)
        return f"if the colon belongs to the text, quote it: {in_quotes(shown(words))}"
    return ""


def _is_phrase_expected(way: tuple[int | str, ...]) -> bool:
    """Tell whether the place is one for words that are looked for: quotes do not help there."""
    if way[-1] in ("term", "fuzzy"):
        return True
    return isinstance(way[-1], int) and any(step in _OF_PHRASES for step in way)


def _with_colon(key: Scalar, value: Node | None) -> str:
    """Return the text that became a key and a value."""
    return f"{key.value}: {value.value}" if isinstance(value, Scalar) else f"{key.value}: …"
