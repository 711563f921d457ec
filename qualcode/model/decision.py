"""A person's decision about a coding, a stretch of talk, a tension or a code: one line of a log.

A decision is never changed: to take it back is a further decision, and the last one counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from qualcode.model.coding import Modality, Polarity, Voice

Action = Literal[
    "accept",  # the coding that stands there is right
    "reject",  # it is wrong
    "add",  # this stretch has this code
    "recode",  # the coding that stands there has the code `to` instead
    "border",  # it reaches from `to_start` to `to_stop` instead, with the code `to` if there is one
    "relate",  # the poles of `tension` meet there as `relation` says
    "seen",  # the segment is read; codes that were not given do not fit
    "flag",  # somebody should look at it again
    "note",  # a memo: `text`, `about` a coding, a segment, a transcript, a code or the study
    "draft",  # a code that the codebook does not have yet: `code`, `name`, its definition in `text`
    "undo",  # the decision `supersedes` does not count
]
ACTIONS: tuple[Action, ...] = get_args(Action)

About = Literal["", "coding", "segment", "transcript", "code", "study"]
ABOUT: tuple[About, ...] = get_args(About)

Origin = Literal["", "suggestion"]  # what a person followed; empty: nothing but the talk

CONSENSUS = "consensus"  # the coder's name of what several people have settled together
DRAFT = "draft."  # begins the ids of codes that the codebook does not have yet


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a coder's log; fields that its action does not need are empty."""

    id: str  # made where the decision was made, so that the same line sent twice is one
    time: str  # ISO 8601, UTC, of that clock; order is the order of the lines
    coder: str
    action: Action
    transcript: str = ""  # id; empty for drafts and for notes about codes and the study
    text_sha256: str = ""  # of the transcript's text that the offsets count in
    start: int = 0
    stop: int = 0
    quote: str = ""  # the text from start to stop
    before: str = ""  # up to CONTEXT characters before it
    after: str = ""
    code: str = ""
    to: str = ""  # of `recode`
    to_start: int = 0  # of `border`
    to_stop: int = 0
    tension: str = ""  # of `relate`
    level: str = ""  # of `relate`: segment, turn, answer or interview
    relation: str = ""  # of `relate`: a relation's id or `unstated`
    about: About = ""  # of `note` and `flag`
    name: str = ""  # of `draft`
    text: str = ""  # of `note`, `flag` and `draft`; elsewhere a reason somebody gave
    supersedes: str = ""  # id of the decision it takes the place of
    codebook: str = ""  # SHA-256 of the codebook that was shown
    blind: bool = False  # no machine's, no other coder's codings could be seen
    origin: Origin = ""
    sample: str = ""  # `SEED-SIZE-HASH` of the sample it belongs to
    weight: float = 1.0  # how many segments of the study one of the sample stands for
    alike: int = 0  # 1, 2: its words stand elsewhere in the text too, so many sides being alike
    polarity: Polarity | Literal[""] = ""  # how the code is said there, as the person saw or says
    voice: Voice | Literal[""] = ""  # beside a polarity, empty means `own`
    modality: Modality | Literal[""] = ""  # beside a polarity, empty means `fact`


CONTEXT = 60  # characters kept before and after a quote
