"""What a study takes out of everything derived: interviews, respondents, passages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.errors import Problem, StudyError
from qualcode.respondents import Table, keep_rows, rows_for
from qualcode.respondents.near import near_spelling
from qualcode.respondents.paths import ends_with, path_parts, split_interview


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one interview, from the first to the last, both inclusive."""

    file: str  # as written
    first: str
    last: str = ""  # empty where `first` is all of it
    line: int = 0  # of `study.yaml`


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is withdrawn, as the study says it."""

    file: str = ""  # name of `study.yaml`, for messages
    interviews: tuple[str, ...] = ()  # files, or interviews in them: `talks.docx#2`
    respondents: tuple[str, ...] = ()  # ids
    passages: tuple[Passage, ...] = ()
    named: tuple[tuple[str, int], ...] = ()  # every file that is named, and the line
    unmet: tuple[int, ...] = ()  # lines whose files are none of those found
    written: tuple[str, ...] = ()  # `interviews` as written, once they are ids of transcripts
    known: bool = False  # whether they are, and the files of passages

    def __bool__(self) -> bool:
        return bool(self.interviews or self.respondents or self.passages)

    def holds(self, transcript: str) -> bool:
        """Tell whether a whole interview is withdrawn, or the file that it stands in."""
        return any(self._means(one, transcript) for one in self.interviews)

    def may_hold(self, path: str) -> bool:
        """Tell whether a path that people or a former run have written may mean one of them.

        It may begin at another folder.
        """
        ours = (*self.interviews, *self.written)
        return any(means(one, path) or means(path, one) for one in ours)

    def passages_of(self, transcript: str) -> tuple[Passage, ...]:
        """Return the passages that are withdrawn of an interview."""
        return tuple(one for one in self.passages if self._means(one.file, transcript))

    def _means(self, written: str, transcript: str) -> bool:
        if not self.known:
            return means(written, transcript)
        file, number = split_interview(written)
        return written == transcript or (not number and file == split_interview(transcript)[0])

    @property
    def digest(self) -> str:
        """What tells it from other withdrawals, and gives nothing of it away; empty for none."""
        told = sorted((*self.interviews, *self.respondents))
        told += [f"{one.file}\0{one.first}\0{one.last}" for one in self.passages]
        return hashlib.sha256("\n".join(told).encode()).hexdigest() if self else ""

    def among(self, files: Mapping[str, Path]) -> Withdrawn:
        """Return the same with ids for paths, wherever reading began; `files` are those found.

        A path that ends several means all of them. StudyError where a name that means none is
        nearly that of a file: it would be published.
        """
        if self.known or not self:
            return self
        meant = {path: _ids(path, files) for path, _ in self.named}
        unmet = [(path, line) for path, line in self.named if not meant[path]]
        problems = [
            Problem(self.file, "withdraws a file that is not there", line, cure=near)
            for path, line in unmet
            if (near := near_spelling(split_interview(path)[0], files))
        ]
        if problems:
            raise StudyError(problems)
        return replace(
            self,
            interviews=tuple(id for path in self.interviews for id in meant[path]),
            passages=tuple(
                replace(one, file=id) for one in self.passages for id in meant[one.file]
            ),
            unmet=tuple(line for _, line in unmet),
            written=self.interviews,
            known=True,
        )

    def narrow(self, file: str) -> Withdrawn:
        """Return what may be withdrawn of one file and the interviews in it."""
        if not self:
            return self
        return replace(
            self,
            named=(),
            unmet=(),
            written=(),
            interviews=tuple(one for one in self.interviews if self._is_of(one, file)),
            passages=tuple(one for one in self.passages if self._is_of(one.file, file)),
        )

    def _is_of(self, written: str, file: str) -> bool:
        return self._means(split_interview(written)[0], file)

    def without(self, table: Table) -> Table:
        """Return a respondents table without withdrawn people and interviews."""
        if not self:
            return table
        gone = {
            row
            for one in self.interviews
            for row in rows_for(table, one)
            if split_interview(row.file)[1] == split_interview(one)[1]
        }
        return keep_rows(
            table, lambda row: row.respondent not in self.respondents and row not in gone
        )


def means(written: str, transcript: str) -> bool:
    """Tell whether a path in the study means a transcript, or the file that it stands in."""
    file, number = split_interview(written)
    whole, own = split_interview(transcript)
    return number in ("", own) and ends_with(path_parts(whole), path_parts(file))


def _ids(written: str, files: Mapping[str, Path]) -> tuple[str, ...]:
    """Return the ids of the transcripts that a path means, by where the files lie."""
    path, number = split_interview(written)
    end = path_parts(path)
    ids = (id for id, place in files.items() if ends_with(path_parts(str(place)), end))
    return tuple(f"{id}#{number}" if number else id for id in ids)


NOTHING_WITHDRAWN = Withdrawn()
