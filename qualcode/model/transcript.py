"""A transcript as it is understood: its text, who speaks where, and the units it falls into.

Every `start`/`stop` in qualcode is half-open and counts characters of `Transcript.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from qualcode.model.phrase import Phrase

Role = Literal["respondent", "interviewer", "other", "unknown"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Source:
    """The file a transcript was read from."""

    path: str  # as the transcript's id: never absolute
    sha256: str  # of the bytes on the disk
    format: str  # the reader's name: txt, md, docx, vtt, srt
    encoding: str  # utf-8, utf-16, windows-1251 …; empty for formats that say it themselves
    layout: str  # how turns were told apart: labels, label lines, dashes …
    text_sha256: str = ""  # of the text as it was understood; empty where nobody asks


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader decided or could not decide, for a person to check."""

    phrase: Phrase  # one plain sentence
    warning: bool = False  # true where a person should look

    @property
    def kind(self) -> str:
        """What it is about: encoding, roles, unassigned, remark and so on."""
        return self.phrase.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of a transcript and why it has its role."""

    label: str  # as written, without markup and closing punctuation; "—" in dash dialogues
    role: Role
    grounds: Phrase  # declared; unmistakable label; who asks most …
    proposed: bool = False  # true where a person should confirm the role
    voice: str = ""  # `— 2`: what it is called where several speakers share a label

    @property
    def name(self) -> str:
        """What people call it in tables and on the command line."""
        return self.voice or self.label


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted stretch of one speaker's talk, label and time left out."""

    number: int  # 1-based within the transcript
    speaker: str  # Speaker.label
    role: Role
    respondent: str  # id from the respondents table; empty for others
    start: int
    stop: int
    time: str  # as written, e.g. 00:12:31; empty where the transcript has none
    voice: str = ""  # Speaker.voice

    @property
    def name(self) -> str:
        """What people call its speaker in tables and on the command line."""
        return self.voice or self.speaker


@dataclass(frozen=True, slots=True)
class Transcript:
    """One interview: `text` in normal form, and the turns in it in order."""

    id: str  # path relative to the folder given
    text: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    source: Source
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of sentences of one turn, at most 60 words: the usual unit of a coding."""

    transcript: str
    number: int  # 1-based within the transcript
    turn: int
    answer: int  # 1-based; 0 outside respondents' talk
    role: Role
    respondent: str
    language: str  # ru, en; empty where it could not be told
    start: int
    stop: int
    words: int
    sentences: tuple[tuple[int, int], ...]  # (start, stop) of each
    continues: bool = False  # the first goes on from the segment before: it was over-long
    question: str = ""  # id of the guide item it answers; empty where none could be told


How = Literal["aligned", "follow-up", "unsure", "unasked", "corrected", "kept"]

# What a turn can ask beside a question of the guide.
FOLLOW_UP = "follow-up"  # it goes on with the question before
NO_QUESTION = "-"  # something that is not in the guide


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn of the interviewer and the question of the guide it asks."""

    turn: int
    asks: str  # id of the guide item; FOLLOW_UP and NO_QUESTION where people say so; else empty
    question: str  # id of the guide item that is answered after it; empty where none is
    score: float  # 0-100: how like it is to the question it asks, else to the likest
    how: How
    near: tuple[tuple[str, float], ...] = ()  # the likest other items, with their scores
