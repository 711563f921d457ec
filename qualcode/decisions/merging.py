"""The logs in a folder → one for each coder, and everything that is wrong between them."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.decisions.codebooks import load_codebooks
from qualcode.decisions.log import SUFFIX, Line, Log, name_log, read_log
from qualcode.errors import Problem, RefusedError
from qualcode.model.decision import Decision


@dataclass(frozen=True, slots=True)
class Logs:
    """The logs of a study, one for each coder, by their names."""

    logs: tuple[Log, ...] = ()
    problems: tuple[Problem, ...] = ()  # of the folder and of all logs

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All lines of all logs."""
        return tuple(decision for log in self.logs for decision in log.decisions)


def load_logs(folder: Path) -> Logs:
    """Read all logs of a folder; a folder that is not there holds none.

    Decisions belong to the coder whom their own line names. Two files of one coder are one log:
    what only another file holds stands behind the line that it follows there, so that what is
    added to the file that bears the coder's name comes after it.
    """
    try:
        names = sorted(os.listdir(folder))
    except FileNotFoundError:
        return Logs()
    except OSError as error:
        reason = error.strerror or str(error)
        cure = "name the folder that holds the logs of decisions"
        return Logs((), (Problem(str(folder), f"cannot be opened: {reason}", cure=cure),))
    logs = [
        read_log(folder / name)
        for name in names
        if name.endswith(SUFFIX) and not name.startswith(".")
    ]
    by_coder: dict[str, list[Log]] = defaultdict(list)
    for log in logs:
        for coder in {log.coder, *(one.coder for one in log.decisions)}:
            by_coder[coder].append(log)
    books = load_codebooks(folder)
    merged = (replace(_merge(coder, by_coder[coder]), books=books) for coder in sorted(by_coder))
    told = (*_tell_doubles(logs), *_tell_misnamed(logs), *_tell_shared(logs))
    problems = (*(problem for log in logs for problem in log.problems), *told)
    return Logs(tuple(merged), problems)


def _merge(coder: str, logs: Iterable[Log]) -> Log:
    """Put together what one coder has decided, wherever it is written."""
    first, *others = _own_first(coder, logs)
    decisions: tuple[Decision, ...] = ()
    lines: dict[str, Line] = {}
    for log in (first, *others):
        said = [one for one in log.decisions if one.coder == coder]
        decisions = _join(decisions, said)
        lines = {one.id: log.lines[one.id] for one in said} | lines
    if first.coder == coder:
        return replace(first, decisions=decisions, lines=lines)
    return Log(coder, first.study, _place_for(coder, first.file), decisions, lines=lines)


def _own_first(coder: str, logs: Iterable[Log]) -> list[Log]:
    """Put the file first that bears the coder's name, then others that are said to be theirs."""
    return sorted(
        logs, key=lambda log: (log.coder != coder, not _bears_its_name(log), log.file.name)
    )


def _bears_its_name(log: Log) -> bool:
    return unicodedata.normalize("NFC", log.file.stem) == log.coder


def _place_for(coder: str, beside: Path) -> Path:
    """Return the file of a coder whose lines stand in another's."""
    try:
        return name_log(beside.parent, coder)
    except RefusedError:  # a name that somebody has written by hand
        return beside


def _join(first: Sequence[Decision], more: Sequence[Decision]) -> tuple[Decision, ...]:
    """Put each line that only `more` holds behind the line that it follows there."""
    held = {one.id for one in first}
    following: dict[str, list[Decision]] = defaultdict(list)
    last = ""
    for one in more:
        if one.id in held:
            last = one.id
        else:
            following[last].append(one)
    joined = list(following[""])
    for one in first:
        joined += (one, *following.get(one.id, ()))
    return tuple(joined)


def _tell_doubles(logs: Sequence[Log]) -> Iterator[Problem]:
    """Tell of files that say they are the same coder's, and what each holds alone."""
    for coder in dict.fromkeys(log.coder for log in logs):
        first, *others = _own_first(coder, (log for log in logs if log.coder == coder))
        there = {one.id: one for one in first.decisions}
        for log in others:
            here = {one.id: one for one in log.decisions}
            both = here.keys() & there.keys()
            told = (
                f"is a log of {coder} as {first.file.name} is: lines in both {len(both)},"
                f" only here {len(here) - len(both)}, only there {len(there) - len(both)}"
            )
            if changed := sum(here[id] != there[id] for id in both):
                told += f"; with one id and another content {changed}, of which those there count"
            cure = "all of them count; keep both files, or put the lines of one into the other"
            yield Problem(str(log.file), told, cure=cure)


def _tell_misnamed(logs: Sequence[Log]) -> Iterator[Problem]:
    """Tell of a file that bears another's name, where the coder has no file beside it."""
    coders = Counter(log.coder for log in logs)
    for log in logs:
        if coders[log.coder] == 1 and not _bears_its_name(log):
            told = f"is the log of {log.coder}, and its name says {log.file.stem}"
            yield Problem(str(log.file), told, cure=f"rename it to {log.coder}{SUFFIX}")


def _tell_shared(logs: Iterable[Log]) -> Iterator[Problem]:
    """Tell of lines of two coders that have one id: somebody has copied a log under a new name."""
    first: dict[str, tuple[str, Path]] = {}
    for log in logs:
        shared: Counter[tuple[str, str, Path]] = Counter()
        for one in log.decisions:
            coder, file = first.setdefault(one.id, (one.coder, log.file))
            if coder != one.coder:
                shared[one.coder, coder, file] += 1
        for (own, other, file), number in shared.items():
            told = f"lines by {own} with the ids of lines by {other} in {file.name}: {number}"
            cure = "ids are never the same by chance: take out what was copied from the other"
            yield Problem(str(log.file), told, cure=cure)
