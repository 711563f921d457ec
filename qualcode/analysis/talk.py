"""Who talks how much: respondents beside each other, and beside those who ask them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

import pandas as pd

from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames, lay_out_rows
from qualcode.analysis.groups import KEYS, said_by_respondents
from qualcode.reading.seconds import seconds_of, split_span

LEAST_TIMED = 0.8  # of a respondent's words; with less, minutes would be of other talk
LONGEST_TURN = 7200  # seconds: what seems longer is a clock that was set anew

TALK = describe(
    "talk",
    "One row for each respondent who speaks, in all languages, in the order of their ids.",
    {
        "respondent": "id from the respondents table",
        "language": "that of most words",
        "group": "of respondents",
        "transcripts": "in which the respondent speaks",
        "turns": "of the respondent",
        "segments": "of the respondent",
        "words": "said by the respondent, remarks left out",
        "words_per_turn": "words / turns",
        "longest_turn": "words of the longest turn",
        "interviewer_words": "said by interviewers in these transcripts",
        "other_words": "said there by anybody else",
        "share": "words / all words of these transcripts",
        "minutes": "that the respondent's turns last, by the times in the transcript; empty where"
        " turns with less than 80 % of the words can be measured",
        "words_per_minute": "of the turns that can be measured; empty as minutes is",
    },
)
MEASURES = ("words", "turns", "segments", "words_per_turn", "share", "minutes", "words_per_minute")
TALK_GROUPS = describe(
    "talk_groups",
    "One row for each language, group and measure of talk; each respondent stands in the language"
    " of most words, once.",
    {
        "language": "that of most words of the respondents",
        "group": "of respondents",
        "measure": f"a column of `talk`: {', '.join(MEASURES)}",
        "respondents": "of whom it is known",
        "of": "respondents in the group",
        "median": "over respondents",
        "least": "the smallest",
        "most": "the largest",
    },
)
Turn = tuple[str, int]  # transcript and number


def measure_talk(frames: Frames, voices: pd.DataFrame) -> pd.DataFrame:
    """Measure how much every respondent talks: the table TALK.

    `voices` comes from `assign_groups`. A turn lasts as long as its time says, where that is a
    range, else until the next turn begins; the last turn of a transcript without its end cannot
    be measured.
    """
    said = said_by_respondents(frames)
    main = voices.loc[voices["main"], ["respondent", *KEYS]]
    places = ["respondent", "transcript", "turn"]
    turns = said.groupby(places, as_index=False).agg(words=("words", "sum"))
    talk = main.merge(
        turns.groupby("respondent", as_index=False).agg(
            transcripts=("transcript", "nunique"),
            turns=("turn", "size"),
            words=("words", "sum"),
            longest_turn=("words", "max"),
        ),
        on="respondent",
    ).merge(said.groupby("respondent", as_index=False).agg(segments=("segment", "size")))
    talk["words_per_turn"] = talk["words"] / talk["turns"]
    talk = talk.merge(_hear_others(frames, said), on="respondent")
    spoken = talk["words"] + talk["interviewer_words"] + talk["other_words"]
    talk["share"] = talk["words"] / spoken.where(spoken > 0)
    talk = talk.merge(_time_talk(frames, turns), on="respondent")
    talk = talk.sort_values("respondent", kind="stable", ignore_index=True)
    return talk[[column.name for column in TALK.columns]]


def _hear_others(frames: Frames, said: pd.DataFrame) -> pd.DataFrame:
    """Count what interviewers and others say in the transcripts of each respondent."""
    places = said[["respondent", "transcript"]].drop_duplicates()
    everybody = frames.segments[["transcript", "role", "respondent", "words"]]
    heard = places.merge(everybody.rename(columns={"respondent": "by"}), on="transcript")
    asks = heard["role"] == "interviewer"
    others = ~asks & (heard["by"] != heard["respondent"])
    heard["interviewer_words"] = heard["words"].where(asks, 0)
    heard["other_words"] = heard["words"].where(others, 0)
    columns = ["interviewer_words", "other_words"]
    return heard.groupby("respondent", as_index=False)[columns].sum()


def _time_talk(frames: Frames, turns: pd.DataFrame) -> pd.DataFrame:
    """Add up the lengths of turns; `turns`: respondent, transcript, turn, words."""
    lengths = measure_turns(frames.turns)
    words: dict[str, int] = defaultdict(int)
    timed: dict[str, int] = defaultdict(int)
    seconds: dict[str, float] = defaultdict(float)
    columns = (turns[name] for name in ("respondent", "transcript", "turn", "words"))
    for respondent, transcript, turn, count in zip(*columns, strict=True):
        words[respondent] += count
        length = lengths.get((transcript, turn))
        if length is not None:
            timed[respondent] += count
            seconds[respondent] += length
    rows = []
    for respondent, count in words.items():
        known = timed[respondent] >= LEAST_TIMED * count and seconds[respondent] > 0
        minutes = seconds[respondent] / 60 if known else float("nan")
        rows.append((respondent, minutes, timed[respondent] / minutes))
    frame = pd.DataFrame.from_records(rows, columns=["respondent", "minutes", "words_per_minute"])
    return frame.astype({"respondent": "str", "minutes": "float64", "words_per_minute": "float64"})


def measure_turns(turns: pd.DataFrame) -> dict[Turn, float]:
    """Map turns to the seconds they last, by times as written; without those that cannot be told.

    A turn whose time is not that of a clock, or lies behind that of the next one, is left out.
    """
    lengths: dict[Turn, float] = {}
    before: tuple[str, int, float | None] = ("", 0, None)
    columns = (turns[name] for name in ("transcript", "turn", "time"))
    for transcript, turn, time in zip(*columns, strict=True):
        begin, end = _read_time(time)
        if begin is not None and before[0] == transcript and before[2] is not None:
            _enter(lengths, before[:2], begin - before[2])
        if begin is not None and end is not None:
            _enter(lengths, (transcript, turn), end - begin)
        before = (transcript, turn, begin if end is None else None)
    return lengths


def _enter(lengths: dict[Turn, float], turn: Turn, seconds: float) -> None:
    if 0 <= seconds <= LONGEST_TURN:
        lengths[turn] = seconds


def _read_time(written: str) -> tuple[float | None, float | None]:
    """Return where a turn begins and ends, in seconds: 00:12:33, 00:00:05 - 00:00:10."""
    first, second = split_span(written)
    return seconds_of(first), seconds_of(second) if second else None


def compare_talk(talk: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Give the median and the range of every measure in every group: the table TALK_GROUPS.

    `talk` comes from `measure_talk`; `groups`: all of them, in the order of a report.
    """
    rows = []
    for language in sorted(set(talk["language"])):
        here = talk[talk["language"] == language]
        for group in (one for one in groups if (here["group"] == one).any()):
            people = here[here["group"] == group]
            for measure in MEASURES:
                known = sorted(people[measure].dropna().astype("float64"))
                middle = median(known) if known else float("nan")
                ends = (known[0], known[-1]) if known else (float("nan"),) * 2
                rows.append((language, group, measure, len(known), len(people), middle, *ends))
    texts, reals = ("language", "group", "measure"), ("median", "least", "most")
    return lay_out_rows(TALK_GROUPS, rows, texts=texts, reals=reals)
