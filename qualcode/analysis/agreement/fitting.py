"""Coders' tables and a run → which words of which transcript each of their rows means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from qualcode.analysis.agreement.coders import Coder, Stretch
from qualcode.analysis.agreement.places import (
    Placed,
    Talk,
    Unplaced,
    make_talk,
    place_stretches,
)
from qualcode.errors import Problem
from qualcode.respondents.near import near_file
from qualcode.respondents.table import fold_path
from qualcode.runs.read import Record, Run


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rows that mean words of a transcript, by its id; those that mean none as problems."""

    talks: Mapping[str, Talk]  # of the respondents
    placed: Mapping[str, tuple[tuple[Placed, ...], ...]]  # for each coder, in their order
    problems: tuple[Problem, ...]


def fit_coders(run: Run, coders: Sequence[Coder]) -> Fitted:
    """Find the rows of all coders in the transcripts of a run."""
    turns = group_by_transcript(run.tables["turns"])
    cut = run.cut
    problems: list[Problem] = []
    rows: dict[str, list[list[Stretch]]] = defaultdict(lambda: [[] for _ in coders])
    for number, coder in enumerate(coders):
        meant, strange = sort_rows(coder, turns)
        problems += _tell_strange(coder, strange, turns)
        for transcript, stretches in meant.items():
            rows[transcript][number] = stretches
    talks: dict[str, Talk] = {}
    missing: dict[int, list[tuple[str, Unplaced]]] = defaultdict(list)
    placed: dict[str, tuple[tuple[Placed, ...], ...]] = {}
    for transcript, of_coders in rows.items():
        sought = any(not one.place for some in of_coders for one in some)
        talks[transcript], others = _talks_of(turns[transcript], sought=sought)
        outcomes = [place_stretches(talks[transcript], others, some) for some in of_coders]
        placed[transcript] = tuple(found for found, _ in outcomes)
        if transcript not in cut:  # else what is lost may be what was withdrawn
            for number, (_, lost) in enumerate(outcomes):
                missing[number] += ((transcript, one) for one in lost)
    for number, some in missing.items():
        nothing = not any(of_coders[number] for of_coders in placed.values())
        tell = _tell_all_lost if nothing and len(some) > 1 else _tell_lost
        problems += tell(coders[number], some)
    told = sorted(problems, key=lambda problem: (problem.file, problem.line))
    return Fitted(talks, placed, tuple(told))


def group_by_transcript(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Group rows of a run's table by their transcript."""
    told: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        told[str(record["transcript"])].append(record)
    return told


def _talks_of(turns: Iterable[Record], *, sought: bool) -> tuple[Talk, Talk]:
    """Return the talk of the respondents, and that of everybody else where words are sought."""
    told = list(turns)
    return (
        make_talk(turn for turn in told if turn["role"] == "respondent"),
        make_talk(turn for turn in told if turn["role"] != "respondent" and sought),
    )


def sort_rows(
    coder: Coder, transcripts: Iterable[str]
) -> tuple[dict[str, list[Stretch]], dict[str, list[Stretch]]]:
    """Group rows by the one transcript that each names, and the others by what they name."""
    rows: dict[str, list[Stretch]] = defaultdict(list)
    strange: dict[str, list[Stretch]] = defaultdict(list)
    by_path = {fold_path(one): one for one in transcripts}
    by_name = _by_name(transcripts)
    for one in coder.stretches:
        path = fold_path(one.file)
        named = by_name.get(PurePosixPath(path).name, [])
        if path in by_path:
            rows[by_path[path]].append(one)
        elif len(named) == 1:
            rows[named[0]].append(one)
        else:
            strange[one.file].append(one)
    return rows, strange


def _by_name(transcripts: Iterable[str]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = defaultdict(list)
    for transcript in transcripts:
        named[fold_path(PurePosixPath(transcript).name)].append(transcript)
    return named


def _tell_strange(
    coder: Coder, strange: Mapping[str, Sequence[Stretch]], transcripts: Iterable[str]
) -> Iterator[Problem]:
    by_name = _by_name(transcripts)
    for file, some in strange.items():
        count = f"{len(some)} line{'s' * (len(some) != 1)} left out"
        named = by_name.get(PurePosixPath(fold_path(file)).name, [])
        if named:
            message = f"`{file}` means {len(named)} transcripts: {count}"
            yield Problem(coder.file, message, some[0].line, cure="write its folder too")
        else:
            message = f"`{file}` is no transcript of the run: {count}"
            cure = near_file(file, transcripts) or "tag it, or leave it so"
            yield Problem(coder.file, message, some[0].line, cure=cure)


def _tell_lost(coder: Coder, some: Iterable[tuple[str, Unplaced]]) -> Iterator[Problem]:
    for transcript, lost in some:
        message = f"{transcript}: “{lost.stretch.excerpt}” {lost.message}"
        yield Problem(coder.file, message, lost.stretch.line, cure=lost.cure)


def _tell_all_lost(coder: Coder, some: Sequence[tuple[str, Unplaced]]) -> Iterator[Problem]:
    """Tell in one line that nothing of a coder fits: then it is not the lines that are wrong."""
    (first, *_) = _tell_lost(coder, some)
    message = f"{first.message}; none of the {len(some)} lines of {coder.name} fits"
    cure = "see whether these are the transcripts that were coded"
    yield Problem(coder.file, message, first.line, cure=cure)
