"""One coder's review of one run: what the page is given, and what becomes of what it sends."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from threading import RLock
from typing import Any

from qualcode.decisions import parse_decision, standing
from qualcode.decisions.standing import ABOUT_CODINGS
from qualcode.model.coding import MACHINE
from qualcode.model.decision import Decision
from qualcode.review.consensus import Stretch, count_open, count_relations
from qualcode.review.lines import Grounds, Known, check_line, with_context
from qualcode.review.logbook import Logbook
from qualcode.review.material import Json, Material, Place
from qualcode.review.notices import Notice
from qualcode.review.sampling import NO_SAMPLE, Sample
from qualcode.review.showing import Shown
from qualcode.review.texts import WholeTexts

MOST_LINES = 500  # in one request
_MOST_TOLD = 20  # problems
_EMPTY = {field.name: field.default for field in fields(Decision)}


class LinesRefusedError(Exception):
    """Lines that cannot be decisions about this run: none of them was saved."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems[:_MOST_TOLD])


@dataclass(frozen=True, slots=True)
class Task:
    """Who reviews, and what they are shown."""

    coder: str
    blind: bool = False
    settle: tuple[str, ...] = ()  # coders whose disagreements are settled
    queue: tuple[Place, ...] | None = None  # the segments to be read; None: everything
    sample: Sample = NO_SAMPLE
    others: Mapping[str, Sequence[Json]] | None = None  # by transcript: what they have decided
    left: int = 0  # segments whose codes all gave alike, and which are not in the queue
    blind_counts: bool = False  # whether what was given blind counts, or measures only
    whole: bool = False  # in settling: what is read is coded whole, no code is left open
    unclaimed: Mapping[str, frozenset[Stretch]] | None = None  # codings that nobody gave
    notices: tuple[Notice, ...] = ()  # what people must know before they begin
    relations: Mapping[str, Sequence[Json]] | None = None  # by transcript: those disputed


class Desk:
    """What stands behind the page, whoever asks; safe for several threads."""

    def __init__(
        self, material: Material, task: Task, log: Logbook, texts: WholeTexts | None = None
    ) -> None:
        """`material` of a blind task must be made of a run without findings."""
        self.material = material
        self.task = task
        self.log = log
        self._texts = texts
        self._grounds = Grounds(material)
        self._lock = RLock()
        self._shown = Shown(log, material, task.blind)
        self.transcript = lru_cache(maxsize=256)(self._transcript)  # bytes of JSON, by index

    def head(self) -> Json:
        """Return what the page knows from the beginning, without its messages."""
        lines, count = self.changes(0)
        return {
            **self.material.head(),
            "coder": self.task.coder,
            "blind": self.task.blind,
            "blind_counts": self.task.blind_counts,
            "settle": list(self.task.settle),
            "whole": self.task.whole,
            "queue": self._queue(),
            "lost": self._lost(),
            "notices": [asdict(one) for one in self.task.notices],
            "sample": self.task.sample.name,
            "decisions": lines,
            "count": count,
        }

    def _queue(self) -> list[list[int]] | None:
        """Return the segments to be read: the transcript's index, and the segment's number."""
        if self.task.queue is None:
            return None
        index = {id: number for number, id in enumerate(self.material.ids)}
        return [[index[transcript], segment] for transcript, segment in self.task.queue]

    def _lost(self) -> list[Json]:
        """Return the decisions that have no place in the text now, with the words they were about.

        Where a study has withdrawn anything, they may be about just that: no words are told,
        nor the name of an interview that is not there.
        """
        words = not self.material.run.manifest["withdrawal"]
        kept = ("action", "code", "to", "time", *(["quote"] if words else []))
        told: list[Json] = []
        for one in self._shown.lost():
            said = {key: getattr(one, key) for key in kept}
            if words or one.transcript in self.material.passages:
                said["transcript"] = one.transcript
            told.append({key: value for key, value in said.items() if value})
        return told

    def count_open(self) -> int:
        """Count the codes and relations to be settled about which nothing is decided yet."""
        lines, others = self._lines_that_decide(), self.task.others or {}
        tensions = self.material.run.codebook.tensions
        unclaimed = self._unclaimed() if self.task.whole else {}
        codes = count_open(self.task.queue or (), others, unclaimed, lines)
        return codes + count_relations(self.task.relations or {}, others, lines, tensions)

    def count_unclaimed(self) -> int:
        """Count the codings that none gave who is settled between, and that nobody has decided."""
        lines = self._lines_that_decide()
        decided = {(one["transcript"], one["segment"], one["code"]) for one in lines}
        return sum(
            (id, one["segment"], one["code"]) not in decided
            for id, codings in self._unclaimed().items()
            for one in codings
        )

    def _unclaimed(self) -> Mapping[str, Sequence[Json]]:
        """Return by transcript the codings that none gave who is settled between."""
        return {
            id: [
                {"code": row["code"], "segment": row["segment"]}
                for row in self.material.coded_by(id, lambda _: True)
                if (row["code"], row["start"], row["stop"]) in stretches
            ]
            for id, stretches in (self.task.unclaimed or {}).items()
        }

    def _lines_that_decide(self) -> list[Json]:
        with self._lock:
            self.log.refresh()
            self._shown.follow()
            return list(self._decided())

    def _decided(self) -> Iterator[Json]:
        """Yield what is decided of codes and relations, once for each segment that it touches."""
        shown = [one for one in self._shown.lines if one is not None]
        for line in standing(shown):
            if line.action not in {*ABOUT_CODINGS, "relate"}:
                continue
            gives = line.action not in ("reject", "relate") and line.polarity != "negated"
            said = {
                "code": line.code,
                "gives": (line.to or line.code) if gives else "",
                "tension": line.tension,
            }
            for row in self.material.rows("segments", line.transcript):
                if int(row["start"]) < line.stop and line.start < int(row["stop"]):
                    place = {"transcript": line.transcript, "segment": int(row["segment"])}
                    yield {**place, **said}

    def transcript_json(self, index: int) -> Json:
        """Return one transcript as the page has it; IndexError when there is none."""
        if not 0 <= index < len(self.material.ids):
            raise IndexError(index)
        id = self.material.ids[index]
        if self.task.blind:
            return self.material.spoken(id)
        shown = {**self.material.spoken(id), **self.material.found(id)}
        if self.task.others is not None:
            shown["others"] = list(self.task.others.get(id, ()))
            shown["disputed"] = list((self.task.relations or {}).get(id, ()))
            self._mark_unclaimed(id, shown["codings"])
        return shown

    def _mark_unclaimed(self, id: str, codings: list[Json]) -> None:
        """Mark the codings that nobody gave who is settled between; add those of other people."""
        alone = (self.task.unclaimed or {}).get(id, frozenset())

        def is_alone(one: Mapping[str, Any]) -> bool:
            return (one["code"], one["start"], one["stop"]) in alone

        for one in codings:
            one["unclaimed"] = is_alone(one)
        if self.task.whole:
            people = self.material.coded_by(id, lambda coder: coder not in self._known)
            codings += (
                {**self.material.describe(row), "unclaimed": True, "by": row["coder"]}
                for row in people
                if is_alone(row)
            )

    @property
    def _known(self) -> Collection[str]:
        """Coders whose codings are shown otherwise."""
        return {MACHINE, self.task.coder, *self.task.settle}

    def _transcript(self, index: int) -> bytes:
        return json.dumps(self.transcript_json(index), ensure_ascii=False).encode()

    def changes(self, after: int) -> tuple[list[Json], int]:
        """Return the lines of the log behind the first `after`, and how many there are.

        All of them where there are fewer than `after`: the log was put there anew.
        """
        with self._lock:
            self.log.refresh()
            return self._lines_behind(after)

    def _lines_behind(self, after: int) -> tuple[list[Json], int]:
        self._shown.follow()
        count = len(self.log.lines)
        lines = self._shown.lines[after if 0 <= after <= count else 0 :]
        return [self._as_shown(line) for line in lines if line is not None], count

    def _as_shown(self, line: Decision) -> Json:
        """Return a line as the page has it: `was` are its words where the text has others now."""
        former = self._shown.reworded.get(line.id)
        if former is None:
            return _as_json(line)
        told = "" if self.material.run.manifest["withdrawal"] else former
        return {**_as_json(line), "reworded": True, "was": told}

    def save(self, lines: Sequence[object], after: int | None = None) -> Json:
        """Write what the page sends, all of it or nothing, and return what the log has gained.

        LinesRefusedError where a line is no decision about this run; RefusedError where it cannot
        be saved.
        """
        with self._lock:
            self.log.refresh()
            self._shown.follow()
            behind = len(self.log.lines) if after is None else after
            decisions = self._read_lines(lines)
            self.log.append(decisions)
            added, count = self._lines_behind(behind)
        return {"saved": [one.id for one in decisions], "lines": added, "count": count}

    def _read_lines(self, lines: Sequence[object]) -> list[Decision]:
        if len(lines) > MOST_LINES:
            raise LinesRefusedError([f"{MOST_LINES} lines at most are saved at once"])
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        problems: list[str] = []
        decisions: list[Decision] = []
        ids, drafts = set(self.log.ids), set(self.log.drafts)
        for said in lines:
            decision, wrong = self._read_line(said, now, Known(ids, drafts))
            problems += wrong
            if decision is not None and not wrong:
                decisions.append(decision)
                ids.add(decision.id)
                if decision.action == "draft":
                    drafts.add(decision.code)
        if problems:
            raise LinesRefusedError(problems)
        return decisions

    def _read_line(self, said: object, now: str, known: Known) -> tuple[Decision | None, list[str]]:
        """Read one line: who, when and with what is said here, whatever the page says."""
        if not isinstance(said, dict):
            return None, ["a line is no object"]
        settled: dict[str, Any] = {
            "time": now,
            "coder": self.task.coder,
            "codebook": self.material.run.codebook.sha256,
            "blind": self.task.blind,
            "sample": "",
            "weight": 1.0,
        }
        parsed = parse_decision({**said, **settled})
        if not isinstance(parsed.line, Decision) or parsed.faults:
            return None, [f"the line {fault}" for fault in parsed.faults]
        line = parsed.line
        wrong = list(check_line(line, self._grounds, known))
        passage = self.material.passages.get(line.transcript)
        if wrong or passage is None:
            return line, wrong
        sample, weight = self.task.sample.belonging(line.transcript, line.start, line.stop)
        line = replace(line, sample=sample, weight=weight)
        whole = self._texts(line.transcript) if self._texts is not None else None
        return with_context(self._shown.replaced_by(line), passage, whole), []


def _as_json(line: Decision) -> Json:
    """Return a line as the log has it: without what is empty."""
    said = ((name, getattr(line, name)) for name in _EMPTY)
    return {name: value for name, value in said if value != _EMPTY[name]}
