"""The canonical text of a codebook, held against the one it was made from."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from qualcode.codebook.formatting.read import read_layout
from qualcode.codebook.formatting.write import write_layout
from qualcode.codebook.load import parse_codebook
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import BOM, split_lines

_PLACES = frozenset({"line", "source", "sha256"})  # what a new layout changes, and nothing else


def format_codebook(source: str, file: str) -> str:
    """Return the codebook in canonical layout, with all its comments.

    Keys stand in the order of the schema, texts in double quotes, ids and numbers in none. Folded
    texts, line ends and a byte order mark stay as they are. `file` is the name used in messages.
    Raises CodebookError with every problem of a codebook that cannot be loaded.
    """
    before = parse_codebook(source, file)
    text = "\n".join(write_layout(read_layout(split_lines(source)))) + "\n"
    if "\r" in source:
        text = text.replace("\n", "\r\n" if "\r\n" in source else "\r")
    written = BOM + text if source.startswith(BOM) else text
    after = parse_codebook(written, file)
    if _content(after) != _content(before) or _tree(written) != _tree(source):
        raise RuntimeError(f"{file}: the canonical layout would change what the codebook says")
    return written


def _tree(source: str) -> Any:
    """Return every key and text of a sound file, also those that no part of the model holds."""
    from qualcode.codebook.validate import plain
    from qualcode.yaml_tree.syntax import compose_source

    lines = split_lines(source)
    root = compose_source(lines, Problems("", lines))
    return plain(root) if root else None


def _content(value: Any) -> Any:
    """Return all that a codebook says, without the places where it says so."""
    if is_dataclass(value):
        names = (field.name for field in fields(value) if field.name not in _PLACES)
        return (type(value), *(_content(getattr(value, name)) for name in names))
    if isinstance(value, tuple):
        return tuple(_content(item) for item in value)
    return value
