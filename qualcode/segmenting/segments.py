"""Turns cut into segments of at most 60 words, at sentence ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from qualcode.language.detect import NOTHING, tell_language, weigh_language
from qualcode.language.sentences import split_sentences
from qualcode.language.speech import count_said, find_spoken, list_said
from qualcode.language.words import Token
from qualcode.model.transcript import Segment, Transcript, Turn
from qualcode.segmenting.answers import number_answers

LONGEST_SEGMENT = 60  # words


class Slice(NamedTuple):
    """A sentence, or a part of an over-long one."""

    start: int
    stop: int
    words: int
    continues: bool = False  # it goes on from the slice before


def segment_transcript(
    transcript: Transcript,
    language: str = "",
    questions: Mapping[int, str] | None = None,
    languages: tuple[str, ...] = (),
    told: Mapping[int, str] | None = None,
) -> tuple[Segment, ...]:
    """Cut every turn into segments, in order.

    `language` is that of the whole transcript when people have said it. `questions`: number of a
    respondent's turn → id of the guide item it answers. `languages` of the codebook are told
    beside Russian and English. `told` is what `tell_languages` returns for these, where it is
    known.
    """
    answers = number_answers(transcript)
    told = tell_languages(transcript, language, languages) if told is None else told
    questions = questions or {}
    segments: list[Segment] = []
    for turn in transcript.turns:
        for slices in _group(_slices_of(transcript.text, turn)):
            segments.append(
                Segment(
                    transcript=transcript.id,
                    number=len(segments) + 1,
                    turn=turn.number,
                    answer=answers[turn.number],
                    role=turn.role,
                    respondent=turn.respondent,
                    language=told[turn.number],
                    start=slices[0].start,
                    stop=slices[-1].stop,
                    words=sum(one.words for one in slices),
                    sentences=tuple((one.start, one.stop) for one in slices),
                    continues=slices[0].continues,
                    question=questions.get(turn.number, ""),
                )
            )
    return tuple(segments)


def tell_languages(
    transcript: Transcript, language: str = "", languages: tuple[str, ...] = ()
) -> dict[int, str]:
    """Map the number of each turn to its language.

    That is `language` when people have said it; otherwise it is told by the turn's script and
    words, and a turn too short to tell takes the transcript's.
    """
    if language:
        return dict.fromkeys((turn.number for turn in transcript.turns), language)
    evidence = {
        turn.number: weigh_language(list_said(transcript.text, turn.start, turn.stop), languages)
        for turn in transcript.turns
    }
    whole = sum(evidence.values(), start=NOTHING)
    return {number: tell_language(own, whole) for number, own in evidence.items()}


def _slices_of(text: str, turn: Turn) -> Iterator[Slice]:
    """Yield the sentences of a turn, over-long ones in slices."""
    for start, stop in split_sentences(text, turn.start, turn.stop):
        words = count_said(text, start, stop)
        if words <= LONGEST_SEGMENT:
            yield Slice(start, stop, words)
        else:
            yield from _cut(text, start, stop, find_spoken(text, start, stop))


def _cut(text: str, start: int, stop: int, words: tuple[Token, ...]) -> Iterator[Slice]:
    """Cut talk without sentence ends at the last comma or line end within 60 words, or there.

    Two slices never fit into one segment: each but the last has over 30 words, and the last two
    have over 60 together.
    """
    continues = False
    while len(words) > LONGEST_SEGMENT:
        cut = _clause_end(text, words)
        yield Slice(start, words[cut - 1].stop + _closing(text, words, cut), cut, continues)
        start, words, continues = words[cut].start, words[cut:], True
    yield Slice(start, stop, len(words), continues)


def _clause_end(text: str, words: tuple[Token, ...]) -> int:
    """Return how many words the next slice has: up to a comma in its second half, else 60."""
    for count in range(LONGEST_SEGMENT, LONGEST_SEGMENT // 2, -1):
        if set(text[words[count - 1].stop : words[count].start]) & set(",;:—–\n"):
            return count
    return LONGEST_SEGMENT


def _closing(text: str, words: tuple[Token, ...], cut: int) -> int:
    between = text[words[cut - 1].stop : words[cut].start]
    return len(between) - len(between.lstrip(",;:.!?…)]»”\"'"))


def _group(slices: Iterable[Slice]) -> Iterator[list[Slice]]:
    """Join sentences while they stay within 60 words together."""
    group: list[Slice] = []
    for following in slices:
        if group and sum(one.words for one in group) + following.words > LONGEST_SEGMENT:
            yield group
            group = []
        group.append(following)
    if group:
        yield group
