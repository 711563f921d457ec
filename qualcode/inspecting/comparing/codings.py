"""Transcripts + two matched codebooks → the codings gained, lost and changed, each with why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from qualcode.decisions.deciding import Decided
from qualcode.decisions.overlay import Overlaid, overlay
from qualcode.decisions.placing import Ground
from qualcode.errors import Problem
from qualcode.inspecting.comparing.comparison import (
    Became,
    By,
    CodeCount,
    CodingChange,
    Outcome,
    State,
    TensionCount,
)
from qualcode.inspecting.comparing.matching import Matched
from qualcode.inspecting.comparing.reasons import Reasons
from qualcode.inspecting.comparing.sides import Evidence
from qualcode.inspecting.corpus import USUAL, Circumstances, code_each, tell_slow
from qualcode.inspecting.quoting import Quote, cut_quote
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coding, Hit, Suppressed, TensionInstance
from qualcode.model.transcript import Segment
from qualcode.pipeline import Coded, Corpus, Progress, no_progress
from qualcode.tagging import Tagger, TooSlowError


def compare_codings(
    corpus: Corpus,
    matched: Matched,
    circumstances: Circumstances = USUAL,
    progress: Progress = no_progress,
) -> Outcome:
    """Code the corpus by both codebooks and compare the codings.

    An indicator that takes too long is switched off in both, and all begins again. AssertionError,
    which is a bug, when gained less lost is not the difference of the numbers of codings.
    """
    switched_off: dict[str, Problem] = {}
    while True:
        try:
            return _Comparing(corpus, matched, circumstances, switched_off).run(progress)
        except TooSlowError as slow:
            one = slow.indicator
            pairs = matched.indicators.pairs
            partners = [old for old, new in pairs.items() if new == one.id]
            told = tell_slow(slow, matched.new.file, left_out=" and was left out of both")
            for id in (one.id, pairs.get(one.id, ""), *partners):
                switched_off.setdefault(id, told)


class _Key(NamedTuple):
    """What makes codings of two codebooks the same coding."""

    code: str  # as in NEW
    unit: str
    respondent: str
    start: int
    stop: int


class _Comparing:
    """The work on one corpus, transcript by transcript."""

    def __init__(
        self,
        corpus: Corpus,
        matched: Matched,
        circumstances: Circumstances,
        switched_off: Mapping[str, Problem],
    ) -> None:
        self._corpus, self._matched, self._given = corpus, matched, circumstances
        self._switched_off = switched_off
        self._taggers = tuple(
            Tagger(codebook, switched_off, circumstances.pipelines)
            for codebook in (matched.old, matched.new)
        )
        self._reasons = Reasons(matched)
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._tensions: dict[str, Counter[str]] = defaultdict(Counter)
        self._decided = False

    def run(self, progress: Progress) -> Outcome:
        """Compare all transcripts."""
        changes: list[CodingChange] = []
        first, second = self._taggers
        before = code_each(self._corpus, first, self._given)
        after = code_each(self._corpus, second, self._given, progress)
        for old, new in zip(before, after, strict=True):
            changes += self._compare(old, new)
            self._count_tensions(old.tensions, new.tensions)
        return Outcome(
            tuple(one.id for one in self._corpus.transcripts),
            tuple(changes),
            self._count_codes(),
            self._list_tensions(),
            tuple(dict.fromkeys(self._switched_off.values())),
            self._decided,
        )

    def _compare(self, old: Coded, new: Coded) -> Iterator[CodingChange]:
        codes = self._matched.codes
        before = _by_key(old.tagged.codings, codes)
        after = _by_key(new.tagged.codings, {})
        sides = _Side(old, codes), _Side(new, {})
        settled = _Settled(new, self._given.decided, self._matched.new, self._corpus.table.types)
        self._decided |= settled.is_any
        for key in sorted(before.keys() | after.keys(), key=lambda one: (one.start, one.code)):
            for one, other in _align(before.get(key, []), after.get(key, [])):
                became = _judge(one, other)
                self._count(key.code, one, other, became)
                if became:
                    yield self._describe(key, one, other, became, sides, settled)

    def _count(self, code: str, one: Coding | None, other: Coding | None, became: str) -> None:
        counts = self._counts[code]
        for side, coding in (("old", one), ("new", other)):
            if coding is not None:
                counts[side if coding.present else f"denied {side}"] += 1
        counts[became] += 1
        if one and other and one.present != other.present:  # one kind lost is the other gained
            counts["denied gained" if one.present else "denied lost"] += 1

    def _describe(
        self,
        key: _Key,
        one: Coding | None,
        other: Coding | None,
        became: Became,
        sides: tuple[_Side, _Side],
        settled: _Settled,
    ) -> CodingChange:
        old, new = (side.evidence(key) for side in sides)
        known = other or one
        if known is None:
            raise ValueError("a coding of neither codebook")
        coded = sides[1].coded
        segments = {segment.number: segment for segment in coded.segments}
        segment = segments[known.segment]
        found = (*old.hits, *new.hits)
        hits = known.hits or found
        text = coded.transcript.text
        return CodingChange(
            became=became,
            code=key.code,
            transcript=known.transcript,
            segment=known.segment,
            line=text.count("\n", 0, segment.start) + 1,
            start=key.start,
            stop=key.stop,
            unit=key.unit,
            respondent=known.respondent,
            type=known.type,
            language=segment.language,
            old=_state(one),
            new=_state(other),
            quote=_quote(text, segments, hits),
            reasons=self._reasons.find(key.code, one, other, old, new),
            quotes=tuple(
                (id, _quote(text, segments, [hit for hit in found if hit.indicator == id]))
                for id in dict.fromkeys(hit.indicator for hit in found)
            ),
            people=settled.say(key) if became == "gained" else "",
        )

    def _count_codes(self) -> tuple[CodeCount, ...]:
        """Count codes in the order of NEW, then those that are gone."""
        order = dict.fromkeys(
            (*(code.id for code in self._matched.new.codes), *self._matched.codes.values())
        )
        return tuple(
            CodeCount(
                code=code,
                old=counts["old"],
                new=counts["new"],
                gained=counts["gained"],
                lost=counts["lost"],
                changed=counts["changed"],
                denied_old=counts["denied old"],
                denied_new=counts["denied new"],
                denied_gained=counts["denied gained"],
                denied_lost=counts["denied lost"],
            )
            for code, counts in ((code, self._counts[code]) for code in order)
            if counts
        )

    def _count_tensions(
        self, old: Iterable[TensionInstance], new: Iterable[TensionInstance]
    ) -> None:
        before, after = _by_meeting(old), _by_meeting(new)
        for place in before.keys() | after.keys():
            counts = self._tensions[place[0]]
            one, other = before.get(place), after.get(place)
            counts["old"] += one is not None
            counts["new"] += other is not None
            counts["gained"] += one is None
            counts["lost"] += other is None
            counts["changed"] += None not in (one, other) and one != other

    def _list_tensions(self) -> tuple[TensionCount, ...]:
        order = dict.fromkeys(
            one.id for book in (self._matched.new, self._matched.old) for one in book.tensions
        )
        counted = ((id, self._tensions[id]) for id in order if id in self._tensions)
        return tuple(
            TensionCount(
                tension=id,
                old=counts["old"],
                new=counts["new"],
                gained=counts["gained"],
                lost=counts["lost"],
                changed=counts["changed"],
            )
            for id, counts in counted
        )


class _Side:
    """What one of the codebooks finds in a transcript, by code and unit."""

    def __init__(self, coded: Coded, codes: Mapping[str, str]) -> None:
        self.coded = coded
        self._segments = {segment.number: segment for segment in coded.segments}
        self._hits: dict[str, list[Hit]] = defaultdict(list)
        self._suppressed: dict[str, list[Suppressed]] = defaultdict(list)
        for hit in coded.tagged.hits:
            self._hits[codes.get(hit.code, hit.code)].append(hit)
        for one in coded.tagged.suppressed:
            self._suppressed[codes.get(one.hit.code, one.hit.code)].append(one)

    def evidence(self, key: _Key) -> Evidence:
        """Return the hits and suppressed hits of a code that lie in a unit."""
        return Evidence(
            tuple(hit for hit in self._hits[key.code] if self._lies_in(hit, key)),
            tuple(one for one in self._suppressed[key.code] if self._lies_in(one.hit, key)),
            self._segments,
        )

    def _lies_in(self, hit: Hit, key: _Key) -> bool:
        segment: Segment = self._segments[hit.segment]
        return segment.respondent == key.respondent and key.start <= segment.start < key.stop


class _Settled:
    """What people have decided about one transcript, by NEW."""

    def __init__(
        self, coded: Coded, decided: Decided, codebook: Codebook, types: Mapping[str, str]
    ) -> None:
        self.is_any = coded.transcript.id in decided.by_transcript
        laid = Overlaid(coded.tagged.codings)
        if self.is_any:
            ground = Ground(coded.transcript, coded.segments, codebook)
            laid = overlay(coded.tagged.codings, decided, ground, codebook, types)
        self._given = [one for one in laid.codings if one.decided_by]
        self._gone = laid.overruled

    def say(self, key: _Key) -> By:
        """Say whether people have given the code in a unit, or taken it away."""
        if any(_is_there(one, key) for one in self._given):
            return "given"
        return "taken away" if any(_is_there(one, key) for one in self._gone) else ""


def _is_there(coding: Coding, key: _Key) -> bool:
    same = (coding.code, coding.respondent) == (key.code, key.respondent)
    return same and coding.start < key.stop and key.start < coding.stop


def _quote(text: str, segments: Mapping[int, Segment], hits: Sequence[Hit]) -> Quote:
    """Cut the segments that hold hits, their words marked."""
    held = [segments[number] for number in sorted({hit.segment for hit in hits})]
    return cut_quote(text, held, [span for hit in hits for span in hit.spans])


def _by_key(codings: Iterable[Coding], codes: Mapping[str, str]) -> dict[_Key, list[Coding]]:
    found: dict[_Key, list[Coding]] = defaultdict(list)
    for one in codings:
        code = codes.get(one.code, one.code)
        found[_Key(code, one.unit, one.respondent, one.start, one.stop)].append(one)
    return found


def _align(
    old: Sequence[Coding], new: Sequence[Coding]
) -> Iterator[tuple[Coding | None, Coding | None]]:
    """Pair the codings of one code in one unit; of codes that became one there may be several."""
    before, after = (sorted(codings, key=lambda one: not one.present) for codings in (old, new))
    return zip_longest(before, after)


def _judge(one: Coding | None, other: Coding | None) -> Became | Literal[""]:
    """Say what became of a coding; empty where nothing did."""
    was, is_now = one is not None and one.present, other is not None and other.present
    if was != is_now:
        return "gained" if is_now else "lost"
    if one is None:
        return "denied gained"
    if other is None:
        return "denied lost"
    same = _marks(one) == _marks(other)
    return "" if same else "changed"


def _marks(coding: Coding) -> tuple[float, str, str, str]:
    return coding.score, coding.polarity, coding.voice, coding.modality


def _state(coding: Coding | None) -> State | None:
    if coding is None:
        return None
    return State(*_marks(coding), tuple(hit.words for hit in coding.hits))


def _by_meeting(tensions: Iterable[TensionInstance]) -> dict[tuple[str, object], str]:
    return {
        (one.tension, (one.level, one.unit, one.respondent, one.start, one.stop)): one.relation
        for one in tensions
    }
