"""What people have said about the speakers of a file, before it is read."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.language.labels import same_label


@dataclass(frozen=True, slots=True)
class Declared:
    """The speakers a study, a command line and a respondents table name."""

    interviewers: tuple[str, ...] = ()  # labels, study-wide or from the command line
    respondents: tuple[str, ...] = ()  # labels that have a row for this file in the table
    all_others_respondents: bool = False  # the table has a row with empty speaker for this file

    def interviewer(self, label: str) -> bool:
        """Tell whether the label is declared an interviewer's."""
        return any(same_label(label, other) for other in self.interviewers)

    def respondent(self, label: str) -> bool:
        """Tell whether the respondents table names the label for this file."""
        return any(same_label(label, other) for other in self.respondents if other)

    def named(self, label: str) -> bool:
        """Tell whether anybody has named the label."""
        return self.interviewer(label) or self.respondent(label)
