"""The respondents table → who speaks in which file, of which type, with which attributes."""

from qualcode.respondents.attach import (
    attach_respondents,
    check_interviewers,
    check_speakers,
    check_types,
    narrow_table,
    row_of,
    rows_for,
)
from qualcode.respondents.copies import tell_copies
from qualcode.respondents.table import (
    EMPTY_TABLE,
    Row,
    Table,
    keep_rows,
    load_respondents,
    parse_respondents,
)

__all__ = [
    "EMPTY_TABLE",
    "Row",
    "Table",
    "attach_respondents",
    "check_interviewers",
    "check_speakers",
    "check_types",
    "keep_rows",
    "load_respondents",
    "narrow_table",
    "parse_respondents",
    "row_of",
    "rows_for",
    "tell_copies",
]
