"""What a study makes of its report: its own style, logo, title and templates."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from qualcode.errors import Problem, StudyError
from qualcode.model.codebook import Text
from qualcode.pages import add_templates, load_templates
from qualcode.reporting.foreign import check_style, check_templates, doubt_style
from qualcode.reporting.frame import HERE
from qualcode.study import REPORT_LANGUAGES, Study

TITLE_PAGE = "title_page.html.j2"
MOST_STYLE = 2_000_000  # bytes, with fonts as data
MOST_LOGO = 500_000


@dataclass(frozen=True, slots=True)
class Signature:
    """Who made the study, where, and when, as it stands under the report's title."""

    authors: str = ""
    institution: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """All that a study changes in its report."""

    style: str = ""  # CSS, read after ours
    logo: str = ""  # a picture as a `data:` address
    templates: Environment = field(default_factory=lambda: load_templates(HERE))
    own: tuple[Path, ...] = ()  # where templates of the study lie
    signatures: tuple[tuple[str, Signature], ...] = ()  # by language of the report
    coreq: tuple[tuple[int, Text], ...] = ()
    doubts: tuple[Problem, ...] = ()  # what can be used, but hardly does what was meant

    @property
    def images(self) -> bool:
        """Whether the page holds pictures or fonts."""
        return bool(self.logo or self.style or self.own)

    def sign(self, language: str) -> Signature:
        """Return what stands under the title in a language."""
        return dict(self.signatures).get(language, Signature())


def load_appearance(
    study: Study | None,
    style: Path | None = None,
    logo: Path | None = None,
    templates: Path | None = None,
) -> Appearance:
    """Load what the study, or whoever calls, has made of the report.

    StudyError with everything that cannot be used, each with its file and line.
    """
    problems: list[Problem] = []
    css = style or (study.style if study else None)
    picture = logo or (study.logo if study else None)
    folder = templates or (study.templates if study else None)
    title = study.title_page if study else None
    sheet = _read(css, _read_style, problems)
    image = _read(picture, _read_logo, problems)
    named = {TITLE_PAGE: title} if title else {}
    problems += check_templates(folder, named)
    if problems:
        raise StudyError(problems)
    own = tuple(path for path in (folder, title) if path)
    return Appearance(
        style=sheet,
        logo=image,
        templates=add_templates((HERE,), folder, named) if own else load_templates(HERE),
        own=own,
        signatures=tuple(_sign(study)) if study else (),
        coreq=study.coreq if study else (),
        doubts=tuple(filter(None, [doubt_style(css, sheet[1:])])) if css else (),
    )


def _sign(study: Study) -> Iterator[tuple[str, Signature]]:
    for language in REPORT_LANGUAGES:
        said = (study.sign(key, language) for key in ("authors", "institution", "date"))
        yield language, Signature(*said)


def _read(
    path: Path | None, read: Callable[[Path, bytes], str | Problem], problems: list[Problem]
) -> str:
    if path is None:
        return ""
    try:
        made = read(path, path.read_bytes())
    except OSError as error:
        made = Problem(str(path), f"cannot be read: {error.strerror}", cure="check the path")
    if isinstance(made, Problem):
        problems.append(made)
        return ""
    return made


def _read_style(path: Path, content: bytes) -> str | Problem:
    if len(content) > MOST_STYLE:
        return Problem(str(path), "is longer than 2 MB", cure="take out pictures and fonts")
    try:
        css = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Problem(str(path), "is not written in UTF-8", line, cure="save it as UTF-8")
    return check_style(path, css) or f"\n{css}"


_SVG = rb"(?s)(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>)*<svg\b"
_PICTURES = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/svg+xml", re.compile(_SVG)),  # shown as a picture, it runs no script, loads nothing
)


def _read_logo(path: Path, content: bytes) -> str | Problem:
    if len(content) > MOST_LOGO:
        return Problem(str(path), "is larger than 500 KB", cure="save it smaller")
    for type, begins in _PICTURES:
        if begins.match(content):
            return f"data:{type};base64,{base64.b64encode(content).decode('ascii')}"
    return Problem(str(path), "is no PNG, JPEG or SVG picture", cure="save it as one of these")
