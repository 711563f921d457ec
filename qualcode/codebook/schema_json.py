"""The JSON Schema of codebooks, by which an editor completes, explains and underlines.

It is made from the shapes that codebooks are held against, and from nothing else. What cannot be
seen from one place of the file (a code that does not exist, a phrase that is none) `qualcode
check` alone can tell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from qualcode.errors import Problem, RefusedError

SCHEMA_FILE = "codebook.schema.json"  # beside the codebook
# The first line of a codebook: the Red Hat extension for YAML finds the schema by it.
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLE = "Codebook of qualcode"
_CUES = {"IndicatorShape": "Cue", "Part": "CuePart"}
_OFFERED = ("ru", "en")  # languages

Node = dict[str, Any]


def render_json_schema() -> str:
    """Render the JSON Schema (draft 2020-12) of codebooks, as the file beside them holds it."""
    return json.dumps(make_json_schema(), ensure_ascii=False, indent=2) + "\n"


def write_json_schema(path: Path) -> None:
    """Write the JSON Schema to a file; RefusedError over anything but a former one."""
    try:
        if path.exists() and not _is_schema(path):
            message = "exists and is no JSON Schema of qualcode"
            raise RefusedError(Problem(str(path), message, cure="choose another name"))
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(render_json_schema(), encoding="utf-8", newline="\n")
        fresh.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RefusedError(
            Problem(str(path), f"cannot be written: {reason}", cure="choose another place")
        ) from None


def _is_schema(path: Path) -> bool:
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return isinstance(written, dict) and written.get("title") == _TITLE


@cache
def make_json_schema() -> Node:
    """Make the JSON Schema of codebooks; to be read, not changed."""
    from qualcode.codebook.schema import CodebookShape
    from qualcode.codebook.schema_indicators import NOT_IN_CUES

    made = CodebookShape.model_json_schema()
    shapes: dict[str, Node] = made.pop("$defs")
    for owner in ("RelationShape", "TensionShape"):
        entries = shapes[owner]["properties"]
        entries["cues"] = _referring(entries["cues"], _CUES)
    for name, cue in _CUES.items():
        shapes[cue] = _referring(_without(shapes[name], NOT_IN_CUES), _CUES)
    for name in ("IndicatorShape", "Cue"):
        shapes[_of_a_language(name)] = _without(shapes[name], ("lang",))
    opened = {name: _opened(shapes[name]) for name in sorted(shapes)}
    return {"$schema": DIALECT, "title": _TITLE, **_opened(made), "$defs": opened}


def _of_a_language(name: str) -> str:
    return f"{name}OfLanguage"


def _without(shape: Node, keys: tuple[str, ...]) -> Node:
    """Return a shape that lacks some of its keys."""
    kept = {key: node for key, node in shape["properties"].items() if key not in keys}
    kinds = [kind for kind in shape["oneOf"] if kind["required"][0] in kept]
    return {**shape, "properties": kept, "oneOf": kinds}


def _referring(node: Any, names: Mapping[str, str]) -> Any:
    """Return a node whose references lead to the shapes of other `names`."""
    if isinstance(node, list):
        return [_referring(item, names) for item in node]
    if not isinstance(node, Mapping):
        return node
    name = str(node.get("$ref", "")).rpartition("/")[2]
    if name in names:
        return {"$ref": f"#/$defs/{names[name]}"}
    return {key: _referring(value, names) for key, value in node.items()}


def _opened(node: Any) -> Any:
    """Take values as the loader does: a number is a text too, and a text may be a number."""
    if isinstance(node, list):
        return [_opened(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    kept = {key: value for key, value in node.items() if key != "title"}
    if kept.get("default") == "":  # no value anybody could write
        del kept["default"]
    kind = kept.get("type")
    if kind == "object":
        return _opened_object(kept)
    if kind in _SCALARS:
        return _SCALARS[kind](kept)
    opened = {key: _opened(value) for key, value in kept.items()}
    return _together(opened) if "oneOf" in opened and "properties" not in opened else opened


def _together(node: Node) -> Node:
    """Put alternatives of different types into one, so that an editor tells a fault once.

    What JSON Schema says of texts holds for texts alone, and so for lists and mappings.
    """
    together = {key: value for key, value in node.items() if key != "oneOf"}
    types: list[str] = []
    for one in node["oneOf"]:
        own = one.get("type", ())
        types += [own] if isinstance(own, str) else own
        said = {key: value for key, value in one.items() if key != "type"}
        if "type" not in one or "enum" in one or said.keys() & together.keys():
            return node
        together |= said
    return {**together, "type": types} if len(set(types)) == len(types) else node


def _opened_object(node: Node) -> Node:
    """Open what a mapping holds: keys are names there and no words of JSON Schema."""
    from qualcode.codebook.schema_fields import LANGUAGE, LANGUAGE_OR_ANY

    opened = {
        key: {name: _opened(value) for name, value in values.items()}
        if key in ("properties", "patternProperties")
        else _opened(values)
        for key, values in node.items()
    }
    by_language = opened.get("patternProperties", {}).get(LANGUAGE_OR_ANY)
    if by_language is None:
        return opened
    names = {name: _of_a_language(name) for name in ("IndicatorShape", "Cue")}
    in_one = _referring(by_language, names)
    # An editor offers what stands under its own name; all other languages may be typed.
    opened["properties"] = {**dict.fromkeys(_OFFERED, in_one), "any": by_language}
    others = f"^(?!({'|'.join(_OFFERED)})$){LANGUAGE[1:]}"
    opened["patternProperties"] = {others: in_one}
    opened["additionalProperties"] = False
    return opened


def _text(node: Node) -> Node:
    from qualcode.codebook import schema_fields as fields
    from qualcode.codebook.validate import FAULTS_BY_PATTERN

    if "enum" in node:
        return node
    pattern = node.get("pattern")
    if pattern is None:
        least = {"pattern": r"\S"} if node.pop("minLength", 0) else {}
        return {**node, "type": ["string", "number"], **least}
    told = {"patternErrorMessage": f"This is {FAULTS_BY_PATTERN[pattern]}."}
    if pattern in (fields.SLUG, fields.CODE_ID):  # blanks round an id are nothing
        return {**node, "pattern": rf"^\s*{pattern[1:-1]}\s*$", **told}
    if pattern in (fields.VERSION, fields.COLOR):  # 1.0 and 123456 without quotes
        return {**node, "type": ["string", "number"], **told}
    return {**node, **told}


def _number(node: Node) -> Node:
    written = r"^\s*\+?(\d[\d_]*(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$"
    return {**node, "type": ["number", "string"], "pattern": written}


def _integer(node: Node) -> Node:
    return {**node, "type": ["integer", "string"], "pattern": r"^\s*\+?\d[\d_]*(\.0*)?\s*$"}


def _truth(node: Node) -> Node:
    words = "true false yes no on off y n t f".split()
    either = "|".join("".join(f"[{sign}{sign.upper()}]" for sign in word) for word in words)
    digits = {"minimum": 0, "maximum": 1}
    return {
        **node, "type": ["boolean", "integer", "string"], **digits, "pattern": f"^({either}|0|1)$"
    }  # fmt: skip


_SCALARS: dict[str, Callable[[Node], Node]] = {
    "string": _text,
    "number": _number,
    "integer": _integer,
    "boolean": _truth,
}
