"""An explanation as text for people: a heading for each segment, a block for each finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qualcode.inspecting.explaining import wording
from qualcode.inspecting.explaining.explanation import (
    ExplainedSegment,
    Explanation,
    Finding,
    Nothing,
    Piece,
)
from qualcode.yaml_tree.problems import CONTROL

Paint = Callable[[str], str]

# The first pair that does not stand in the talk itself marks the words.
_BRACKETS = (("[[", "]]"), ("{{", "}}"), ("<<", ">>"), ("⟦", "⟧"))
_BLANKS = re.compile(r"\s+")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Marking:
    """How parts of the text are set off; without colours, words of hits stand in brackets."""

    word: Paint | None = None  # of a hit
    taken: Paint | None = None  # word of a suppressed hit
    heading: Paint = str
    aside: Paint = str


PLAIN = Marking()


def render_text(explanation: Explanation, marking: Marking = PLAIN) -> str:
    """Render an explanation for the terminal."""
    blocks = [_summary(explanation)]
    for segment in explanation.segments:
        blocks.append(_heading(explanation, segment, marking))
        blocks += [_finding(finding, marking) for finding in segment.findings]
        if segment.nothing:
            blocks.append(_nothing(segment, segment.nothing))
    return "\n\n".join(blocks)


def _summary(explanation: Explanation) -> str:
    """Say how much was found, and where."""
    findings = explanation.findings
    taken = sum(finding.suppression is not None for finding in findings)
    hits = len(findings) - taken
    found = f"{hits} hit{'s' * (hits != 1)}" + (f", {taken} left out" if taken else "")
    of = f" of {explanation.code}" if explanation.code else ""
    if not explanation.run:
        return f"{found}{of}, by {explanation.codebook}"
    place = explanation.transcript
    if explanation.offset is not None:
        place += f", character {explanation.offset}"
    elif explanation.segment is not None:
        place += f", segment {explanation.segment}"
    return f"{place} in {explanation.run}: {found}{of}"


def _heading(explanation: Explanation, segment: ExplainedSegment, marking: Marking) -> str:
    about = wording.say_speaker(segment) if explanation.run else wording.say_language(segment)
    if not explanation.run and not segment.language:
        about += "; say it with --language"
    lines = [f"Segment {segment.number}: {about}", wording.say_question(segment)]
    return "\n".join(marking.heading(_plain(line)) for line in lines if line)


def _finding(finding: Finding, marking: Marking) -> str:
    suppression = finding.suppression
    name = f" “{finding.name}”" * bool(finding.name)
    heading = f"{'-' if suppression else '+'} {finding.code}{name}, at {finding.start}"
    if suppression:
        heading += f": {wording.say_suppression(suppression, finding.context)}"
    lines = [
        _excerpt(finding, marking),
        *map(_plain, wording.say_words(finding.found)),
        marking.aside(_plain(wording.say_indicator(finding))),
        _plain(wording.say_context(finding.context)),
        wording.say_verdict(finding),
    ]
    return "\n".join([marking.heading(_plain(heading)), *(_INDENT + line for line in lines)])


def _excerpt(finding: Finding, marking: Marking) -> str:
    text = "".join(piece.text for piece in finding.excerpt)
    paint = marking.taken if finding.suppression else marking.word
    free = (pair for pair in _BRACKETS if not any(bracket in text for bracket in pair))
    opening, closing = next(free, _BRACKETS[-1])

    def show(piece: Piece) -> str:
        words = _plain(piece.text)
        if not piece.marked:
            return words
        return paint(words) if paint else f"{opening}{words}{closing}"

    return "".join(map(show, finding.excerpt))


def _nothing(segment: ExplainedSegment, nothing: Nothing) -> str:
    lines = [_INDENT + _plain(segment.text), _INDENT + wording.say_nothing(nothing, segment)]
    if nothing.nearest:
        lines.append(_INDENT + "Nearest:")
        lines += [f"{_INDENT}- {wording.say_nearest(near)}" for near in nothing.nearest]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Keep talk on one line, and keep signs that steer a terminal away from it."""
    return CONTROL.sub("\ufffd", _BLANKS.sub(" ", text))
