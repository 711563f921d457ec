"""`qualcode read --confirm`: what was read goes into `reading.yaml`, for people to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualcode.cli.inputs import Named
    from qualcode.files import Found
    from qualcode.guidance import Guidance, Readings
    from qualcode.guidance.merging import Merged
    from qualcode.guidance.sights import SeenLabel, Sight
    from qualcode.model.phrase import Phrase
    from qualcode.model.transcript import Source
    from qualcode.reporting.reading import Reading, Understood
    from qualcode.runs.manifest import SpeakerTalk

Confirm = Annotated[
    bool, typer.Option("--confirm", help="Also write reading.yaml: labels and roles to check.")
]
MOST_SHOWN = 20  # lines to check
# what is asked of people in the file itself, and what is no question of labels
NOT_REPEATED = (
    *("roles.proposed", "roles.proposed_other", "roles.proposed_respondent"),
    "encoding.garbled",  # a line offers the repair
)
FEW_LETTERS = ("encoding.lost", "encoding.mixed")  # told, but labels and words stand as they are
MARKED = frozenset({"utf-8", "utf-16", "utf-32", ""})  # the file says it itself


def confirm_reading(
    reading: Reading, found: Found, guidance: Guidance, named: Named, language: str, whole: bool
) -> Reading:
    """Write `reading.yaml`, or add to it; return what is still to be looked at with it."""
    from qualcode.guidance import load_readings
    from qualcode.guidance.merging import merge_readings
    from qualcode.guidance.saving import save_readings, writing
    from qualcode.pipeline import check_guidance

    path = named.reading
    sights = list(sights_of(reading, found, guidance, path))
    with writing(path):
        # as it is now: somebody may have saved it while transcripts were read
        before = load_readings(path) if path.exists() else None
        merged = merge_readings(before, sights, found.places, path, language)
        save_readings(path, before.source.decode() if before else None, merged.text)
    _tell(merged, path)
    now = replace(guidance, readings=merged.readings).among(found.places)
    heard = [one.heard for one in reading.transcripts]
    problems = (*check_guidance(now, heard, whole), *merged.left)
    return replace(reading, problems=problems)


def _tell(merged: Merged, path: Path) -> None:
    """Say what was written, and name the lines that a person should look at."""
    added = ", ".join(
        f"{number} {what}{'s' if number > 1 else ''}"
        for number, what in ((merged.files, "transcript"), (merged.labels, "label"))
        if number
    )
    typer.echo(f"{path}: {f'{added} added' if added else 'nothing to add'}", err=True)
    waiting = list(_waiting(merged.readings))
    for line, label, transcript, role in waiting[:MOST_SHOWN]:
        typer.echo(f"{path}:{line}: check `{label}: {role}?` ({transcript})", err=True)
    if len(waiting) > MOST_SHOWN:
        typer.echo(f"… and {len(waiting) - MOST_SHOWN} more lines with a `?`", err=True)
    _tell_repairs(merged, path)
    if waiting:
        typer.echo("Take the `?` away where the role is right, or write another.", err=True)


def _tell_repairs(merged: Merged, path: Path) -> None:
    from qualcode.guidance.lines import offered_repairs

    offered = list(offered_repairs(merged.text))
    for line, repair in offered[:MOST_SHOWN]:
        above = (one for one in merged.readings.transcripts if one.line < line)
        entry = max(above, key=lambda one: one.line, default=None)
        name = f" ({entry.transcript})" if entry else ""
        typer.echo(f"{path}:{line}: check `# repair: {repair}`{name}", err=True)
    if len(offered) > MOST_SHOWN:
        typer.echo(f"… and {len(offered) - MOST_SHOWN} more lines with a repair", err=True)
    if offered:
        typer.echo(
            "Take the `# ` before `repair` away where the letters read well by it, and run"
            " `qualcode read --confirm` again; else delete the line.",
            err=True,
        )


def _waiting(readings: Readings) -> Iterator[tuple[int, str, str, str]]:
    for one in readings.transcripts:
        for said in one.labels:
            if said.proposed:
                yield said.line, said.label, one.transcript, said.role or ""


def sights_of(reading: Reading, found: Found, guidance: Guidance, path: Path) -> Iterator[Sight]:
    """Yield what is to be written of each transcript; an encoding stands with its file."""
    from qualcode.guidance.paths import write_path
    from qualcode.guidance.sights import Sight
    from qualcode.respondents.paths import split_interview

    places = found.places
    told: set[str] = set()
    for one in reading.transcripts:
        file, number = (one.transcript, "")
        if one.transcript not in places:
            file, number = split_interview(one.transcript)
        written = write_path(places[file], path.parent)
        encoding, sure = _encoding(one.source, one)
        repair, repaired = _repair(one)
        of_file = Sight(file, written, (), (), (), encoding, sure, repair, repaired)
        if number and (encoding or repaired) and file not in told:
            yield of_file
        told.add(file)
        yield Sight(
            transcript=one.transcript,
            path=f"{written}#{number}" if number else written,
            about=tuple(_about(one)),
            labels=tuple(_seen(talk, guidance, _letters_doubted(one)) for talk in one.talk),
            doubts=tuple(
                note.phrase
                for note in one.notes
                if note.warning and note.phrase.id not in NOT_REPEATED
            ),
            encoding="" if number else encoding,
            encoding_sure=sure,
            repair="" if number else repair,
            repaired=None if number else repaired,
        )


def _encoding(source: Source, one: Understood) -> tuple[str, bool]:
    if source.encoding.split("+")[0] in MARKED and "+" not in source.encoding:
        return "", True
    return source.encoding, not any(note.warning and note.kind == "encoding" for note in one.notes)


def _repair(one: Understood) -> tuple[str, Phrase | None]:
    """Return the repair offered for garbled letters, and what it would make of them."""
    from qualcode.model.phrase import phrase

    for note in one.notes:
        if note.phrase.id == "encoding.garbled":
            values = dict(note.phrase.values)
            garbled, repaired = str(values["garbled"]), str(values["repaired"])
            told = phrase("confirm.repair", garbled=garbled, repaired=repaired)
            return str(values["repair"]), told
    return "", None


def _letters_doubted(one: Understood) -> bool:
    """Tell whether labels themselves may be misread, so that no role is certain."""
    warned = (note for note in one.notes if note.warning and note.kind == "encoding")
    return any(note.phrase.id not in FEW_LETTERS for note in warned)


def _about(one: Understood) -> Iterator[Phrase]:
    from qualcode.model.phrase import phrase

    name = phrase(f"layout-name.{one.source.layout}")
    yield phrase("confirm.layout", name=name)
    yield from (note.phrase for note in one.notes if note.kind == "header")


def _seen(talk: SpeakerTalk, guidance: Guidance, doubted: bool) -> SeenLabel:
    from qualcode.guidance.sights import SeenLabel
    from qualcode.model.transcript import ROLES

    role = next(role for role in ROLES if role == talk.role)
    return SeenLabel(
        label=talk.speaker,
        role=role,
        proposed=talk.proposed or doubted,
        turns=talk.turns,
        words=talk.words,
        grounds=talk.grounds,
        respondent=talk.respondent if talk.respondent in guidance.table.by_id else "",
    )
