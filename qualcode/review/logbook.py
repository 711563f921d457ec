"""A coder's log while it is reviewed: read once, then followed as programs add to it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from qualcode.decisions import append, parse_line
from qualcode.decisions.codebooks import keep_codebook
from qualcode.model.codebook import Codebook
from qualcode.model.decision import Decision


class Logbook:
    """The lines of one log in its order; not for several threads at once."""

    def __init__(self, path: Path, study: str, codebook: Codebook | None = None) -> None:
        """`codebook`: the one that is shown; what it has is kept beside the log."""
        self.path = path
        self.study = study
        self._codebook = codebook
        self.lines: list[Decision] = []
        self.ids: set[str] = set()
        self.drafts: set[str] = set()  # ids of the codes that were drafted
        self.times_begun = 0  # how often it was read from its first line
        self._begin(0)

    def _begin(self, file: int) -> None:
        self._file = file
        self._read = 0  # bytes read, up to the end of a line
        self.lines.clear()
        self.ids.clear()
        self.drafts.clear()
        self.times_begun += 1

    def refresh(self) -> None:
        """Read what was added; all of it again where the file was put there anew.

        OSError when it cannot be read; a file that is not there is a log without lines.
        """
        try:
            with self.path.open("rb") as file:
                self._follow(file.fileno())
                file.seek(self._read)
                data = file.read()
        except FileNotFoundError:
            if self.lines:
                self._begin(0)
            return
        whole = data[: data.rfind(b"\n") + 1]  # a line without its end may still be written
        self._read += len(whole)
        for line in whole.split(b"\n"):
            self._take(line)

    def _follow(self, opened: int) -> None:
        """Begin anew where the file is another, or shorter than what was read of it."""
        found = os.fstat(opened)
        if found.st_ino != self._file or found.st_size < self._read:
            self._begin(found.st_ino)

    def _take(self, data: bytes) -> None:
        source = data.decode(errors="replace").strip("\ufeff \r\t")
        line = parse_line(source).line if source else None
        if isinstance(line, Decision) and line.id not in self.ids:
            self.lines.append(line)
            self.ids.add(line.id)
            if line.action == "draft":
                self.drafts.add(line.code)

    def append(self, decisions: Sequence[Decision]) -> None:
        """Have the decisions on the disk; those that are there already are not written again.

        RefusedError when they cannot be saved.
        """
        append(self.path, decisions, self.study)
        if self._codebook and decisions:
            keep_codebook(self.path.parent, self._codebook)
        self.refresh()
