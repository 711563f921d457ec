"""What a study takes out of everything derived: interviews, respondents, passages."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is withdrawn, as the study says it."""

    def narrow(self, _file: str) -> Withdrawn:
        """Return what may be withdrawn of one file and the interviews in it."""
        return self

    def take_out(self, transcript: Transcript) -> Transcript | None:
        """Return the transcript without what is withdrawn; None where nothing of it may be used."""
        return transcript


NOTHING_WITHDRAWN = Withdrawn()
