"""The study at a glance: who was interviewed, how much was said, what a person should check."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.analysis import describe_sample
from qualcode.codebook.branches import codes_in_use
from qualcode.reading.wording import kind_of, say
from qualcode.reporting.material import Material, list_given
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import Panel, rows_of
from qualcode.reporting.placing import Coded
from qualcode.reporting.quotes import in_text_order
from qualcode.reporting.views.places import Places, group_anchor
from qualcode.reporting.views.problems import say_problem
from qualcode.reporting.views.readings import in_order

WIDE = 30  # characters


@dataclass(frozen=True, slots=True)
class Link:
    """A number that leads to one of several interviews."""

    text: str
    href: str
    title: str  # the interview


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    links: tuple[Link, ...] = ()  # a single one is that of the whole cell
    number: bool = False
    wide: bool = False  # a long text


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table."""

    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the whole study."""

    number: str
    label: str
    href: str  # empty when there is nothing to lead to


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the reading of a transcript that a person should look at."""

    place: str
    text: str
    remark: str = ""  # in English: why a file was not read, what no other words are known for


@dataclass(frozen=True, slots=True)
class Glance:
    """The first part of the report."""

    figures: tuple[Figure, ...]
    groups: Table
    sample: Table
    doubts: tuple[Doubt, ...]
    lone_groups: tuple[str, ...]  # groups of one person: nothing can be said of them as a group


def view_glance(material: Material, places: Places) -> Glance:
    """Make the first part of the report."""
    sample = rows_of(describe_sample(material.frames, material.run.respondents))
    return Glance(
        figures=tuple(_figures(material, sample)),
        groups=_groups(material, sample),
        sample=_sample(material, places, sample),
        doubts=tuple(list_doubts(material)),
        lone_groups=tuple(
            f"{group.label} ({panel.label})"
            for panel in material.panels
            for group in panel.groups
            if len(group.respondents) == 1
        ),
    )


def _figures(material: Material, sample: list[dict[str, Any]]) -> Iterator[Figure]:
    messages = material.labels.messages
    said = [one for one in material.segments.values() if one["respondent"]]
    present = [coded for coded in material.codings if not coded.negated]
    denied = len(material.codings) - len(present)  # they are among the quotes
    for key, number, href in (
        ("figure.respondents", len(sample), "#sample"),
        ("figure.interviews", material.frames.segments["transcript"].nunique(), "#strips"),
        ("figure.words", sum(int(one["words"]) for one in said), ""),
        ("figure.codings", len(present), "#quotes"),
        ("figure.codes", len({coded.record["code"] for coded in present}), "#matrix"),
    ):
        label = messages.count(key, number)
        if key == "figure.codings" and denied:
            label = f"{label} {messages.count('figure.denied', denied)}"
        if key == "figure.codes":
            known = codes_in_use(material.codebook, list_given(material))
            label = f"{label} {messages.text('figure.known', n=len(known))}"
        yield Figure(messages.number(number), label, href if number else "")


def _groups(material: Material, sample: list[dict[str, Any]]) -> Table:
    messages = material.labels.messages
    keys = ("language", "respondents", "interviews", "turns", "words", "codings")
    columns = (Cell(material.labels.grouping_head), *_heads(messages, keys))
    of = {row["respondent"]: row for row in sample}
    coded = {(one.language, one.group) for one in material.codings if not one.negated}
    rows = []
    for panel in material.panels:
        for group in panel.groups:
            key = (panel.language, group.id)
            people = [of[id] for id in group.respondents]
            numbers = [len(people), _interviews(material, group.respondents, panel)]
            numbers += [sum(row[name] for row in people) for name in ("turns", "words")]
            cells = (_number(messages, number) for number in numbers)
            codings = messages.number(sum(row["codings"] for row in people))
            links = (Link(codings, f"#{group_anchor(*key)}", group.label),) if key in coded else ()
            last = Cell(codings, links, number=True)
            rows.append((Cell(group.label), Cell(panel.label), *cells, last))
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


def _sample(material: Material, places: Places, sample: list[dict[str, Any]]) -> Table:
    labels, messages = material.labels, material.labels.messages
    attributes = [name for name in (sample[0] if sample else {}) if name not in _COUNTED]
    columns = (
        *_heads(messages, ("respondent", "type", "language")),
        *_heads(messages, ("interviews", "turns", "words", "codings")),
        *(Cell(name) for name in attributes),
    )
    links = _link_interviews(material, places)
    rows = []
    for row in sample:
        numbers = [_number(messages, row[name]) for name in ("transcripts", "turns", "words")]
        rows.append(
            (
                Cell(row["respondent"]),
                Cell(labels.type(row["type"])),
                Cell(", ".join(map(labels.language, row["languages"].split()))),
                *numbers,
                Cell(messages.number(row["codings"]), links[row["respondent"]], number=True),
                *(Cell(str(row[name]), wide=len(str(row[name])) > WIDE) for name in attributes),
            )
        )
    return Table(columns, tuple(rows))


def _link_interviews(material: Material, places: Places) -> dict[str, tuple[Link, ...]]:
    """Map each respondent to links to the interviews, with the number of codings in each."""
    codings: dict[tuple[str, str], list[Coded]] = defaultdict(list)
    for coded in in_text_order(material.codings):
        if not coded.negated:
            key = str(coded.record["transcript"]), str(coded.record["respondent"])
            codings[key].append(coded)
    links: dict[str, tuple[Link, ...]] = defaultdict(tuple)
    spoken = sorted(material.segments_by_person, key=lambda key: material.order[key[0]])
    for transcript, respondent in spoken:
        found = codings[transcript, respondent]
        href = places.of_interview(transcript, found)
        if href:
            number = material.labels.messages.number(len(found))
            links[respondent] += (Link(number, href, transcript),)
    return links


_COUNTED = frozenset("respondent type languages transcripts turns segments words codings".split())


def _heads(messages: Messages, keys: tuple[str, ...]) -> Iterator[Cell]:
    numbers = ("respondents", "interviews", "turns", "words", "codings")
    for key in keys:
        yield Cell(messages.text(f"column.{key}"), number=key in numbers)


def _number(messages: Messages, number: int) -> Cell:
    return Cell(messages.number(number), number=True)


def list_doubts(material: Material) -> Iterator[Doubt]:
    """Yield what could not be read, and what the reader was unsure of: roles, notes, rows."""
    messages = material.labels.messages
    for place, reason in material.run.manifest.get("unread", {}).items():
        yield Doubt(str(place), messages.text("doubt.unread"), str(reason))
    for transcript in in_order(material, material.run.manifest.get("transcripts", ())):
        yield from _doubts_of(messages, transcript)
    problems = [str(problem) for problem in material.run.manifest.get("problems", ())]
    unread = _files_not_read(material, problems) if material.run.sides else {}
    for problem in problems:
        if problem not in unread:
            said = say_problem(problem, messages)
            yield Doubt("", said, "") if said else Doubt("", "", problem)
    if unread:
        yield Doubt("", messages.count("doubt.other_files", sum(unread.values())))


_NOT_READ = re.compile(r"names (?:the file `([^`]*)`, which was|(\d+) files that were) not read")


def _files_not_read(material: Material, problems: list[str]) -> dict[str, int]:
    """Find the problems with files that a table names and nobody read, and how many files.

    Two runs of one study have them of each other's files. Where a file was read by neither and may
    be misspelt (a cure is told), a person should look at it.
    """
    read = {name for id in material.frames.segments["transcript"] for name in _names_of(str(id))}
    found = ((problem, _NOT_READ.search(problem)) for problem in problems)
    return {
        problem: int(match[2] or 1)
        for problem, match in found
        if match and (match[1] in read or "did you mean" not in problem)
    }


def _names_of(transcript: str) -> tuple[str, str]:
    """Return how a table may name a transcript of a run among two: with its folder, or without."""
    name = transcript.partition("/")[2]
    return name, name.rpartition("/")[2]


def _doubts_of(messages: Messages, transcript: Mapping[str, Any]) -> Iterator[Doubt]:
    """Yield the doubts about one transcript; `transcript` is its part of the manifest."""
    place = str(transcript.get("transcript", ""))
    speakers = transcript.get("speakers", ())
    unsure = any(speaker.get("proposed") for speaker in speakers)
    told = {"roles"} if unsure else set()  # the note says of them what stands here anyway
    for speaker in speakers:
        label, role = str(speaker.get("speaker", "")), speaker.get("role")
        if speaker.get("proposed"):
            named = messages.text(f"role.{role}") if role in _ROLES else ""
            grounds = say(speaker["grounds"], messages.language)
            text = messages.text("doubt.proposed", label=label, role=named, grounds=grounds)
            yield Doubt(place, text)
        elif role == "unknown":
            yield Doubt(place, messages.text("doubt.unassigned", label=label))
    for note in transcript.get("notes", ()):
        if note.get("warning") and kind_of(note["note"]) not in told:
            yield Doubt(place, say(note["note"], messages.language))


_ROLES = ("respondent", "interviewer", "other", "unknown")
