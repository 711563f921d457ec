"""One transcript → everything in it that names somebody or something, and what may do so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.addresses import find_addresses
from qualcode.pseudonyms.capitals import find_capitals
from qualcode.pseudonyms.documents import find_births, find_documents
from qualcode.pseudonyms.kinds import placeholders_in
from qualcode.pseudonyms.labels import read_label, sure_label
from qualcode.pseudonyms.listed import Matcher
from qualcode.pseudonyms.mentions import Doubt, Finds, Label, Mention
from qualcode.pseudonyms.models import Namer, read_span
from qualcode.pseudonyms.organisations import find_organisations
from qualcode.pseudonyms.signs import find_accounts, find_emails, find_links, find_phones
from qualcode.pseudonyms.surnames import is_said_of_somebody
from qualcode.pseudonyms.suspicions import find_suspicions
from qualcode.pseudonyms.words import find_named
from qualcode.segmenting import tell_languages

Rule = Callable[[str, int, int], Iterator[Mention] | Iterator[Mention | Doubt]]
# What an earlier rule has found, no later one looks at.
RULES: tuple[Rule, ...] = (
    find_emails,
    find_links,
    find_accounts,
    find_births,
    find_documents,
    find_phones,
    find_addresses,
    find_organisations,
)
KEPT = "kept"
_SMALL = re.compile(r"(?<![\w'’])[a-z]{2,}(?![\w@])")


@dataclass(frozen=True, slots=True)
class Rules:
    """What is looked for beside the rules: the list of the study, and models that people have."""

    listed: Matcher
    keep: frozenset[int] = frozenset()  # entries of the list that must stay
    kinds: tuple[str, ...] = ()  # of each entry
    lower: frozenset[str] = frozenset()  # Latin words written small somewhere in the corpus
    namers: tuple[Namer, ...] = ()
    language: str = ""  # of all talk, where people have said it


class Taken:
    """Stretches that are found already: nothing may overlap them."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._stops: list[int] = []

    def take(self, start: int, stop: int) -> bool:
        """Take a stretch; False where it overlaps another."""
        place = bisect_left(self._starts, stop)
        if start >= stop or (place and self._stops[place - 1] > start):
            return False
        self._starts.insert(place, start)
        self._stops.insert(place, stop)
        return True

    def is_free(self, start: int, stop: int) -> bool:
        """Tell whether a stretch overlaps nothing that is taken."""
        place = bisect_left(self._starts, stop)
        return not (place and self._stops[place - 1] > start)


def find_in_transcript(transcript: Transcript, rules: Rules) -> Finds:
    """Find everything in one transcript: a pure function of its arguments."""
    told = tell_languages(transcript, rules.language)
    words: Counter[str] = Counter()
    for turn in transcript.turns:
        words[told[turn.number]] += turn.stop - turn.start
    language = next(iter(words.most_common(1)), ("", 0))[0] or _script(transcript.text)
    labels = {
        speaker.label: read_label(speaker.label, transcript.id, rules.lower)
        for speaker in transcript.speakers
    }
    labels = {name: _said_label(label, transcript) for name, label in labels.items()}
    labels = {name: _listed_label(label, rules) for name, label in labels.items()}
    mentions: list[Mention] = []
    doubts: list[Doubt] = []
    closed: list[tuple[int, int]] = []
    for start, stop, label in _regions(transcript):
        found = _find_in_region(transcript.text, start, stop, labels.get(label), rules)
        mentions += (one for one in found.mentions if one.kind != KEPT)
        doubts += found.open_doubts()
        closed += found.closed
    return Finds(
        transcript.id,
        language,
        tuple((turn.start, turn.stop, told[turn.number]) for turn in transcript.turns),
        tuple(sorted(mentions, key=lambda one: one.start)),
        tuple(sorted(doubts, key=lambda one: one.start)),
        tuple(labels.values()),
        tuple(closed),
    )


def find_in_text(text: str, rules: Rules) -> tuple[list[Mention], list[Doubt]]:
    """Find everything in a bare text: a cell of a table, the name of a file."""
    found = _find_in_region(text, 0, len(text), None, rules)
    return [one for one in found.mentions if one.kind != KEPT], found.open_doubts()


def _script(text: str) -> str:
    head = text[:4000]
    return "ru" if sum("а" <= sign <= "я" for sign in head) * 2 > len(head) / 2 else "en"


def _regions(transcript: Transcript) -> Iterator[tuple[int, int, str]]:
    """Yield the turns and what stands between them, with the label that ends the latter."""
    done = 0
    for turn in transcript.turns:
        if done < turn.start:
            yield done, turn.start, turn.speaker
        yield turn.start, turn.stop, ""
        done = turn.stop
    if done < len(transcript.text):
        yield done, len(transcript.text), ""


def _find_in_region(
    text: str, start: int, stop: int, label: Label | None, rules: Rules
) -> _Gathered:
    taken = Taken()
    gathered = _Gathered(taken)
    if label is not None and label.label:
        _take_label(text, start, stop, label, gathered)
    for first, last, _kind, _number in placeholders_in(text[start:stop]):
        gathered.close(start + first, start + last)
    gathered.add(_listed(text, start, stop, rules))
    for rule in RULES:
        gathered.add(rule(text, start, stop))
    capitals = find_capitals(text, start, stop, (start,))
    free = [one for one in capitals if taken.is_free(one.start, one.stop)]
    gathered.add(find_named(text, free, rules.lower))
    for namer in rules.namers:
        spans = namer.find(text[start:stop])
        seen = (read_span(text, start + one.start, start + one.stop, one.kind) for one in spans)
        gathered.add(filter(None, seen))
    gathered.add(find_suspicions(text, start, stop))
    gathered.closed += ((one.start, one.stop) for one in gathered.mentions if one.kind == KEPT)
    return gathered


class _Gathered:
    """What the rules find, one after the other; what is found is found once."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self.mentions: list[Mention] = []
        self.doubts: list[Doubt] = []
        self.labels: list[Doubt] = []  # in a label, which is taken as a whole
        self.closed: list[tuple[int, int]] = []

    def add(self, found: Iterable[Mention | Doubt]) -> None:
        """Add what a rule finds where nothing is found yet."""
        for one in found:
            if isinstance(one, Doubt):
                self.doubts.append(one)
            elif self.taken.take(one.start, one.stop):
                self.mentions.append(one)

    def close(self, start: int, stop: int) -> None:
        """Let nothing be found in a stretch."""
        self.taken.take(start, stop)
        self.closed.append((start, stop))

    def open_doubts(self) -> list[Doubt]:
        """Return the doubts about what was not found, one for each place."""
        own = Taken()
        return [
            *self.labels,
            *(
                doubt
                for doubt in self.doubts
                if self.taken.is_free(doubt.start, doubt.stop) and own.take(doubt.start, doubt.stop)
            ),
        ]


def _listed(text: str, start: int, stop: int, rules: Rules) -> list[Mention]:
    """Return what the list names, longer ones first."""
    found = [
        Mention(
            one.start,
            one.stop,
            KEPT if one.entry in rules.keep else rules.kinds[one.entry],
            "",
            "list",
            entity=one.entry,
        )
        for one in rules.listed.find(text, start, stop)
    ]
    return sorted(found, key=lambda one: (one.start - one.stop, one.start))


def _said_label(label: Label, transcript: Transcript) -> Label:
    """Take a doubtful label for a name where the talk speaks of somebody called so."""
    doubts = [label.label[one.start : one.stop] for one in label.finds if isinstance(one, Doubt)]
    said = any(
        is_said_of_somebody(word, transcript.text, turn.start, turn.stop)
        for word in doubts
        for turn in transcript.turns
    )
    return sure_label(label) if said else label


def _listed_label(label: Label, rules: Rules) -> Label:
    """Let what the list says of a label win."""
    listed = _listed(label.label, 0, len(label.label), rules)
    taken = Taken()
    kept = [one for one in listed if taken.take(one.start, one.stop)]
    others = [one for one in label.finds if taken.is_free(one.start, one.stop)]
    told = [one for one in kept if one.kind != KEPT]
    return replace(label, finds=(*told, *others)) if kept else label


def _take_label(text: str, start: int, stop: int, label: Label, gathered: _Gathered) -> None:
    """Find the label where it stands before a turn, and what is a name in it."""
    place = text.rfind(label.label, start, stop)
    if place < 0:
        return
    gathered.close(place, place + len(label.label))
    for found in label.finds:
        span = found.start + place, found.stop + place
        if isinstance(found, Mention):
            mention = replace(found, start=span[0], stop=span[1], label=True)
            gathered.mentions.append(mention)
        else:
            gathered.labels.append(replace(found, start=span[0], stop=span[1]))


def words_written_small(texts: Iterable[str]) -> frozenset[str]:
    """Return the Latin words that stand in small letters somewhere: they are no names."""
    return frozenset(word for text in texts for word in set(_SMALL.findall(text)))
