"""Which answer each turn belongs to."""

from __future__ import annotations

from qualcode.language.speech import list_said
from qualcode.model.transcript import Transcript, Turn

LONGEST_BACKCHANNEL = 4  # words

# «Угу», "I see": the interviewer listens, the answer goes on.
_BACKCHANNELS = frozenset(
    "угу ага так да ну понятно ясно хорошо мм ммм м-м м-м-м хм интересно конечно понял поняла"
    " вот как надо же верно ладно уху-ху ого"
    " uh-huh mm-hm mm-hmm mhm mm hm hmm yeah yes right okay ok i see sure oh wow really good"
    " exactly of course and uh huh got it thank you thanks"
    " спасибо правильно точно именно это очень".split()
)


def number_answers(transcript: Transcript) -> dict[int, int]:
    """Map the number of each turn to that of its answer, 0 for turns that are no answer.

    An answer is one respondent's talk up to the next real question; in a group each
    respondent gives an answer of their own to the same question.
    """
    answers: dict[int, int] = {}
    open_answers: dict[tuple[str, str], int] = {}
    count = 0
    for turn in transcript.turns:
        if turn.role != "respondent":
            answers[turn.number] = 0
            if turn.role == "interviewer" and not is_backchannel(transcript.text, turn):
                open_answers = {}
            continue
        voice = (turn.respondent, turn.speaker)
        if voice not in open_answers:
            count += 1
            open_answers[voice] = count
        answers[turn.number] = open_answers[voice]
    return answers


def is_backchannel(text: str, turn: Turn) -> bool:
    """Tell whether the turn only shows that somebody listens: few words, no question mark."""
    if text.find("?", turn.start, turn.stop) >= 0:
        return False
    said = list_said(text, turn.start, turn.stop)
    return len(said) <= LONGEST_BACKCHANNEL and all(
        word in _BACKCHANNELS or _BACKCHANNELS.issuperset(word.split("-")) for word in said
    )
