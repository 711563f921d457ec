"""A codebook as an outline for the terminal: the tree of codes, and the tensions."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.model.codebook import Codebook
from qualcode.reporting.codebook.document import Document
from qualcode.reporting.codebook.view import view_codebook


def render_outline(codebook: Codebook, *, language: str = "en") -> str:
    """Render the codes and tensions of a codebook as plain text, one a line."""
    return "\n".join(_lines(view_codebook(codebook, language))) + "\n"


def _lines(document: Document) -> Iterator[str]:
    words = document.words
    yield document.title
    yield from (f"{fact.head}: {fact.text}" for fact in document.about)
    yield from _part(document, "types", (f"{name}  {id}" for name, id, _ in document.types))
    yield from _part(document, "codes", _codes(document))
    yield from _part(document, "relations", (f"{one.name}  {one.id}" for one in document.relations))
    yield from _part(document, "tensions", _tensions(document))
    yield from _part(document, "guide", (f"{one.id}  {one.text}" for one in document.guide))
    yield from _part(
        document,
        "changes",
        (
            ", ".join(part for part in change[:3] if part) + f": {change[3]}"
            for change in document.changes
        ),
    )
    yield ""
    yield words.text("outline.more")


def _part(document: Document, part: str, lines: Iterator[str]) -> Iterator[str]:
    if part in document.parts:
        yield ""
        yield document.words.text(f"part.{part}")
        yield from (f"  {line}" for line in lines)


def _codes(document: Document) -> Iterator[str]:
    for code in document.codes:
        count = len([line for lines in code.indicators for line in lines.lines])
        found_by = f"  ({document.words.count('n.indicators', count)})" if count else ""
        brief = f" – {code.brief}" if code.brief else ""
        yield f"{'  ' * code.depth}{code.name}  {code.id}{found_by}{brief}"


def _tensions(document: Document) -> Iterator[str]:
    for tension in document.tensions:
        poles = " ↔ ".join(" + ".join(name for name, _ in pole) for pole in tension.poles)
        yield f"{tension.name}  {tension.id}: {poles}"
