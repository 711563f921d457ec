"""What people have said about the speakers of a file, before it is read."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.language.labels import same_label
from qualcode.model.transcript import Role


@dataclass(frozen=True, slots=True)
class Declared:
    """What a study, a command line, a respondents table and `reading.yaml` say of a file."""

    interviewers: tuple[str, ...] = ()  # labels, study-wide or from the command line
    respondents: tuple[str, ...] = ()  # labels that have a row for this file in the table
    all_others_respondents: bool = False  # the table has a row with empty speaker for this file
    roles: tuple[tuple[str, Role], ...] = ()  # of labels, confirmed for this very file
    encoding: str = ""  # empty where the bytes are to tell it
    repair: str = ""  # the encoding in which the bytes were once wrongly read

    def role(self, label: str) -> Role | None:
        """Return the role that people have confirmed for a label of this file."""
        return next((role for other, role in self.roles if same_label(label, other)), None)

    def interviewer(self, label: str) -> bool:
        """Tell whether the label is declared an interviewer's."""
        return any(same_label(label, other) for other in self.interviewers)

    def respondent(self, label: str) -> bool:
        """Tell whether the respondents table names the label for this file."""
        return any(same_label(label, other) for other in self.respondents if other)

    def named(self, label: str) -> bool:
        """Tell whether anybody has named the label."""
        confirmed = self.role(label) is not None
        return confirmed or self.interviewer(label) or self.respondent(label)
