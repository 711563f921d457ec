"""What templates and styles of a study may not hold, told at its place; what failed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from traceback import walk_tb

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes

from qualcode.errors import Problem, StudyError
from qualcode.pages import load_templates
from qualcode.pages.templates import OURS
from qualcode.reporting.frame import HERE
from qualcode.yaml_tree.problems import did_you_mean

ENDING = ".html.j2"
_WHOLE = f"report{ENDING}"
MACROS = "parts.html.j2"
MOST_TEMPLATE = 500_000  # characters

_Fault = tuple[re.Pattern[str], str, str]  # what is sought, what is said of it, what to do

_STYLE_FAULTS: tuple[_Fault, ...] = (
    (re.compile("<"), "holds `<`", r"CSS needs none; write \3c in a text"),
    (re.compile(r"(?i)@import"), "imports another file", "put its rules here: nothing is loaded"),
    (
        re.compile(r"(?i)url\(\s*(?![\"']?\s*(?:data:|#))|image-set\(\s*[\"'](?!data:)"),
        "loads a file",
        "write it as data: a report loads nothing from anywhere",
    ),
    (re.compile(r"[\x00-\x08\x0b\x0e-\x1f]"), "holds a control character", "take it out"),
)
_STRINGS_AND_COMMENTS = re.compile(
    r"""(?s)/\*.*?(?:\*/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?i:url)\([^"')]*\)"""
)
_BRACES = "browsers leave out what stands behind it; look for the missing brace there"
_NOTHING_FOREIGN = "a report runs and loads nothing of others; CSS goes into `style`"
_TEMPLATE_FAULTS: tuple[_Fault, ...] = (
    (
        re.compile(
            r"(?i)<\s*(script|style|iframe|object|embed|base|link|meta|frame|frameset|portal)\b"
        ),
        "has <{}>",
        _NOTHING_FOREIGN,
    ),
    (re.compile(r"(?i)\s(style|on[a-z]+)\s*=\s*[\"'{]"), "has `{}=`", _NOTHING_FOREIGN),
    (
        re.compile(
            r"(?i)\s(src|srcset|poster|background|action|formaction|ping)"
            r"\s*=\s*[\"']?(?!data:|\{\{|[\"'])"
        ),
        "loads something by `{}=`",
        "write a picture as `data:`, or name it as `logo`",
    ),
)


def check_style(path: Path, css: str) -> Problem | None:
    """Return the first thing that CSS may not hold, with its line."""
    bare = re.sub(r"/\*.*?\*/", lambda one: re.sub(r"[^\n]", " ", one[0]), css, flags=re.DOTALL)
    for pattern, message, cure in _STYLE_FAULTS:
        if found := pattern.search(css if "<" in message else bare):
            return Problem(str(path), message, css.count("\n", 0, found.start()) + 1, cure=cure)
    return None


def doubt_style(path: Path, css: str) -> Problem | None:
    """Return what makes CSS do nothing: no rule in it, or a brace that is never closed."""
    bare = _STRINGS_AND_COMMENTS.sub(lambda one: re.sub(r"[^\n]", " ", one[0]), css)
    open_at: list[int] = []  # places of braces
    rules = 0
    for place, sign in enumerate(bare):
        if sign == "{":
            open_at.append(place)
        elif sign == "}":
            if not open_at:
                line = bare.count("\n", 0, place) + 1
                return Problem(str(path), "closes a brace that is not open", line, cure=_BRACES)
            open_at.pop()
            rules += 1
    if open_at:
        line = bare.count("\n", 0, open_at[-1]) + 1
        return Problem(str(path), "opens a brace that is never closed", line, cure=_BRACES)
    if rules or not css.strip():
        return None
    return Problem(
        str(path), "has no rule, so it changes nothing", cure="write it as `h1 { color: navy; }`"
    )


def check_templates(folder: Path | None, named: Mapping[str, Path]) -> list[Problem]:
    """Return what is wrong with the templates of a study: all faults of all files."""
    files = {path: path.name for path in sorted(folder.rglob(f"*{ENDING}"))} if folder else {}
    if folder and not files:
        cure = f"put one there that has a name of ours, e.g. report{ENDING}"
        return [Problem(str(folder), "holds no templates", cure=cure)]
    files |= {path: name for name, path in named.items()}
    ours = load_templates(HERE)
    known = {name for name in ours.list_templates() if name.endswith(ENDING) and "/" not in name}
    problems: list[Problem] = []
    sources: dict[Path, str] = {}
    for path in files:
        source = _read(path)
        if isinstance(source, Problem):
            problems.append(source)
        else:
            sources[path] = source
    for path, source in sources.items():
        problems += _check_template(path, source, ours)
        others = (other for place, other in sources.items() if place != path)
        if files[path] not in known and not any(path.name in other for other in others):
            near = did_you_mean(path.name, known) or f"its templates are {', '.join(sorted(known))}"
            problems.append(Problem(str(path), "is no part of the report", cure=near))
    return problems


def _read(path: Path) -> str | Problem:
    try:
        source = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return Problem(str(path), f"cannot be read: {error.strerror}", cure="check the path")
    except UnicodeDecodeError:
        return Problem(str(path), "is not written in UTF-8", cure="save it as UTF-8")
    if len(source) > MOST_TEMPLATE:
        return Problem(str(path), "is too long for a template", cure="take out pictures")
    return source


def _check_template(path: Path, source: str, ours: Environment) -> Iterator[Problem]:
    for pattern, message, cure in _TEMPLATE_FAULTS:
        for found in pattern.finditer(source):
            line = source.count("\n", 0, found.start(1)) + 1
            yield Problem(str(path), message.format(found[1]), line, cure=cure)
    try:
        tree = ours.parse(source)
    except TemplateSyntaxError as error:
        cure = "see docs/report.md for how templates are written"
        yield Problem(str(path), str(error.message), error.lineno, cure=cure)
        return
    extended = next(tree.find_all(nodes.Extends), None)
    if extended and isinstance(extended.template, nodes.Const):
        yield from _check_blocks(path, tree, str(extended.template.value), ours)


def _check_blocks(
    path: Path, tree: nodes.Template, parent: str, ours: Environment
) -> Iterator[Problem]:
    """Yield blocks that the template extended does not have, and text outside of blocks."""
    known = _blocks_of(parent, ours)
    if known is None:
        return
    for node in tree.body:
        if isinstance(node, nodes.Block) and node.name not in known:
            near = did_you_mean(node.name, known) or f"its blocks are {', '.join(sorted(known))}"
            message = f"`{node.name}` is no block of {parent}"
            yield Problem(str(path), message, node.lineno, cure=near)
        elif isinstance(node, nodes.Output) and _shows(node):
            cure = f"put it into one of {', '.join(sorted(known))}"
            yield Problem(str(path), "stands in no block and would be lost", _line(node), cure=cure)


def _shows(node: nodes.Output) -> bool:
    return any(not isinstance(one, nodes.TemplateData) or one.data.strip() for one in node.nodes)


def _line(node: nodes.Output) -> int:
    first = node.nodes[0]
    if isinstance(first, nodes.TemplateData):
        return node.lineno + len(first.data) - len(first.data.lstrip("\n"))
    return node.lineno


def _blocks_of(name: str, ours: Environment) -> set[str] | None:
    """Return the blocks of one of our templates and of those it extends; None if it is not ours."""
    if not name.startswith(f"{OURS}/"):
        return None
    found: set[str] = set()
    at: str | None = name
    while at:
        try:
            source = ours.loader.get_source(ours, at)[0] if ours.loader else ""
        except TemplateNotFound:
            return None
        tree = ours.parse(source)
        found |= {block.name for block in tree.find_all(nodes.Block)}
        extended = next(tree.find_all(nodes.Extends), None)
        at = str(getattr(extended.template, "value", "")) if extended else None
    return found


_OBJECT = re.compile(r"'(?:\w+\.)*(\w+) object' has no attribute '(\w+)'")


def refuse_empty(page: str, sections: Sequence[str], own: tuple[Path, ...]) -> None:
    """StudyError where templates of a study have left no section of the report on the page."""
    if any(f'id="{section}"' in page for section in sections):
        return
    files = (path for one in own for path in (one, *sorted(one.rglob(f"*{ENDING}"))))
    whole = next((path for path in files if path.name == _WHOLE), None)
    if whole is None:
        return
    cure = f'begin it with {{% extends "{OURS}/{_WHOLE}" %}} and change its blocks, or loop over'
    raise StudyError(
        Problem(str(whole), "leaves no section of the report", cure=f"{cure} `sections`")
    )


def explain_failure(error: Exception, own: tuple[Path, ...]) -> StudyError | None:
    """Make the error that says where a study's template failed; None where one of ours did.

    The innermost template is meant; for a macro of ours, the one that has called it.
    """
    place = _find_place(error)
    if place is None or not any(Path(place[0]).is_relative_to(one) for one in own):
        return None
    if isinstance(error, TemplateNotFound):
        message, cure = f"`{error.name}` is no template", f"ours are named {OURS}/…{ENDING}"
    else:
        told = error.message if isinstance(error, TemplateError) else str(error)
        told = _OBJECT.sub(lambda one: f"`{one[1].lower()}` has no `{one[2]}`", told or "")
        message, cure = f"cannot be filled: {told}", "see docs/report.md for what it is given"
    return StudyError(Problem(place[0], message, place[1], cure=cure))


def _find_place(error: Exception) -> tuple[str, int] | None:
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    frames = reversed(list(walk_tb(error.__traceback__)))
    places = ((frame.f_code.co_filename, line) for frame, line in frames)
    return next((one for one in places if one[0].endswith(ENDING) and MACROS not in one[0]), None)
