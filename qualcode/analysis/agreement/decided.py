"""People's decisions → coders with stretches, as agreement compares them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.agreement.coders import Coder, Stretch
from qualcode.analysis.agreement.fitting import group_by_transcript
from qualcode.analysis.agreement.spans import Span, overlap_of
from qualcode.decisions import Log, Logs, Placed, place, standing
from qualcode.decisions.as_read import (
    GIVING,
    Knowable,
    drafted_before,
    find_lacking,
    find_sighted,
    runs_over,
)
from qualcode.decisions.placing import Standing, leave_replaced
from qualcode.errors import Problem
from qualcode.model.codebook import Codebook
from qualcode.model.coding import MIXED, UNSTATED
from qualcode.model.decision import DRAFT, Decision
from qualcode.runs.read import Record, Run

DENYING = frozenset({"reject", "recode"})  # the code that stood there does not fit
_USED = GIVING | {"reject", "seen", "relate"}
_CHECK = "look at them with `qualcode decisions check`"


@dataclass(frozen=True, slots=True)
class Mark:
    """That a coder has read a stretch, gives or denies a code there, or says how poles meet."""

    line: int
    transcript: str
    span: Span
    text: str
    code: str = ""
    tension: str = ""
    relation: str = ""
    weight: float = 1.0
    denied: str = ""  # a code that was there, or was looked for, and does not fit
    unjudged: frozenset[str] = frozenset()  # of what was read: codes that the coder did not have
    sighted: bool = False  # of what was read: decided about before with codings in sight

    @property
    def reads(self) -> bool:
        """Whether it says that the stretch was read."""
        return not (self.code or self.tension or self.denied)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The coders of some logs, and what of their decisions cannot be compared."""

    coders: tuple[Coder, ...]
    problems: tuple[Problem, ...]


def as_coders(run: Run, logs: Logs, *, blind: bool = True) -> tuple[Coder, ...]:
    """Return the coders of the logs, as `gather_coders` does."""
    return gather_coders(run, logs, blind=blind).coders


def gather_coders(run: Run, logs: Logs, *, blind: bool = True) -> Gathered:
    """Make a coder of each log: what they have read, and which codes they gave there.

    A segment that a coder marked as read is a stretch with all codes given inside it; what is not
    given there, or is denied there, is a no. A code with borders of its own is a further stretch,
    which says nothing of other codes. Of a code that was not in the codebook yet a segment that was
    read says nothing; where a code that was given has lost its place, or the words run over several
    turns now, it is not known what was read, and the segment is left out. `blind`: only decisions
    made blind count; else all do, and a machine's coding that was accepted was given. Coders who
    have read nothing (so) are left out.
    """
    ground = _Ground(run)
    coders: list[Coder] = []
    problems: list[Problem] = []
    for log in logs.logs:
        told = standing(log.decisions, apart=blind)
        marks, lost = ground.mark(log, [one for one in told if one.blind or not blind])
        problems += _tell_lost(log, lost)
        coder = make_coder(log.coder, str(log.file), marks)
        if any(one.reads for one in coder.stretches):
            coders.append(coder)
        elif marks:
            message = f"{log.coder} has marked no segment as read; decisions left out: {len(marks)}"
            cure = "in `qualcode review`, Enter says that a segment is read"
            problems.append(Problem(str(log.file), message, cure=cure))
    return Gathered(tuple(coders), tuple(problems))


def make_coder(name: str, file: str, marks: Iterable[Mark]) -> Coder:
    """Make a coder of marks: a stretch for all that was read, others for codes with own borders."""
    by_transcript: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_transcript[mark.transcript].append(mark)
    stretches: list[Stretch] = []
    for own in by_transcript.values():
        given = [one for one in own if one.code]
        read = {one.span: one for one in own if one.reads}
        for one in read.values():
            codes = frozenset(mark.code for mark in given if _fits(mark.span, one.span))
            denied = {mark.denied for mark in own if mark.denied and _fits(mark.span, one.span)}
            whole = replace(one, unjudged=one.unjudged - codes - denied)
            stretches.append(_as_stretch(whole, codes, reads=True))
        stretches += (
            _as_stretch(one, frozenset({one.code}), reads=False)
            for one in given
            if one.span not in read
        )
        for one in own:
            if one.tension:
                stretches.append(_as_stretch(one, frozenset(), reads=False))
    ordered = sorted(stretches, key=lambda one: (one.file, one.place or (0, 0), one.line))
    return Coder(name, file, tuple(ordered))


def _as_stretch(mark: Mark, codes: frozenset[str], *, reads: bool) -> Stretch:
    relations = ((mark.tension, mark.relation),) if mark.tension else ()
    return Stretch(
        mark.line,
        mark.transcript,
        mark.span[0],
        "",
        mark.text,
        codes,
        relations,
        mark.span,
        reads,
        mark.weight,
        mark.unjudged,
        mark.sighted,
    )


def _fits(one: Span, other: Span) -> bool:
    """Tell whether they share half of either, as units do."""
    return 2 * overlap_of(one, other) >= min(one[1] - one[0], other[1] - other[0])


class _Ground:
    """The texts of a run, on which decisions are placed."""

    def __init__(self, run: Run) -> None:
        self._turns = group_by_transcript(run.tables["turns"])
        self._texts: dict[str, str] = {}
        self._talk: dict[str, tuple[Span, ...]] = {}
        self._hashes: Mapping[str, str] = {
            str(one["transcript"]): str(one["text_sha256"]) for one in run.manifest["transcripts"]
        }
        self._codebook = run.codebook
        self._meant = run.codebook.meanings
        self._tensions = {tension.id for tension in run.codebook.tensions}
        self._relations = {UNSTATED, MIXED, *(one.id for one in run.codebook.relations)}
        self._rows: Mapping[tuple[str, str], Record] = {
            (str(row["coder"]), str(row["decision"])): row for row in run.tables["decisions"]
        }

    def mark(self, log: Log, decisions: Sequence[Decision]) -> tuple[list[Mark], dict[str, int]]:
        """Return what decisions say of this run, and how many of the others there are by reason.

        What the coder has decided anew on a later form of the text is left out, as in the run;
        what has no place there is counted as there, memos too.
        """
        marks: list[Mark] = []
        lost: dict[str, int] = defaultdict(int)
        lost["orphan"] = sum(map(self._is_orphan, decisions))
        stand = leave_replaced([self._place(one) for one in decisions if one.action in _USED])
        lacking = find_lacking([(one.decision, one.placed) for one in stand])
        read = _Reading(log, self._codebook)
        for one in stand:
            told = self._mark(log, one)
            if isinstance(told, str):
                lost[told] += not self._is_orphan(one.decision)
            elif not told.reads:
                marks.append(told)
            elif one.decision.id in lacking:
                lost["lacking"] += 1
            elif one.how == "reworded" and runs_over(told.span, self._heard(told.transcript)):
                lost["spread"] += 1
            else:
                marks.append(read.know(told, one.decision))
        return marks, dict(lost)

    def _is_orphan(self, one: Decision) -> bool:
        """Tell whether a decision has no place in the run."""
        row = self._rows.get((one.coder, one.id))
        return row is not None and row["outcome"] == "orphan"

    def _heard(self, transcript: str) -> Iterator[Span]:
        """Yield where anybody speaks."""
        return ((int(one["start"]), int(one["stop"])) for one in self._turns[transcript])

    def _place(self, one: Decision) -> Standing:
        """Place a decision where the run has it; by what the run has of the text if it is newer."""
        code, to = (self._meant.get(id, id) for id in (one.code, one.to))
        if row := self._rows.get((one.coder, one.id)):
            start, stop, first, last = (
                int(row[end]) for end in ("start", "stop", "to_start", "to_stop")
            )
            placed = row["outcome"] != "orphan"
            how = str(row["how"])
            return Standing(one, placed, code, to, start, stop, first, last, how=how)
        unplaced = Standing(one, False, code, to)
        if one.transcript not in self._turns:
            return unplaced
        hash = self._hashes.get(one.transcript, "")
        text = self._text(one.transcript)
        found = place(one, text, hash, self._spoken(one.transcript))
        if not isinstance(found, Placed):
            return unplaced
        span = found.start, found.stop
        if one.action != "border":
            return Standing(one, True, code, to, *span, how=found.how)
        moved = found.start - one.start
        borders = one.to_start + moved, one.to_stop + moved
        known = found.how != "reworded" and 0 <= borders[0] < borders[1] <= len(text)
        return Standing(one, True, code, to, *span, *borders) if known else unplaced

    def _mark(self, log: Log, standing: Standing) -> Mark | str:
        one = standing.decision
        if one.transcript not in self._turns:
            return "elsewhere"
        code = denied = ""
        if one.action in DENYING:
            denied = self._meant.get(one.code, "")
        if one.action in GIVING:
            written = one.to or one.code
            code = self._meant.get(written, "")
            if not code and one.polarity != "negated":
                return "draft" if written.startswith(DRAFT) else "gone"
            if one.polarity == "negated":  # as with the machine's: what is denied is not there
                code, denied = "", code
        if one.action in DENYING | GIVING and not (code or denied):
            return "denied"  # no code of the codebook
        if one.action == "relate" and not self._knows(one):
            return "gone"
        if not standing.placed:
            return "orphan" if code or not denied else "denied"
        span = standing.start, standing.stop
        if one.action == "border":
            span = standing.to_start, standing.to_stop
        line = log.lines[one.id].number if one.id in log.lines else 0
        said = self._text(one.transcript)[span[0] : span[1]]
        tension = one.tension if one.action == "relate" else ""
        told = Mark(line, one.transcript, span, said, code, tension, one.relation, one.weight)
        return replace(told, denied=denied)

    def _knows(self, one: Decision) -> bool:
        """Tell whether the codebook still has the tension, and the relation it is said to have."""
        return one.tension in self._tensions and one.relation in self._relations

    def _spoken(self, transcript: str) -> tuple[Span, ...]:
        """Return where respondents speak."""
        if transcript not in self._talk:
            self._talk[transcript] = tuple(
                (int(turn["start"]), int(turn["stop"]))
                for turn in self._turns[transcript]
                if turn["role"] == "respondent"
            )
        return self._talk[transcript]

    def _text(self, transcript: str) -> str:
        """Put together the text as its turns stand in it; between them nobody codes."""
        if transcript not in self._texts:
            self._texts[transcript] = _join(self._turns[transcript])
        return self._texts[transcript]


class _Reading:
    """What is known of the segments that one coder has marked as read."""

    def __init__(self, log: Log, codebook: Codebook) -> None:
        self._knowable = Knowable(codebook, log.books)
        self._drafted = drafted_before(log.decisions)
        self._sighted = find_sighted(log.decisions)

    def know(self, mark: Mark, read: Decision) -> Mark:
        """Return the mark with the codes of which it says nothing, and what was seen before."""
        unjudged = self._knowable.lacked(read.codebook, self._drafted.get(read.id, frozenset()))
        return replace(mark, unjudged=unjudged, sighted=read.id in self._sighted)


def _join(turns: Iterable[Record]) -> str:
    parts: list[str] = []
    length = 0
    for turn in turns:
        gap = max(0, int(turn["start"]) - length)
        parts += ("\n" * gap, str(turn["text"]))
        length += gap + len(str(turn["text"]))
    return "".join(parts)


_FIX = "say where they belong: `qualcode decisions fix`"
_WHY = {
    "orphan": ("decisions that have lost their place in the text", _FIX),
    "lacking": ("segments read in which a code that was given has lost its place", _FIX),
    "spread": (
        "segments read whose words were changed and run over several turns now",
        "read them again: `qualcode review`",
    ),
    "gone": ("decisions about a code, tension or relation that is gone", _CHECK),
    "draft": (
        "decisions that give a code which the codebook does not have yet",
        "`qualcode codebook adopt` adds it",
    ),
}


def _tell_lost(log: Log, lost: Mapping[str, int]) -> Iterator[Problem]:
    """Tell what is not compared; of interviews that are not in the run nothing is said."""
    for why, (message, cure) in _WHY.items():
        if count := lost.get(why, 0):
            yield Problem(str(log.file), f"left out {message}: {count}", cure=cure)
