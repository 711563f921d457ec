"""`reading.yaml`: how each file is read, as people have confirmed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.guidance.paths import find_meant
from qualcode.model.transcript import Role
from qualcode.respondents.paths import split_interview
from qualcode.respondents.table import fold_path


@dataclass(frozen=True, slots=True)
class Said:
    """What people say of one label of a transcript."""

    label: str
    role: Role | None  # None: these words before a colon are no label
    line: int = 0  # of `reading.yaml`
    proposed: bool = False  # written `interviewer?`: nobody has confirmed it yet
    respondent: str = ""  # an id


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What people have confirmed of one file, or of one of the interviews in it."""

    transcript: str  # as written; once it is known which file is meant, the id of the transcript
    line: int  # of `reading.yaml`
    labels: tuple[Said, ...] = ()
    encoding: str = ""  # empty where the file is to say it itself
    repair: str = ""  # the encoding in which its bytes were once wrongly read

    @property
    def roles(self) -> tuple[tuple[str, Role], ...]:
        """Map labels to the roles that are confirmed."""
        sure = (said for said in self.labels if not said.proposed)
        return tuple((said.label, said.role) for said in sure if said.role)

    @property
    def proposals(self) -> tuple[tuple[str, Role], ...]:
        """Map labels to the roles that still wait for somebody to confirm them."""
        open = (said for said in self.labels if said.proposed)
        return tuple((said.label, said.role) for said in open if said.role)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the words before a colon that are no label."""
        return tuple(said.label for said in self.labels if said.role is None)

    @property
    def respondents(self) -> tuple[tuple[str, str], ...]:
        """Map labels to the ids of respondents."""
        return tuple((said.label, said.respondent) for said in self.labels if said.respondent)


@dataclass(frozen=True, slots=True)
class Unclear:
    """An entry that may mean more than one of the files read."""

    written: Confirmed
    transcripts: tuple[str, ...]  # their ids


@dataclass(frozen=True, slots=True)
class Readings:
    """The whole of `reading.yaml`."""

    file: str  # name, for messages
    source: bytes
    transcripts: tuple[Confirmed, ...]
    folder: Path | None = None  # from which its paths are taken
    unclear: tuple[Unclear, ...] = ()
    by_transcript: Mapping[str, Confirmed] = field(init=False, repr=False, compare=False)
    by_file: Mapping[str, tuple[Confirmed, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        told: dict[str, Confirmed] = {}
        files: dict[str, list[Confirmed]] = {}
        for one in self.transcripts:
            told.setdefault(fold_path(one.transcript), one)
            files.setdefault(fold_path(split_interview(one.transcript)[0]), []).append(one)
        told |= {one.transcript: one for one in self.transcripts}
        object.__setattr__(self, "by_transcript", told)
        object.__setattr__(self, "by_file", {file: tuple(all) for file, all in files.items()})

    def find(self, transcript: str) -> Confirmed | None:
        """Return what is confirmed of a transcript; what is said of the whole file goes behind."""
        file, number = split_interview(transcript)
        of_file = self._find(file) if number else None
        own = self._find(transcript)
        if own is None or of_file is None:
            return own or of_file
        return replace(own, labels=own.labels + of_file.labels)

    def _find(self, transcript: str) -> Confirmed | None:
        return self.by_transcript.get(transcript) or self.by_transcript.get(fold_path(transcript))

    def among(self, files: Mapping[str, Path]) -> Readings:
        """Return the same with its paths understood: `files` are those read, by their ids.

        What means none of them keeps its path as written; what may mean several is unclear, and
        is said of none.
        """
        if self.folder is None or not self.transcripts:
            return self
        paths = [split_interview(one.transcript)[0] for one in self.transcripts]
        meant = find_meant(dict.fromkeys(paths), files, self.folder)
        known: list[Confirmed] = []
        unclear: list[Unclear] = []
        for one in self.transcripts:
            path, number = split_interview(one.transcript)
            ids = tuple(f"{id}#{number}" if number else id for id in meant[path])
            if len(ids) > 1:
                unclear.append(Unclear(one, ids))
            else:
                known.append(replace(one, transcript=ids[0]) if ids else one)
        return replace(self, transcripts=tuple(known), folder=None, unclear=tuple(unclear))

    def narrow(self, file: str) -> Readings:
        """Return what is confirmed of one file and the interviews in it."""
        if not self.transcripts:
            return self
        whole = self._find(file)
        kept = [whole] if whole else []
        kept += [one for one in self.by_file.get(fold_path(file), ()) if one is not whole]
        return Readings("", b"", tuple(map(_without_lines, kept)))


def _without_lines(one: Confirmed) -> Confirmed:
    # a line more above decides nothing
    return replace(one, line=0, labels=tuple(replace(said, line=0) for said in one.labels))


NO_READINGS = Readings("", b"", ())
