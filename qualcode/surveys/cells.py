"""Cells that hold numbers: `4.54` and `4,54` alike; anything else is told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.errors import Problem
from qualcode.yaml_tree.problems import shown

_NUMBER = re.compile(r"[-−]?[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_SPACED = re.compile(r"(?<=[0-9])[\u00a0\u202f ](?=[0-9]{3}(?:\D|$))")  # 12 400


def parse_number(written: str) -> float | None:
    """Return the number that a cell holds; None for text, NaN, infinity and nothing at all."""
    joined = _SPACED.sub("", written)
    if not _NUMBER.fullmatch(joined):
        return None
    return float(joined.replace(",", ".").replace("−", "-"))


class Numbers:
    """Reads the numbers of one row and keeps what is wrong with them."""

    def __init__(self, record: Mapping[str, str], line: int, file: str) -> None:
        self._record = record
        self._line = line
        self._file = file
        self.problems: list[Problem] = []
        self.unread: set[str] = set()  # columns whose cell is told: nothing more is said of it

    def read(self, column: str) -> float | None:
        """Return the number in a column; None where there is none, or it is wrong and told."""
        written = self._record.get(column, "")
        if not written:
            return None
        number = parse_number(written)
        if number is None:
            self._tell(column, written, "write a number such as 4.54 or 4,54, or leave it empty")
        return number

    def read_count(self, column: str) -> int | None:
        """Return the whole number in a column, nought or more."""
        number = self.read(column)
        if number is None:
            return None
        if number < 0 or number != int(number):
            self._tell(column, self._record[column], "write a whole number: how many answered")
            return None
        return int(number)

    def _tell(self, column: str, written: str, cure: str) -> None:
        message = f"`{column}` holds `{shown(written)}`, which is no such number"
        self.problems.append(Problem(self._file, message, self._line, cure=cure))
        self.unread.add(column)
