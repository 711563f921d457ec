"""The way of a codebook: text, tree of nodes, checks, model; refused with all its problems."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from qualcode.codebook.convert import (
    convert_changelog,
    convert_code,
    convert_guide,
    convert_relation,
    convert_tension,
    convert_text,
    convert_types,
    texts_in,
)
from qualcode.codebook.cues import check_cues
from qualcode.codebook.cycles import check_cycles
from qualcode.codebook.demands import check_codes, check_indicators, check_languages, check_poles
from qualcode.codebook.ids import branches_of, check_ids, check_references, code_nodes
from qualcode.codebook.scopes import check_scopes
from qualcode.errors import CodebookError
from qualcode.model.codebook import Codebook
from qualcode.yaml_tree.nodes import Mapping, mappings_of, text_of
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import check_source, read_source, split_lines


def load_codebook(path: Path) -> Codebook:
    """Read a codebook from its YAML file.

    Raises CodebookError with every problem found, in the order of the lines.
    """
    return parse_codebook(read_source(path, CodebookError), str(path))


@lru_cache(maxsize=2)  # whoever works with a codebook for long parses the same text again
def parse_codebook(source: str, file: str) -> Codebook:
    """Parse the YAML of a codebook; `file` is the name used in messages.

    Raises CodebookError with every problem found, in the order of the lines.
    """
    from qualcode.codebook.validate import check_shape

    lines = split_lines(source)
    problems = Problems(file, lines)
    root = _read_tree(source, lines, problems)
    check_shape(root, problems)
    codes = code_nodes(root)
    check_ids(root, codes, problems)
    check_references(root, codes, problems)
    check_scopes(root, codes, problems)
    check_cues(root, problems)
    check_cycles(codes, problems)
    check_codes(codes, problems)
    check_poles(root, codes, problems)
    check_languages(root, problems)
    codebook = _convert(root, source, file, problems)
    check_indicators(root, codes, problems)
    if problems:
        raise CodebookError(problems.told(root))
    return codebook


def _read_tree(source: str, lines: list[str], problems: Problems) -> Mapping:
    """Build the tree, or raise with all that can be said without one."""
    from qualcode.yaml_tree.syntax import compose_source

    check_source(source, lines, problems)
    root = None if problems else compose_source(lines, problems)
    if root is not None and not isinstance(root, Mapping):
        message = "a codebook begins with keys such as `codebook:` and `codes:`"
        problems.add(root, message, "check that this is the right file")
    elif root is None and not problems:
        problems.add_at(0, 0, "the codebook holds nothing but comments")
    if not isinstance(root, Mapping):
        raise CodebookError(problems.told(root))
    return root


def _convert(root: Mapping, source: str, file: str, problems: Problems) -> Codebook:
    node = root.get("codebook")
    about = node if isinstance(node, Mapping) else Mapping({}, root.line, root.column)
    codes = code_nodes(root)
    branches = branches_of(codes)
    relations = tuple(
        convert_relation(node, branches, problems) for node in mappings_of(root.get("relations"))
    )
    names = tuple(relation.id for relation in relations)
    tensions = [
        convert_tension(node, branches, names, problems)
        for node in mappings_of(root.get("tensions"))
    ]
    return Codebook(
        id=text_of(about.get("id")),
        title=convert_text(about.get("title")),
        version=text_of(about.get("version")),
        languages=texts_in(about.get("languages")),
        codes=tuple(convert_code(code, branches, problems) for code in codes),
        tensions=tuple(tension for tension in tensions if tension is not None),
        relations=relations,
        respondent_types=convert_types(root),
        guide=convert_guide(root),
        file=file,
        sha256=hashlib.sha256(source.encode()).hexdigest(),
        source=source,
        authors=texts_in(about.get("authors")),
        licence=text_of(about.get("licence")),
        changelog=convert_changelog(about),
    )
