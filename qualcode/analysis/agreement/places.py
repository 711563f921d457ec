"""Stretches that people have coded → the words of the transcript that they mean.

Offsets of the table are those of the file the coder had before them, with headers, labels and the
times of captions; a transcript has none of these. So a stretch is found by its words, and where
the same words come several times by the place it has among the stretches that are found once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations

from qualcode.analysis.agreement.coders import Stretch
from qualcode.language.labels import same_label
from qualcode.language.words import WORD, find_words, fold
from qualcode.runs.read import Record

Words = tuple[int, int]  # a range of words of a Talk, half-open

_CAPTION = re.compile(
    r"^[ \t]*(?:\d+[ \t]*\r?\n[ \t]*)?\d+:\d\d\S*[ \t]*-->.*$"  # 00:01:02.480 --> 00:01:07.225
    r"|</?[a-z][^<>\n]*>",  # <v Anna>
    re.MULTILINE | re.IGNORECASE,
)
_ROLES = {
    "interviewer": "taken for the interviewer",
    "other": "taken for somebody who is not interviewed",
    "unknown": "someone of unknown role",
}
_SEED = 2  # words in a row that hint at a place
_BUCKET = 8  # words: hints so near to one another mean the same place
_MOST_PLACES = 4  # tried for a stretch whose words are not there as they are
_MOST_LINES = 20  # of a stretch of which parts are tried
_FEWEST_SAME = 4  # words in common that prove anything
_SAME_OF_STRETCH = 0.5  # of its words that must be there
_SAME_OF_PLACE = 0.8  # of the words at the place that must be the stretch's


@dataclass(frozen=True, slots=True)
class Talk:
    """The words of some turns of a transcript in a row."""

    turns: tuple[Record, ...]
    words: tuple[str, ...]  # folded
    starts: tuple[int, ...]  # of each word, in the transcript's text
    stops: tuple[int, ...]
    of_turn: tuple[int, ...]  # for each word the place of its turn in `turns`
    places: Mapping[str, tuple[int, ...]] = field(repr=False)  # word → where it stands

    def words_between(self, start: int, stop: int) -> Words:
        """Return the words that begin in a part of the text."""
        return bisect_left(self.starts, start), bisect_left(self.starts, stop)

    def turns_of(self, place: Words) -> tuple[Record, ...]:
        """Return the turns that the words belong to."""
        numbers = dict.fromkeys(self.of_turn[place[0] : place[1]])
        return tuple(self.turns[number] for number in numbers)


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch and its words."""

    stretch: Stretch
    words: Words
    whole: bool = True  # False: some words of the stretch are not there


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A stretch that cannot be used, and why."""

    stretch: Stretch
    message: str
    cure: str


def make_talk(turns: Iterable[Record]) -> Talk:
    """Lay out the words of turns, as they stand in `turns.csv`, in order."""
    told = tuple(turns)
    words: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    of_turn: list[int] = []
    places: dict[str, list[int]] = defaultdict(list)
    for number, turn in enumerate(told):
        offset = int(turn["start"])
        found = [(*match.span(), fold(match[0])) for match in WORD.finditer(str(turn["text"]))]
        for at, (_, _, word) in enumerate(found, start=len(words)):
            places[word].append(at)
        starts += (offset + start for start, _, _ in found)
        stops += (offset + stop for _, stop, _ in found)
        words += (word for _, _, word in found)
        of_turn += [number] * len(found)
    known = {word: tuple(at) for word, at in places.items()}
    return Talk(told, tuple(words), tuple(starts), tuple(stops), tuple(of_turn), known)


def place_stretches(
    talk: Talk, others: Talk, stretches: Sequence[Stretch]
) -> tuple[tuple[Placed, ...], tuple[Unplaced, ...]]:
    """Place the stretches of one coder in one transcript.

    `talk` is that of the respondents, `others` that of everybody else. No place is given to two
    stretches, but for those whose places are known.
    """
    known = [_lay_out(talk, one, one.place) for one in stretches if one.place]
    stretches = [one for one in stretches if not one.place]
    found = {one.line: _find(talk, one.text) for one in stretches}
    anchors = sorted(
        (one.start, places[0][0])
        for one in stretches
        for places, _ in (found[one.line],)
        if one.start is not None and len(places) == 1
    )
    placed = [one for one in known if isinstance(one, Placed)]
    unplaced = [one for one in known if isinstance(one, Unplaced)]
    taken: set[Words] = set()
    # What can stand in one place only is not to lose it to what can stand elsewhere.
    for one in sorted(stretches, key=lambda one: (len(found[one.line][0]) > 1, one.line)):
        places, whole = found[one.line]
        free = [place for place in places if place not in taken]
        outcome = _choose(talk, others, one, free, anchors)
        if isinstance(outcome, Unplaced):
            unplaced.append(outcome)
        else:
            taken.add(outcome)
            placed.append(Placed(one, outcome, whole))
    return (
        tuple(sorted(placed, key=lambda one: one.words)),
        tuple(sorted(unplaced, key=lambda one: one.stretch.line)),
    )


def _lay_out(talk: Talk, stretch: Stretch, place: tuple[int, int]) -> Placed | Unplaced:
    """Return the words of a stretch whose place in the text is known."""
    words = talk.words_between(*place)
    if words[0] < words[1]:
        return Placed(stretch, words)
    return Unplaced(stretch, "holds no word of a respondent", "only respondents' talk is coded")


def _choose(
    talk: Talk,
    others: Talk,
    stretch: Stretch,
    places: Sequence[Words],
    anchors: Sequence[tuple[int, int]],
) -> Words | Unplaced:
    """Return the place nearest to where the stretch is said to stand, of the right speaker."""
    own = [place for place in places if _speaks(talk, place, stretch.speaker)]
    if own:
        expected = _expect(stretch.start, anchors)
        return min(own, key=lambda place: (abs(place[0] - expected), place))
    if places:
        names = " and ".join(f"`{name}`" for name in _names(talk.turns_of(places[0])))
        return Unplaced(stretch, f"is said by {names}, not by `{stretch.speaker}`", "correct one")
    if _find(talk, stretch.text)[0]:
        return Unplaced(
            stretch, "stands once more than its words are said", "delete one of the lines"
        )
    elsewhere, _ = _find(others, stretch.text)
    if elsewhere:
        turn = others.turns_of(elsewhere[0])[0]
        message = f"is said by `{_name(turn)}`, {_ROLES[str(turn['role'])]}"
        return Unplaced(stretch, message, "only respondents' talk is coded")
    return Unplaced(stretch, "was not found in the transcript", "copy its words from there")


def _speaks(talk: Talk, place: Words, speaker: str) -> bool:
    """Tell whether the words may be the speaker's: no other one of the transcript is named."""
    known = [name for turn in talk.turns for name in (str(turn["speaker"]), str(turn["voice"]))]
    if not speaker or not any(same_label(speaker, name) for name in known if name):
        return True
    return any(
        same_label(speaker, str(turn[column]))
        for turn in talk.turns_of(place)
        for column in ("speaker", "voice")
    )


def _names(turns: Iterable[Record]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_name, turns)))


def _name(turn: Record) -> str:
    return str(turn["voice"] or turn["speaker"])


def _expect(start: int | None, anchors: Sequence[tuple[int, int]]) -> float:
    """Return the word at which a stretch should begin, between those that are found once."""
    if start is None or not anchors:
        return 0.0
    at = bisect_left(anchors, (start, -1))
    (left, first), (right, second) = anchors[max(at - 1, 0)], anchors[min(at, len(anchors) - 1)]
    if left == right:
        return first + (start - left) / 6  # characters to a word, about
    return first + (start - left) * (second - first) / (right - left)


def _find(talk: Talk, text: str) -> tuple[tuple[Words, ...], bool]:
    """Return where the stretch may stand, and whether all its words do."""
    plain = _CAPTION.sub(" ", text)
    wanted = _words_of(plain)
    places = _find_all(talk, _words_of(text)) or _find_all(talk, wanted)
    if places:
        return places, True
    near = _find_like(talk, wanted)
    longest = near[1] - near[0] if near else 0
    for part in _shorter(plain):
        words = _words_of(part)
        if len(words) <= longest:
            break  # so are those that follow
        places = _find_all(talk, words)
        if places:
            return places, False
    return ((near,) if near else ()), False


def _words_of(text: str) -> list[str]:
    return [word.text for word in find_words(text)]


def _find_all(talk: Talk, wanted: Sequence[str]) -> tuple[Words, ...]:
    """Return every place where all the words stand in a row."""
    if not wanted:
        return ()
    rarest = min(range(len(wanted)), key=lambda at: len(talk.places.get(wanted[at], ())))
    row = tuple(wanted)
    starts = (at - rarest for at in talk.places.get(wanted[rarest], ()))
    return tuple(
        (start, start + len(row))
        for start in starts
        if start >= 0 and talk.words[start : start + len(row)] == row
    )


def _shorter(text: str) -> Iterator[str]:
    """Yield a text without its first or last lines, longest first: page feet, end of the record."""
    lines = [line for line in text.splitlines() if line.strip()]
    if 1 < len(lines) <= _MOST_LINES:
        parts = ["\n".join(lines[low:high]) for low, high in combinations(range(len(lines) + 1), 2)]
        sized = sorted(((len(_words_of(part)), part) for part in parts), reverse=True)
        yield from (part for size, part in sized if size >= _FEWEST_SAME)


def _find_like(talk: Talk, wanted: Sequence[str]) -> Words | None:
    """Return the place that has most words of the stretch in its order, when it is like it.

    So a stretch is found that has a remark, a label or a word more or less than the transcript.
    """
    best: tuple[int, Words] | None = None
    for start in _hints(talk, wanted):
        low = max(0, start - len(wanted) // 2 - _BUCKET)
        window = talk.words[low : start + 2 * len(wanted) + _BUCKET]
        matcher = SequenceMatcher(None, wanted, window, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size >= _SEED]
        if not blocks:
            continue
        same = sum(block.size for block in blocks)
        place = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
        fits = same >= max(_FEWEST_SAME, _SAME_OF_STRETCH * len(wanted))
        if fits and same >= _SAME_OF_PLACE * (place[1] - place[0]) and same > (best or (0,))[0]:
            best = same, place
    return best[1] if best else None


def _hints(talk: Talk, wanted: Sequence[str]) -> list[int]:
    """Return where the stretch may begin, by words in a row that it shares with the talk."""
    votes: Counter[int] = Counter()
    for number in range(len(wanted) - _SEED + 1):
        seed = tuple(wanted[number : number + _SEED])
        for at in talk.places.get(seed[0], ()):
            if talk.words[at : at + _SEED] == seed:
                votes[(at - number) // _BUCKET] += 1
    return [bucket * _BUCKET for bucket, _ in votes.most_common(_MOST_PLACES)]
