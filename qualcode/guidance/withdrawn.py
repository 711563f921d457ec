"""What a study takes out of everything derived: interviews, respondents, passages."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace

from qualcode.errors import Problem, StudyError
from qualcode.respondents import Row, Table, keep_rows
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

    def __bool__(self) -> bool:
        return bool(self.interviews or self.respondents or self.passages)

    def holds(self, transcript: str) -> bool:
        """Tell whether a whole interview is withdrawn, or the file that it stands in."""
        return any(means(one, transcript) for one in self.interviews)

    def passages_of(self, transcript: str) -> tuple[Passage, ...]:
        """Return the passages that are withdrawn of an interview."""
        return tuple(one for one in self.passages if means(one.file, transcript))

    @property
    def digest(self) -> str:
        """What tells it from other withdrawals, and gives nothing of it away; empty for none."""
        told = sorted((*self.interviews, *self.respondents))
        told += [f"{one.file}\0{one.first}\0{one.last}" for one in self.passages]
        return hashlib.sha256("\n".join(told).encode()).hexdigest() if self else ""

    def among(self, files: Collection[str]) -> Withdrawn:
        """Return the same with the lines that name none of the files, by their ids.

        StudyError where such a name is nearly that of a file: it would be published.
        """
        unmet = [
            (path, line)
            for path, line in self.named
            if not any(_is_of(path, file) for file in files)
        ]
        problems = [
            Problem(self.file, "withdraws a file that is not there", line, cure=near)
            for path, line in unmet
            if (near := near_spelling(split_interview(path)[0], files))
        ]
        if problems:
            raise StudyError(problems)
        return replace(self, unmet=tuple(line for _, line in unmet))

    def narrow(self, file: str) -> Withdrawn:
        """Return what may be withdrawn of one file and the interviews in it."""
        if not self:
            return self
        return replace(
            self,
            named=(),
            unmet=(),
            interviews=tuple(one for one in self.interviews if _is_of(one, file)),
            passages=tuple(one for one in self.passages if _is_of(one.file, file)),
        )

    def without(self, table: Table) -> Table:
        """Return a respondents table without withdrawn people and interviews."""
        return keep_rows(table, self._leaves) if self else table

    def _leaves(self, row: Row) -> bool:
        return row.respondent not in self.respondents and not self.holds(row.file)


def means(written: str, transcript: str) -> bool:
    """Tell whether a path in the study means a transcript, or the file that it stands in."""
    file, number = split_interview(written)
    whole, own = split_interview(transcript)
    return number in ("", own) and ends_with(path_parts(whole), path_parts(file))


def _is_of(written: str, file: str) -> bool:
    return means(split_interview(written)[0], file)


NOTHING_WITHDRAWN = Withdrawn()
