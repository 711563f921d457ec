"""What all views are made of: the run's rows with their language, group and place in the report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from qualcode.analysis import Frames, assign_groups, locate_meetings, make_frames, place_codings
from qualcode.model.codebook import Codebook, Indicator
from qualcode.model.coding import MACHINE
from qualcode.reporting.anchors import anchor
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import load_messages
from qualcode.runs.read import Record, Run

OUTSIDE = "\0outside"  # the group of what is not compared; no table can hold such a name


@dataclass(frozen=True, slots=True)
class Group:
    """Respondents compared together within one language."""

    id: str
    label: str
    respondents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One language and its groups; languages are never counted together."""

    language: str
    label: str
    groups: tuple[Group, ...]

    @property
    def heading(self) -> str:
        """The language as a heading begins."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def respondents(self) -> int:
        """How many persons the panel has."""
        return sum(len(group.respondents) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Coded:
    """One coding, where it is counted and where it is shown."""

    record: Record
    language: str
    group: str
    anchor: str
    hits: tuple[Record, ...]

    @property
    def negated(self) -> bool:
        """Whether it is wholly negated."""
        return self.record["polarity"] == "negated"


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting of two poles, where it is counted, and the codings of either pole."""

    record: Record
    language: str
    group: str
    anchor: str
    sides: tuple[tuple[Coded, ...], tuple[Coded, ...]]


@dataclass(frozen=True, slots=True)
class Material:
    """The run as the views need it."""

    run: Run
    frames: Frames
    voices: pd.DataFrame
    labels: Labels
    panels: tuple[Panel, ...]
    codings: tuple[Coded, ...]
    meetings: tuple[Met, ...]
    segments: Mapping[tuple[str, int], Record]
    segments_by_person: Mapping[tuple[str, str], Sequence[Record]]  # transcript, respondent
    turns: Mapping[tuple[str, int], Record]
    indicators: Mapping[str, Indicator]
    source_lines: tuple[str, ...]

    @property
    def codebook(self) -> Codebook:
        """The codebook the run was made with."""
        return self.run.codebook


def gather_material(run: Run, by: str, language: str) -> Material:
    """Prepare a run for the views; StudyError when respondents cannot be compared by `by`."""
    frames = make_frames(run.tables)
    voices = assign_groups(frames, run.respondents, by)
    labels = Labels(run.codebook, load_messages(language), by)
    segments = _by_number(run.tables["segments"], "segment")
    codings = _place_codings(run, frames, voices, segments)
    return Material(
        run=run,
        frames=frames,
        voices=voices,
        labels=labels,
        panels=_make_panels(voices, labels),
        codings=codings,
        meetings=_place_meetings(run, frames, voices, codings),
        segments=segments,
        segments_by_person=_by_person(run.tables["segments"]),
        turns=_by_number(run.tables["turns"], "turn"),
        indicators={
            indicator.id: indicator for code in run.codebook.codes for indicator in code.indicators
        },
        source_lines=tuple(run.codebook.source.removeprefix("\ufeff").split("\n")),
    )


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a DataFrame as plain dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _by_number(records: Iterable[Record], number: str) -> dict[tuple[str, int], Record]:
    return {(str(record["transcript"]), int(record[number])): record for record in records}


def _by_person(segments: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    people: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for segment in segments:
        people[str(segment["transcript"]), str(segment["respondent"])].append(segment)
    return people


def _make_panels(voices: pd.DataFrame, labels: Labels) -> tuple[Panel, ...]:
    people: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for voice in rows_of(voices[voices["counted"]]):
        people[voice["language"]][voice["group"]].append(voice["respondent"])
    largest_first = sorted(people, key=lambda code: (-sum(map(len, people[code].values())), code))
    return tuple(
        Panel(
            language,
            labels.language(language),
            tuple(
                Group(id, labels.group(id), tuple(sorted(people[language][id])))
                for id in order_groups(people[language], labels)
            ),
        )
        for language in largest_first
    )


def order_groups(ids: Iterable[str], labels: Labels) -> list[str]:
    """Order groups: types as in the codebook, numbers by size, the rest by name, nameless last."""
    types = [type.id for type in labels.codebook.respondent_types] if labels.by == "type" else []

    def rank(id: str) -> tuple[object, ...]:
        place = types.index(id) if id in types else len(types)
        return (id == "", place, [_natural(part) for part in re.split(r"(\d+)", id)])

    return sorted(ids, key=rank)


def _natural(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() else (-1, part)


def _place_codings(
    run: Run,
    frames: Frames,
    voices: pd.DataFrame,
    segments: Mapping[tuple[str, int], Record],
) -> tuple[Coded, ...]:
    placed = {row["row"]: row["group"] for row in rows_of(place_codings(frames, voices))}
    hits: dict[tuple[object, object], list[Record]] = defaultdict(list)
    for hit in run.tables["hits"]:
        hits[hit["transcript"], hit["code"]].append(hit)
    codings = []
    for number, record in enumerate(run.tables["codings"]):
        segment = segments.get((str(record["transcript"]), int(record["segment"])), {})
        found = hits[record["transcript"], record["code"]] if record["coder"] == MACHINE else []
        codings.append(
            Coded(
                record,
                str(segment.get("language", "")),
                placed.get(number, OUTSIDE),
                anchor("quote", *(record[name] for name in _IDENTITY)),
                tuple(hit for hit in found if _belongs(hit, record, segments)),
            )
        )
    return tuple(codings)


_IDENTITY = ("transcript", "respondent", "code", "coder", "start", "stop", "segment")


def _belongs(hit: Record, coding: Record, segments: Mapping[tuple[str, int], Record]) -> bool:
    """Tell whether the hit is evidence of the coding: inside its unit, by the same person."""
    if not coding["start"] <= hit["start"] < coding["stop"]:  # type: ignore[operator]
        return False
    segment = segments.get((str(hit["transcript"]), int(hit["segment"])), {})
    return segment.get("respondent", "") == coding["respondent"]


_EVIDENCE = re.compile(r"(\S+)@(\d+)")


def _place_meetings(
    run: Run, frames: Frames, voices: pd.DataFrame, codings: Iterable[Coded]
) -> tuple[Met, ...]:
    known: dict[tuple[object, ...], list[Coded]] = defaultdict(list)
    for coded in codings:
        record = coded.record
        known[record["transcript"], record["respondent"], record["code"], record["segment"]].append(
            coded
        )

    def find(record: Record, written: str) -> tuple[Coded, ...]:
        named = dict.fromkeys(_EVIDENCE.findall(written))
        who = record["transcript"], record["respondent"]
        return tuple(
            one for code, segment in named for one in known.get((*who, code, int(segment)), ())
        )

    sought = {(tension.id, level) for tension in run.codebook.tensions for level in tension.levels}
    meetings = []
    for row in rows_of(locate_meetings(frames, voices)):
        record = run.tables["tensions"][row["row"]]
        if (record["tension"], record["level"]) not in sought:
            continue
        first, _, second = str(record["evidence"]).partition("||")
        names = ("transcript", "respondent", "tension", "level", "unit", "start")
        meetings.append(
            Met(
                record,
                row["language"],
                row["group"],
                anchor("meeting", *(record[name] for name in names)),
                (find(record, first), find(record, second)),
            )
        )
    return tuple(meetings)
