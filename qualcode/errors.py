"""The tree of errors a user can put right; every other exception is a bug.

QualcodeError
├── CodebookError        the codebook cannot be used
├── TranscriptError      a transcript cannot be read
├── RespondentsError     the respondents table cannot be used
├── QuestionsError       the table of guide questions cannot be used
├── SurveyError          a table of survey figures cannot be used
├── NamesError           the list of names, or the key of pseudonyms, cannot be used
├── CodersError          a coder's table cannot be used
├── StudyError           the study folder or its `study.yaml` cannot be used
├── ReadingError         `reading.yaml` cannot be used
├── ModelMissingError    a trained model is missing or cannot be used
├── RunError             a run cannot be read
└── RefusedError         refused for safety: nothing was touched (exit code 4)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it stands and how to put it right."""

    file: str
    message: str
    line: int = 0  # 1-based; 0 when the whole file is meant
    column: int = 0  # 1-based; 0 when the whole line is meant
    place: str = ""  # the way to the place, e.g. `codes > efficiency.saving > indicators > ru`
    excerpt: str = ""  # the line of the file as it stands, for the caret
    cure: str = ""

    def __str__(self) -> str:
        """Render `file:line:column: place: message; cure`, and the caret below."""
        where = "".join(sign if sign.isprintable() else "?" for sign in self.file)
        if self.line:
            where += f":{self.line}"
            if self.column:
                where += f":{self.column}"
        parts = [where, self.place, self.message]
        text = ": ".join(part for part in parts if part)
        if self.cure:
            text += f"; {self.cure}"
        if self.excerpt and self.column:
            text += f"\n    {self.excerpt}\n    {' ' * (self.column - 1)}^"
        return text


class QualcodeError(Exception):
    """Something in the input that its owner can put right, with all the problems found."""

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[QualcodeError], tuple[tuple[Problem, ...]]]:
        """Go to another process with the problems themselves."""
        return type(self), (self.problems,)


class CodebookError(QualcodeError):
    """The codebook cannot be used."""


class TranscriptError(QualcodeError):
    """A transcript cannot be read."""


class RespondentsError(QualcodeError):
    """The respondents table cannot be used."""


class QuestionsError(QualcodeError):
    """The table of guide questions cannot be used."""


class SurveyError(QualcodeError):
    """A table of survey figures cannot be used."""


class NamesError(QualcodeError):
    """The list of names, or the key of pseudonyms, cannot be used."""


class CodersError(QualcodeError):
    """A coder's table cannot be used."""


class StudyError(QualcodeError):
    """The study folder or its `study.yaml` cannot be used."""


class ReadingError(QualcodeError):
    """`reading.yaml` cannot be used."""


class ModelMissingError(QualcodeError):
    """A trained model is missing, or cannot be used here."""


class RunError(QualcodeError):
    """A run cannot be read."""


class RefusedError(QualcodeError):
    """Refused for safety; nothing was touched."""

    exit_code: ClassVar[int] = 4
