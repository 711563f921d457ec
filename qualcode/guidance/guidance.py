"""All that people have decided about how files are read, and what of it is for one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.guidance.readings import NO_READINGS, Confirmed, Readings
from qualcode.guidance.withdrawn import NOTHING_WITHDRAWN, Withdrawn
from qualcode.language.labels import fold_label, same_label
from qualcode.reading import Declared
from qualcode.respondents import EMPTY_TABLE, Table, narrow_table, row_of, rows_for


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a respondents table, a study, `reading.yaml` and a command line say of files."""

    table: Table = EMPTY_TABLE
    interviewers: tuple[str, ...] = ()
    readings: Readings = NO_READINGS
    withdrawn: Withdrawn = NOTHING_WITHDRAWN

    def declared(self, transcript: str) -> Declared:
        """Return what is said of the speakers and the encoding of one transcript."""
        written = rows_for(self.table, transcript)
        confirmed = self.readings.find(transcript)
        return Declared(
            interviewers=self.interviewers,
            respondents=tuple(row.speaker for row in written if fold_label(row.speaker)),
            # A bare dash names both voices of a dialogue: whoever is not the interviewer.
            all_others_respondents=any(not fold_label(row.speaker) for row in written),
            roles=confirmed.roles if confirmed else (),
            proposals=confirmed.proposals if confirmed else (),
            texts=confirmed.texts if confirmed else (),
            encoding=confirmed.encoding if confirmed else "",
            repair=confirmed.repair if confirmed else "",
        )

    def respondents(self, transcript: str) -> tuple[tuple[str, str], ...]:
        """Return who the speakers of a transcript are said to be: labels and ids."""
        confirmed = self.readings.find(transcript)
        return confirmed.respondents if confirmed else ()

    def settled(self, transcript: str, label: str) -> bool:
        """Tell whether a speaker needs no row in the respondents table."""
        confirmed = self.readings.find(transcript)
        return confirmed is not None and any(
            said.respondent or (said.role != "respondent" and not said.proposed)
            for said in confirmed.labels
            if same_label(said.label, label)
        )

    def among(self, files: Mapping[str, Path]) -> Guidance:
        """Return the same for these files, by their ids: see `Readings.among`."""
        withdrawn = self.withdrawn.among(files)
        return replace(self, readings=self.readings.among(files), withdrawn=withdrawn)

    @property
    def remaining(self) -> Guidance:
        """The same without what is said of withdrawn interviews and respondents."""
        if not self.withdrawn:
            return self
        left = (
            one for one in self.readings.transcripts if not self.withdrawn.holds(one.transcript)
        )
        readings = replace(
            self.readings, source=b"", transcripts=tuple(map(self._without_gone, left))
        )
        return replace(self, table=self.withdrawn.without(self.table), readings=readings)

    def _without_gone(self, one: Confirmed) -> Confirmed:
        """Leave out what is said of the labels of withdrawn respondents."""
        gone = self.withdrawn.respondents
        rows = rows_for(self.table, one.transcript)
        labels = tuple(
            said
            for said in one.labels
            if said.respondent not in gone
            and ((row := row_of(said.label, rows)) is None or row.respondent not in gone)
        )
        return replace(one, labels=labels)

    def narrow(self, file: str) -> Guidance:
        """Return what is said of one file and the interviews in it, wherever it is said."""
        return replace(
            self,
            table=narrow_table(self.table, file),
            readings=self.readings.narrow(file),
            withdrawn=self.withdrawn.narrow(file),
        )


NO_GUIDANCE = Guidance()
