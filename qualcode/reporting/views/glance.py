"""The study at a glance: who was interviewed, how much was said, what a person should check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.analysis import describe_sample
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import Panel, rows_of
from qualcode.reporting.views.places import strip_anchor

WIDE = 30  # characters


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    href: str = ""
    number: bool = False
    wide: bool = False  # a long text


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table."""

    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Warning:
    """Something about the reading of a transcript that a person should look at."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The first part of the report."""

    figures: tuple[tuple[str, str], ...]  # number, what it counts
    groups: Table
    sample: Table
    warnings: tuple[Warning, ...]
    lone_groups: tuple[str, ...]  # groups of one person: nothing can be said of them as a group


def view_glance(material: Material) -> Glance:
    """Make the first part of the report."""
    sample = rows_of(describe_sample(material.frames, material.run.respondents))
    return Glance(
        figures=tuple(_figures(material, sample)),
        groups=_groups(material, sample),
        sample=_sample(material, sample),
        warnings=tuple(list_warnings(material)),
        lone_groups=tuple(
            f"{group.label} ({panel.label})"
            for panel in material.panels
            for group in panel.groups
            if len(group.respondents) == 1
        ),
    )


def _figures(material: Material, sample: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    messages = material.labels.messages
    said = [one for one in material.segments.values() if one["respondent"]]
    present = [coded for coded in material.codings if not coded.negated]
    for key, number in (
        ("figure.respondents", len(sample)),
        ("figure.interviews", material.frames.segments["transcript"].nunique()),
        ("figure.words", sum(int(one["words"]) for one in said)),
        ("figure.codings", len(present)),
        ("figure.codes", len({coded.record["code"] for coded in present})),
    ):
        yield messages.number(number), messages.count(key, number)


def _groups(material: Material, sample: list[dict[str, Any]]) -> Table:
    messages = material.labels.messages
    keys = ("language", "respondents", "interviews", "turns", "words", "codings")
    columns = (Cell(material.labels.grouping_head), *_heads(messages, keys))
    of = {row["respondent"]: row for row in sample}
    rows = []
    for panel in material.panels:
        for group in panel.groups:
            people = [of[id] for id in group.respondents]
            numbers = [len(people), _interviews(material, group.respondents, panel)]
            numbers += [sum(row[name] for row in people) for name in ("turns", "words", "codings")]
            cells = (_number(messages, number) for number in numbers)
            rows.append((Cell(group.label), Cell(panel.label), *cells))
    return Table(columns, tuple(rows))


def _interviews(material: Material, respondents: tuple[str, ...], panel: Panel) -> int:
    return len(
        {
            transcript
            for (transcript, respondent), segments in material.segments_by_person.items()
            if respondent in respondents
            and any(segment["language"] == panel.language for segment in segments)
        }
    )


def _sample(material: Material, sample: list[dict[str, Any]]) -> Table:
    labels, messages = material.labels, material.labels.messages
    attributes = [name for name in (sample[0] if sample else {}) if name not in _COUNTED]
    columns = (
        *_heads(messages, ("respondent", "type", "language")),
        *_heads(messages, ("interviews", "turns", "words", "codings")),
        *(Cell(name) for name in attributes),
    )
    strips: dict[str, str] = {}
    for transcript, respondent in sorted(material.segments_by_person):
        strips.setdefault(respondent, f"#{strip_anchor(transcript)}")
    rows = []
    for row in sample:
        spoken = ", ".join(map(labels.language, row["languages"].split()))
        numbers = [_number(messages, row[name]) for name in ("transcripts", "turns", "words")]
        codings = Cell(messages.number(row["codings"]), strips[row["respondent"]], number=True)
        rows.append(
            (
                Cell(row["respondent"]),
                Cell(labels.type(row["type"])),
                Cell(spoken),
                *numbers,
                codings,
                *(Cell(str(row[name]), wide=len(str(row[name])) > WIDE) for name in attributes),
            )
        )
    return Table(columns, tuple(rows))


_COUNTED = frozenset("respondent type languages transcripts turns segments words codings".split())


def _heads(messages: Messages, keys: tuple[str, ...]) -> Iterator[Cell]:
    numbers = ("respondents", "interviews", "turns", "words", "codings")
    for key in keys:
        yield Cell(messages.text(f"column.{key}"), number=key in numbers)


def _number(messages: Messages, number: int) -> Cell:
    return Cell(messages.number(number), number=True)


def list_warnings(material: Material) -> Iterator[Warning]:
    """Yield what could not be read, and what the reader was unsure of: roles, notes, rows."""
    messages = material.labels.messages
    for place, reason in material.run.manifest.get("unread", {}).items():
        yield Warning(str(place), messages.text("warning.unread", reason=str(reason)))
    for transcript in material.run.manifest.get("transcripts", ()):
        place = str(transcript.get("transcript", ""))
        unsure = any(speaker.get("proposed") for speaker in transcript.get("speakers", ()))
        told = {"roles"} if unsure else set()  # the note says of them what stands here anyway
        for speaker in transcript.get("speakers", ()):
            if speaker.get("proposed"):
                yield Warning(place, _proposed(messages, speaker))
            elif speaker.get("role") == "unknown":
                label = str(speaker.get("speaker", ""))
                yield Warning(place, messages.text("warning.unassigned", label=label))
        for note in transcript.get("notes", ()):
            if note.get("warning") and note.get("kind") not in told:
                yield Warning(place, str(note.get("text", "")))
    for problem in material.run.manifest.get("problems", ()):
        yield Warning("", str(problem))


def _proposed(messages: Messages, speaker: Mapping[str, Any]) -> str:
    return messages.text(
        "warning.proposed",
        label=str(speaker.get("speaker", "")),
        role=messages.text(f"role.{speaker['role']}") if speaker.get("role") in _ROLES else "",
        grounds=str(speaker.get("grounds", "")).removeprefix("proposed: "),
    )


_ROLES = ("respondent", "interviewer", "other", "unknown")
