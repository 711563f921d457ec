"""`reading.yaml`: how each file is read, as people have confirmed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qualcode.model.transcript import Role
from qualcode.respondents.table import fold_path


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What people have confirmed of one transcript."""

    transcript: str  # its id, as written
    line: int  # of `reading.yaml`
    roles: tuple[tuple[str, Role], ...] = ()  # of each label
    respondents: tuple[tuple[str, str], ...] = ()  # ids by label
    encoding: str = ""  # empty where the file is to say it itself
    repair: str = ""  # the encoding in which its bytes were once wrongly read


@dataclass(frozen=True, slots=True)
class Readings:
    """The whole of `reading.yaml`."""

    file: str  # name, for messages
    source: bytes
    transcripts: tuple[Confirmed, ...]
    by_transcript: Mapping[str, Confirmed] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        told = {fold_path(one.transcript): one for one in self.transcripts}
        object.__setattr__(self, "by_transcript", told)

    def find(self, transcript: str) -> Confirmed | None:
        """Return what is confirmed of a transcript."""
        return self.by_transcript.get(fold_path(transcript))

    def narrow(self, file: str) -> Readings:
        """Return what is confirmed of one file and the interviews in it."""
        if not self.transcripts:
            return self
        whole = fold_path(file)
        kept = (
            replace(one, line=0)
            for key, one in self.by_transcript.items()
            if key == whole or key.startswith(f"{whole}#")
        )
        return Readings("", b"", tuple(kept))


NO_READINGS = Readings("", b"", ())
