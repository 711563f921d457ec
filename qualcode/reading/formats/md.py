"""Markdown: bold and italics become evidence, escapes and marks go, headings are known."""

from __future__ import annotations

import re

from qualcode.reading.document import Document, Line
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.normal import split_lines

SUFFIXES = (".md", ".markdown")

HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|])")
# marks that belong together: they hug the words inside and stand free outside
EMPHASIS = re.compile(
    r"(?<![\\\w*])(\*{1,3})(?=[^\s*])([^*\n]*?[^\s*\\])\1(?![\w*])"
    r"|(?<![\\\w])(_{1,3})(?=[^\s_])([^\n]{0,400}?[^\s_\\])\3(?!\w)"
)
WHOLE = re.compile(r"\s*(?:\*(?!\*)(?=\S)([^*]+)(?<=\S)\*|_(?!_)(?=\S)([^_]+)(?<=\S)_)\s*$")
BOLD = re.compile(r"(\s*(?:[-+>]\s+)?)(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\2")
# marks of HTML that may stand inside a line; other signs <…> may be labels or words
TAG = re.compile(
    r"(?<!\\)<(?P<close>/?)(?P<name>a|abbr|b|big|br|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|"
    r"small|span|strike|strong|sub|sup|tt|u|var|wbr)"
    r"(?P<more>(?:[ \t]+[a-z][\w:-]*"
    r"(?:[ \t]*=[ \t]*(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s\"'<>=]+))?){0,20})[ \t]*/?>",
    re.IGNORECASE,
)
# <b>Anna:</b> and <i>Why?</i> are evidence like **Anna:** and *Why?*
STRESSED = re.compile(
    r"(?<![\\\w*_>])<(?P<name>b|strong|i|em)>(?P<words>[^\s<>*_](?:[^<>*_\n]{0,400}[^\s<>*_\\])?)"
    r"</(?P=name)>(?![\w*_<])",
    re.IGNORECASE,
)
STRONG = frozenset({"b", "strong"})
BREAKS = frozenset({"br", "wbr"})  # are never closed


def claims(sample: Sample) -> Claim:
    """Take files named as markdown."""
    return Claim.NAME if sample.suffix in SUFFIXES else Claim.NO


def parse(sample: Sample) -> Document:
    """Give the lines without their markup."""
    lines = parse_markdown(without_tags(sample.decoded.text))
    return Document(lines, "md", sample.decoded.encoding, notes=sample.decoded.notes)


def parse_markdown(text: str, headings: bool = True) -> tuple[Line, ...]:
    """Take the markup out of each line and keep what it says: bold labels, italics, headings."""
    return tuple(_line(line, headings) for line in split_lines(text))


def without_tags(text: str) -> str:
    """Take known HTML tags out of the lines and keep their words; bold and italics as `**`, `*`.

    A bare tag must be closed somewhere in the file: `<I> Why? <R> So.` are labels.
    """
    if "<" not in text:
        return text
    closed = {found["name"].lower() for found in TAG.finditer(text) if found["close"]}

    def stressed(found: re.Match[str]) -> str:
        mark = "**" if found["name"].lower() in STRONG else "*"
        return f"{mark}{found['words']}{mark}"

    def untagged(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name in BREAKS:
            return " " if name == "br" else ""
        return "" if name in closed or "=" in found["more"] else found.group()

    return TAG.sub(untagged, STRESSED.sub(stressed, text))


def _line(text: str, headings: bool) -> Line:
    if headings and (found := HEADING.match(text)):
        return Line(_plain(text[found.end() :].strip().rstrip("#").rstrip()), heading=True)
    italic = bool(WHOLE.match(text))
    bold = 0
    if found := BOLD.match(text):
        bold = len(found.group(1) + _plain(found.group(3)))
        text = found.group(1) + found.group(3) + text[found.end() :]
    return Line(_plain(text), bold=bold, italic=italic)


def _plain(text: str) -> str:
    if "*" in text or "_" in text:
        text = EMPHASIS.sub(lambda m: m.group(2) or m.group(4), text)
    return ESCAPE.sub(r"\1", text) if "\\" in text else text
