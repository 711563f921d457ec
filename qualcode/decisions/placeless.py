"""Which decisions have no place: the one definition that all commands count by."""

from __future__ import annotations

from collections.abc import Callable, Container

from qualcode.decisions.indexed import TELLING_WORDS, Indexed, split_words
from qualcode.guidance import Withdrawn, is_cut
from qualcode.model.decision import Decision
from qualcode.model.transcript import Transcript
from qualcode.respondents.paths import split_interview


def has_no_place(
    decision: Decision,
    placed: bool,
    transcript: Transcript | None,
    is_withdrawn: Callable[[str], bool] = lambda _: False,
) -> bool:
    """Tell whether a decision that counts has lost its place, so that a person has to say it.

    Its words are not found for certain in its transcript (None: it is not there), or no code can
    stand there. What is withdrawn is waited for by nobody: an interview of which `is_withdrawn`
    tells so by its id, and words of which nothing is left in a transcript that was cut. A decision
    of which some words are left has no place.
    """
    if placed or not decision.transcript:
        return False
    if transcript is None:
        return not is_withdrawn(decision.transcript)
    return not is_cut(transcript) or is_partly_there(decision, transcript.text)


def may_be_withdrawn(
    transcript: str, withdrawn: Withdrawn, there: Container[str], unread: Container[str]
) -> bool:
    """Tell whether a transcript that was not heard is withdrawn.

    It is named so; or its file is `there` and none of the `unread`, and people are withdrawn: then
    nobody else spoke in it.
    """
    file, _ = split_interview(transcript)
    silent = file in there and file not in unread and transcript not in unread
    return withdrawn.may_hold(transcript) or (bool(withdrawn.respondents) and silent)


def is_partly_there(decision: Decision, text: str) -> bool:
    """Tell whether some words in a row of what a decision is about stand in a text."""
    words = split_words(decision.quote)
    index = Indexed(text)
    count = min(TELLING_WORDS, len(words))
    rows = (words[at : at + count] for at in range(len(words) - count + 1) if count)
    return any(True for row in rows for _ in index.find(row))
