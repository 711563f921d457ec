"""Turns cut into segments of at most 60 words, at sentence ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.language.detect import Evidence, detect_language, weigh_language
from qualcode.language.sentences import split_sentences
from qualcode.language.speech import find_spoken
from qualcode.language.words import Token
from qualcode.model.transcript import Segment, Transcript, Turn
from qualcode.segmenting.answers import number_answers

LONGEST_SEGMENT = 60  # words

Span = tuple[int, int]


def segment_transcript(transcript: Transcript, language: str = "") -> tuple[Segment, ...]:
    """Cut every turn into segments, in order.

    `language` is that of the whole transcript when people have said it; otherwise each turn's
    is told by its script and words, and a turn too short to tell takes the transcript's.
    """
    answers = number_answers(transcript)
    languages = {} if language else _tell_languages(transcript)
    segments: list[Segment] = []
    for turn in transcript.turns:
        for sentences, words in _group(_sentences(transcript.text, turn)):
            segments.append(
                Segment(
                    transcript=transcript.id,
                    number=len(segments) + 1,
                    turn=turn.number,
                    answer=answers[turn.number],
                    role=turn.role,
                    respondent=turn.respondent,
                    language=language or languages[turn.number],
                    start=sentences[0][0],
                    stop=sentences[-1][1],
                    words=words,
                    sentences=sentences,
                )
            )
    return tuple(segments)


def _tell_languages(transcript: Transcript) -> dict[int, str]:
    spoken = {
        turn.number: [word.text for word in find_spoken(transcript.text, turn.start, turn.stop)]
        for turn in transcript.turns
    }
    whole = detect_language(weigh_language(word for words in spoken.values() for word in words))
    return {
        number: _tell_language(weigh_language(words), whole) for number, words in spoken.items()
    }


def _tell_language(evidence: Evidence, whole: str) -> str:
    """Take the turn's own language where it is sure, else that of the whole transcript."""
    return detect_language(evidence) or whole


def _sentences(text: str, turn: Turn) -> Iterator[tuple[Span, int]]:
    """Yield each sentence with its number of words, over-long ones in pieces."""
    for start, stop in split_sentences(text, turn.start, turn.stop):
        words = find_spoken(text, start, stop)
        if len(words) <= LONGEST_SEGMENT:
            yield (start, stop), len(words)
        else:
            yield from _pieces(text, start, stop, words)


def _pieces(
    text: str, start: int, stop: int, words: tuple[Token, ...]
) -> Iterator[tuple[Span, int]]:
    """Cut talk without sentence ends at the last comma or line end within 60 words, or there."""
    while len(words) > LONGEST_SEGMENT:
        cut = _clause_end(text, words)
        yield (start, words[cut - 1].stop + _closing(text, words, cut)), cut
        start = words[cut].start
        words = words[cut:]
    yield (start, stop), len(words)


def _clause_end(text: str, words: tuple[Token, ...]) -> int:
    """Return how many words the next piece has: up to a comma in its second half, else 60."""
    for count in range(LONGEST_SEGMENT, LONGEST_SEGMENT // 2, -1):
        if set(text[words[count - 1].stop : words[count].start]) & set(",;:—–\n"):
            return count
    return LONGEST_SEGMENT


def _closing(text: str, words: tuple[Token, ...], cut: int) -> int:
    between = text[words[cut - 1].stop : words[cut].start]
    return len(between) - len(between.lstrip(",;:.!?…)]»”\"'"))


def _group(sentences: Iterable[tuple[Span, int]]) -> Iterator[tuple[tuple[Span, ...], int]]:
    """Join sentences while they stay within 60 words together."""
    group: list[Span] = []
    total = 0
    for span, words in sentences:
        if group and total + words > LONGEST_SEGMENT:
            yield tuple(group), total
            group, total = [], 0
        group.append(span)
        total += words
    if group:
        yield tuple(group), total
