"""What a pack has saved → the log of its coder: checked, and nothing of it lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from qualcode.decisions import Log, append, name_log, read_log
from qualcode.decisions.checking import are_of_other_texts
from qualcode.errors import CodersError, Problem
from qualcode.model.decision import Decision
from qualcode.review.lines import Grounds, Known, check_line, with_context
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
    receiving = _Receiving(log, file, shelf, material)
    decisions = list(receiving.take(read_log(path).decisions))
    new = append(path, decisions, title_of(shelf.run))
    own = (problem for problem in log.problems if problem.line)  # it may be called anything
    problems = (*own, *receiving.problems)
    return Imported(log.coder, file, path, len(decisions), len(new), problems)


def _check_file(log: Log, file: Path, shelf: Shelf, material: Material) -> None:
    if not log.decisions:
        if file.suffix.lower() in (".html", ".htm"):
            message = "is a page, and what was decided on it lies in the file that it has saved"
            raise CodersError(Problem(str(file), message, cure="ask for that file (.jsonl)"))
        if not file.exists():
            raise CodersError(Problem(str(file), "does not exist", cure="check the path"))
        if any(one.line for one in log.problems) and not log.study:
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


def _titles(shelf: Shelf) -> set[str]:
    """Return the titles of the study, in all languages."""
    study = shelf.run.manifest.get("study") or {}
    return {str(text) for key, text in study.items() if key.startswith("title")}


class _Receiving:
    """The lines of one file, while they are checked and completed."""

    def __init__(self, log: Log, file: Path, shelf: Shelf, material: Material) -> None:
        self.problems: list[Problem] = []
        self._log = log
        self._file = file
        self._shelf = shelf
        self._grounds = Grounds(material)
        self._texts = WholeTexts(material.passages, shelf.read) if shelf.read else None
        self._sample = cache(self._find_sample)

    def take(self, there: Iterable[Decision]) -> Iterator[Decision]:
        """Yield the lines as they go into the log; `there` are those that it has."""
        ids = {one.id for one in there}
        drafts = {one.code for one in there if one.action == "draft"}
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
        return with_context(line, passage, whole)

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
