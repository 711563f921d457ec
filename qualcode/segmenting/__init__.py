"""Transcript → segments: sentence ⊂ segment ⊂ turn ⊂ answer ⊂ interview; which question it is."""

from qualcode.segmenting.questions import align_questions, asking_turns, questions_in_force
from qualcode.segmenting.segments import segment_transcript, tell_languages

__all__ = [
    "align_questions",
    "asking_turns",
    "questions_in_force",
    "segment_transcript",
    "tell_languages",
]
