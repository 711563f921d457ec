"""What a pack has saved → the log of its coder: checked, and nothing of it lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from qualcode.decisions import Log, append, load_logs, name_log, read_log
from qualcode.decisions.checking import are_of_other_texts
from qualcode.errors import CodersError, Problem
from qualcode.model.decision import Decision
from qualcode.review.lines import Grounds, Known, check_line, with_context
from qualcode.review.logbook import Logbook
from qualcode.review.material import Material
from qualcode.review.opening import RESERVED, Shelf, title_of
from qualcode.review.sampling import (
    FOLDER,
    Sample,
    keep_sample,
    load_sample,
    name_sample,
    parse_name,
)
from qualcode.review.showing import Shown
from qualcode.review.texts import WholeTexts


@dataclass(frozen=True, slots=True)
class Imported:
    """What has become of one file."""

    coder: str
    file: Path  # that was read
    log: Path  # where its lines are now
    lines: int
    new: int  # lines that the log did not have
    problems: tuple[Problem, ...]  # lines that could not be read, or do not fit the run


def import_lines(file: Path, shelf: Shelf) -> Imported:
    """Add the lines of a file to the log of the coder whom it names.

    A line that is a decision is kept even where it does not fit the run: the text may have been
    changed since, and `qualcode decisions fix` places it anew. CodersError for a file that holds
    no decisions, or those of another study; RefusedError where they cannot be saved.
    """
    log = read_log(file)
    material = Material(shelf.run, "en")
    _check_file(log, file, shelf, material)
    path = name_log(shelf.decisions, log.coder)
    there = Logbook(path, title_of(shelf.run))
    there.refresh()
    receiving = _Receiving(log, file, shelf, material, there)
    decisions = list(receiving.take())
    new = append(path, decisions, title_of(shelf.run))
    kept = {where.number for where in log.lines.values()}
    # the file itself may be called anything
    own = (_say_plainly(problem, kept) for problem in log.problems if problem.line)
    problems = (*own, *receiving.problems)
    return Imported(log.coder, file, path, len(decisions), len(new), problems)


_CANNOT = re.compile(r"has something else than it can have in `(\w+)`: (.*)", re.DOTALL)
_NO_LOG = "no line of a log"
_NO_TIME = "has a time that is none: "


def _say_plainly(problem: Problem, kept: Collection[int]) -> Problem:
    """Say what is wrong with a line, and what becomes of the decision."""
    left = "this decision is not imported: it must be made again on the page"
    if cannot := _CANNOT.fullmatch(problem.message):
        field, value = cannot.groups()
        return replace(problem, message=f"`{field}` cannot be {value}", cure=left)
    if problem.message.startswith(_NO_TIME):
        message = f"{problem.message.removeprefix(_NO_TIME)} is no time"
        return replace(problem, message=message, cure="the decision is imported all the same")
    return problem if problem.line in kept else replace(problem, cure=left)


def _check_file(log: Log, file: Path, shelf: Shelf, material: Material) -> None:
    if not log.decisions:
        if file.suffix.lower() in (".html", ".htm"):
            message = "is a page, and what was decided on it lies in the file that it has saved"
            raise CodersError(Problem(str(file), message, cure="ask for that file (.jsonl)"))
        if not file.exists():
            raise CodersError(Problem(str(file), "does not exist", cure="check the path"))
        if not log.study and any(one.line or _NO_LOG in one.message for one in log.problems):
            message = "is no log of decisions"
            cure = "name the file that the page has saved (.jsonl)"
            raise CodersError(Problem(str(file), message, cure=cure))
        message = "holds no decisions"
        told = Problem(str(file), message, cure="name the file that the page has saved")
        raise CodersError((*log.problems, told))
    others = sorted({one.coder for one in log.decisions} - {log.coder})
    if others or log.coder in RESERVED:
        whose = ", ".join(others or [log.coder])
        message = f"holds lines of {whose}" + (f" beside those of {log.coder}" if others else "")
        cure = "every coder has a file of their own; `qualcode` is the machine"
        raise CodersError(Problem(str(file), message, cure=cure))
    _check_whose(log, file, shelf)
    ids = {str(one["transcript"]) for one in shelf.run.manifest["transcripts"]}
    about = {one.transcript for one in log.decisions if one.transcript}
    if about and not about & ids:
        of = f" (“{log.study}”)" if log.study else ""
        message = f"is about transcripts that are not in the run: {min(about)} …{of}"
        cure = "it belongs to another study; import it in its folder"
        raise CodersError(Problem(str(file), message, cure=cure))
    texts = {id: (one.sha256, one.text) for id, one in material.passages.items()}
    if log.study and log.study not in _titles(shelf) and are_of_other_texts(log.decisions, texts):
        message = f"is of the study “{log.study}”: its transcripts bear the names of these, and"
        message += " none of its words stands there"
        cure = "it belongs to another study; import it in its folder"
        raise CodersError(Problem(str(file), message, cure=cure))


def _check_whose(log: Log, file: Path, shelf: Shelf) -> None:
    """Refuse a file whose lines stand in the log of somebody else: it was given a wrong name."""
    own = {one.id for one in log.decisions}
    for other in load_logs(shelf.decisions).logs:
        if other.coder == log.coder:
            continue
        same = own & {one.id for one in other.decisions}
        if same:
            of = f"{len(same)} of its {len(own)} lines" if len(same) < len(own) else "its lines"
            message = f"says that it is of {log.coder}, and {of} stand in the log of {other.coder}"
            cure = "nothing is imported; import the file as it was saved, under its own name"
            raise CodersError(Problem(str(file), message, cure=cure))


def _titles(shelf: Shelf) -> set[str]:
    """Return the titles of the study, in all languages."""
    study = shelf.run.manifest.get("study") or {}
    return {str(text) for key, text in study.items() if key.startswith("title")}


class _Receiving:
    """The lines of one file, while they are checked and completed."""

    def __init__(
        self, log: Log, file: Path, shelf: Shelf, material: Material, there: Logbook
    ) -> None:
        """`there`: what the coder's log has already."""
        self.problems: list[Problem] = []
        self._there = there
        self._shown = Shown(there, material, blind=False)
        self._shown.follow()
        self._log = log
        self._file = file
        self._shelf = shelf
        self._grounds = Grounds(material)
        self._texts = WholeTexts(material.passages, shelf.read) if shelf.read else None
        self._sample = cache(self._find_sample)

    def take(self) -> Iterator[Decision]:
        """Yield the lines as they go into the log."""
        ids, drafts = set(self._there.ids), set(self._there.drafts)
        for line in self._log.decisions:
            wrong = list(check_line(line, self._grounds, Known(ids, drafts)))
            for problem in wrong:
                self._tell(line, problem)
            ids.add(line.id)
            if line.action == "draft":
                drafts.add(line.code)
            weighed = self._weigh(line)
            yield weighed if wrong else self._surround(weighed)

    def _surround(self, line: Decision) -> Decision:
        """Give a line the surroundings that it has in the file: the pack knows what was said."""
        passage = self._grounds.material.passages.get(line.transcript)
        if passage is None:
            return line
        whole = self._texts(line.transcript) if self._texts is not None else None
        return with_context(self._shown.replaced_by(line), passage, whole)

    def _weigh(self, line: Decision) -> Decision:
        """Give a line of a sample its weight, which no blind pack may hold."""
        if not line.sample:
            return replace(line, weight=1.0)
        sample = self._sample(line.sample)
        if sample is None:
            return line
        name, weight = sample.belonging(line.transcript, line.start, line.stop)
        return replace(line, sample=name, weight=weight)

    def _find_sample(self, name: str) -> Sample | None:
        """Return the sample as it was kept; where it was not, it is drawn again if it can be."""
        kept = load_sample(self._shelf.decisions, name)
        if kept is None and (parts := parse_name(name)):
            seed, size = parts
            if name_sample(self._shelf.run, size, seed) == name:
                kept = keep_sample(self._shelf.run, size, seed, self._shelf.decisions)
        if kept is None:
            message = f"the sample {name} is not known here, so its lines have no weights"
            cure = f"copy {name}.csv into {self._shelf.decisions / FOLDER} and import again"
            self.problems.append(Problem(str(self._file), message, cure=cure))
        return kept

    def _tell(self, line: Decision, problem: str) -> None:
        where = self._log.lines.get(line.id)
        number = where.number if where else 0
        cure = "it is in the log all the same: see `qualcode decisions check`"
        self.problems.append(Problem(str(self._file), problem, number, cure=cure))
