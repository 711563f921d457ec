"""One log on the disk → decisions in the order of its lines, and everything that is wrong there."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.decisions.codebooks import Books
from qualcode.decisions.lines import Head, parse_line, read_time
from qualcode.errors import Problem, RefusedError
from qualcode.model.decision import Decision

FOLDER = "decisions"
SUFFIX = ".jsonl"

_NAME_LENGTH = 60
_BEGINS = re.compile(r'\{"id": "([^"\\]+)"')
_OF_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


@dataclass(frozen=True, slots=True)
class Line:
    """Where a decision is written."""

    file: Path
    number: int  # 1-based


@dataclass(frozen=True, slots=True)
class Log:
    """What one coder has decided, line by line."""

    coder: str
    study: str  # the title of the study when the log was begun
    file: Path
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, Line] = field(default_factory=dict)  # by the decisions' ids
    books: Books = field(default_factory=dict)  # the codebooks that its coder may have been shown


def name_log(folder: Path, coder: str) -> Path:
    """Return the file of a coder's log; RefusedError for a name that no file can have."""
    name = unicodedata.normalize("NFC", coder).strip()
    plain = all(sign.isalnum() or sign in " ._-" or _is_mark(sign) for sign in name)
    if (
        not name
        or name != coder
        or not plain
        or name[0] == "."
        or name[-1] == "."
        or len(name) > _NAME_LENGTH
        or name.split(".")[0].lower() in _OF_WINDOWS
    ):
        cure = "a coder's name has letters, digits, spaces, hyphens and points, 60 at most"
        raise RefusedError(Problem(str(folder), f"{coder!r} cannot name a file", cure=cure))
    return folder / f"{name}{SUFFIX}"


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Mc")  # letters of some languages are made of two


def read_log(path: Path) -> Log:
    """Read one log; what cannot be read in it is among its problems, and stops nothing else.

    A file that is not there is a log without lines.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return _unread(path, "is no file", "put a coder's log there, or remove it")
        data = path.read_bytes()
    except FileNotFoundError:
        return Log(path.stem, "", path, ())
    except OSError as error:
        reason = error.strerror or str(error)
        return _unread(path, f"cannot be read: {reason}", "check who may read it")
    return _Reading(path).read(data)


def _unread(path: Path, message: str, cure: str) -> Log:
    return Log(path.stem, "", path, (), (Problem(str(path), message, cure=cure),))


class _Reading:
    """One log while it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.head: Head | None = None
        self.decisions: dict[str, Decision] = {}
        self.lines: dict[str, Line] = {}
        self.problems: list[Problem] = []
        self._torn: dict[int, str] = {}  # what cannot be read, by the numbers of the lines

    def read(self, data: bytes) -> Log:
        *whole, last = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        number = 0
        for number, line in enumerate(whole, 1):
            self._take(number, line)
        if last:
            self._take(number + 1, last, last=True)
        if self._is_none():
            self._tell(0, "holds no line of a log", "put the file elsewhere if it is another's")
            self._torn.clear()
        self._tell_torn(number + 1)
        if not data:
            self._tell(0, "is empty", "nothing to do if nothing was decided yet")
        elif self.head is None and self.decisions:
            self._tell(0, "does not say whose log it is", "its lines do; the next one brings it")
        self._look_at_clock()
        first = next(iter(self.decisions.values()), None)
        coder = self.head.coder if self.head else first.coder if first else self.path.stem
        self._look_at_names(coder)
        study = self.head.study if self.head else ""
        decisions = tuple(self.decisions.values())
        return Log(coder, study, self.path, decisions, tuple(self.problems), self.lines)

    def _is_none(self) -> bool:
        """Tell whether nothing in the file looks like a line of a log."""
        nothing = not (self.head or self.decisions or self.problems)
        torn = self._torn.values()
        return nothing and bool(torn) and not any(text.lstrip().startswith("{") for text in torn)

    def _take(self, number: int, data: bytes, *, last: bool = False) -> None:
        try:
            source = data.decode().strip()
        except UnicodeDecodeError:
            self._torn[number] = data.decode(errors="replace")
            return
        if not source:
            return
        parsed = parse_line(source)
        if parsed.line is None and (last or not source.endswith("}")):
            self._torn[number] = source
            return
        cure = "it is left out" if parsed.line is None else ""
        for fault in parsed.faults:
            self._tell(number, fault, cure)
        if isinstance(parsed.line, Head):
            self._take_head(number, parsed.line)
        elif parsed.line is not None:
            self._take_decision(number, parsed.line)

    def _take_head(self, number: int, head: Head) -> None:
        if self.head is None:
            self.head = head
        elif head.coder != self.head.coder:
            told = f"here begins a log of {head.coder}, in one of {self.head.coder}"
            self._tell(number, told, "its lines are taken for those whose names they bear")

    def _take_decision(self, number: int, decision: Decision) -> None:
        former = self.decisions.get(decision.id)
        if former is None:
            self.decisions[decision.id] = decision
            self.lines[decision.id] = Line(self.path, number)
        elif former != decision:
            told = f"has the id of line {self.lines[decision.id].number}, and says another thing"
            self._tell(number, told, "it is left out")

    def _look_at_clock(self) -> None:
        """Tell where times go back; the order of the lines is what counts."""
        back, before = [], None
        for decision in self.decisions.values():
            time = read_time(decision.time)
            if time and before and time < before:
                back.append(self.lines[decision.id].number)
            before = time or before
        if back:
            often = f", {len(back)} times in all" if len(back) > 1 else ""
            cure = "nothing to do: the order of the lines counts, not their times"
            self._tell(back[0], f"the clock went back here{often}", cure)

    def _look_at_names(self, coder: str) -> None:
        others: dict[str, list[int]] = {}
        for decision in self.decisions.values():
            if decision.coder != coder:
                others.setdefault(decision.coder, []).append(self.lines[decision.id].number)
        for other, numbers in others.items():
            count = f"{len(numbers)} lines are" if len(numbers) > 1 else "is"
            told = f"{count} by {other}, in the log of {coder}"
            self._tell(numbers[0], told, f"taken for what {other} has decided")

    def _tell_torn(self, last: int) -> None:
        """Tell of lines that are cut off, but for those that were saved whole later."""
        for number, text in self._torn.items():
            begins = _BEGINS.match(text)
            if begins and begins[1] in self.decisions:
                continue
            if '"qualcode"' in text[:20] and self.head:
                continue
            which = "the last line" if number == last else "the line"
            told = f"{which} is torn: saving it was cut short, or the file was damaged"
            cure = "decide that one again; every other line is read"
            self._tell(number, told, cure)

    def _tell(self, number: int, message: str, cure: str) -> None:
        self.problems.append(Problem(str(self.path), message, line=number, cure=cure))
