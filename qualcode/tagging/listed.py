"""What is found by other means than words in slots: regular expressions, patterns, other codes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from qualcode.codebook.regexes import compile_regex
from qualcode.model.codebook import Indicator, Regex
from qualcode.model.coding import Span
from qualcode.model.transcript import Segment
from qualcode.tagging.passage import Edge, Match, Passage, talk_between_remarks

LONGEST_SEARCH = 2.0  # seconds in one segment, where milliseconds are usual

Spans = tuple[Span, ...]  # of the words of one find


class TooSlowError(Exception):
    """A regular expression that does not come to an end; it is not to be used at all."""

    def __init__(self, indicator: Indicator, transcript: str) -> None:
        super().__init__(indicator, transcript)
        self.indicator = indicator
        self.transcript = transcript


class Expressions:
    """The regular expressions of a codebook in one language, compiled."""

    def __init__(self, expressions: Mapping[int, Regex], owners: Mapping[int, Indicator]) -> None:
        self._patterns = {place: compile_regex(one.pattern) for place, one in expressions.items()}
        self._owners = owners

    def search(
        self, text: str, segments: Iterable[Segment], transcript: str
    ) -> Iterator[tuple[int, Span]]:
        """Yield place and span of all that is found; TooSlowError when a search takes too long."""
        if not self._patterns:
            return
        for segment in segments:
            for start, stop in talk_between_remarks(text, segment.start, segment.stop):
                stretch = text[start:stop]
                for place, pattern in self._patterns.items():
                    try:
                        for match in pattern.finditer(stretch, timeout=LONGEST_SEARCH):
                            if match.end() > match.start():  # `(?=забот)` finds a place alone
                                yield place, (start + match.start(), start + match.end())
                    except TimeoutError:
                        raise TooSlowError(self._owners[place], transcript) from None


def locate(passage: Passage, place: int, finds: Iterable[Spans]) -> list[Match]:
    """Return what was found under `place` as words of the row; none for what lies outside."""
    matches = (
        tuple(edge for span in one for edge in _edges(passage, place, span)) for one in finds
    )
    return [match for match in matches if match]


def _edges(passage: Passage, place: int, span: Span) -> Match:
    """Return the words of the row that a stretch of the text touches, hyphenated ones whole."""
    low = bisect_right(passage.stop, span[0])
    high = bisect_left(passage.start, span[1])
    if low < high:
        low, _ = passage.whole[low] or (low, low)
        _, high = passage.whole[high - 1] or (high, high)
    return tuple(Edge(at, at + 1, place) for at in range(low, high))
