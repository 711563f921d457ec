"""`qualcode decisions fix`: a person says where decisions belong whose place was lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import typer

from qualcode.cli.editing import choose_width

if TYPE_CHECKING:
    from qualcode.decisions import Log
    from qualcode.decisions.checking import Ground
    from qualcode.decisions.placing import Standing
    from qualcode.decisions.talk import Talk
    from qualcode.errors import Problem
    from qualcode.model.coding import Span
    from qualcode.model.decision import Decision
    from qualcode.model.transcript import Transcript

_AROUND = 40  # characters shown on either side of a place
_SHOWN_WORDS = 60  # characters of a quote in a list
_SEGMENT = re.compile(r"[sс]\s*(\d+)", re.IGNORECASE)  # the second is Cyrillic
_SPAN = re.compile(r"(\d+)\s*-\s*(\d+)")
_NUMBERS = re.compile(r"[\d\s-]*")
GONE: Literal["gone"] = "gone"
FORMS = "s9 (a segment), words that stand there, START-STOP, or gone"


def parse_places(said: Sequence[str]) -> dict[str, str]:
    """Return what is said of each decision, by the ids."""
    places: dict[str, str] = {}
    for one in said:
        id, _, written = (part.strip() for part in one.partition("="))
        if not id or not written or _is_no_place(written):
            raise typer.BadParameter(f"{one}: write ID= and {FORMS}", param_hint="--place")
        if places.get(id, written) != written:
            raise typer.BadParameter(f"{id} is given two places", param_hint="--place")
        places[id] = written
    return places


def parse_renamed(said: Sequence[str]) -> dict[str, str]:
    """Return the names that transcripts have now, by their former ones."""
    renamed: dict[str, str] = {}
    for one in said:
        old, _, new = (part.strip() for part in one.partition("="))
        if not old or not new or old == new or renamed.get(old, new) != new:
            raise typer.BadParameter(
                f"{one}: write OLD=NEW, each OLD once", param_hint="--transcript"
            )
        renamed[old] = new
    return renamed


def _is_no_place(written: str) -> bool:
    span = _SPAN.fullmatch(written)
    return int(span[1]) >= int(span[2]) if span else bool(_NUMBERS.fullmatch(written))


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

        self._logs = tuple(logs)
        self._ground = ground
        self._title = title
        self._talks: dict[str, Talk] = {}
        self._lost = {
            one.decision.id: Lost(log, one) for log in self._logs for one in find_lost(log, ground)
        }
        places: dict[tuple[str, ...], list[Lost]] = {}
        for lost in self._lost.values():
            places.setdefault(_former_place(lost.decision), []).append(lost)
        self._places = tuple(places.values())

    def carry(self, renamed: Mapping[str, str]) -> None:
        """Write down that transcripts have other names now; nothing where one cannot be so."""
        from qualcode.decisions import append
        from qualcode.decisions.checking import find_missing
        from qualcode.decisions.fixing import carry_decision
        from qualcode.decisions.placing import place_decisions
        from qualcode.errors import QualcodeError

        missing = find_missing(self._logs, self._ground)
        if problems := list(self._find_misnamed(renamed, missing)):
            raise QualcodeError(problems)
        meant = self._ground.codebook.meanings if self._ground.codebook else {}
        for old, new in renamed.items():
            transcript = self._ground.transcripts[new]
            talk = self._hear(transcript)
            found = total = 0
            for log in self._logs:
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
            transcript = self._ground.transcripts.get(new)
            if transcript is None:
                message = f"{new} is not among the transcripts, or cannot be read"
                yield Problem("--transcript", message, cure="write its name as `qualcode tag` does")
            elif old not in missing:
                message = f"no decision is about a transcript {old} that is not there"
                yield Problem("--transcript", message, cure="see `qualcode decisions check`")
            elif any(map(has_place, missing[old])) and not count_placed(
                missing[old], transcript, self._ground.codebook
            ):
                message = (
                    f"none of the {len(missing[old])} decisions about {old} has its words in {new}"
                )
                yield Problem(
                    "--transcript", message, cure="name the transcript that they are about"
                )

    def ask_renamed(self) -> bool:
        """Ask about each transcript that seems to have come back; tell whether anything was."""
        from qualcode.decisions.checking import find_missing, find_renamed

        missing = find_missing(self._logs, self._ground)
        said = {}
        for old, new in find_renamed(self._logs, self._ground).items():
            what = f"the {len(missing[old])} decisions" if len(missing[old]) > 1 else "the decision"
            found = f"{new.placed} of {new.decisions} find their words there"
            verb = "Are" if len(missing[old]) > 1 else "Is"
            if typer.confirm(f"{verb} {what} about {old} about {new.transcript}? ({found})"):
                said[old] = new.transcript
        if said:
            self.carry(said)
        return bool(said)

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
            if id not in self._lost:
                message = f"{id} is no decision without a place"
                problems.append(Problem("--place", message, cure="see `qualcode decisions check`"))
                continue
            decision = self._lost[id].decision
            transcript = self._ground.transcripts[decision.transcript]
            span = self._read_place(said, transcript)
            wrong = span if isinstance(span, str) else self._find_wrong(decision, span)
            if isinstance(span, str) or wrong:
                problems.append(Problem("--place", f"{id}: {wrong}"))
            else:
                spans[id] = span
        if problems:
            raise QualcodeError(problems)
        for id, span in spans.items():
            one = self._lost[id]
            typer.echo(f"{one.log.coder}: {_shorten(self._write(one, span))}")
        for id, log in counting.items():
            self._take_back(log, [id])
            typer.echo(f"{log.coder}: {id} counts no more")

    def _counting(self) -> Iterator[tuple[str, Log]]:
        from qualcode.decisions import standing

        for log in self._logs:
            for one in standing(log.decisions, apart=True):
                yield one.id, log

    def _take_back(self, log: Log, ids: Sequence[str]) -> None:
        from qualcode.decisions import append
        from qualcode.decisions.fixing import take_back

        append(log.file, take_back(log.decisions, ids), self._title)

    def _read_place(self, said: str, transcript: Transcript) -> Span | str:
        """Return the stretch that is written as segment, words or numbers; else what is wrong."""
        from qualcode.decisions.fixing import find_segment, find_written, snap_to_words

        if found := _SEGMENT.fullmatch(said):
            whole = find_segment(transcript, int(found[1]))
            return whole or f"{transcript.id} has no segment {found[1]}"
        if (found := _SPAN.fullmatch(said)) and not _is_no_place(said):
            span = int(found[1]), int(found[2])
            words = (
                snap_to_words(transcript.text, span) if span[1] <= len(transcript.text) else None
            )
            return words or f"{transcript.id} has no words at {said}"
        if _is_no_place(said):
            return f"“{said}” is none of these"
        places = find_written(transcript, said)
        if len(places) == 1:
            return places[0]
        often = f"{len(places)} times" if places else "nowhere"
        return f"“{said}” stands {often} in {transcript.id}"

    def _find_wrong(self, decision: Decision, span: Span) -> str:
        """Return why a decision cannot stand there, and what to do."""
        transcript = self._ground.transcripts[decision.transcript]
        if self._hear(transcript).holds(decision, self._widen(decision, span)):
            return ""
        place = _shorten(transcript.text[slice(*span)])
        told = f"“{place}” does not lie in one turn of a respondent"
        return f"{told}; name words inside one answer"

    def _widen(self, decision: Decision, span: Span) -> Span:
        """Return the segment of a place for what says that a segment was read."""
        from qualcode.decisions.fixing import segment_at

        if decision.action != "seen":
            return span
        segment = segment_at(self._ground.transcripts[decision.transcript], span)
        return (segment.start, segment.stop) if segment else span

    def _hear(self, transcript: Transcript) -> Talk:
        from qualcode.decisions.talk import hear

        if transcript.id not in self._talks:
            self._talks[transcript.id] = hear(transcript, self._ground.codebook)
        return self._talks[transcript.id]

    def _write(self, lost: Lost, span: Span) -> str:
        """Append the line that takes the place of the old one; return its quote."""
        from qualcode.decisions import append
        from qualcode.decisions.fixing import move_decision

        one = lost.decision
        transcript = self._ground.transcripts[one.transcript]
        place = self._widen(one, span)
        moved = move_decision(one, transcript, self._hear(transcript), *place)
        append(lost.log.file, [moved], self._title)
        return moved.quote

    def list_all(self) -> int:
        """Print what has no place, with the ids, and how places are named; return how many."""
        missing = self._tell_missing()
        for lost in self._places:
            decision = lost[0].decision
            transcript = self._ground.transcripts[decision.transcript]
            typer.echo(f"{transcript.id}: “{_fit(decision.quote)}”")
            for one in lost:
                typer.echo(f"  {one.decision.id}  {_tell(one)}")
            for span in self._offer(lost):
                typer.echo(f"    perhaps {_show(transcript, span)}")
        number = len(self._lost) + missing
        what = "decision" if number == 1 else "decisions"
        if number:
            typer.echo(f"{number} {what} without a place; say --place ID= and {FORMS}")
        return number

    def _tell_missing(self) -> int:
        """Name the transcripts that are not there; return how many decisions are about them."""
        from qualcode.decisions.checking import find_missing, find_renamed

        renamed = find_renamed(self._logs, self._ground)
        missing = find_missing(self._logs, self._ground)
        for old, some in missing.items():
            new = renamed.get(old)
            cure = f": --transcript {old}={new.transcript}" if new else ""
            typer.echo(f"{old} is not there; decisions about it: {len(some)}{cure}")
        return sum(map(len, missing.values()))

    def ask_all(self) -> None:
        """Show each place that was lost with the likeliest ones, and write down what is chosen."""
        missing = self._tell_missing()
        if not self._lost:
            if not missing:
                typer.echo("every decision has its place")
            return
        saved = left = 0
        for number, some in enumerate(self._places, 1):
            typer.echo(f"\n{number} of {len(self._places)}: {_tell_place(some)}")
            near = tuple(self._offer(some))
            self._show_near(some, near)
            try:
                chosen = self._ask(some[0].decision, near)
            except typer.Abort:
                typer.echo()  # Ctrl-C behind the question
                chosen = None
            if chosen is None:
                break
            done = self._do(some, chosen)
            saved += done
            left += len(some) - done
        rest = len(self._lost) - saved - left
        typer.echo(
            f"\n{saved} saved, {left} left as they are, {rest} not asked about;"
            " `qualcode decisions fix` asks again about all that have no place"
        )

    def _do(self, some: Sequence[Lost], chosen: Span | str) -> int:
        """Write down what was chosen for all decisions on a place; return for how many it could."""
        if chosen == GONE:
            for log in {id(one.log): one.log for one in some}.values():
                self._take_back(log, [one.decision.id for one in some if one.log is log])
            typer.echo(f"  saved: {len(some)} counted no more")
            return len(some)
        if isinstance(chosen, str):
            return 0
        fitting = [one for one in some if not self._find_wrong(one.decision, chosen)]
        for one in fitting:
            self._write(one, chosen)
        if fitting:
            typer.echo("  saved" if len(some) == 1 else f"  saved: {len(fitting)} of {len(some)}")
        return len(fitting)

    def _show_near(self, some: Sequence[Lost], near: Sequence[Span]) -> None:
        transcript = self._ground.transcripts[some[0].decision.transcript]
        for at, span in enumerate(near, 1):
            typer.echo(f"  {at}) {_show(transcript, span)}")
            if changed := _tell_changes(some[0].decision, transcript, span):
                typer.echo(f"     changed: {changed}")
        if not near:
            typer.echo("  nothing like it is there")

    def _offer(self, some: Sequence[Lost]) -> tuple[Span, ...]:
        """Return the likeliest places of decisions that stood together."""
        from qualcode.decisions.fixing import find_places

        transcript = self._ground.transcripts[some[0].decision.transcript]
        talk = self._hear(transcript)
        return tuple(
            dict.fromkeys(
                span
                for one in {(one.decision.action, one.decision.code): one for one in some}.values()
                for span in find_places(one.decision, transcript, talk)
                if talk.holds(one.decision, span)
            )
        )

    def _ask(self, decision: Decision, near: Sequence[Span]) -> Span | str | None:
        """Return the place chosen, `gone`, or `0` to leave it as it is; None to stop."""
        transcript = self._ground.transcripts[decision.transcript]
        numbers = f"1-{len(near)}, " if len(near) > 1 else "1, " if near else ""
        asked = (
            f"  {numbers}another segment as s9, words that stand there, g: it is gone,"
            " 0 to leave it, q to stop"
        )
        while True:
            said = typer.prompt(asked, default="0").strip()
            if said.lower() == "q":
                return None
            if said.lower() in ("g", GONE):
                return GONE
            if said.isdecimal() and int(said) <= len(near):
                return near[int(said) - 1] if int(said) else said
            span = self._read_place(said, transcript)
            if isinstance(span, str):
                typer.echo(f"  {span}")
            elif wrong := self._find_wrong(decision, span):
                typer.echo(f"  {wrong}")
            else:
                return span


def _former_place(decision: Decision) -> tuple[str, ...]:
    """Return what tells places apart, in whichever form of the text they were."""
    return decision.transcript, decision.quote, decision.before, decision.after


def _tell_place(some: Sequence[Lost]) -> str:
    one = some[0].decision
    words = f"{_flat(one.before[-_AROUND:])}[{_shorten(one.quote)}]{_flat(one.after[:_AROUND])}"
    said = "; ".join(_tell(lost) for lost in some)
    return f"{one.transcript}: {some[0].standing.why}\n  …{words}…\n  {said}"


def _tell(lost: Lost) -> str:
    one = lost.decision
    about = " → ".join(filter(None, (one.code or one.tension, one.to or one.relation)))
    action = "read" if one.action == "seen" else one.action
    blind = " (blind)" if one.blind else ""
    return f"{one.coder}{blind}: {action} {about}".rstrip()


def _show(transcript: Transcript, span: Span) -> str:
    from qualcode.decisions.fixing import segment_at

    text, segment = transcript.text, segment_at(transcript, span)
    before = _flat(text[max(0, span[0] - _AROUND) : span[0]])
    after = _flat(text[span[1] : span[1] + _AROUND])
    number = f"segment {segment.number}: " if segment else ""
    return f"{number}…{before}[{_shorten(text[slice(*span)])}]{after}…"


def _tell_changes(decision: Decision, transcript: Transcript, span: Span) -> str:
    """Return the words that are not as the decision quotes them."""
    from qualcode.decisions.indexed import split_words
    from qualcode.decisions.meaning import list_changes
    from qualcode.terminal import fit

    said, says = split_words(decision.quote), split_words(transcript.text[slice(*span)])
    told = "; ".join(f"{was or '–'} → {now or '–'}" for was, now in list_changes(said, says))
    return fit(told, choose_width() - len("     changed: "))


def _fit(quote: str) -> str:
    from qualcode.terminal import fit

    return fit(_flat(quote).strip(), _SHOWN_WORDS)


def _shorten(quote: str) -> str:
    """Return a quote with its beginning and its end, which often tells two places apart."""
    said, width = _flat(quote).strip(), 2 * choose_width() // 3
    tail = width // 3
    return said if len(said) <= width else f"{said[: width - tail]} … {said[-tail:]}"


def _flat(text: str) -> str:
    return text.replace("\n", " ")
