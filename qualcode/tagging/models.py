"""What a trained pipeline adds: token patterns, and objections to readings it knows are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import CodebookError, Problem
from qualcode.language.parts_of_speech import contradicts, possible_parts
from qualcode.language.speech import find_spoken
from qualcode.language.words import fold
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Codebook,
    Indicator,
    TokenPattern,
    leaves_of,
)
from qualcode.model.coding import Span
from qualcode.model.transcript import Segment
from qualcode.tagging.lexicon import Lexicon
from qualcode.tagging.passage import Match, Passage

if TYPE_CHECKING:
    from qualcode.language.parsed import Parsed
    from qualcode.language.pipelines import Pipeline

_CALLED = {
    "NOUN": "a noun",
    "PROPN": "a name",
    "VERB": "a verb",
    "AUX": "an auxiliary verb",
    "ADJ": "an adjective",
    "ADV": "an adverb",
}


class Reader:
    """A pipeline that reads segments of one transcript, each once."""

    def __init__(self, pipeline: Pipeline, text: str, lexicon: Lexicon) -> None:
        self._pipeline = pipeline
        self._text = text
        self._lexicon = lexicon
        self._parsed: dict[int, Parsed] = {}  # by number of the segment
        self._parts: dict[int, str] = {}  # where a word starts → its part of speech

    def read(self, segments: Iterable[Segment]) -> None:
        """Read those of the segments that were not read before, all at once."""
        unread = [one for one in segments if one.number not in self._parsed]
        words = [self._words(one) for one in unread]
        texts = [self._text[one.start : one.stop] for one in unread]
        parsed = self._pipeline.parse(list(zip(texts, words, strict=True))) if unread else []
        for segment, spans, result in zip(unread, words, parsed, strict=True):
            self._parsed[segment.number] = result
            starts = (segment.start + start for start, _ in spans)
            self._parts.update(zip(starts, result.pos, strict=True))

    def _words(self, segment: Segment) -> Sequence[Span]:
        """Return the words said in a segment, counted from its start."""
        spoken = find_spoken(self._text, segment.start, segment.stop)
        return tuple((one.start - segment.start, one.stop - segment.start) for one in spoken)

    def find(self, tokens: str, segments: Iterable[Segment]) -> Iterator[Span]:
        """Yield where a token pattern is found."""
        for segment in segments:
            for start, stop in self._parsed[segment.number].find(tokens):
                yield segment.start + start, segment.start + stop

    def object_to(self, match: Match, passage: Passage) -> str:
        """Say which word of `match` is another part of speech here; empty when none is."""
        for edge in match:
            found = self._parts.get(passage.start[edge.low], "")
            whole_word = edge.high == edge.low + 1 and passage.whole[edge.low] is None
            if found in _CALLED and whole_word:
                word = passage.text[passage.start[edge.low] : passage.stop[edge.low]]
                if self._misreads(fold(word), edge.slot, found):
                    return f"the model reads «{word}» as {_CALLED[found]}"
        return ""

    def _misreads(self, word: str, slot: int, found: str) -> bool:
        """Tell whether a word fills the slot only by readings that are not `found` here."""
        bases = self._lexicon.bases(word, slot)
        if not bases or self._lexicon.fills_by_letters(word, slot):
            return False
        return contradicts(found, possible_parts(self._pipeline.language, word, bases))


def check_patterns(
    codebook: Codebook,
    pipelines: Sequence[Pipeline],
    cure: str = "give one, or take the pattern out",
) -> None:
    """Refuse token patterns that no pipeline can look for; CodebookError with all of them.

    `cure`: what to do where a pattern has no model, as it is done where the codebook is used.
    """
    problems = [
        problem
        for code in codebook.codes
        for indicator in code.indicators
        for pattern in leaves_of(indicator.expression)
        if isinstance(pattern, TokenPattern)
        for problem in _misfits(indicator, pattern, codebook, pipelines, cure)
    ]
    if problems:
        raise CodebookError(problems)


def _misfits(
    indicator: Indicator,
    pattern: TokenPattern,
    codebook: Codebook,
    pipelines: Sequence[Pipeline],
    cure: str,
) -> Iterator[Problem]:
    file, line, language = codebook.file, indicator.line, indicator.language
    fitting = [one for one in pipelines if language in (one.language, ANY_LANGUAGE)]
    if not fitting:
        named = "" if language == ANY_LANGUAGE else f" of `{language}`"
        yield Problem(
            file,
            f"a `pattern` needs a trained model{named}, and none is given",
            line,
            cure=cure,
        )
    for pipeline in fitting:
        reason = pipeline.check_pattern(pattern.tokens)
        if reason:
            yield Problem(file, f"the model {pipeline.name} cannot look for it: {reason}", line)
