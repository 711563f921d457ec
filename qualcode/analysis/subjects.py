"""What a piece of talk is about: the service or other attribute that was named last."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from qualcode.analysis.frames import Frames
from qualcode.model.codebook import Codebook

Place = tuple[str, int, int]  # transcript, segment, first character
_Named = list[tuple[int, str]]  # where a code of kind `attribute` was found, in order


def find_subjects(frames: Frames, codebook: Codebook, places: Iterable[Place]) -> list[str]:
    """Return the code of kind `attribute` that each place is about; empty where none is named.

    It is the one named in the same segment (the nearest before the place, else the first behind
    it), else the nearest before it in the same answer, else the one that the question before the
    answer names. Questions are read where the code's `speakers` have the interviewer among them,
    and only if they name no other.
    """
    answers = {
        (transcript, segment): answer
        for transcript, segment, answer in zip(
            *(frames.segments[name] for name in ("transcript", "segment", "answer")), strict=True
        )
    }
    in_segment, in_answer = _named(frames, codebook, answers)
    asked = _asked(frames, in_segment)
    subjects = []
    for transcript, segment, start in places:
        own = in_segment.get((transcript, segment), [])
        answer = answers.get((transcript, segment), 0)
        earlier = in_answer.get((transcript, answer), []) if answer else []
        subjects.append(
            _before(own, start)
            or (own[0][1] if own else _before(earlier, start))
            or asked.get((transcript, segment), "")
        )
    return subjects


def _asked(frames: Frames, in_segment: dict[tuple[str, int], _Named]) -> dict[tuple[str, int], str]:
    """Return the one code that the interviewer's turn before each answering segment names."""
    asked: dict[tuple[str, int], str] = {}
    question: set[str] = set()
    turn = "", 0
    for transcript, segment, spoken, role in zip(
        *(frames.segments[name] for name in ("transcript", "segment", "turn", "role")), strict=True
    ):
        if transcript != turn[0] or (role == "interviewer" and turn[1] != spoken):
            question = set()
        turn = transcript, spoken
        if role == "interviewer":
            question |= {code for _, code in in_segment.get((transcript, segment), [])}
        elif role == "respondent" and len(question) == 1:
            (asked[transcript, segment],) = question
    return asked


def _named(
    frames: Frames, codebook: Codebook, answers: dict[tuple[str, int], int]
) -> tuple[dict[tuple[str, int], _Named], dict[tuple[str, int], _Named]]:
    """Return where attributes are named, by segment and by answer."""
    attributes = {code.id for code in codebook.codes if code.kind == "attribute"}
    hits = frames.hits[frames.hits["code"].isin(attributes)].sort_values(["transcript", "start"])
    in_segment: dict[tuple[str, int], _Named] = defaultdict(list)
    in_answer: dict[tuple[str, int], _Named] = defaultdict(list)
    for transcript, segment, start, code in zip(
        *(hits[name] for name in ("transcript", "segment", "start", "code")), strict=True
    ):
        in_segment[transcript, segment].append((start, code))
        in_answer[transcript, answers.get((transcript, segment), 0)].append((start, code))
    return in_segment, in_answer


def _before(named: _Named, start: int) -> str:
    """Return the last code named before `start`, empty when there is none."""
    at = bisect_left(named, (start, ""))
    return named[at - 1][1] if at else ""
