"""The lines that `reading.yaml` is given: files, labels, roles, and comments that say why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.guidance.parsing import ENCODING, OPEN, REPAIR, SPEAKERS
from qualcode.guidance.sights import SeenLabel, Sight
from qualcode.language.labels import fold_label
from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.wording import put
from qualcode.yaml_tree.source import is_clean, split_lines

STEP = "  "
LONGEST_LABEL = 200  # characters; a longer one is no key
MOST_LABELS = 500  # of one transcript
MOST_DOUBTS = 6
WIDEST = 36  # columns of label and role, with which comments are brought in line
# without quotes only what every reader of YAML takes as it is: Анна Б., north/ru01.txt, talks#2
_PLAIN = re.compile(r"[^\W\d_](?:[\w.()/ -]|(?<! )#(?=\d))*(?<! )")
_OFFERED = re.compile(rf"[ \t]*# {REPAIR}: (\w[^#]*?)  #")
_TRAPS = frozenset("true false yes no on off y n null".split())


def quote_key(text: str) -> str:
    """Write a path or a label as a key."""
    if _PLAIN.fullmatch(text) and text.lower() not in _TRAPS and text.isprintable():
        return text
    return f'"{"".join(map(_escape, text))}"'


def _escape(sign: str) -> str:
    if sign in ("\\", '"'):
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08X}"


def head_lines(language: str) -> Iterator[str]:
    """Yield the comment at the top, which says what may be written."""
    for line in put(phrase("confirm.head"), language).split("\n"):
        yield f"# {line}".rstrip()
    yield ""


def file_lines(sight: Sight, indent: str, language: str, new: bool = False) -> Iterator[str]:
    """Yield what is written of a transcript that was not in the file."""
    inner = indent + STEP
    yield f"{indent}{quote_key(sight.path)}:"
    for about in (*((phrase("confirm.new"),) if new else ()), *sight.about):
        yield f"{inner}{_comment((about,), language)}"
    for doubt in sight.doubts[:MOST_DOUBTS]:
        yield f"{inner}{_comment((doubt,), language, '! ')}"
    if sight.encoding:
        yield f"{inner}{ENCODING}: {sight.encoding}{'' if sight.encoding_sure else OPEN}"
    if sight.repaired:
        offered = f"# {REPAIR}: {sight.repair}"  # people take the sign away, and it holds
        yield f"{inner}{offered}  {_comment((sight.repaired,), language, '! ')}"
    if sight.labels:
        yield f"{inner}{SPEAKERS}:"
        yield from label_lines(sight.labels, inner + STEP, language)


def offered_repairs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines (1-based) that offer a repair which nobody has taken or deleted yet."""
    for number, line in enumerate(split_lines(text), 1):
        if found := _OFFERED.match(line):
            yield number, found.group(1)


def label_lines(
    labels: Iterable[SeenLabel], indent: str, language: str, new: bool = False
) -> Iterator[str]:
    """Yield a line for each label, comments in line with one another."""
    written = [(f"{quote_key(one.label)}: {_role(one)}", one) for one in _writable(labels)]
    width = min(WIDEST, max((len(words) for words, _ in written), default=0))
    for words, one in written[:MOST_LABELS]:
        yield f"{indent}{words:<{width}}  {_comment(_figures(one, new), language)}"
    if len(written) > MOST_LABELS:
        yield f"{indent}{_comment((phrase('more', n=len(written) - MOST_LABELS),), language)}"


def _writable(labels: Iterable[SeenLabel]) -> Iterator[SeenLabel]:
    """Leave out what can be no key, and a label that another line speaks of already."""
    seen: set[str] = set()
    for one in labels:
        key = fold_label(one.label) or one.label
        if len(one.label) <= LONGEST_LABEL and is_clean(one.label) and key not in seen:
            seen.add(key)
            yield one


def _role(one: SeenLabel) -> str:
    return f"{one.role}{OPEN if one.proposed or one.role == 'unknown' else ''}"


def _figures(one: SeenLabel, new: bool) -> tuple[Phrase, ...]:
    figures = (phrase("confirm.turns", n=one.turns), phrase("confirm.words", n=one.words))
    table = phrase("confirm.table", person=one.respondent) if one.respondent else one.grounds
    return (*((phrase("confirm.new"),) if new else ()), *figures, table)


def _comment(parts: Iterable[Phrase], language: str, mark: str = "") -> str:
    said = "; ".join(put(part, language) for part in parts)
    clean = "".join(sign if sign.isprintable() else " " for sign in said)
    return f"# {mark}{' '.join(clean.split())}"
