"""Writes a layout in canonical form: keys in the order of the schema, two blanks a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.codebook.formatting.kinds import Kind, whole_codebook
from qualcode.codebook.formatting.pieces import Branch, Entry, Layout, Leaf, Piece
from qualcode.codebook.formatting.texts import fold_text, write_text, write_word

WIDTH = 120  # of a list or mapping in brackets; a longer one is written line by line
_STEP = 2


def write_layout(layout: Layout) -> list[str]:
    """Write a whole file, line by line."""
    head = _without_runs(layout.head)
    while head and not head[0]:
        head.pop(0)
    return [*head, *_branch(layout.root, whole_codebook(), 0)]


def _branch(branch: Branch, kind: Kind, indent: int) -> Iterator[str]:
    """Write a list or mapping, one entry a line and more."""
    for number, entry in enumerate(_in_order(branch, kind)):
        above = _without_runs(entry.above)
        is_set_off = number and (kind.is_spaced or (not indent and branch.is_mapping))
        if not number:
            above = _without_first_blank(above)
        elif is_set_off and above[:1] != [""]:
            above.insert(0, "")
        if entry.key is None:
            yield from _item(entry, above, kind.item(), indent)
        else:
            yield from _comments(above, indent)
            yield from _keyed(entry, entry.key, kind.below(entry.key.text), indent)
    yield from _comments(_without_runs(branch.below), indent)


def _in_order(branch: Branch, kind: Kind) -> list[Entry]:
    if not branch.is_mapping:
        return branch.entries
    order = kind.order()
    if any(entry.key is None or entry.key.text not in order for entry in branch.entries):
        return branch.entries  # languages and relations stand in the order written
    return sorted(branch.entries, key=lambda entry: order[entry.key.text if entry.key else ""])


def _keyed(entry: Entry, key: Leaf, kind: Kind, indent: int) -> Iterator[str]:
    """Write a key with its value."""
    name = write_word(key.text)
    *before, last = ["", *entry.beside]
    yield from _comments(before, indent, keep_blanks=False)
    value = entry.value or Leaf("", plain=True)
    line = _on_a_line(value, kind, indent + len(name) + 2)
    if line is not None:
        yield _with_comment(f"{' ' * indent}{name}: {line}".rstrip(), last)
    else:
        yield _with_comment(f"{' ' * indent}{name}:{_header(value)}", last)
        yield from _lines_below(value, kind, indent + _STEP)


def _item(entry: Entry, above: list[str], kind: Kind, indent: int) -> Iterator[str]:
    """Write an item of a list after its dash."""
    value = entry.value or Leaf("", plain=True)
    line = _on_a_line(value, kind, indent + _STEP)
    yield from _comments(above, indent)
    if line is not None or isinstance(value, Leaf):
        *before, last = ["", *entry.beside]
        yield from _comments(before, indent, keep_blanks=False)
        first = _header(value)[1:] if line is None else line
        yield _with_comment(f"{' ' * indent}- {first}".rstrip(), last)
        if line is None:
            yield from _lines_below(value, kind, indent + _STEP)
        return
    yield from _comments(entry.beside, indent)
    is_before = True  # comments before its first line stand before the dash
    for text in _branch(value, kind, indent + _STEP):
        if is_before and (not text or text.lstrip().startswith("#")):
            yield text[_STEP:]
        elif is_before:
            is_before = False
            yield f"{' ' * indent}- {text.lstrip()}"
        else:
            yield text


def _lines_below(value: Piece, kind: Kind, indent: int) -> Iterator[str]:
    if isinstance(value, Branch):
        yield from _branch(value, kind, indent)
        return
    for line in value.lines or fold_text(value.text, indent):
        yield f"{' ' * indent}{line}" if line else ""


def _header(value: Piece) -> str:
    """Return what stands behind a key whose value is written below it."""
    return f" {value.block or '>-'}" if isinstance(value, Leaf) else ""


def _on_a_line(value: Piece, kind: Kind, column: int) -> str | None:
    """Write a value where it fits on the line; None for what is written below it."""
    if isinstance(value, Branch):
        if value.entries and not value.in_brackets:
            return None
        inside = _in_brackets(value, kind)
        return None if value.entries and column + len(inside) > WIDTH else inside
    if value.block:
        return None
    written = _leaf(value, kind)
    is_too_long = value.folded and column + len(written) > WIDTH
    return None if is_too_long and fold_text(value.text, column) else written


def _leaf(leaf: Leaf, kind: Kind) -> str:
    if kind.is_of_words():
        return write_word(leaf.text, truths=kind.is_of_truths())
    if leaf.plain and not kind.is_known():
        return leaf.text
    return write_text(leaf.text)


def _in_brackets(branch: Branch, kind: Kind) -> str:
    """Write a list or mapping in brackets."""
    parts: list[str] = []
    for entry in _in_order(branch, kind):
        name = f"{write_word(entry.key.text)}: " if entry.key else ""
        below = kind.below(entry.key.text) if entry.key else kind.item()
        value = entry.value or Leaf("", plain=True)
        inner = _in_brackets(value, below) if isinstance(value, Branch) else _leaf(value, below)
        parts.append(f"{name}{inner}")
    return f"{{{', '.join(parts)}}}" if branch.is_mapping else f"[{', '.join(parts)}]"


def _comments(texts: Iterable[str], indent: int, *, keep_blanks: bool = True) -> Iterator[str]:
    for text in texts:
        if text or keep_blanks:
            yield f"{' ' * indent}{text}" if text else ""


def _with_comment(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _without_runs(texts: list[str]) -> list[str]:
    """Leave one of empty lines that follow one another."""
    return [text for at, text in enumerate(texts) if text or at == 0 or texts[at - 1]]


def _without_first_blank(texts: list[str]) -> list[str]:
    return texts[1:] if texts[:1] == [""] else texts
