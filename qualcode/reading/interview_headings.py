"""Finds the lines that may open one of several interviews in a file, gathered by their form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.language.labels import fold_label
from qualcode.reading.document import Line
from qualcode.reading.headers import GREETING, KEY, LOOKED_AT, is_speech
from qualcode.reading.labels import is_header_key
from qualcode.reading.set_off import is_rule

LONGEST = 16  # words of a heading
NEAR = 14  # lines below a heading in which a header or a greeting is looked for
FEWEST = 2  # header lines of a block

TALKS = (
    r"(?:интервью|беседа|разговор|транскрипт|транскрипция|стенограмма|расшифровка|аудиозапись|"
    r"interview|conversation|transcript|transcription|session|case|кейс|фокус-группа|"
    r"focus group|фг)"
)
KIND = (
    r"(?:(?:глубинное|полуструктурированное|экспертное|биографическое|нарративное|in-depth|"
    r"expert|online)\s+)?"
)
PEOPLE = (
    r"(?:респондент\w?|информант\w{0,2}|участни(?:к|ца)|пациент\w{0,2}|эксперт|respondent|"
    r"participant|interviewee|patient|informant|subject)"
)
DIGITS = r"(?:№|#|no\.?|n\.?|number|номер)?\s*(?P<number>\d{1,4}|[ivxlc]{1,6}(?![\w]))"
ORDINALS = (
    "перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят".split("|"),
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth".split("|"),
)
ORDINAL = re.compile(
    rf"\W*(?P<ordinal>{'|'.join(ORDINALS[0])})\w{{2,3}}\s+{KIND}{TALKS}\b"
    rf"|\W*(?P<english>{'|'.join(ORDINALS[1])})\s+{TALKS}\b",
    re.IGNORECASE,
)
# Интервью 1, ИНТЕРВЬЮ № 3. Анна, Interview 2: …
NUMBERED = re.compile(
    rf"\W*{KIND}{TALKS}(?:\s+(?:с|with|of)\s+{PEOPLE})?\s*:?\s*{DIGITS}\b(?P<rest>.*)$",
    re.IGNORECASE,
)
# Респондент 5. Женщина, 45 лет
RESPONDENT = re.compile(rf"\W*{PEOPLE}\s*{DIGITS}\b(?P<rest>.*)$", re.IGNORECASE)
# Интервью с пациентом, Transcript of Ann's interview
NAMED = re.compile(
    rf"\W*{KIND}{TALKS}(?:\s+(?:interview|интервью))?\s*(?:[:–—-]|\b(?:с|со|with|of|between)\b)\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
JOINED = re.compile(r"(?:с|со|with|of|от|from|на|г)\b")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

# the key of a header that names the interview, the surest first
NAMING = tuple(
    """код code id интервью interview респондент respondent участник participant title файл
    file""".split()
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A place where an interview may begin."""

    first: int  # the first line that belongs to it
    line: int  # of the heading
    name: str
    number: int | None = None
    opens: bool = False  # a header or a greeting follows


def find_beginnings(lines: tuple[Line, ...]) -> Iterator[tuple[str, list[Beginning]]]:
    """Give the beginnings alike in form, the surest form first."""
    groups: defaultdict[tuple[str, str], list[Beginning]] = defaultdict(list)
    for number, line in enumerate(lines):
        if found := _heading(line, number, lines):
            kind, form, beginning = found
            groups[kind, form].append(beginning)
    order = ("numbered", "named", "respondents", "word")
    ready = [(kind, group) for (kind, _), group in groups.items() if len(group) > 1]
    for kind, group in sorted(ready, key=lambda pair: (order.index(pair[0]), -len(pair[1]))):
        yield kind, [_with_header(begin, lines) for begin in _once(group, lines)]
    blocks = _header_blocks(lines)
    if len(blocks) > 1:
        yield "headers", blocks


def _heading(line: Line, number: int, lines: tuple[Line, ...]) -> tuple[str, str, Beginning] | None:
    text = line.text.strip()
    if not text or len(text) > 160 or len(text.split()) > LONGEST or text[-1] in "?!…,;":
        return None
    if next(filter(str.isalpha, text), "a").islower():
        return None  # a line of wrapped text
    begin = Beginning(number, number, text.strip(" *_#=-–—"))
    opens = not number or not lines[number - 1].text.strip() or line.heading or line.bold > 0
    if found := ORDINAL.match(text):
        return "numbered", "ordinal", replace(begin, number=_ordinal(found))
    if (found := NUMBERED.match(text)) and _is_rest(found["rest"]):
        return "numbered", _first_word(text), replace(begin, number=_value(found["number"]))
    if (found := RESPONDENT.match(text)) and _is_rest(found["rest"]) and opens:
        return "respondents", _first_word(text), replace(begin, number=_value(found["number"]))
    if (found := NAMED.match(text)) and opens and not is_speech(found["name"]):
        return "named", _first_word(text), begin
    return ("word", "", begin) if line.heading else None


def _is_rest(rest: str) -> bool:
    """Tell whether what follows the number is more of a heading: nothing is said there."""
    if rest.strip()[:1].islower() and not JOINED.match(rest.strip()):
        return False  # Интервью 1 было трудным.
    words = rest.strip().lstrip(":–—-. ").rstrip(".")
    labelled = rest.strip().startswith((":", "–", "—", "-"))
    return not words or (not is_speech(words) and not (labelled and len(words.split()) > 8))


def _ordinal(found: re.Match[str]) -> int:
    written = found["ordinal"] or found["english"]
    words = ORDINALS[0] if found["ordinal"] else ORDINALS[1]
    return next(n for n, stem in enumerate(words, 1) if re.match(stem, written, re.IGNORECASE))


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    values = [ROMAN[letter] for letter in written.casefold()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _first_word(text: str) -> str:
    return fold_label(re.split(r"[\s:№#]", text.strip(" *_#=-–—"), maxsplit=1)[0])


def _once(group: list[Beginning], lines: tuple[Line, ...]) -> list[Beginning]:
    """Leave out a heading that stands again right below itself: a title page, then the title."""
    kept: list[Beginning] = []
    for begin in group:
        if kept and _same(kept[-1], begin) and _nothing_between(kept[-1], begin, lines):
            continue
        kept.append(begin)
    return kept


def _same(one: Beginning, other: Beginning) -> bool:
    if one.number is not None:
        return one.number == other.number
    return fold_label(one.name) == fold_label(other.name)


def _nothing_between(one: Beginning, other: Beginning, lines: tuple[Line, ...]) -> bool:
    between = [line.text for line in lines[one.line + 1 : other.line] if line.text.strip()]
    return len(between) <= NEAR and not any(map(is_speech, between))


def _with_header(begin: Beginning, lines: tuple[Line, ...]) -> Beginning:
    """Take the header lines right above a heading with it, and see what follows below."""
    first = begin.line
    while first and (_is_key(lines[first - 1].text) or is_rule(lines[first - 1].text)):
        first -= 1
    below = [
        line.text for line in lines[begin.line + 1 : begin.line + 1 + NEAR] if line.text.strip()
    ]
    opens = first < begin.line or any(map(_is_key, below[:4])) or any(map(_greets, below[:6]))
    return replace(begin, first=first, opens=opens)


def _is_key(text: str) -> bool:
    found = KEY.match(text, 0, LOOKED_AT)
    return found is not None and is_header_key(found["key"]) and not is_speech(found["value"])


def _greets(text: str) -> bool:
    found = KEY.match(text, 0, LOOKED_AT)
    said = found["value"] if found else text
    return bool(GREETING.match(said.lstrip(' -–—«"*_')))


def _header_blocks(lines: tuple[Line, ...]) -> list[Beginning]:
    """Find header lines that come again with the same keys: `Дата: … Код интервью: …`."""
    blocks: list[tuple[int, int, frozenset[str]]] = []
    number = 0
    while number < len(lines):
        if not _is_key(lines[number].text):
            number += 1
            continue
        stop = number
        keys = set[str]()
        while stop < len(lines) and (_is_key(lines[stop].text) or not lines[stop].text.strip()):
            if found := KEY.match(lines[stop].text, 0, LOOKED_AT):
                keys.add(fold_label(found["key"]))
            stop += 1
        if len(keys) >= FEWEST:
            blocks.append((number, stop, frozenset(keys)))
        number = stop
    if not blocks:
        return []
    usual, _ = Counter(keys for _, _, keys in blocks).most_common(1)[0]
    return [
        _block(lines, first, stop)
        for first, stop, keys in blocks
        if len(keys & usual) * 2 > len(keys | usual)
    ]


def _block(lines: tuple[Line, ...], first: int, stop: int) -> Beginning:
    name = _block_name(lines[first:stop])
    start = first
    while start and is_rule(lines[start - 1].text):
        start -= 1
    return Beginning(start, first, name, opens=True)


def _block_name(lines: Sequence[Line]) -> str:
    pairs = [(fold_label(m["key"]), m["value"]) for line in lines if (m := KEY.match(line.text))]
    for word in NAMING:
        for key, value in pairs:
            if key.startswith(word) and value.strip():
                return value.strip()[:80]
    return lines[0].text.strip()[:80]
