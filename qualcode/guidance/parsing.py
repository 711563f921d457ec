"""Parses `reading.yaml`, telling all that is wrong in it, each at its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.errors import ReadingError, TranscriptError
from qualcode.guidance.readings import Confirmed, Readings, Said
from qualcode.language.labels import fold_label
from qualcode.model.transcript import ROLES
from qualcode.reading.encodings.declaration import parse_declaration
from qualcode.reading.encodings.repairs import parse_repair
from qualcode.respondents.paths import split_interview
from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, entries_of, text_of
from qualcode.yaml_tree.problems import Problems, did_you_mean, listed, nearest
from qualcode.yaml_tree.source import check_source, read_source, split_lines
from qualcode.yaml_tree.syntax import compose_source

FILE = "reading.yaml"
FILES, SPEAKERS, ENCODING, REPAIR = "files", "speakers", "encoding", "repair"
FILE_KEYS = (ENCODING, REPAIR, SPEAKERS)
ROLE, RESPONDENT = "role", "respondent"
TEXT = "text"
WORDS = (*ROLES, TEXT)
OPEN = "?"  # behind what is proposed and not confirmed yet
# what people write for the words meant, beside slips of the pen
MEANT = {
    "interviewer": "moderator facilitator researcher интервьюер модератор исследователь социолог",
    "respondent": "participant informant interviewee респондент информант участник",
    "other": "observer другой другие прочее прочий наблюдатель none",
    "unknown": "неизвестно неизвестный неизвестен",
    "text": "текст speech no",
}
_WRITE = f"write {', '.join(WORDS[:-1])} or {TEXT}"


def load_readings(path: Path) -> Readings:
    """Load `reading.yaml`; ReadingError with everything that is wrong in it."""
    return parse_readings(read_source(path, ReadingError), str(path), path.parent)


def parse_readings(text: str, file: str, folder: Path | None = None) -> Readings:
    """Parse the text of a `reading.yaml` that lies in `folder`."""
    lines = split_lines(text)
    problems = Problems(file, lines)
    if text.strip():
        check_source(text, lines, problems)
    root = compose_source(lines, problems)
    found = _read_root(root, problems) if root is not None else ()
    if problems:
        raise ReadingError(problems.told(root))
    return Readings(file, text.encode(), found, folder)


def _read_root(root: Node, problems: Problems) -> tuple[Confirmed, ...]:
    if not isinstance(root, Mapping):
        problems.add(root, f"holds no `{FILES}:`", f"the first line could be `{FILES}:`")
        return ()
    _check_keys(root, (FILES,), problems)
    files = root.get(FILES)
    if files is None and not problems:
        problems.add(root, f"`{FILES}` is missing", f"write `{FILES}:` above the names of files")
    return tuple(_read_files(files, problems))


def _check_keys(keys: Mapping, known: tuple[str, ...], problems: Problems) -> None:
    for key, _ in keys.entries:
        if key.value not in known:
            near = did_you_mean(key.value, known)
            problems.propose(keys, nearest(key.value, known))
            only = f"there is only `{known[0]}`" if len(known) == 1 else f"they are {listed(known)}"
            problems.add(key, f"`{key.value}` is no key here", near or only)


def _read_files(files: Node | None, problems: Problems) -> Iterator[Confirmed]:
    if files is not None and not isinstance(files, Mapping) and text_of(files):
        problems.add(files, f"`{FILES}` needs names of files as keys", "write `ru01.txt:` below it")
    for key, value in entries_of(files):
        if not isinstance(value, Mapping):
            if not _is_empty(value):
                example = f"write `{SPEAKERS}:` below it, and a line for each label"
                problems.add(value, f"`{key.value}` needs keys below it", example)
            yield Confirmed(key.value, key.line)
            continue
        _check_keys(value, FILE_KEYS, problems)
        yield Confirmed(
            key.value,
            key.line,
            tuple(_read_speakers(value.get(SPEAKERS), problems)),
            _read_encoding(key, value, ENCODING, problems),
            _read_encoding(key, value, REPAIR, problems),
        )


def _read_encoding(key: Scalar, entry: Mapping, what: str, problems: Problems) -> str:
    """Return the encoding or repair declared; empty for one that is only proposed."""
    node = entry.get(what)
    if node is None or _is_empty(node):
        return ""
    if not isinstance(node, Scalar):
        problems.add(node, f"`{what}` must be one name", f"write `{what}: windows-1251`")
        return ""
    file, number = split_interview(key.value)
    if number:
        message = f"`{what}` is the same for all interviews in a file"
        problems.add(node, message, f"write it under `{file}:`")
    written = node.value.strip()
    if written.endswith(OPEN):
        return ""
    try:
        parse_declaration(written) if what == ENCODING else parse_repair(written)
    except TranscriptError as error:
        problems.add(node, error.problems[0].message, error.problems[0].cure)
    return written


def _read_speakers(speakers: Node | None, problems: Problems) -> Iterator[Said]:
    if speakers is not None and not isinstance(speakers, Mapping) and not _is_empty(speakers):
        message = f"`{SPEAKERS}` needs labels with their roles below it"
        problems.add(speakers, message, "write `И: interviewer`, one label a line")
    seen: dict[str, Scalar] = {}
    for key, value in entries_of(speakers):
        first = seen.setdefault(fold_label(key.value) or key.value, key)
        if first is not key:
            message = f"`{key.value}` is the same label as `{first.value}` in line {first.line}"
            problems.add(key, message, "delete one of the two lines")
        elif said := _read_said(key, value, problems):
            yield said


def _read_said(key: Scalar, value: Node, problems: Problems) -> Said | None:
    if isinstance(value, Mapping):
        return _read_keys(key, value, problems)
    if not isinstance(value, Scalar):
        problems.add(value, f"`{key.value}` cannot have a list", _WRITE)
        return None
    if value.broken:
        return None
    word, _, respondent = value.value.strip().partition(" ")
    return _make_said(key, value, word, respondent.strip(), problems)


def _read_keys(key: Scalar, keys: Mapping, problems: Problems) -> Said | None:
    """Read what is written at length: `{role: respondent, respondent: P07}`."""
    _check_keys(keys, (ROLE, RESPONDENT), problems)
    role, respondent = keys.get(ROLE), keys.get(RESPONDENT)
    for name, node in ((ROLE, role), (RESPONDENT, respondent)):
        if node is not None and not isinstance(node, Scalar):
            problems.add(node, f"`{name}` must be one word")
            return None
    if role is None and respondent is None:
        if not problems.is_proposed(keys, ROLE):
            problems.add(keys, f"`{key.value}` has no `{ROLE}`", _WRITE)
        return None
    word = text_of(role) if role is not None else RESPONDENT
    return _make_said(key, key, word, text_of(respondent), problems)


def _make_said(
    key: Scalar, value: Scalar, word: str, respondent: str, problems: Problems
) -> Said | None:
    bare = word.removesuffix(OPEN)
    role = next((role for role in ROLES if role == bare), None)
    if role is None and bare != TEXT:
        problems.add(value, *_no_role(key, f"{word} {respondent}".strip(), bare))
        return None
    if role is None and not fold_label(key.value):
        problems.add(value, f"`{key.value}` is no words, so it can be no {TEXT}", "write a role")
    if respondent and role != RESPONDENT:
        problems.add(
            value,
            f"only a respondent has an id, and `{key.value}` is said to be {bare}",
            f"write `{RESPONDENT} {respondent}`, or take the id out",
        )
    return Said(key.value, role, key.line, word.endswith(OPEN), respondent)


def _no_role(key: Scalar, written: str, word: str) -> tuple[str, str]:
    if not written:
        return f"`{key.value}` has no role", _WRITE
    folded = word.casefold()
    meant = next((role for role, words in MEANT.items() if folded in words.split()), "")
    near = meant or nearest(folded, WORDS)
    return f"`{written}` is no role", f"did you mean `{near}`?" if near else _WRITE


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.broken and not node.value.strip()
