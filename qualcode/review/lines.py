"""Whether a line that is sent can be a decision about this run; its quote as the text has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.decisions import count_alike
from qualcode.decisions.talk import Talk, speakers_of
from qualcode.model.coding import UNSTATED
from qualcode.model.decision import CONTEXT, DRAFT, Action, Decision
from qualcode.review.blind import REFUSED
from qualcode.review.material import Material, Passage

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{7,63}")
_DRAFT_ID = re.compile(r"draft\.[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_LONGEST = 20_000  # characters of a memo or definition
_LONGEST_NAME = 200

PLACED: tuple[Action, ...] = ("accept", "reject", "add", "recode", "border", "relate", "seen")
_CODED: tuple[Action, ...] = ("accept", "reject", "add", "recode", "border")
_FREE: tuple[Action, ...] = ("note", "flag")


class Grounds:
    """What decisions about a run are checked against."""

    def __init__(self, material: Material) -> None:
        self.material = material

    @cached_property
    def codes(self) -> frozenset[str]:
        """The ids of the codebook."""
        return frozenset(code.id for code in self.material.run.codebook.codes)

    @cached_property
    def tensions(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """Levels and relations of each tension."""
        return {
            one.id: (frozenset(one.levels), frozenset({*one.relations, UNSTATED}))
            for one in self.material.run.codebook.tensions
        }

    @cached_property
    def segments(self) -> frozenset[tuple[str, int, int]]:
        """Where segments lie: transcript, start, stop."""
        rows = self.material.run.tables["segments"]
        return frozenset(
            (str(row["transcript"]), int(row["start"]), int(row["stop"])) for row in rows
        )

    @cached_property
    def _speakers(self) -> Mapping[str, Collection[str]]:
        return speakers_of(self.material.run.codebook)

    @cached_property
    def _talks(self) -> dict[str, Talk]:
        return {}

    def hears(self, line: Decision) -> bool:
        """Tell whether a line gives its code to talk that can have it, inside one turn."""
        id = line.transcript
        if id not in self._talks:
            turns = self.material.rows("turns", id)
            spans = [(str(one["role"]), int(one["start"]), int(one["stop"])) for one in turns]
            self._talks[id] = Talk(spans, self._speakers)
        borders = line.to_start, line.to_stop
        return self._talks[id].holds(line, (line.start, line.stop), borders)


@dataclass(frozen=True, slots=True)
class Known:
    """What the lines before say: only these can be undone, only these drafts be given."""

    ids: Container[str]
    drafts: Container[str]


def check_line(line: Decision, grounds: Grounds, known: Known) -> Iterator[str]:
    """Yield what is wrong with a line, in words for the person at the page."""
    if not _ID.fullmatch(line.id):
        yield "the line has no id of its own"
    yield from _check_sizes(line)
    if line.blind and line.action in REFUSED:
        yield f"`{line.action}` is about a coding, and none is shown to a blind coder"
    if line.blind and line.origin:
        yield "nothing is suggested to a blind coder"
    if line.supersedes and line.supersedes not in known.ids:
        yield f"`{line.supersedes}`, which it takes the place of, is not in the log"
    if line.action == "draft":
        yield from _check_draft(line)
    if line.action in _FREE:
        yield from _check_about(line, grounds, known)
    if line.action in _CODED:
        yield from _check_code(line.code, grounds, known)
    if line.action in _CODED and line.to:
        yield from _check_code(line.to, grounds, known)
    if line.action == "relate":
        yield from _check_relation(line, grounds)
    if line.action in PLACED:
        yield from _check_place(line, grounds)


def _check_sizes(line: Decision) -> Iterator[str]:
    if len(line.text) > _LONGEST:
        yield f"a memo has {_LONGEST:,} characters at most"
    short = (line.name, line.code, line.to, line.tension, line.level, line.relation)
    if any(len(one) > _LONGEST_NAME for one in short):
        yield f"a name has {_LONGEST_NAME} characters at most"


def _check_draft(line: Decision) -> Iterator[str]:
    if not _DRAFT_ID.fullmatch(line.code):
        yield f"`{line.code}` is no id of a draft: `{DRAFT}` and letters a-z, digits, `_`"


def _check_about(line: Decision, grounds: Grounds, known: Known) -> Iterator[str]:
    if not line.about:
        yield f"`{line.action}` does not say about what"
    if line.about == "code" or line.code:
        yield from _check_code(line.code, grounds, known)
    if line.about in ("coding", "segment"):
        yield from _check_place(line, grounds)
    elif line.about == "transcript":
        yield from _check_transcript(line, grounds)


def _check_code(code: str, grounds: Grounds, known: Known) -> Iterator[str]:
    if code not in grounds.codes and code not in known.drafts:
        yield f"`{code}` is no code of the codebook and no draft"


def _check_relation(line: Decision, grounds: Grounds) -> Iterator[str]:
    if line.tension not in grounds.tensions:
        yield f"`{line.tension}` is no tension of the codebook"
        return
    levels, relations = grounds.tensions[line.tension]
    if line.level not in levels:
        yield f"`{line.level}` is no level of the tension"
    if line.relation not in relations:
        yield f"`{line.relation}` is no relation of the tension"


def _check_transcript(line: Decision, grounds: Grounds) -> Iterator[str]:
    passage = grounds.material.passages.get(line.transcript)
    if passage is None:
        yield f"`{line.transcript}` is no transcript of the run"
    elif line.text_sha256 != passage.sha256:
        yield f"the text of {line.transcript} is another than in the run"


def _check_place(line: Decision, grounds: Grounds) -> Iterator[str]:
    passage = grounds.material.passages.get(line.transcript)
    if passage is None or line.text_sha256 != passage.sha256:
        yield from _check_transcript(line, grounds)
        return
    if not 0 <= line.start < line.stop <= len(passage.text):
        yield f"{line.start} to {line.stop} is no place in {line.transcript}"
    elif passage.quote(line.start, line.stop) != line.quote:
        yield f"the quote is not what stands at {line.start} of {line.transcript}"
    elif line.action == "seen":
        if (line.transcript, line.start, line.stop) not in grounds.segments:
            yield f"{line.start} to {line.stop} is no segment of {line.transcript}"
    elif not grounds.hears(line):
        what = "the new borders do" if line.action == "border" else "what is coded does"
        yield f"{what} not lie in one turn of a respondent: choose words inside one answer"


def with_context(line: Decision, passage: Passage, whole: str | None) -> Decision:
    """Return the line with its quote and surroundings as the transcript has them.

    It is also told how like another place of the text is, so that it never goes there. `whole`: the
    transcript's text; where it is not known, the surroundings end with the turn.
    """
    start, stop = line.start, line.stop
    if not line.quote:
        return line
    if whole is not None:
        before, after = whole[max(0, start - CONTEXT) : start], whole[stop : stop + CONTEXT]
        line = replace(line, quote=whole[start:stop], before=before, after=after)
        return replace(line, alike=count_alike(line, whole))
    first = max((begin for begin, _ in passage.turns if begin <= start), default=0)
    last = min((end for _, end in passage.turns if end >= stop), default=len(passage.text))
    before = passage.quote(max(first, start - CONTEXT), start)
    line = replace(line, before=before, after=passage.quote(stop, min(last, stop + CONTEXT)))
    return replace(line, alike=count_alike(line, passage.text))
