"""What all views are made of: the run's rows with their language, group and place in the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from qualcode.analysis import Frames
from qualcode.analysis.collected import order_transcripts
from qualcode.analysis.results import Choices, Results, analyse
from qualcode.model.codebook import Codebook, Indicator
from qualcode.reporting.labels import Labels, named_attributes
from qualcode.reporting.messages import load_messages
from qualcode.reporting.panels import Panel, make_panels
from qualcode.reporting.placing import (
    Advocacy,
    Coded,
    Met,
    list_advocacy,
    list_codings,
    list_meetings,
)
from qualcode.runs.read import Record, Run


@dataclass(frozen=True, slots=True)
class Material:
    """The run as the views need it."""

    run: Run
    results: Results
    frames: Frames
    voices: pd.DataFrame
    labels: Labels
    panels: tuple[Panel, ...]
    codings: tuple[Coded, ...]
    meetings: tuple[Met, ...]
    advocacy: Advocacy
    segments: Mapping[tuple[str, int], Record]
    segments_by_person: Mapping[tuple[str, str], Sequence[Record]]  # transcript, respondent
    turns: Mapping[tuple[str, int], Record]
    order: Mapping[str, int]  # the place of each transcript, in the order they were collected
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, tuple[str, ...]]  # the lines of each codebook, by its SHA-256

    @property
    def codebook(self) -> Codebook:
        """The codebook the run was made with."""
        return self.run.codebook

    def line_of(self, transcript: str, line: int) -> str:
        """Return a line of the codebook that a transcript was coded with; empty without it."""
        lines = self.sources[self.run.codebook_of(transcript).sha256]
        return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def gather_material(run: Run, choices: Choices | None = None, language: str = "en") -> Material:
    """Prepare a run for the views; StudyError when respondents cannot be compared as chosen."""
    results = analyse(run, choices)
    frames, voices = results.given.frames, results.given.voices
    choice = results.given.choices
    labels = Labels(
        run.codebook, load_messages(language), choice.by, named_attributes(run.manifest)
    )
    segments = _by_number(run.tables["segments"], "segment")
    codings = list_codings(run, frames, voices, segments)
    return Material(
        run=run,
        results=results,
        frames=frames,
        voices=voices,
        labels=labels,
        panels=make_panels(voices, labels, run.orders),
        codings=codings,
        meetings=list_meetings(run, frames, voices, codings),
        advocacy=list_advocacy(run, frames, voices, codings),
        segments=segments,
        segments_by_person=_by_person(run.tables["segments"]),
        turns=_by_number(run.tables["turns"], "turn"),
        order=_order(run),
        indicators={
            indicator.id: indicator
            for codebook in run.codebooks
            for code in codebook.codes
            for indicator in code.indicators
        },
        sources={
            codebook.sha256: tuple(codebook.source.removeprefix("\ufeff").split("\n"))
            for codebook in run.codebooks
        },
    )


def list_given(material: Material) -> frozenset[str]:
    """Return the codes that some coding has, denied ones included."""
    return frozenset(str(coded.record["code"]) for coded in material.codings)


def _order(run: Run) -> dict[str, int]:
    spoken = {str(record["transcript"]) for record in run.tables["turns"]}
    ids = order_transcripts(spoken, run.respondents)
    return {id: place for place, id in enumerate(ids)}


def _by_number(records: Iterable[Record], number: str) -> dict[tuple[str, int], Record]:
    return {(str(record["transcript"]), int(record[number])): record for record in records}


def _by_person(segments: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    people: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for segment in segments:
        people[str(segment["transcript"]), str(segment["respondent"])].append(segment)
    return people
