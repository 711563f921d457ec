"""Says sentences as an interview does, and writes the scores found in them on a line."""

from __future__ import annotations

from qualcode.model.score import SpokenScore
from qualcode.model.transcript import Role, Source, Transcript, Turn
from qualcode.scores import find_scores
from qualcode.segmenting import segment_transcript


def transcript_of(*turns: str, speakers: str = "") -> Transcript:
    """Make a transcript; the last turn and every second before it are the respondent's.

    `speakers` tells otherwise who has which turn: `?` the interviewer, a letter a respondent.
    """
    text, made = "\n".join(turns), []
    start = 0
    for number, turn in enumerate(turns, 1):
        speaker = speakers[number - 1] if speakers else "?R"[(len(turns) - number) % 2 == 0]
        role: Role = "interviewer" if speaker == "?" else "respondent"
        respondent = speaker.strip("?")
        made.append(Turn(number, role, role, respondent, start, start + len(turn), ""))
        start += len(turn) + 1
    return Transcript("t", text, tuple(made), (), Source("t", "", "txt", "", ""))


def scores_in(*turns: str, speakers: str = "") -> tuple[SpokenScore, ...]:
    """Return the scores said in the turns."""
    transcript = transcript_of(*turns, speakers=speakers)
    return find_scores(transcript, segment_transcript(transcript))


def write_score(score: SpokenScore) -> str:
    """Write a score as `words = value, scale, nuance, denied`, without what is empty."""
    value = f"{score.value:g}"
    if score.until != score.value:
        value += f"–{score.until:g}"
    scale = score.scale
    ends = " ".join(f"{end:g}" for end in (scale.low, scale.high) if end is not None)
    known = f"{scale.known} {ends}" if scale.known else ""
    parts = (value, known, score.nuance, "denied" if score.negated else "")
    return f"{score.words} = {', '.join(part for part in parts if part)}"


def write_line(line: str) -> str:
    """Write what is found in `question | sentence`, or in a sentence alone."""
    turns = [turn.strip() for turn in line.split(" | ")]
    return "; ".join(map(write_score, scores_in(*turns))) or "-"
