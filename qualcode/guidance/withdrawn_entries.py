"""The entries of `withdrawn` in `study.yaml` → `Withdrawn`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.errors import Problem
from qualcode.guidance.withdrawn import NOTHING_WITHDRAWN, Passage, Withdrawn
from qualcode.language.words import find_words
from qualcode.respondents import Table
from qualcode.respondents.near import near_id
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import Node, Scalar, Sequence, text_of
from qualcode.yaml_tree.problems import Problems, did_you_mean

KEY = "withdrawn"
# What may stand in one entry; `since` and `reason` are for people alone.
ENTRY_KEYS = ("file", "respondent", "words", "from", "to", "since", "reason")
_CURE = (
    "write a list of `- file: ru05.txt`, `- respondent: P07`, or a file with `words`, or with"
    " `from` and `to`"
)


def check_withdrawn(node: Node | None, problems: Problems) -> None:
    """Note everything that is wrong with the entries."""
    if node is None or (isinstance(node, Scalar) and not node.value):
        return
    if not isinstance(node, Sequence):
        problems.add(node, f"`{KEY}` is no list", _CURE)
        return
    for item in node.items:
        if isinstance(item, Keys):
            _check_entry(item, problems)
        else:
            problems.add(item, "an entry says what it names", _CURE)


def _check_entry(entry: Keys, problems: Problems) -> None:
    for key, value in entry.entries:
        if key.value not in ENTRY_KEYS:
            near = did_you_mean(key.value, ENTRY_KEYS)
            problems.add(key, f"`{key.value}` is no key here", near or _CURE)
        elif not isinstance(value, Scalar) or not text_of(value):
            problems.add(value, f"`{key.value}` is no text", "write it behind the colon")
    said = {key.value for key, _ in entry.entries}
    if said - set(ENTRY_KEYS):
        return  # what is missing may be what was misspelt
    if not said & {"file", "respondent"}:
        problems.add(entry, "names neither a `file` nor a `respondent`", _CURE)
    elif {"file", "respondent"} <= said:
        problems.add(entry, "names a `file` and a `respondent`", "write two entries")
    elif "respondent" in said and said & {"words", "from", "to"}:
        problems.add(entry, "a passage needs its `file`", "write `file` for `respondent`")
    elif {"words", "from"} <= said:
        problems.add(entry, "has `words` and `from`", "write one of them")
    elif ("from" in said) != ("to" in said):
        problems.add(entry, "a passage has both `from` and `to`", "add the other, or use `words`")
    for key, value in entry.entries:
        if key.value in ("words", "from", "to") and not find_words(text_of(value)):
            problems.add(value, f"`{key.value}` holds no word", "write words of the transcript")


def read_withdrawn(node: Node | None, file: str) -> Withdrawn:
    """Return what sound entries say."""
    if not isinstance(node, Sequence):
        return NOTHING_WITHDRAWN
    entries = [(_texts(item), item.line) for item in node.items if isinstance(item, Keys)]
    return Withdrawn(
        file,
        tuple(one["file"] for one, _ in entries if "file" in one and not _is_passage(one)),
        tuple(one["respondent"] for one, _ in entries if "respondent" in one),
        tuple(
            Passage(one["file"], one.get("words") or one["from"], one.get("to", ""), line)
            for one, line in entries
            if _is_passage(one)
        ),
        tuple((one["file"], line) for one, line in entries if "file" in one),
    )


def _is_passage(entry: Mapping[str, str]) -> bool:
    return "words" in entry or "from" in entry


def _texts(entry: Keys) -> dict[str, str]:
    return {key.value: text_of(value) for key, value in entry.entries}


def find_misspelt(withdrawn: Withdrawn, table: Table) -> Iterator[Problem]:
    """Yield withdrawn respondents whom the table does not have, and whose ids are nearly there.

    Who is in no table and like nobody in it may have been deleted from it: that is no fault.
    """
    for respondent in withdrawn.respondents:
        if table.rows and respondent not in table.by_id:
            near = near_id(respondent, table.by_id)
            if near:
                message = f"withdraws the respondent `{respondent}`, who is not in {table.file}"
                yield Problem(withdrawn.file, message, cure=near)
