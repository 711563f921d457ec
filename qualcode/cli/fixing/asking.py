"""The talk with a person about the decisions that have lost their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from qualcode.cli.fixing.said import FORMS, GONE, read_place
from qualcode.cli.fixing.told import fit_quote, show, tell, tell_changes, tell_place

if TYPE_CHECKING:
    from qualcode.cli.fixing.lost import Fixing, Lost
    from qualcode.model.coding import Span
    from qualcode.model.decision import Decision


def ask_renamed(fixing: Fixing) -> bool:
    """Ask about each transcript that seems to have come back; tell whether anything was."""
    from qualcode.decisions.checking import find_missing, find_renamed

    missing = find_missing(fixing.logs, fixing.ground)
    said = {}
    for old, new in find_renamed(fixing.logs, fixing.ground).items():
        what = f"the {len(missing[old])} decisions" if len(missing[old]) > 1 else "the decision"
        found = f"{new.placed} of {new.decisions} find their words there"
        verb = "Are" if len(missing[old]) > 1 else "Is"
        if typer.confirm(f"{verb} {what} about {old} about {new.transcript}? ({found})"):
            said[old] = new.transcript
    if said:
        fixing.carry(said)
    return bool(said)


def list_all(fixing: Fixing) -> int:
    """Print what has no place, with the ids, and how places are named; return how many."""
    missing = _tell_missing(fixing)
    for lost in fixing.places:
        decision = lost[0].decision
        transcript = fixing.ground.transcripts[decision.transcript]
        typer.echo(f"{transcript.id}: “{fit_quote(decision.quote)}”")
        for one in lost:
            typer.echo(f"  {one.decision.id}  {tell(one)}")
        for span in fixing.offer(lost):
            typer.echo(f"    perhaps {show(transcript, span)}")
    number = len(fixing.lost) + missing
    what = "decision" if number == 1 else "decisions"
    if number:
        typer.echo(f"{number} {what} without a place; say --place ID= and {FORMS}")
    return number


def _tell_missing(fixing: Fixing) -> int:
    """Name the transcripts that are not there; return how many decisions are about them."""
    from qualcode.decisions.checking import find_missing, find_renamed

    renamed = find_renamed(fixing.logs, fixing.ground)
    missing = find_missing(fixing.logs, fixing.ground)
    for old, some in missing.items():
        new = renamed.get(old)
        cure = f": --transcript {old}={new.transcript}" if new else ""
        typer.echo(f"{old} is not there; decisions about it: {len(some)}{cure}")
    return sum(map(len, missing.values()))


def ask_all(fixing: Fixing) -> None:
    """Show each place that was lost with the likeliest ones, and write down what is chosen."""
    missing = _tell_missing(fixing)
    if not fixing.lost:
        if not missing:
            typer.echo("every decision has its place")
        return
    saved = left = 0
    for number, some in enumerate(fixing.places, 1):
        typer.echo(f"\n{number} of {len(fixing.places)}: {tell_place(some)}")
        near = tuple(fixing.offer(some))
        _show_near(fixing, some, near)
        try:
            chosen = _ask(fixing, some[0].decision, near)
        except typer.Abort:
            typer.echo()  # Ctrl-C behind the question
            chosen = None
        if chosen is None:
            break
        done = _do(fixing, some, chosen)
        saved += done
        left += len(some) - done
    rest = len(fixing.lost) - saved - left
    typer.echo(
        f"\n{saved} saved, {left} left as they are, {rest} not asked about;"
        " `qualcode decisions fix` asks again about all that have no place"
    )


def _do(fixing: Fixing, some: Sequence[Lost], chosen: Span | str) -> int:
    """Write down what was chosen for all decisions on a place; return for how many it could."""
    if chosen == GONE:
        for log in {id(one.log): one.log for one in some}.values():
            fixing.take_back(log, [one.decision.id for one in some if one.log is log])
        typer.echo(f"  saved: {len(some)} counted no more")
        return len(some)
    if isinstance(chosen, str):
        return 0
    fitting = [one for one in some if not fixing.find_wrong(one.decision, chosen)]
    for one in fitting:
        fixing.write(one, chosen)
    if fitting:
        typer.echo("  saved" if len(some) == 1 else f"  saved: {len(fitting)} of {len(some)}")
    return len(fitting)


def _show_near(fixing: Fixing, some: Sequence[Lost], near: Sequence[Span]) -> None:
    transcript = fixing.ground.transcripts[some[0].decision.transcript]
    for at, span in enumerate(near, 1):
        typer.echo(f"  {at}) {show(transcript, span)}")
        if changed := tell_changes(some[0].decision, transcript, span):
            typer.echo(f"     changed: {changed}")
    if not near:
        typer.echo("  nothing like it is there")


def _ask(fixing: Fixing, decision: Decision, near: Sequence[Span]) -> Span | str | None:
    """Return the place chosen, `gone`, or `0` to leave it as it is; None to stop."""
    transcript = fixing.ground.transcripts[decision.transcript]
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
        span = read_place(said, transcript)
        if isinstance(span, str):
            typer.echo(f"  {span}")
        elif wrong := fixing.find_wrong(decision, span):
            typer.echo(f"  {wrong}")
        else:
            return span
