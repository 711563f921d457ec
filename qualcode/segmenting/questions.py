"""Interviewer's turns → the questions of the guide they ask, so that answers know theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qualcode.model.codebook import GuideItem
from qualcode.model.transcript import FOLLOW_UP, NO_QUESTION, Asked, How, Transcript, Turn
from qualcode.segmenting.answers import is_backchannel
from qualcode.segmenting.likeness import ACCEPTED, DOUBTED, rank, weigh_questions, word_guide
from qualcode.segmenting.segments import tell_languages

GAP = 5.0  # the likest question must be so much liker than the next


def align_questions(
    transcript: Transcript,
    guide: tuple[GuideItem, ...],
    language: str = "",
    decided: Mapping[int, str] | None = None,
    languages: tuple[str, ...] = (),
    told: Mapping[int, str] | None = None,
) -> tuple[Asked, ...]:
    """Tell for each turn of the interviewer which question of the guide it asks, in order.

    `language` is that of the whole transcript when people have said it. `decided`: number of the
    turn → what people say it asks: an id of the guide, FOLLOW_UP or NO_QUESTION. `languages` of
    the codebook are told beside Russian and English. `told` is what `tell_languages` returns for
    these, where it is known. Turns that only show that somebody listens are left out; without a
    guide there is nothing.
    """
    if not guide:
        return ()
    told = tell_languages(transcript, language, languages) if told is None else told
    scores = dict(_weigh(transcript, guide, told))
    decided = decided or {}
    course = _Course(guide)
    return tuple(
        course.take(number, scores[number], decided.get(number, "")) for number in sorted(scores)
    )


def _weigh(
    transcript: Transcript, guide: tuple[GuideItem, ...], told: Mapping[int, str]
) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield the number of each turn that may ask, with its likeness to each question."""
    by_language: dict[str, list[Turn]] = defaultdict(list)
    for turn in asking_turns(transcript):
        by_language[told[turn.number]].append(turn)
    for language, turns in by_language.items():
        worded = word_guide(guide, language)
        scores = weigh_questions(transcript.text, turns, worded, language)
        yield from zip((turn.number for turn in turns), scores, strict=True)


def asking_turns(transcript: Transcript) -> Iterator[Turn]:
    """Yield the turns of the interviewer but those that only show that somebody listens."""
    for turn in transcript.turns:
        if turn.role == "interviewer" and not is_backchannel(transcript.text, turn):
            yield turn


def questions_in_force(transcript: Transcript, asked: Sequence[Asked]) -> dict[int, str]:
    """Map each respondent's turn to the question last asked before it; empty where none was.

    In a group a question holds for everybody.
    """
    by_turn = {one.turn: one.question for one in asked}
    questions, question = {}, ""
    for turn in transcript.turns:
        question = by_turn.get(turn.number, question)
        if turn.role == "respondent":
            questions[turn.number] = question
    return questions


class _Course:
    """An interview on its way through the guide."""

    def __init__(self, guide: tuple[GuideItem, ...]) -> None:
        self._ids = tuple(item.id for item in guide)
        self._last = -1  # place of the last question asked
        self._question = ""  # what is being answered
        self._begun = False  # whether a question was asked, or may have been

    def take(self, turn: int, scores: tuple[float, ...], decided: str) -> Asked:
        """Tell what the next turn asks, by its likeness to each question; people's word holds."""
        found = self._judge(turn, scores)
        if decided:
            found = self._obey(found, scores, decided)
        if found.asks in self._ids:
            self._last = self._ids.index(found.asks)
        self._question = found.question
        self._begun = self._begun or found.how != "unasked"
        return found

    def _judge(self, turn: int, scores: tuple[float, ...]) -> Asked:
        order = rank(scores)
        best = order[0]
        picked = self._pick(order, scores)
        if picked is not None:
            near = self._named([place for place in order if place != picked][:1], scores)
            question = self._ids[picked]
            return Asked(turn, question, question, scores[picked], "aligned", near)
        near = self._named(order[:2], scores)
        goes_on = scores[best] < DOUBTED or (
            # Whether it asks the question again or goes on with it: it is the same question.
            scores[best] < ACCEPTED and self._ids[best] == self._question
        )
        if not goes_on:
            return Asked(turn, "", "", scores[best], "unsure", near)
        how: How = "follow-up" if self._begun else "unasked"
        return Asked(turn, "", self._question, scores[best], how, near)

    def _pick(self, order: Sequence[int], scores: Sequence[float]) -> int | None:
        """Return the question that is like enough: far ahead of the others, or the guide's next."""
        best = scores[order[0]]
        close = [p for p in order if scores[p] >= ACCEPTED and best - scores[p] < GAP]
        if not close:
            return None
        if len(order) == 1 or best - scores[order[1]] >= GAP:
            return order[0]
        return self._last + 1 if self._last + 1 in close else None

    def _obey(self, found: Asked, scores: Sequence[float], decided: str) -> Asked:
        """Lay what people say over what was found."""
        if decided == FOLLOW_UP:
            same, question = found.how == "follow-up", self._question
        elif decided == NO_QUESTION:
            same, question = found.how == "unasked", ""
        else:
            same, question = found.asks == decided, decided
        score = scores[self._ids.index(decided)] if decided in self._ids else found.score
        how: How = "kept" if same else "corrected"
        return replace(found, asks=decided, question=question, score=score, how=how)

    def _named(
        self, places: Sequence[int], scores: Sequence[float]
    ) -> tuple[tuple[str, float], ...]:
        return tuple((self._ids[place], scores[place]) for place in places if scores[place])
