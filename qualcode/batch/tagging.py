"""All that decides what is found, and the part of it that decides about one transcript."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.corrections import NO_CORRECTIONS, Corrections, narrow_corrections
from qualcode.model.codebook import Codebook
from qualcode.respondents import Table, narrow_table
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

    def narrow(self, transcript: str) -> Tagging:
        """Return the part that decides about one transcript; its piece is made from this alone.

        So a row more in the respondents table, or in that of questions, changes nothing for the
        transcripts of other rows.
        """
        return replace(
            self,
            table=narrow_table(self.table, transcript),
            corrections=narrow_corrections(self.corrections, transcript),
        )
