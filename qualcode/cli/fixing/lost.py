"""The decisions that have lost their place, and the lines that bring them to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from qualcode.cli.fixing.said import GONE, read_place
from qualcode.cli.fixing.told import shorten

if TYPE_CHECKING:
    from qualcode.decisions import Log
    from qualcode.decisions.checking import Ground
    from qualcode.decisions.placing import Standing
    from qualcode.decisions.talk import Talk
    from qualcode.errors import Problem
    from qualcode.model.coding import Span
    from qualcode.model.decision import Decision
    from qualcode.model.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision that has lost its place, and the log it stands in."""

    log: Log
    standing: Standing

    @property
    def decision(self) -> Decision:
        """The decision itself."""
        return self.standing.decision


class Fixing:
    """The decisions without a place, and what a person says of them."""

    def __init__(self, logs: Iterable[Log], ground: Ground, title: str) -> None:
        from qualcode.decisions.checking import find_lost

        self.logs = tuple(logs)
        self.ground = ground
        self._title = title
        self._talks: dict[str, Talk] = {}
        self.lost = {
            one.decision.id: Lost(log, one) for log in self.logs for one in find_lost(log, ground)
        }
        places: dict[tuple[str, ...], list[Lost]] = {}
        for lost in self.lost.values():
            places.setdefault(_former_place(lost.decision), []).append(lost)
        self.places = tuple(places.values())

    def carry(self, renamed: Mapping[str, str]) -> None:
        """Write down that transcripts have other names now; nothing where one cannot be so."""
        from qualcode.decisions import append
        from qualcode.decisions.checking import find_missing
        from qualcode.decisions.fixing import carry_decision
        from qualcode.decisions.placing import place_decisions
        from qualcode.errors import QualcodeError

        missing = find_missing(self.logs, self.ground)
        if problems := list(self._find_misnamed(renamed, missing)):
            raise QualcodeError(problems)
        meant = self.ground.codebook.meanings if self.ground.codebook else {}
        for old, new in renamed.items():
            transcript = self.ground.transcripts[new]
            talk = self._hear(transcript)
            found = total = 0
            for log in self.logs:
                own = [one for one in missing[old] if one.coder == log.coder]
                # one by one: a line that a later one replaces there is carried too, and before it
                stand = [
                    placed
                    for one in own
                    for placed in place_decisions([one], transcript, talk, meant)
                ]
                lines = [carry_decision(one, transcript, talk) for one in stand]
                if lines:
                    append(log.file, lines, self._title)
                found += sum(one.placed for one in stand)
                total += len(stand)
            typer.echo(f"{old} is {new} now: {found} of {total} decisions have their place there")

    def _find_misnamed(
        self, renamed: Mapping[str, str], missing: Mapping[str, Sequence[Decision]]
    ) -> Iterator[Problem]:
        from qualcode.decisions.placing import has_place
        from qualcode.decisions.renamed import count_placed
        from qualcode.errors import Problem

        for old, new in renamed.items():
            transcript = self.ground.transcripts.get(new)
            if transcript is None:
                message = f"{new} is not among the transcripts, or cannot be read"
                yield Problem("--transcript", message, cure="write its name as `qualcode tag` does")
            elif old not in missing:
                message = f"no decision is about a transcript {old} that is not there"
                yield Problem("--transcript", message, cure="see `qualcode decisions check`")
            elif any(map(has_place, missing[old])) and not count_placed(
                missing[old], transcript, self.ground.codebook
            ):
                message = (
                    f"none of the {len(missing[old])} decisions about {old} has its words in {new}"
                )
                yield Problem(
                    "--transcript", message, cure="name the transcript that they are about"
                )

    def place_named(self, places: Mapping[str, str]) -> None:
        """Write down all places, or none where one cannot be."""
        from qualcode.errors import Problem, QualcodeError

        problems: list[Problem] = []
        spans: dict[str, Span] = {}
        gone = [id for id, said in places.items() if said == GONE]
        counting = {id: log for id, log in self._counting() if id in gone}
        for id, said in places.items():
            if id in counting:
                continue
            if id not in self.lost:
                message = f"{id} is no decision without a place"
                problems.append(Problem("--place", message, cure="see `qualcode decisions check`"))
                continue
            decision = self.lost[id].decision
            transcript = self.ground.transcripts[decision.transcript]
            span = read_place(said, transcript)
            wrong = span if isinstance(span, str) else self.find_wrong(decision, span)
            if isinstance(span, str) or wrong:
                problems.append(Problem("--place", f"{id}: {wrong}"))
            else:
                spans[id] = span
        if problems:
            raise QualcodeError(problems)
        for id, span in spans.items():
            one = self.lost[id]
            typer.echo(f"{one.log.coder}: {shorten(self.write(one, span))}")
        for id, log in counting.items():
            self.take_back(log, [id])
            typer.echo(f"{log.coder}: {id} counts no more")

    def _counting(self) -> Iterator[tuple[str, Log]]:
        from qualcode.decisions import standing

        for log in self.logs:
            for one in standing(log.decisions, apart=True):
                yield one.id, log

    def take_back(self, log: Log, ids: Sequence[str]) -> None:
        """Write down that decisions of a log count no more: what they were about is gone."""
        from qualcode.decisions import append
        from qualcode.decisions.fixing import take_back

        append(log.file, take_back(log.decisions, ids), self._title)

    def find_wrong(self, decision: Decision, span: Span) -> str:
        """Return why a decision cannot stand there, and what to do."""
        transcript = self.ground.transcripts[decision.transcript]
        if self._hear(transcript).holds(decision, self._widen(decision, span)):
            return ""
        place = shorten(transcript.text[slice(*span)])
        told = f"“{place}” does not lie in one turn of a respondent"
        return f"{told}; name words inside one answer"

    def _widen(self, decision: Decision, span: Span) -> Span:
        """Return the segment of a place for what says that a segment was read."""
        from qualcode.decisions.fixing import segment_at

        if decision.action != "seen":
            return span
        segment = segment_at(self.ground.transcripts[decision.transcript], span)
        return (segment.start, segment.stop) if segment else span

    def _hear(self, transcript: Transcript) -> Talk:
        from qualcode.decisions.talk import hear

        if transcript.id not in self._talks:
            self._talks[transcript.id] = hear(transcript, self.ground.codebook)
        return self._talks[transcript.id]

    def write(self, lost: Lost, span: Span) -> str:
        """Append the line that takes the place of the old one; return its quote."""
        from qualcode.decisions import append
        from qualcode.decisions.fixing import move_decision

        one = lost.decision
        transcript = self.ground.transcripts[one.transcript]
        place = self._widen(one, span)
        moved = move_decision(one, transcript, self._hear(transcript), *place)
        append(lost.log.file, [moved], self._title)
        return moved.quote

    def offer(self, some: Sequence[Lost]) -> tuple[Span, ...]:
        """Return the likeliest places of decisions that stood together."""
        from qualcode.decisions.fixing import find_places

        transcript = self.ground.transcripts[some[0].decision.transcript]
        talk = self._hear(transcript)
        return tuple(
            dict.fromkeys(
                span
                for one in {(one.decision.action, one.decision.code): one for one in some}.values()
                for span in find_places(one.decision, transcript, talk)
                if talk.holds(one.decision, span)
            )
        )


def _former_place(decision: Decision) -> tuple[str, ...]:
    """Return what tells places apart, in whichever form of the text they were."""
    return decision.transcript, decision.quote, decision.before, decision.after
