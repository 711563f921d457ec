"""Where respondents say the words that are shown: a few lines of each, by as many as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.language.speech import find_spoken, list_said
from qualcode.language.words import Token
from qualcode.reporting.material import Material
from qualcode.reporting.views.places import Places, strip_anchor
from qualcode.runs.read import Record

NEIGHBOURS = 8  # words on either side

Wanted = Mapping[tuple[str, str], Mapping[str, frozenset[str]]]  # language, group → word → forms
_Key = tuple[str, str, str]  # language, group, word


@dataclass(frozen=True, slots=True)
class Line:
    """A word between its neighbours in the turn."""

    left: str
    word: str
    right: str
    respondent: str
    where: str
    href: str  # the quote of a coding in the same segment, else the interview; may be empty


def find_lines(
    material: Material, places: Places, wanted: Wanted, most: int
) -> dict[_Key, tuple[Line, ...]]:
    """Find up to `most` lines of each word: everybody's first, then everybody's second.

    People come in the order in which the interviews were collected.
    """
    found: dict[_Key, dict[str, list[tuple[Record, Token]]]] = defaultdict(dict)
    groups = {
        (id, panel.language): group.id
        for panel in material.panels
        for group in panel.groups
        for id in group.respondents
    }
    sought = {key: _invert(words) for key, words in wanted.items()}
    segments = sorted(
        material.segments.values(), key=lambda one: material.order[str(one["transcript"])]
    )
    for segment in segments:
        voice = str(segment["respondent"]), str(segment["language"])
        if voice not in groups:
            continue
        place = voice[1], groups[voice]
        for word, token in _find(str(segment["text"]), sought[place]):
            key = (*place, word)
            people = found[key]
            people.setdefault(voice[0], []).append((segment, token))
            if len(people) == most:  # later people would stand behind these
                for form in wanted[place][word]:
                    sought[place].pop(form, None)
    quotes = _shown_quotes(material, places)
    return {
        key: tuple(_line(material, places, quotes, *one) for one in _take(people, most))
        for key, people in found.items()
    }


def _invert(words: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """Map folded forms to the words they are forms of; several for a contraction."""
    forms: dict[str, list[str]] = defaultdict(list)
    for word, written in words.items():
        for form in written:
            forms[form].append(word)
    return dict(forms)


def _find(text: str, sought: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Token]]:
    """Yield the words sought in a segment, with the first place of each."""
    if not sought or sought.keys().isdisjoint(list_said(text, 0, len(text))):
        return
    met: set[str] = set()
    for token in find_spoken(text, 0, len(text)):
        for word in sought.get(token.text, ()):
            if word not in met:
                met.add(word)
                yield word, token


def _take(
    people: Mapping[str, Sequence[tuple[Record, Token]]], most: int
) -> list[tuple[Record, Token]]:
    """Take places in rounds over the people, and put them in the order of the people."""
    ranked = [
        (turn, number, place)
        for number, places in enumerate(people.values())
        for turn, place in enumerate(places)
    ]
    kept = sorted(ranked, key=lambda one: one[:2])[:most]
    return [place for _, _, place in sorted(kept, key=lambda one: (one[1], one[0]))]


def _shown_quotes(material: Material, places: Places) -> dict[tuple[str, int], str]:
    """Map segments to the first of their codings that is shown as a quote."""
    quotes: dict[tuple[str, int], str] = {}
    for coded in material.codings:
        if coded.anchor in places.shown:
            key = str(coded.record["transcript"]), int(coded.record["segment"])
            quotes.setdefault(key, coded.anchor)
    return quotes


def _line(
    material: Material,
    places: Places,
    quotes: Mapping[tuple[str, int], str],
    segment: Record,
    token: Token,
) -> Line:
    transcript, number = str(segment["transcript"]), int(segment["segment"])
    turn = material.turns[transcript, int(segment["turn"])]
    text = str(turn["text"])
    offset = int(segment["start"]) - int(turn["start"])
    start, stop = token.start + offset, token.stop + offset
    before, after = text[:start].split(), text[stop:].split()
    blank = "" if text[stop : stop + 1].strip() else " "
    href = quotes.get((transcript, number), "")
    if not href and transcript in places.drawn:
        href = strip_anchor(transcript)
    where = material.labels.messages.text("quotes.where", transcript=transcript, segment=number)
    return Line(
        left=("… " if len(before) > NEIGHBOURS else "") + " ".join(before[-NEIGHBOURS:]),
        word=text[start:stop],
        right=blank + " ".join(after[:NEIGHBOURS]) + (" …" if len(after) > NEIGHBOURS else ""),
        respondent=str(segment["respondent"]),
        where=where,
        href=f"#{href}" if href else "",
    )
