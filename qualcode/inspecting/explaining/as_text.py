"""An explanation as text for people: a heading for each segment, a block for each finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.inspecting.explaining import wording, wording_nothing
from qualcode.inspecting.explaining.explanation import (
    ExplainedSegment,
    Explanation,
    Finding,
    Fragment,
    Nothing,
)
from qualcode.inspecting.explaining.wording_decided import say_decided
from qualcode.inspecting.explaining.wording_words import say_words
from qualcode.yaml_tree.problems import CONTROL

Paint = Callable[[str], str]

# The first pair that does not stand in the talk itself marks the words.
_BRACKETS = (("[[", "]]"), ("{{", "}}"), ("<<", ">>"), ("⟦", "⟧"))
_BLANKS = re.compile(r"\s+")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Marking:
    """How parts of the text are set off; words of hits stand in brackets in any case."""

    word: Paint | None = None  # of a hit
    taken: Paint | None = None  # word of what does not count, or the one asked for
    heading: Paint = str
    aside: Paint = str


PLAIN = Marking()


def render_text(explanation: Explanation, marking: Marking = PLAIN, weak: bool = False) -> str:
    """Render an explanation for the terminal.

    `weak`: also what is found and not enough, when a whole transcript is explained for all codes;
    where a place or a code is asked for, it is always there.
    """
    blocks = [_summary(explanation)]
    few = 0
    if explanation.run and not (weak or explanation.code or _at_place(explanation)):
        few = sum(map(_is_weak, explanation.findings))
    if few:
        signs, are = ("sign", "makes") if few == 1 else ("signs", "make")
        blocks.append(f"{few} weak {signs} that {are} no coding: shown with --all")
    for segment in explanation.segments:
        told = [one for one in segment.findings if not (few and _is_weak(one))]
        if segment.findings and not told and not segment.decided:
            continue
        blocks.append(_heading(explanation, segment, marking))
        if segment.decided:
            blocks.append("\n".join(_INDENT + _plain(say_decided(one)) for one in segment.decided))
        blocks += [_finding(finding, marking) for finding in told]
        if segment.nothing:
            blocks.append(_nothing(segment, segment.nothing, marking))
    return "\n\n".join(blocks)


def _at_place(explanation: Explanation) -> bool:
    return explanation.offset is not None or explanation.segment is not None


def _is_weak(finding: Finding) -> bool:
    """Tell whether a finding is too little for its unit to have the code."""
    return _gives_nothing(finding) and not finding.verdict.people


def _is_overruled(finding: Finding) -> bool:
    """Tell whether people have taken the code away that a finding has given its unit."""
    return _gives_nothing(finding) and bool(finding.verdict.people)


def _gives_nothing(finding: Finding) -> bool:
    return finding.suppression is None and not wording.counts(finding)


def _summary(explanation: Explanation) -> str:
    """Say how much was found, and where."""
    found = _count(explanation.findings)
    of = f" of {explanation.code}" if explanation.code else ""
    if not explanation.run:
        said = f"{found}{of}, by {explanation.codebook}"
    else:
        said = f"{_place(explanation)} in {explanation.run}: {found}{of}"
    if explanation.unsought and not explanation.segments:
        said += f"\n\n{wording_nothing.say_unsought(explanation.unsought)}."
    return said


def _count(findings: Sequence[Finding]) -> str:
    """Count what counts, what scores too little, and what was left out."""
    hits = sum(map(wording.counts, findings))
    left_out = sum(finding.suppression is not None for finding in findings)
    few = sum(map(_is_weak, findings))
    overruled = sum(map(_is_overruled, findings))
    parts = [f"{hits} hit{'s' * (hits != 1)}"]
    parts += [f"{few} found that {'is' if few == 1 else 'are'} not enough"] * bool(few)
    parts += [f"{overruled} overruled by people"] * bool(overruled)
    parts += [f"{left_out} left out"] * bool(left_out)
    return ", ".join(parts)


def _place(explanation: Explanation) -> str:
    if explanation.offset is not None:
        return f"{explanation.transcript}, character {explanation.offset}"
    if explanation.segment is not None:
        return f"{explanation.transcript}, segment {explanation.segment}"
    return explanation.transcript


def _heading(explanation: Explanation, segment: ExplainedSegment, marking: Marking) -> str:
    about = wording.say_speaker(segment) if explanation.run else wording.say_language(segment)
    if not explanation.run and not segment.language:
        about += "; say it with --language"
    lines = [f"Segment {segment.number}: {about}", wording.say_question(segment)]
    return "\n".join(marking.heading(_plain(line)) for line in lines if line)


def _finding(finding: Finding, marking: Marking) -> str:
    suppression = finding.suppression
    name = f" “{finding.name}”" * bool(finding.name)
    heading = f"{_sign(finding)} {finding.code}{name}, at {finding.start}"
    if suppression:
        heading += f": {wording.say_suppression(suppression, finding.context)}"
    elif not wording.counts(finding):
        heading += f": {wording.say_shortfall(finding.verdict)}"
    lines = [
        _excerpt(finding.excerpt, marking.word if wording.counts(finding) else marking.taken),
        *map(_plain, say_words(finding.found)),
        marking.aside(_plain(wording.say_indicator(finding))),
        _plain(wording.say_context(finding.context)),
        wording.say_verdict(finding),
    ]
    return "\n".join([marking.heading(_plain(heading)), *(_INDENT + line for line in lines)])


def _sign(finding: Finding) -> str:
    """Return `+` for what counts, `-` for what was taken away, `±` for what is not enough."""
    if finding.suppression:
        return "-"
    return "+" if wording.counts(finding) else "±"


def _excerpt(fragments: Sequence[Fragment], paint: Paint | None) -> str:
    text = "".join(fragment.text for fragment in fragments)
    free = (pair for pair in _BRACKETS if not any(bracket in text for bracket in pair))
    opening, closing = next(free, _BRACKETS[-1])

    def show(fragment: Fragment) -> str:
        words = _plain(fragment.text)
        if not fragment.marked:
            return words
        return f"{opening}{paint(words) if paint else words}{closing}"

    return "".join(map(show, fragments))


def _nothing(segment: ExplainedSegment, nothing: Nothing, marking: Marking) -> str:
    low = nothing.start - segment.start
    high = low + len(nothing.word)
    fragments = [Fragment(segment.text, marked=False)]
    if nothing.word:
        before, word, behind = segment.text[:low], segment.text[low:high], segment.text[high:]
        fragments = [
            Fragment(before, marked=False),
            Fragment(word, marked=True),
            Fragment(behind, marked=False),
        ]
    lines = [
        _INDENT + _excerpt(fragments, marking.taken),
        _INDENT + _plain(wording_nothing.say_nothing(nothing, segment)),
    ]
    if nothing.nearest:
        lines.append(_INDENT + "Nearest:")
        lines += [
            f"{_INDENT}- {_plain(wording_nothing.say_nearest(near))}" for near in nothing.nearest
        ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Keep talk on one line, and keep signs that steer a terminal away from it."""
    return CONTROL.sub("\ufffd", _BLANKS.sub(" ", text))
