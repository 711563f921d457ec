"""Reads a file of cue lists: YAML text → lists with their phrases, reach and examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.codebook.grammar import parse_phrase
from qualcode.errors import QualcodeError
from qualcode.model.codebook import Phrase
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.nodes import Node, Scalar, Sequence, items_of, text_of
from qualcode.yaml_tree.problems import Problems, did_you_mean, shown
from qualcode.yaml_tree.source import check_source, split_lines
from qualcode.yaml_tree.syntax import compose_source

# Each list, and whether its cues reach a number of words.
LISTS: Mapping[str, bool] = {
    "stops": False,
    "asides": False,
    "joins": True,
    "negation_before": True,
    "negation_noun": True,
    "negation_subject": True,
    "negation_implied": True,
    "negation_paired": True,
    "negation_after": True,
    "negation_across": True,
    "negation_ellipsis": True,
    "negation_none": False,
    "negation_openers": False,
    "speech": False,
    "speech_links": False,
    "speech_own": False,
    "speech_first": False,
    "reported": False,
    "wish": True,
    "wish_after": True,
    "wish_none": False,
    "past": False,
    "present": False,
    "past_none": False,
    "question_tags": False,
}
SENTENCES = "sentences"
MARKS = ("affirmed", "negated", "own", "reported", "fact", "wish", "past", "question")
FARTHEST = 60  # words; as many as a segment has
_KEYS = ("reach", "cues", "examples", "near_misses")
_EXAMPLE_KEYS = ("text", "term", "mark")


@dataclass(frozen=True, slots=True)
class CueExample:
    """A sentence, a term in it, and the marks its hit must get."""

    text: str
    term: str
    marks: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class CueList:
    """One list of cues: `examples` show what it does, `near_misses` where it ends."""

    name: str
    phrases: tuple[Phrase, ...]
    reach: int  # words; 0 where the list reaches none
    examples: tuple[CueExample, ...]
    near_misses: tuple[CueExample, ...]


@dataclass(frozen=True, slots=True)
class CueFile:
    """The cue lists of one language, and sentences that show what they make together."""

    lists: tuple[CueList, ...] = ()
    sentences: tuple[CueExample, ...] = ()


def parse_cues(source: str, file: str) -> CueFile:
    """Parse the YAML of cue lists; `file` is the name used in messages.

    Raises QualcodeError with every problem found, in the order of the lines.
    """
    lines = split_lines(source)
    problems = Problems(file, lines)
    check_source(source, lines, problems)
    root = None if problems else compose_source(lines, problems)
    cues = CueFile()
    if isinstance(root, Keys):
        lists = [_list(key, node, problems) for key, node in root.entries if key.value != SENTENCES]
        cues = CueFile(tuple(lists), _examples(root.get(SENTENCES), problems))
    elif not problems:
        problems.add_at(1, 0, "holds no lists", "the first line could be `stops:`")
    if problems:
        raise QualcodeError(problems.told(root))
    return cues


def _list(key: Scalar, node: Node, problems: Problems) -> CueList:
    if not _is_key(key, (*LISTS, SENTENCES), "list", problems):
        return CueList(key.value, (), 0, (), ())
    if not isinstance(node, Keys):
        problems.add(node, f"`{key.value}` needs keys below it", f"write {_listed(_KEYS)}")
        node = Keys({}, node.line, node.column)
    for inner, _ in node.entries:
        _is_key(inner, _KEYS, "key of a list", problems)
    return CueList(
        key.value,
        _phrases(key, node.get("cues"), problems),
        _reach(key, node, problems),
        _examples(node.get("examples"), problems),
        _examples(node.get("near_misses"), problems),
    )


def _is_key(key: Scalar, known: Iterable[str], what: str, problems: Problems) -> bool:
    if key.value in known:
        return True
    cure = did_you_mean(key.value, known) or f"write one of {_listed(known)}"
    problems.add(key, f"`{shown(key.value)}` is no {what}", cure)
    return False


def _phrases(key: Scalar, node: Node | None, problems: Problems) -> tuple[Phrase, ...]:
    if not items_of(node):
        problems.add(node or key, f"`{key.value}` has no cues", "write `cues: [one, two]`")
    phrases: dict[Phrase, None] = {}
    for item in items_of(node):
        try:
            phrase = parse_phrase(_text(item, "a cue", problems) or "-")
        except ValueError as error:
            if text_of(item):
                problems.add(item, str(error))
            continue
        if phrase in phrases:
            problems.add(item, f"`{shown(text_of(item))}` stands twice", "take one out")
        phrases[phrase] = None
    return tuple(phrases)


def _reach(key: Scalar, node: Keys, problems: Problems) -> int:
    written, reaches = node.get("reach"), LISTS[key.value]
    if written is None:
        if reaches:
            problems.add(key, f"`{key.value}` has no `reach`", "write `reach:` and a number")
        return 0
    if not reaches:
        problems.add(written, f"`{key.value}` has no reach", "take `reach` out")
        return 0
    text = text_of(written)
    if not (text.isdecimal() and 0 < int(text) <= FARTHEST):
        problems.add(written, f"`reach` is a number of words from 1 to {FARTHEST}")
        return 0
    return int(text)


def _examples(node: Node | None, problems: Problems) -> tuple[CueExample, ...]:
    if node is not None and not isinstance(node, Sequence):
        problems.add(node, "examples are a list", "begin each with `- {text: …}`")
    return tuple(_example(item, problems) for item in items_of(node))


def _example(node: Node, problems: Problems) -> CueExample:
    if not isinstance(node, Keys):
        problems.add(node, "an example has three keys", f"write {_listed(_EXAMPLE_KEYS)}")
        return CueExample("", "", (), node.line)
    for inner, _ in node.entries:
        _is_key(inner, _EXAMPLE_KEYS, "key of an example", problems)
    written = {key: node.get(key) for key in _EXAMPLE_KEYS}
    text, term, mark = (_text(written[key] or node, f"`{key}`", problems) for key in _EXAMPLE_KEYS)
    marks = tuple(mark.split())
    for one in marks:
        if one not in MARKS:
            message = f"`{shown(one)}` is no mark"
            problems.add(written["mark"] or node, message, f"the marks are {_listed(MARKS)}")
    return CueExample(text, term, marks, node.line)


def _text(node: Node, what: str, problems: Problems) -> str:
    text = text_of(node)
    if not text:
        problems.add(node, f"{what} is missing here, or is no text", "write a word or take it out")
    return text


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
