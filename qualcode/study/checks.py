"""What can be wrong with a `study.yaml`, told at its place."""

from __future__ import annotations

from pathlib import Path

from qualcode.guidance import check_withdrawn
from qualcode.study.keys import (
    COREQ_ITEMS,
    FOLDERS,
    KEYS,
    LANGUAGE,
    LISTS,
    PATHS,
    REPORT_LANGUAGES,
    YES_NO,
)
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import Node, Scalar, Sequence, scalars_of
from qualcode.yaml_tree.problems import Problems, did_you_mean, nearest


def check_keys(root: Keys, folder: Path, problems: Problems, needs_codebook: bool) -> None:
    """Note everything that is wrong with the keys of a `study.yaml`."""
    lenient = () if needs_codebook else ("codebook",)
    mistyped: set[str] = set()
    for key, value in root.entries:
        if key.value not in KEYS:
            near = did_you_mean(key.value, KEYS)
            mistyped.add(nearest(key.value, KEYS))
            known = "the keys are " + ", ".join(KEYS)
            problems.add(key, f"`{key.value}` is no key here", near or known)
        elif key.value == "withdrawn":
            check_withdrawn(value, problems)
        elif key.value == "coreq":
            _check_coreq(value, problems)
        elif key.value == "attributes":
            _check_attributes(value, problems)
        else:
            _check_shape(key.value, value, problems)
    for key_name in ("transcripts", "codebook"):
        if (
            key_name not in (*mistyped, *lenient)
            and not scalars_of(root.get(key_name))
            and not isinstance(root.get(key_name), Keys)
        ):
            problems.add(root, f"`{key_name}` is missing", f"name {KEYS[key_name]}")
    for key_name in PATHS:
        for node in scalars_of(root.get(key_name)):
            if key_name not in lenient and not exists(folder / node.value):
                problems.add(node, f"`{node.value}` does not exist", "check the path")
            elif exists(folder / node.value):
                _check_kind(key_name, folder / node.value, node, problems)
    _check_language(root, problems)
    _check_choice(root, "report_language", REPORT_LANGUAGES, problems)
    _check_choice(root, "blind_counts", YES_NO, problems)


def _check_language(root: Keys, problems: Problems) -> None:
    """Note what is no language; whether the codebook has lists in it is seen with the codebook."""
    node = root.get("language")
    if isinstance(node, Scalar) and not LANGUAGE.fullmatch(node.value):
        problems.add(node, f"`{node.value}` is no language", f"write {KEYS['language']}")


def _check_shape(key: str, node: Node, problems: Problems) -> None:
    """Note a list or mapping where one text is meant: all but its beginning would be lost."""
    if isinstance(node, Keys):
        problems.add(node, f"`{key}` cannot have keys below it", f"write {KEYS[key]}")
    elif isinstance(node, Sequence) and key not in LISTS:
        problems.add(node, f"`{key}` cannot be a list", f"write {KEYS[key]}")
    elif isinstance(node, Sequence) and len(scalars_of(node)) < len(node.items):
        problems.add(node, f"`{key}` holds something that is no text", "write a list of texts")


def _check_coreq(node: Node, problems: Problems) -> None:
    """Note what is not a number of an item with a text, or with a text for each language."""
    if not isinstance(node, Keys):
        problems.add(node, "`coreq` has no items", "write their numbers below it: `16: text`")
        return
    for key, value in node.entries:
        if key.value not in map(str, range(1, COREQ_ITEMS + 1)):
            problems.add(
                key, f"COREQ has no item `{key.value}`", f"its items are 1 to {COREQ_ITEMS}"
            )
        else:
            _check_said(value, "an item is a text", problems)


def _check_attributes(node: Node, problems: Problems) -> None:
    """Note what is no name of a column; whether the table has it is seen with the table."""
    if not isinstance(node, Keys):
        cure = "write columns of the respondents table below it: `region: Region`"
        problems.add(node, "`attributes` names no columns", cure)
        return
    for _, value in node.entries:
        _check_said(value, "what a column is called is a text", problems)


def _check_said(node: Node, what: str, problems: Problems) -> None:
    """Note what is no text, nor a text for each language of reports."""
    if isinstance(node, Keys):
        for language, said in node.entries:
            if language.value not in REPORT_LANGUAGES or not isinstance(said, Scalar):
                problems.add(language, "is no text in en or ru", "write `en: text`, `ru: text`")
    elif not isinstance(node, Scalar):
        problems.add(node, what, "write one text")


def _check_kind(key: str, path: Path, node: Scalar, problems: Problems) -> None:
    """Note a folder where a file is meant, and the other way round."""
    if key in FOLDERS and not path.is_dir():
        problems.add(node, f"`{node.value}` is no folder", f"name the folder of {FOLDERS[key]}")
    elif key in ("style", "logo", "title_page") and not path.is_file():
        problems.add(node, f"`{node.value}` is no file", f"name {KEYS[key]}")


def exists(path: Path) -> bool:
    """Tell whether there is something at a path."""
    try:
        return path.exists()
    except OSError:  # a name too long, a folder that is closed
        return False


def _check_choice(root: Keys, key: str, choices: tuple[str, ...], problems: Problems) -> None:
    node = root.get(key)
    if isinstance(node, Scalar) and node.value not in choices:
        problems.add(node, f"`{node.value}` is none of {', '.join(choices)}", "choose one of them")
