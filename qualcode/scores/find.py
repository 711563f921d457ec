"""A transcript and its segments → the scores said in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from qualcode.language.remarks import find_remarks
from qualcode.model.score import SpokenScore
from qualcode.model.transcript import Role, Segment, Transcript
from qualcode.scores.context import NOTHING, Before, describe, join
from qualcode.scores.decimals import may_be_decimal
from qualcode.scores.sentence import find_in_sentence
from qualcode.scores.stretch import Stretch, cut_stretch
from qualcode.scores.words import LANGUAGES, Lists, load_lists

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"\w+")
_ANSWERS = 3  # sentences of a turn that can answer the question before it
_OTHERS = 3  # turns of respondents from the question to one that still answers it
_LATELY = 4  # sentences that what is talked of lasts
_FAR = 2  # sentences from one score to the next that is given in the same breath


def find_scores(transcript: Transcript, segments: Sequence[Segment]) -> tuple[SpokenScore, ...]:
    """Find the scores said in a transcript, whoever says them, in their order.

    A score is a number that somebody gives on a scale: marks, points, stars, so many out of so
    many. Counts of people and things, shares in per cent, letters and ordinals are none. In
    languages without lists of words nothing is found.
    """
    talk = _Talk(transcript)
    found: list[SpokenScore] = []
    before: list[_Turn] = []
    for _, group in groupby(segments, key=lambda segment: segment.turn):
        turn = tuple(
            (segment, start, stop) for segment in group for start, stop in segment.sentences
        )
        found += _find_in_turn(talk, turn, _asking(turn, before))
        before.append(turn)
    return tuple(found)


_Sentence = tuple[Segment, int, int]  # where it lies, start and stop
_Turn = tuple[_Sentence, ...]


def _asking(turn: _Turn, before: Sequence[_Turn]) -> tuple[_Turn, ...]:
    """Return the turns that may ask for what is said in a turn, the nearest first.

    These are the turn before it and, where respondents answer one after the other, the
    interviewer's turn before them all.
    """
    if not turn or _role(turn) != "respondent":
        return tuple(before[-1:])
    for number, earlier in enumerate(reversed(before[-_OTHERS - 1 :])):
        if _role(earlier) == "interviewer":
            return (before[-1], earlier) if number else (earlier,)
        if _role(earlier) != "respondent":
            break
    return tuple(before[-1:])


def _role(turn: _Turn) -> Role | None:
    return turn[0][0].role if turn else None


class _Talk:
    """The talk of one transcript; most of it is never laid out, for most of it has no number."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._remarks = find_remarks(transcript.text)
        self._described: dict[int, Before] = {}  # by where the sentence starts

    def lists(self, sentence: _Sentence) -> Lists | None:
        """Return the lists of the sentence's language; where that is not known, of its letters."""
        segment, start, stop = sentence
        language = segment.language
        if not language:
            language = "ru" if _CYRILLIC.search(self.transcript.text, start, stop) else "en"
        return load_lists(language) if language in LANGUAGES else None

    def may_have_score(self, sentence: _Sentence, lists: Lists) -> bool:
        """Tell whether there is any number in a sentence."""
        text = self.transcript.text[sentence[1] : sentence[2]]
        words = _WORD.findall(text.lower().replace("ё", "е"))
        return not lists.number_words.isdisjoint(words) or bool(_DIGIT.search(text))

    def lay_out(self, sentence: _Sentence, lists: Lists) -> Stretch:
        """Lay a sentence out word by word."""
        return cut_stretch(self.transcript.text, *sentence[1:], self._remarks, lists)

    def describe(self, sentences: Iterable[_Sentence]) -> Before:
        """Return what sentences say of rating; the last has the first word."""
        told = NOTHING
        for sentence in sentences:
            told = join(self._describe(sentence), told)
        return told

    def _describe(self, sentence: _Sentence) -> Before:
        start = sentence[1]
        if start not in self._described:
            lists = self.lists(sentence)
            self._described[start] = (
                describe(self.lay_out(sentence, lists), lists) if lists is not None else NOTHING
            )
        return self._described[start]

    def ask(self, turns: Iterable[_Turn]) -> Before:
        """Return what the last sentences of turns ask for; the first turn has the first word."""
        asked = NOTHING
        for turn in turns:
            asked = join(asked, self.describe(turn[-_ANSWERS:]))
        if asked.scale is None:
            return asked
        return replace(asked, scale=replace(asked.scale, known="asked"))


def _find_in_turn(talk: _Talk, turn: _Turn, asking: Sequence[_Turn]) -> Iterator[SpokenScore]:
    """Find the scores of one turn; `asking` are the turns before it that ask for them."""
    answering, known = -_FAR, NOTHING  # the last sentence with a score, what was known there
    for number, sentence in enumerate(turn):
        lists = talk.lists(sentence)
        if lists is None or not talk.may_have_score(sentence, lists):
            continue
        before = talk.describe(turn[number - 1 : number] if number else ())
        if number < _ANSWERS:
            before = join(before, talk.ask(asking))
        if number - answering <= _FAR:
            before = join(before, known)
        stretch = talk.lay_out(sentence, lists)
        if may_be_decimal(stretch, lists):
            lately = talk.describe(turn[max(0, number - _LATELY) : number])
            before = replace(before, matter=lately.rated)
        found = tuple(find_in_sentence(talk.transcript, sentence[0], stretch, lists, before))
        if found:
            answering = number
            known = replace(join(talk.describe((sentence,)), before), rated=True)
            if found[-1].scale.known == "said":
                known = replace(known, carried=found[-1].scale)
        yield from found
