"""Doubts whether a file is an interview at all: a guide of questions, a list of people."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.cast import Cast

FEWEST = 5  # turns
ALL_ASK = 0.6  # questions for a turn of every voice: whoever answers has fewer
LONGEST = 12  # words of a voice's turns on average: who says more tells something


def doubts(cast: Cast) -> Iterator[Note]:
    """Warn where all voices ask and ask, or where nobody asks and nobody speaks again."""
    voices = cast.voices.values()
    turns = sum(voice.turns for voice in voices)
    if turns < FEWEST or len(voices) < 2 or any(voice.pace > LONGEST for voice in voices):
        return
    questions = sum(voice.questions for voice in voices)
    if all(voice.questions >= ALL_ASK * voice.turns for voice in voices):
        yield Note(phrase("talk.questions", n=turns, questions=questions), warning=True)
    if not questions and turns == len(voices):
        yield Note(phrase("talk.list", n=turns), warning=True)
