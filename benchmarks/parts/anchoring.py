"""Decisions on a text that was changed later: how many find their places, and none a wrong one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.edits import (
    EDITS,
    NASTY,
    Edited,
    decide,
    join_lines,
    judge,
    repeat_sentences,
    says_otherwise,
    select_words,
    settle,
    split_lines,
)
from benchmarks.report import Goal, Line, Row, render_share
from qualcode.decisions import Placed, count_alike, place
from qualcode.files import find_transcripts
from qualcode.model.decision import Decision
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript

SAMPLE = Path(__file__).parents[2] / "transcripts_sample" / "npm_tensions"
SHARES = (0.05, 0.2)  # of the words, sentences or paragraphs
SEEDS = 2
REPEATED = 0.05  # of the sentences, said twice in the text before
SELECTIONS = 60  # of some words each, in an interview
TOGETHER = 3  # sentences that make a segment
ALL = "all of these"
KINDS = (*EDITS, ALL, *NASTY)


def measure_anchoring() -> Iterator[Line]:
    """Change the sample interviews at random and look where decisions on them come to stand."""
    transcripts = read_sample()
    wrong = otherwise = 0
    for kind in KINDS:
        for share in SHARES:
            started, verdicts = process_time(), Counter[str]()
            for seed in range(SEEDS):
                random = Random(f"{kind} {share} {seed}")
                for transcript in transcripts:
                    verdicts += try_edit(transcript, kind, share, random)
            wrong += verdicts["wrong"]
            otherwise += verdicts["says otherwise"]
            what = f"{kind}, {render_share(share)}"
            yield Row(what, process_time() - started, more=_tell(verdicts))
    yield Goal("decisions at a wrong place", "none", str(wrong), wrong == 0)
    what = "decisions where another “not” or number stands now"
    yield Goal(what, "none", str(otherwise), otherwise == 0)


def read_sample() -> list[Transcript]:
    """Read the shipped interviews."""
    found = find_transcripts([SAMPLE])
    return [read_transcript(file.path, file.id) for file in found.files]


def try_edit(transcript: Transcript, kind: str, share: float, random: Random) -> Counter[str]:
    """Decide about one interview, change it, place the decisions; count what became of them."""
    before = take_text(transcript, random)
    decisions = [
        replace(one, alike=count_alike(one, before.text))
        for one in decide(before.text, choose_stretches(before, random), "before")
    ]
    after = edit(before, kind, share, random)
    return Counter(place_and_judge(decisions, after))


def take_text(transcript: Transcript, random: Random) -> Edited:
    """Return the text on which decisions are made: some sentences stand in it twice."""
    lines = split_lines(transcript)
    repeat_sentences(lines, random, REPEATED)
    return join_lines(lines)


def edit(before: Edited, kind: str, share: float, random: Random) -> Edited:
    """Return the text after edits of one kind, or of all."""
    lines = settle(before)
    for name, change in (EDITS | NASTY).items():
        if kind == name or (kind == ALL and name in EDITS):
            change(lines, random, share)
    return join_lines(lines)


def place_and_judge(decisions: Sequence[Decision], after: Edited) -> Iterator[str]:
    """Say what became of each decision."""
    for one in decisions:
        found = place(one, after.text, "after", after.turns)
        span = (found.start, found.stop) if isinstance(found, Placed) else None
        verdict = judge(one, after, span)
        if verdict != "wrong" and says_otherwise(one, after, span):  # a person has to look
            yield "says otherwise" if span else "orphan, said otherwise"
        elif isinstance(found, Placed) and verdict == "right":
            yield f"{verdict}, {found.how}"
        else:
            yield verdict


def choose_stretches(text: Edited, random: Random) -> list[tuple[int, int]]:
    """Choose what is decided about: sentences, some together, answers, words by the mouse."""
    stretches = []
    for line in settle(text):
        bounds = [(one[0][1], one[-1][1] + 1) for one in line.sentences if line.said]
        whole = (bounds[0][0], bounds[-1][1]) if len(bounds) > TOGETHER else None
        stretches += [*bounds, whole] if whole else bounds
        stretches += [
            (bounds[at][0], bounds[min(at + TOGETHER, len(bounds)) - 1][1])
            for at in range(0, len(bounds) - 1, TOGETHER)
        ]
    trimmed = [
        (start, start + len(text.text[start:stop].rstrip()))
        for start, stop in stretches
        if text.text[start:stop].strip()
    ]
    said = [turn for turn in text.turns if text.text[slice(*turn)].strip()]
    return trimmed + [select_words(text.text, said, random) for _ in range(SELECTIONS)]


def _tell(verdicts: Counter[str]) -> str:
    whole = verdicts.total()
    named = (
        ("moved", "right, moved"),
        ("reworded", "right, reworded"),
        ("borders off by words", "borders"),
        ("orphans", "orphan"),
        ("in a copy, word for word", "copy"),
        ("orphans for another “not” or number", "orphan, said otherwise"),
    )
    shares = (f"{name} {render_share(verdicts[verdict] / whole)}" for name, verdict in named)
    return f"{whole:,} decisions: {', '.join(shares)}, wrong {verdicts['wrong']}"
