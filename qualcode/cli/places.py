"""`qualcode decisions fix`: a person says where decisions belong whose place was lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from qualcode.cli.editing import choose_width

if TYPE_CHECKING:
    from qualcode.decisions import Log, Orphan
    from qualcode.decisions.checking import Ground
    from qualcode.decisions.talk import Talk
    from qualcode.errors import Problem
    from qualcode.model.coding import Span
    from qualcode.model.decision import Decision
    from qualcode.model.transcript import Transcript

_AROUND = 40  # characters shown on either side of a place
_NOWHERE = (0, 0)  # a decision is left as it is


def parse_places(said: Sequence[str]) -> dict[str, Span]:
    """Return the stretches named as ID=START-STOP, by the ids."""
    places = {}
    for one in said:
        id, _, written = one.rpartition("=")
        span = _parse_span(written)
        if not id or span is None:
            raise typer.BadParameter(f"{one}: write ID=START-STOP", param_hint="--place")
        places[id] = span
    return places


def _parse_span(said: str) -> Span | None:
    start, _, stop = said.partition("-")
    if not (start.strip().isdecimal() and stop.strip().isdecimal() and int(start) < int(stop)):
        return None
    return int(start), int(stop)


class Fixing:
    """The decisions without a place, and what a person says of them."""

    def __init__(
        self, orphans: Mapping[str, tuple[Log, Orphan]], ground: Ground, title: str
    ) -> None:
        self._orphans = orphans
        self._ground = ground
        self._title = title
        self._talks: dict[str, Talk] = {}
        self._chosen: dict[tuple[str, str, int, int], Span] = {}  # by the place there was

    def place_named(self, places: Mapping[str, Span]) -> None:
        """Write down all places, or none where one cannot be."""
        from qualcode.errors import Problem, QualcodeError

        problems: list[Problem] = []
        for id, span in places.items():
            if id not in self._orphans:
                message = f"{id} is no decision without a place"
                problems.append(Problem("--place", message, cure="see `qualcode decisions check`"))
            elif wrong := self._find_wrong(self._orphans[id][1].decision, span):
                message, cure = wrong
                problems.append(Problem("--place", f"{id}: {message}", cure=cure))
        if problems:
            raise QualcodeError(problems)
        for id, span in places.items():
            log, orphan = self._orphans[id]
            typer.echo(f"{log.coder}: {_shorten(self._write(log, orphan, span))}")

    def _find_wrong(self, decision: Decision, span: Span) -> tuple[str, str] | None:
        """Return why a decision cannot stand there, and what to do."""
        transcript = self._ground.transcripts[decision.transcript]
        where = f"{span[0]}-{span[1]}"
        count = "count characters of the text as it is read"
        if span[1] > len(transcript.text) or not transcript.text[slice(*span)].strip():
            return f"{transcript.id} has no words at {where}", count
        if not self._hear(transcript).holds(decision, span):
            message = f"{where} of {transcript.id} does not lie in one turn of a respondent"
            return message, "name words inside one answer"
        return None

    def _hear(self, transcript: Transcript) -> Talk:
        from qualcode.decisions.talk import hear

        if transcript.id not in self._talks:
            self._talks[transcript.id] = hear(transcript, self._ground.codebook)
        return self._talks[transcript.id]

    def _write(self, log: Log, orphan: Orphan, span: Span) -> str:
        """Append the line that takes the place of the old one; return its quote."""
        from qualcode.decisions import append
        from qualcode.decisions.fixing import move_decision

        one = orphan.decision
        transcript = self._ground.transcripts[one.transcript]
        moved = move_decision(one, transcript, self._hear(transcript), *span)
        append(log.file, [moved], self._title)
        self._chosen[_former(one)] = span
        return moved.quote

    def ask_all(self) -> None:
        """Show each orphan with the likeliest places, and write down what is chosen."""
        if not self._orphans:
            typer.echo("every decision has its place")
        for number, (log, orphan) in enumerate(self._orphans.values(), 1):
            one = orphan.decision
            transcript = self._ground.transcripts[one.transcript]
            again = self._chosen.get(_former(one))
            near = tuple(dict.fromkeys((*([again] if again else []), *self._offer(one))))
            typer.echo(f"\n{number} of {len(self._orphans)}: {_tell_orphan(log, orphan)}")
            for at, span in enumerate(near, 1):
                same = " (as chosen before)" if span == again else ""
                typer.echo(f"  {at}) {span[0]}-{span[1]}{same}: {_show(transcript, span)}")
            chosen = self._ask(one, near, "1" if again else "0")
            if chosen is None:
                return
            if chosen != _NOWHERE:
                self._write(log, orphan, chosen)
                typer.echo("  saved")

    def _offer(self, decision: Decision) -> Iterator[Span]:
        from qualcode.decisions.fixing import find_places

        transcript = self._ground.transcripts[decision.transcript]
        talk = self._hear(transcript)
        for span in find_places(decision, transcript, talk):
            if talk.holds(decision, span):
                yield span

    def _ask(self, decision: Decision, near: Sequence[Span], default: str) -> Span | None:
        """Return the place chosen, an empty one to leave it as it is; None to stop."""
        if not near:
            typer.echo("  nothing like it is there")
        numbers = f"1-{len(near)}, " if near else ""
        while True:
            asked = f"  {numbers}another place as START-STOP, 0 to leave it, q to stop"
            said = typer.prompt(asked, default=default).strip()
            if said.lower() == "q":
                return None
            if said.isdecimal() and int(said) <= len(near):
                return near[int(said) - 1] if int(said) else _NOWHERE
            if (span := _parse_span(said)) is None:
                continue
            if wrong := self._find_wrong(decision, span):
                typer.echo(f"  {'; '.join(wrong)}")
            else:
                return span


def _former(decision: Decision) -> tuple[str, str, int, int]:
    return decision.transcript, decision.text_sha256, decision.start, decision.stop


def _tell_orphan(log: Log, orphan: Orphan) -> str:
    one = orphan.decision
    about = one.code or one.tension
    what = f"{one.action} {about}".strip()
    shown = f"  …{_flat(one.before[-_AROUND:])}[{_shorten(one.quote)}]{_flat(one.after[:_AROUND])}…"
    return f"{log.coder}: {what} in {one.transcript}: {orphan.why}\n{shown}"


def _show(transcript: Transcript, span: Span) -> str:
    text = transcript.text
    before = _flat(text[max(0, span[0] - _AROUND) : span[0]])
    after = _flat(text[span[1] : span[1] + _AROUND])
    return f"…{before}[{_shorten(text[slice(*span)])}]{after}…"


def _shorten(quote: str) -> str:
    from qualcode.terminal import fit

    return fit(_flat(quote).strip(), 2 * choose_width() // 3)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
