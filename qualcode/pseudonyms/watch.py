"""Whether anything that was replaced, or stands on the list, is still named in a finished page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from qualcode.language.words import fold
from qualcode.pseudonyms.key import Key
from qualcode.pseudonyms.kinds import DOCUMENT, PERSON, PHONE
from qualcode.pseudonyms.listed import Form, Match, Matcher, make_matcher
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.register import Entity, name_of

_INLINE = frozenset(
    "a abbr b bdi cite code em i mark q s small span strong sub sup tspan u".split()
)
_SILENT = frozenset({"script", "style"})
_READ_OUT = frozenset({"title", "alt", "aria-label", "content", "href", "placeholder", "value"})
_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that must not be named, and where it is."""

    source: str  # how people find it: a line of the list, a placeholder of the key
    kind: str
    places: tuple[tuple[str, int], ...]  # section of the page, and how often


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything that must not be named, and what may be."""

    matcher: Matcher
    digits: tuple[tuple[re.Pattern[str], int], ...]
    sources: tuple[tuple[str, str], ...]  # of each entry: how it is found, and its kind
    kept: frozenset[int]


def make_watch(entries: Sequence[Entry], key: Key, file: str) -> Watch:
    """Make a watch of the list (called `file`) and the key.

    Of a person the surname alone is looked for too, and every form that was ever replaced.
    """
    forms: list[Form] = []
    digits: list[tuple[re.Pattern[str], int]] = []
    sources: list[tuple[str, str]] = []
    kept = {number for number, entry in enumerate(entries) if entry.keep}
    free = {fold(written) for entry in entries if entry.keep for written in entry.written}
    listed = [(f"{file}:{entry.line}", entry.kind, entry.written) for entry in entries]
    known = [(_placeholder(one), one.kind, tuple(_forms_of(one))) for one in key.entities]
    for number, (source, kind, written) in enumerate((*listed, *known)):
        sources.append((source, kind))
        told = (one for one in written if number in kept or fold(one) not in free)
        forms += [Form(one, number) for one in told]
        if kind in (PHONE, DOCUMENT):
            digits += [(pattern, number) for pattern in map(_digits, written) if pattern]
    return Watch(make_matcher(forms), tuple(digits), tuple(sources), frozenset(kept))


def _placeholder(entity: Entity) -> str:
    return f"[{entity.placeholder('en')}]"


def _forms_of(entity: Entity) -> Iterator[str]:
    yield from dict.fromkeys((entity.name, *sorted(entity.known_forms)))
    person = entity.person
    if entity.kind == PERSON and person and person.surname and not person.surname.endswith("."):
        yield from name_of(person).split()[:: -1 if person.surname[0].isascii() else 1][:1]


def _digits(written: str) -> re.Pattern[str] | None:
    """Match a number in whatever groups it is written."""
    digits = [sign for sign in written if sign.isdigit()]
    if len(digits) < _FEWEST_DIGITS:
        return None
    return re.compile(r"(?<!\d)" + r"[\s().\-‐‑–]*".join(digits) + r"(?!\d)")


def find_traces(page: str, watch: Watch) -> tuple[Trace, ...]:
    """Find what stands in an HTML page, in its text or in what is read out or linked.

    Words on the list in any grammatical form; what is kept, and longer, hides what is in it.
    """
    found: dict[int, Counter[str]] = {}
    for section, text in _texts(page):
        for entry in _entries_in(text, watch):
            found.setdefault(entry, Counter())[section] += 1
    return tuple(
        Trace(*watch.sources[entry], tuple(sorted(places.items())))
        for entry, places in sorted(found.items())
    )


def _entries_in(text: str, watch: Watch) -> Iterator[int]:
    matches = list(watch.matcher.find(text))
    kept = [one for one in matches if one.entry in watch.kept]
    for match in matches:
        if match.entry not in watch.kept and not _is_inside(match, kept):
            yield match.entry
    for pattern, entry in watch.digits:
        yield from (entry for _ in pattern.finditer(text))


def _is_inside(match: Match, kept: Iterable[Match]) -> bool:
    return any(one.start <= match.start and match.stop <= one.stop for one in kept)


def _texts(page: str) -> list[tuple[str, str]]:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_block()
    return reader.texts


class _Reader(HTMLParser):
    """Gathers the text of a page block by block, and attributes that people see or programs say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self._sections: list[str] = []
        self._block: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _INLINE:
            self.end_block()
        if tag == "section":
            self._sections.append(given.get("id", ""))
        self._silent += tag in _SILENT
        for name, value in given.items():
            if name in _READ_OUT or name == "id" or name.startswith("data-"):
                self.texts.append((self._section, value))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_block()
        self._silent -= tag in _SILENT
        if tag == "section" and self._sections:
            self._sections.pop()

    @property
    def _section(self) -> str:
        """The part of the page: the outermost section."""
        return next(filter(None, self._sections), "page")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._block.append(data)

    def end_block(self) -> None:
        """Put what was gathered aside: no name goes on in the next block."""
        if self._block:
            self.texts.append((self._section, "".join(self._block)))
            self._block = []
