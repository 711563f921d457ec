"""All that decides what is found, and the part of it that decides about one transcript."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.corrections import NO_CORRECTIONS, Corrections, narrow_corrections
from qualcode.decisions.deciding import NOTHING_DECIDED, Decided
from qualcode.guidance import NO_READINGS, NOTHING_WITHDRAWN, Guidance, Readings, Withdrawn
from qualcode.model.codebook import Codebook
from qualcode.respondents import Table
from qualcode.runs.manifest import Settings


@dataclass(frozen=True, slots=True)
class Tagging:
    """All that decides what is found; the same again finds the same.

    Whatever is added here is part of the key under which a transcript's piece is kept, unless
    `keys.LEFT_OUT` names it.
    """

    codebook: Codebook
    table: Table
    settings: Settings
    switched_off: frozenset[str] = frozenset()  # ids of indicators that are not looked for
    corrections: Corrections = NO_CORRECTIONS  # of the questions that turns ask
    models: tuple[str, ...] = ()  # names or folders of what `settings.models` describes
    readings: Readings = NO_READINGS  # as people have confirmed them
    withdrawn: Withdrawn = NOTHING_WITHDRAWN
    decided: Decided = NOTHING_DECIDED  # by people, about codings

    @property
    def guidance(self) -> Guidance:
        """All that decides how files are read."""
        return Guidance(self.table, self.settings.interviewers, self.readings, self.withdrawn)

    def narrow(self, file: str) -> Tagging:
        """Return the part that decides about one file; its pieces are made from this alone.

        So a row more in the respondents table, or in that of questions, changes nothing for the
        transcripts of other rows.
        """
        guidance = self.guidance.narrow(file)
        return replace(
            self,
            table=guidance.table,
            readings=guidance.readings,
            withdrawn=guidance.withdrawn,
            corrections=narrow_corrections(self.corrections, file),
            decided=self.decided.narrow(file),
        )
