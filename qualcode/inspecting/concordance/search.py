"""Corpus + expression → the lines of a concordance, and the counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import CodebookError
from qualcode.inspecting.concordance.expression import FILE, Trial
from qualcode.inspecting.concordance.lines import Concordance, Count, Line
from qualcode.inspecting.corpus import USUAL, Circumstances, code_each, tell_slow
from qualcode.inspecting.quoting import cut_fragments, one_line
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Hit
from qualcode.model.transcript import Segment
from qualcode.pipeline import Coded, Corpus, Progress, no_progress
from qualcode.tagging import Tagger, TooSlowError

_CONTEXT = 300  # characters kept on either side


@dataclass(frozen=True, slots=True)
class Talk:
    """Whose talk is looked through."""

    roles: tuple[str, ...] = ("respondent",)
    types: tuple[str, ...] = ()  # of respondents; empty for all
    language: str = ""  # only talk in this; empty for all

    def holds(self, segment: Segment, types: dict[str, str]) -> bool:
        """Tell whether a segment belongs to it."""
        if segment.role not in self.roles:
            return False
        if self.language and segment.language != self.language:
            return False
        return not self.types or types.get(segment.respondent, "") in self.types


def find_lines(
    corpus: Corpus,
    trial: Trial,
    talk: Talk = Talk(),
    circumstances: Circumstances = USUAL,
    progress: Progress = no_progress,
) -> Concordance:
    """Find an expression in the talk, in the order of the transcripts.

    CodebookError when a regular expression does not come to an end.
    """
    tagger = Tagger(_for(talk, trial), pipelines=circumstances.pipelines)
    lines: list[Line] = []
    counting = _Counting(corpus.table.types)
    left_out: Counter[str] = Counter()
    for coded in _code(corpus, tagger, circumstances, progress):
        held = {one.number: one for one in coded.segments if talk.holds(one, counting.types)}
        hits = [one for one in coded.tagged.hits if one.code == trial.code and one.segment in held]
        counting.take(held.values(), hits)
        lines += _lines(coded, hits, held, counting.types)
        for one in coded.tagged.suppressed:
            if one.hit.code == trial.code and one.hit.segment in held:
                left_out[one.reason] += 1
    return Concordance(
        trial.indicator.text,
        len(corpus.transcripts),
        tuple(lines),
        counting.counts(),
        tuple(sorted(left_out.items())),
    )


def _code(
    corpus: Corpus, tagger: Tagger, circumstances: Circumstances, progress: Progress
) -> Iterator[Coded]:
    try:
        yield from code_each(corpus, tagger, circumstances, progress)
    except TooSlowError as slow:  # of the expression, or of a code it refers to
        raise CodebookError(replace(tell_slow(slow, FILE), line=0)) from None


def _for(talk: Talk, trial: Trial) -> Codebook:
    """Return the codebook with the expression looked for in the roles meant."""
    codes = tuple(
        replace(code, speakers=talk.roles) if code.id == trial.code else code
        for code in trial.codebook.codes
    )
    return replace(trial.codebook, codes=codes)


class _Counting:
    """Counts words, hits, segments and respondents by language and group."""

    def __init__(self, types: dict[str, str]) -> None:
        self.types = types
        self._words: Counter[tuple[str, str]] = Counter()
        self._hits: Counter[tuple[str, str]] = Counter()
        self._segments: Counter[tuple[str, str]] = Counter()
        self._speaking: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._saying: dict[tuple[str, str], set[str]] = defaultdict(set)

    def take(self, segments: Iterable[Segment], hits: Sequence[Hit]) -> None:
        """Count one transcript."""
        found = Counter(hit.segment for hit in hits)
        for segment in segments:
            group = segment.language, self._group(segment)
            self._words[group] += segment.words
            self._speaking[group] |= {segment.respondent} - {""}
            if found[segment.number]:
                self._hits[group] += found[segment.number]
                self._segments[group] += 1
                self._saying[group] |= {segment.respondent} - {""}

    def _group(self, segment: Segment) -> str:
        if segment.role != "respondent":
            return segment.role
        return self.types.get(segment.respondent, "")

    def counts(self) -> tuple[Count, ...]:
        """Return the counts by language and group, in alphabetical order."""
        return tuple(
            Count(
                *group, self._words[group], self._hits[group], self._segments[group],
                len(self._saying[group]), len(self._speaking[group]),
            )
            for group in sorted(self._words)
        )  # fmt: skip


def _lines(
    coded: Coded, hits: Iterable[Hit], segments: dict[int, Segment], types: dict[str, str]
) -> Iterator[Line]:
    text = coded.transcript.text
    turns = {turn.number: turn for turn in coded.transcript.turns}
    for hit in hits:
        segment = segments[hit.segment]
        first = next(one for one in coded.segments if one.start <= hit.start < one.stop)
        last = next(one for one in coded.segments if one.start < hit.stop <= one.stop)
        turn = turns[first.turn]
        low = _whole_word(text, turn.start, hit.start)
        high = min(turns[last.turn].stop, hit.stop + _CONTEXT)
        yield Line(
            transcript=hit.transcript,
            segment=hit.segment,
            line=text.count("\n", 0, hit.start) + 1,
            time=turns[segment.turn].time,
            speaker=turns[segment.turn].name,
            role=segment.role,
            respondent=segment.respondent,
            type=types.get(segment.respondent, ""),
            language=segment.language,
            start=hit.start,
            stop=hit.stop,
            left=one_line(text[low : hit.start]),
            key=cut_fragments(text, hit.start, hit.stop, hit.spans),
            right=one_line(text[hit.stop : high]),
            words=hit.words,
            polarity=hit.polarity,
            cue=hit.cue,
            voice=hit.voice,
            voice_cue=hit.voice_cue,
            modality=hit.modality,
            modality_cue=hit.modality_cue,
        )


def _whole_word(text: str, start: int, stop: int) -> int:
    """Return where the context of what starts at `stop` begins: with a whole word."""
    low = stop - _CONTEXT
    if low <= start:
        return start
    blank = text.find(" ", low, stop)
    return low if blank < 0 else blank + 1
