"""An expression as it would stand in a codebook → that codebook, with a code for it alone.

It is parsed by what parses codebooks: its node is put into the tree of a codebook, and all that
looks at indicators there looks at it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qualcode.codebook.convert import convert_code
from qualcode.codebook.cycles import check_cycles
from qualcode.codebook.expressions import KINDS
from qualcode.codebook.ids import CodeNode, branches_of, code_nodes
from qualcode.codebook.scopes import check_scopes
from qualcode.errors import CodebookError, Problem
from qualcode.language import KNOWN_LANGUAGES
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Codebook,
    CodeReference,
    Indicator,
    Text,
    leaves_of,
)
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, Sequence, items_of
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import check_source, split_lines
from qualcode.yaml_tree.syntax import compose_source

FILE = "EXPR"  # what the expression is called in messages
_ID = "this_expression"
# As YAML is what begins as an item of a list, a mapping or a quotation; all else is a phrase.
_YAML = re.compile(rf"-\s|[{{\[\"']|(?:{'|'.join(KINDS)})\s*:\s")


@dataclass(frozen=True, slots=True)
class Trial:
    """A codebook in which one code stands for an expression."""

    codebook: Codebook
    code: str  # id of that code
    indicator: Indicator


def parse_trial(
    written: str,
    language: str = "",
    codebook: Codebook | None = None,
    types: Iterable[str] = (),
) -> Trial:
    """Parse an expression as an item of a list of indicators: a phrase, or a mapping in YAML.

    `language`: of the list it would stand in, empty for all talk. Codes it refers to, and
    questions, are those of `codebook`; respondent types too, without one `types`.

    Raises CodebookError with every problem in it, placed in the expression.
    """
    lines = split_lines(written)
    problems = Problems(FILE, lines)
    node = _read(written, lines, problems)
    root = _tree_of(codebook, types)
    id = _free_id(code_nodes(root))
    code = _code(id, language or ANY_LANGUAGE, node)
    root = _with_code(root, code)
    made = _check(root, code, id, problems)
    told = problems.told(node)
    if told or not made.indicators:
        raise CodebookError(tuple(_place(one, codebook is None) for one in told))
    return Trial(_reduce(codebook, made, language), id, made.indicators[0])


def _read(written: str, lines: list[str], problems: Problems) -> Node:
    """Read the expression as YAML where it is some, else as a phrase."""
    if not written.strip(" \t\n'\""):
        raise CodebookError(Problem(FILE, "is empty", cure="write a word or a rule"))
    if not _YAML.match(written.lstrip()):
        start = len(written) - len(written.lstrip())
        return Scalar(" ".join(written.split()), 1, start + 1)
    check_source(written, lines, problems)
    node = None if problems else compose_source(lines, problems)
    if isinstance(node, Sequence) and len(node.items) == 1:  # copied with its dash
        node = node.items[0]
    if node is None:
        raise CodebookError(tuple(_place(one, alone=False) for one in problems.told()))
    return node


def _tree_of(codebook: Codebook | None, types: Iterable[str]) -> Mapping:
    """Return the tree of the codebook, without one a tree that only has respondent types."""
    if codebook is not None:
        root = compose_source(split_lines(codebook.source), Problems(codebook.file, []))
        if isinstance(root, Mapping):
            return root
    persons = Sequence(tuple(_mapping(id=_scalar(one)) for one in types), 0, 0)
    return _mapping(respondent_types=persons, codes=Sequence((), 0, 0))


def _free_id(codes: Iterable[CodeNode]) -> str:
    taken = {code.id for code in codes}
    id = _ID
    while id in taken:
        id += "_"
    return id


def _code(id: str, language: str, node: Node) -> Mapping:
    lists = _mapping(**{language: Sequence((node,), 0, 0)})
    return _mapping(id=_scalar(id), name=_scalar(id), indicators=lists)


def _with_code(root: Mapping, code: Mapping) -> Mapping:
    codes = Sequence((*items_of(root.get("codes")), code), 0, 0)
    return Mapping(root.by_key | {"codes": (_scalar("codes"), codes)}, root.line, root.column)


def _check(root: Mapping, code: Mapping, id: str, problems: Problems) -> Code:
    """Check and convert what is new in the tree; the rest was checked with its codebook."""
    from qualcode.codebook.validate import check_shape

    title = _mapping(
        id=_scalar("trial"),
        title=_scalar("trial"),
        version=_scalar("1"),
        languages=Sequence(tuple(map(_scalar, KNOWN_LANGUAGES)), 0, 0),
    )
    check_shape(_mapping(codebook=title, codes=Sequence((code,), 0, 0)), problems)
    codes = code_nodes(root)
    check_scopes(root, codes, problems)
    check_cycles(codes, problems)
    return convert_code(CodeNode(id, "", code), branches_of(codes), problems)


def _place(problem: Problem, alone: bool) -> Problem:
    """Make one line of a problem; without a codebook, what is not there may stand in one."""
    cure = problem.cure
    if problem.message.startswith("there is no "):
        named = cure or "look up the ids in the codebook"
        cure = "name the codebook that has it with --codebook" if alone else named
    return replace(problem, place="", excerpt="", cure=cure)


def _reduce(codebook: Codebook | None, trial: Code, language: str) -> Codebook:
    """Return the codebook with the code tried, and no others but those it refers to."""
    if codebook is None:
        return Codebook(
            id="trial",
            title=Text(),
            version="",
            languages=tuple(dict.fromkeys((*KNOWN_LANGUAGES, *filter(None, [language])))),
            codes=(trial,),
            tensions=(),
            relations=(),
            respondent_types=(),
            guide=(),
            file=FILE,
            sha256=hashlib.sha256(b"").hexdigest(),
            source="",
        )
    known = {code.id: code for code in codebook.codes}
    needed: dict[str, None] = {}
    waiting = [trial]
    while waiting:
        for id in _referred(waiting.pop()):
            if id in known and id not in needed:
                needed[id] = None
                waiting.append(known[id])
    codes = (*(code for code in codebook.codes if code.id in needed), trial)
    return replace(codebook, codes=codes, file=FILE)


def _referred(code: Code) -> Iterable[str]:
    for indicator in code.indicators:
        for leaf in leaves_of(indicator.expression):
            if isinstance(leaf, CodeReference):
                yield from sorted(leaf.codes)


def _scalar(text: str) -> Scalar:
    return Scalar(text, 0, 0)


def _mapping(**entries: Node) -> Mapping:
    return Mapping({key: (_scalar(key), node) for key, node in entries.items()}, 0, 0)
