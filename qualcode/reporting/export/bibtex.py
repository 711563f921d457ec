"""How to cite qualcode, and the codebook of a run, in BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.model.codebook import Codebook
from qualcode.reporting.export.texts import make_storable
from qualcode.runs.manifest import package_versions

# As CITATION.cff has them.
TITLE = "qualcode: coding semi-structured interviews by a codebook of value tensions"
AUTHORS = ("The qualcode authors",)
RELEASED = "2026-11-21"
LICENCE = "MIT"

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped ones too
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")
_NO_KEY = re.compile(r"[^A-Za-z0-9:._-]+")


def render_bibtex(codebook: Codebook, language: str = "en") -> str:
    """Return two entries, for biblatex and biber or any BibTeX that reads UTF-8."""
    return "\n".join((_program(), _codebook(codebook, language)))


def _program() -> str:
    version = package_versions()["qualcode"]
    fields = {
        "title": escape(TITLE),
        "author": _join(AUTHORS, whole=True),
        "version": escape(version),
        "year": RELEASED[:4],
        "note": escape(f"Computer program, version {version}, {LICENCE} licence"),
    }
    return _entry("software", "qualcode", fields)


def _codebook(codebook: Codebook, language: str) -> str:
    dates = [change.date for change in codebook.changelog if change.version == codebook.version]
    year = next((found[0] for date in dates if (found := _YEAR.search(date))), "")
    told = f"Codebook {codebook.id}, version {codebook.version}, SHA-256 {codebook.sha256}"
    if codebook.licence:
        told += f", licence {codebook.licence}"
    fields = {
        "title": escape(codebook.title.in_language(language) or codebook.id),
        "author": _join(codebook.authors),
        "version": escape(codebook.version),
        "year": year,
        "langid": {"ru": "russian", "en": "english"}.get(language, ""),
        "note": escape(told),
    }
    key = _NO_KEY.sub("-", codebook.id).strip("-") or "codebook"
    return _entry("misc", f"codebook:{key}", fields)


def _join(authors: Iterable[str], *, whole: bool = False) -> str:
    """Join authors; one with the word `and` in the name, or that is no person, stands in braces."""
    names = []
    for author in authors:
        name = escape(author)
        no_person = "," not in author and " " not in author
        braced = whole or no_person or re.search(r"(?i)\band\b", author)
        names.append(f"{{{name}}}" if braced else name)
    return " and ".join(names)


def escape(text: str) -> str:
    """Escape what LaTeX takes for commands; Cyrillic stays, as biber and modern BibTeX read it.

    A title is put into braces of its own by `_entry`, so that styles leave its capitals alone.
    """
    plain = " ".join(make_storable(text).split())
    return "".join(_ESCAPES.get(sign, sign) for sign in plain)


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [
        f"  {name:<7} = {{{{{value}}}}}," if name == "title" else f"  {name:<7} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join((f"@{kind}{{{key},", *lines, "}", ""))
