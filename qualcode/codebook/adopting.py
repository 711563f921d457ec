"""Codes that people have drafted while reading → the YAML of a codebook, all else as it stands."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from qualcode.codebook.formatting.texts import fold_text, write_text, write_word
from qualcode.codebook.load import parse_codebook
from qualcode.codebook.schema_fields import CODE_ID
from qualcode.errors import CodebookError, Problem
from qualcode.model.codebook import Codebook
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import Node, Scalar, mappings_of, scalars_of, text_of
from qualcode.yaml_tree.nodes import Sequence as Items
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import BOM
from qualcode.yaml_tree.syntax import compose_source

_REPLACES = re.compile(r"replaces\s*:")
_BY_HAND = "put it in by hand, or run `qualcode codebook format` first"


@dataclass(frozen=True, slots=True)
class Draft:
    """A code somebody has drafted."""

    id: str  # begins with `draft.`
    name: str
    definition: str
    to: str  # the id it is to have: a new one, or that of a code it turned out to be


def adopt_drafts(source: str, file: str, drafts: Sequence[Draft]) -> str:
    """Return the codebook with the drafts in it; comments and layout of all else stay.

    A draft becomes a code at the end of `codes`, or a former id of the code it turned out to be,
    so that decisions about it follow. Raises CodebookError for a codebook with faults, one whose
    codes are written in brackets, and ids that no code can have.
    """
    before = parse_codebook(source, file)
    _refuse(before, drafts, file)
    known = {code.id for code in before.codes}
    written = source.removeprefix(BOM)
    for draft in drafts:
        if draft.to in known:
            written = _add_former(written, file, draft)
        else:
            written = _add_code(written, file, draft)
            known.add(draft.to)
    after = parse_codebook(written, file)
    _check_kept(before, after, drafts, file)
    return BOM + written if source.startswith(BOM) else written


def _refuse(codebook: Codebook, drafts: Sequence[Draft], file: str) -> None:
    meant = codebook.meanings
    problems = []
    for draft in drafts:
        if draft.id in meant:
            message = f"`{draft.id}` is in it already, as `{meant[draft.id]}`"
            problems.append(Problem(file, message))
        if meant.get(draft.to, draft.to) != draft.to:
            message = f"`{draft.to}` of `{draft.id}` is a former id of `{meant[draft.to]}`"
            cure = "write the id it has now, or another one"
            problems.append(Problem(file, message, cure=cure))
        if not re.fullmatch(CODE_ID, draft.to):
            message = f"`{draft.to}` of `{draft.id}` can be no id of a code"
            cure = (
                "small Latin letters, digits, `_` and points, the first a letter:"
                f" `--as {draft.id}=ID` gives it another"
            )
            problems.append(Problem(file, message, cure=cure))
    if problems:
        raise CodebookError(problems)


def _check_kept(before: Codebook, after: Codebook, drafts: Sequence[Draft], file: str) -> None:
    """See that nothing else was changed: whatever the layout of a file, nothing is put amiss."""
    ids = {code.id for code in before.codes}
    wanted = ids | {draft.to for draft in drafts}
    meant = after.meanings
    if {code.id for code in after.codes} != wanted or any(
        meant.get(draft.id) != draft.to for draft in drafts
    ):
        raise CodebookError(Problem(file, "is laid out in an unusual way", cure=_BY_HAND))


def _add_code(source: str, file: str, draft: Draft) -> str:
    lines, end = _split(source)
    codes = _compose(lines).get("codes")
    if not isinstance(codes, Items) or not codes.items or not _has_dashes(lines, codes):
        message = "its `codes` are no list with a dash before each code"
        raise CodebookError(Problem(file, message, line=_line_of(codes), cure=_BY_HAND))
    column = lines[codes.items[-1].line - 1].index("-")
    at = _end_of(lines, codes.items[-1].line - 1, column)
    spaced = len(codes.items) > 1 and not lines[codes.items[-1].line - 2].strip()
    made = [*([""] if spaced else []), *_write_code(draft, column)]
    return end.join([*lines[:at], *made, *lines[at:]])


def _has_dashes(lines: Sequence[str], codes: Items) -> bool:
    return all(lines[one.line - 1].lstrip().startswith("-") for one in codes.items)


def _end_of(lines: Sequence[str], first: int, column: int) -> int:
    """Return the number of lines up to the end of an item that begins in line `first`.

    Comments and empty lines after it, less far to the right than it, belong to what follows.
    """
    last = first
    for at in range(first + 1, len(lines)):
        text = lines[at]
        if not text.strip():
            continue
        inside = len(text) - len(text.lstrip()) > column
        if not inside and not text.lstrip().startswith("#"):
            break
        if inside:
            last = at
    return last + 1


def _write_code(draft: Draft, column: int) -> Iterator[str]:
    blanks = " " * column
    yield f"{blanks}- id: {write_word(draft.to)}"
    yield f"{blanks}  name: {write_text(draft.name)}"
    if draft.definition:
        yield from _write_definition(draft.definition, f"{blanks}  ")
    yield f"{blanks}  origin: data"
    yield f"{blanks}  replaces: [{write_word(draft.id)}]"


def _write_definition(text: str, blanks: str) -> Iterator[str]:
    folded = fold_text(text, len(blanks) + 2)
    if len(folded) > 1:
        yield f"{blanks}definition: >-"
        yield from (f"{blanks}  {line}" for line in folded)
    else:
        yield f"{blanks}definition: {write_text(text)}"


def _add_former(source: str, file: str, draft: Draft) -> str:
    """Add the draft's id to the `replaces` of the code it turned out to be."""
    lines, end = _split(source)
    code = _find_code(_compose(lines), draft.to)
    written = f"replaces: [{', '.join(map(write_word, (*_former(code), draft.id)))}]"
    key = code.key("replaces")
    id = code.key("id")
    if key is None and id is not None and lines[id.line - 1].lstrip(" -").startswith("id:"):
        place = id.line
        lines[place:place] = [" " * (id.column - 1) + written]
        return end.join(lines)
    if key is not None and _is_on_its_line(lines, key, code.get("replaces")):
        text = lines[key.line - 1]
        comment = re.search(r"\s+#.*$", text)
        lines[key.line - 1] = text[: key.column - 1] + written + (comment[0] if comment else "")
        return end.join(lines)
    message = f"`{draft.to}` cannot be given `{draft.id}` as a former id by itself"
    cure = f"add {draft.id} to its `replaces` by hand"
    raise CodebookError(Problem(file, message, line=code.line, cure=cure))


def _is_on_its_line(lines: Sequence[str], key: Scalar, value: Node | None) -> bool:
    """Tell whether `replaces` and its value have one line to themselves."""
    text = lines[key.line - 1]
    alone = _REPLACES.match(text[key.column - 1 :]) and not text[: key.column - 1].strip(" -")
    return bool(alone) and all(one.line == key.line for one in scalars_of(value))


def _former(code: Keys) -> tuple[str, ...]:
    return tuple(text_of(one) for one in scalars_of(code.get("replaces")))


def _find_code(root: Keys, id: str) -> Keys:
    waiting = list(mappings_of(root.get("codes")))
    while waiting:
        code = waiting.pop()
        if text_of(code.get("id")) == id:
            return code
        waiting += mappings_of(code.get("children"))
    raise AssertionError(id)  # it was found in the model


def _compose(lines: list[str]) -> Keys:
    root = compose_source(lines, Problems("", lines))
    assert isinstance(root, Keys)  # noqa: S101 - it was parsed a moment ago
    return root


def _split(source: str) -> tuple[list[str], str]:
    """Return the lines as they stand, and what ends each."""
    end = "\r\n" if "\r\n" in source else "\r" if "\r" in source else "\n"
    return source.split(end), end


def _line_of(node: Node | None) -> int:
    return node.line if node is not None else 0


def propose_id(draft: str, taken: Container[str]) -> str:
    """Return an id for a draft: its own without `draft.`, numbered where it is taken."""
    id = draft.partition(".")[2]
    numbered = (id if number == 1 else f"{id}_{number}" for number in count(1))
    return next(one for one in numbered if one not in taken)
