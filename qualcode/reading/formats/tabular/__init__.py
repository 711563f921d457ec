"""Tables that are transcripts: which column holds what, and their rows as lines."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.reading.formats.tabular.columns import Columns, Row
from qualcode.reading.formats.tabular.evidence import columns_by_evidence
from qualcode.reading.formats.tabular.named import columns_by_names


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """Find who says what and when; None where the table is no transcript."""
    return columns_by_names(rows) or columns_by_evidence(rows)
