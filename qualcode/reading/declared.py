"""What people have said about the speakers of a file, before it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.language.labels import fold_label, same_label
from qualcode.model.transcript import Role


@dataclass(frozen=True, slots=True)
class Declared:
    """What a study, a command line, a respondents table and `reading.yaml` say of a file."""

    interviewers: tuple[str, ...] = ()  # labels, study-wide or from the command line
    respondents: tuple[str, ...] = ()  # labels that have a row for this file in the table
    all_others_respondents: bool = False  # the table has a row with empty speaker for this file
    roles: tuple[tuple[str, Role], ...] = ()  # of labels, confirmed for this very file
    proposals: tuple[tuple[str, Role], ...] = ()  # written there, and waiting to be confirmed
    texts: tuple[str, ...] = ()  # words before a colon that are no label of this file
    encoding: str = ""  # empty where the bytes are to tell it
    repair: str = ""  # the encoding in which the bytes were once wrongly read

    def role(self, label: str) -> Role | None:
        """Return the role that people have confirmed for a label of this file."""
        return _find(label, self.roles)

    def proposal(self, label: str) -> Role | None:
        """Return the role that waits to be confirmed for a label of this file."""
        return _find(label, self.proposals)

    def interviewer(self, label: str) -> bool:
        """Tell whether the label is declared an interviewer's."""
        return any(same_label(label, other) for other in self.interviewers)

    def respondent(self, label: str) -> bool:
        """Tell whether the respondents table names the label for this file."""
        return any(same_label(label, other) for other in self.respondents if other)

    def text(self, label: str) -> bool:
        """Tell whether people have said that these words are no label."""
        return any(same_label(label, other) for other in self.texts)

    def named(self, label: str) -> bool:
        """Tell whether anybody has named the label; signs without a letter are no name."""
        if not fold_label(label):
            return self.respondent(label) or self.interviewer(label)
        told = self.role(label) or self.proposal(label)
        return bool(told) or self.interviewer(label) or self.respondent(label)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that `reading.yaml` gives roles for this file."""
        return tuple(label for label, _ in (*self.roles, *self.proposals))

    def without_readings(self) -> Declared:
        """Return what is said elsewhere than in `reading.yaml`."""
        return replace(self, roles=(), proposals=(), texts=())


def _find(label: str, roles: tuple[tuple[str, Role], ...]) -> Role | None:
    return next((role for other, role in roles if same_label(label, other)), None)


NOTHING = Declared()
