"""What the schema says of a place: the order of its keys, and whether texts are quoted there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

# Lists whose items are so long that an empty line stands between them.
_SPACED = frozenset({"codes", "children", "tensions", "relations", "guide"})
_NUMBERS = ("number", "integer", "boolean")

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A place of a codebook, as all the shapes that may stand there."""

    shapes: tuple[Schema, ...]
    is_spaced: bool = False

    def order(self) -> dict[str, int]:
        """Return the place of each key in a mapping; keys that are names have none."""
        keys = (key for shape in self.shapes for key in shape.get("properties", ()))
        return {key: at for at, key in enumerate(dict.fromkeys(keys))}

    def below(self, key: str) -> Kind:
        """Return the place of the value of `key`."""
        found = [value for shape in self.shapes for value in _values(shape, key)]
        return Kind(_opened(found), key in _SPACED)

    def item(self) -> Kind:
        """Return the place of an item of a list."""
        return Kind(_opened([shape["items"] for shape in self.shapes if "items" in shape]))

    def is_of_words(self) -> bool:
        """Tell whether ids, numbers and set words stand here: they want no quotes."""
        return any(_is_word(shape) for shape in self.shapes)

    def is_of_truths(self) -> bool:
        """Tell whether `true` or `false` stands here."""
        return any(shape.get("type") == "boolean" for shape in self.shapes)

    def is_known(self) -> bool:
        """Tell whether the schema says anything of this place."""
        return any(self.shapes)


@cache
def whole_codebook() -> Kind:
    """Return the place of a codebook itself."""
    return Kind(_opened([_schema()]))


@cache
def _schema() -> Schema:
    from qualcode.codebook.schema import CodebookShape

    return CodebookShape.model_json_schema()


def _opened(schemas: list[Schema]) -> tuple[Schema, ...]:
    """Replace references and alternatives by the shapes meant."""
    found: list[Schema] = []
    for schema in schemas:
        if "$ref" in schema:
            found += _opened([_schema()["$defs"][schema["$ref"].rpartition("/")[2]]])
        elif "oneOf" in schema and "properties" not in schema:
            found += _opened(schema["oneOf"])
        else:
            found.append(schema)
    return tuple(found)


def _values(shape: Schema, key: str) -> list[Schema]:
    if key in shape.get("properties", {}):
        return [shape["properties"][key]]
    named = shape.get("patternProperties", {}).items()
    found = [value for pattern, value in named if re.search(pattern, key)]
    further = shape.get("additionalProperties")
    return found or ([further] if isinstance(further, dict) else [])


def _is_word(shape: Schema) -> bool:
    from qualcode.codebook.schema_fields import CODE_ID, LANGUAGE, SLUG

    ids = (CODE_ID, LANGUAGE, SLUG)
    return "enum" in shape or shape.get("type") in _NUMBERS or shape.get("pattern") in ids
