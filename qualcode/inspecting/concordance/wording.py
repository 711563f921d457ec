"""How a concordance is said."""

from __future__ import annotations

from qualcode.inspecting.concordance.lines import Concordance, Line
from qualcode.inspecting.counting import count

_MARKS = {
    ("polarity", "negated"): "not",
    ("voice", "reported"): "told",
    ("modality", "wish"): "wish",
    ("modality", "past"): "past",
    ("modality", "question"): "asked",
}
_LEFT_OUT = {
    "excluded": "a word under `not` stands near",
    "negated": "it is denied",
    "outranked": "longer finds have their words",
    "vetoed": "the model reads them differently",
    "masked": "a mask has them",
}


def say_marks(line: Line) -> str:
    """Say how the engine would mark a hit: `not, past`; nothing for what is plainly said."""
    return ", ".join(said for (mark, value), said in _MARKS.items() if getattr(line, mark) == value)


def explain_marks(line: Line) -> str:
    """Say the marks with the words that make them: `negated by «не»`."""
    told = []
    for mark, value in _MARKS:
        if getattr(line, mark) == value:
            cue = line.cue if mark == "polarity" else getattr(line, f"{mark}_cue")
            told.append(f"{value} by «{cue}»" if cue else value)
    return ", ".join(told)


def say_summary(found: Concordance) -> str:
    """Say how much was found: hits, segments, respondents, and what was left out."""
    hits, segments = len(found.lines), len({(one.transcript, one.segment) for one in found.lines})
    people = len({one.respondent for one in found.lines if one.respondent})
    said = (
        f"{count(hits, 'hit')} in {count(segments, 'segment')} of {count(people, 'respondent')}"
        f", {count(found.transcripts, 'transcript')} read"
    )
    for reason, number in found.left_out:
        said += f"; {number} left out: {_LEFT_OUT[reason]}"
    return said


def name_group(group: str) -> str:
    """Name a group, also that of respondents without a type."""
    return group or "(no type)"
