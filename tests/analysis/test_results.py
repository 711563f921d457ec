"""Every table of results has the columns that it says it has."""

from __future__ import annotations

import pytest

from qualcode.analysis.results import ANALYSES, analyse
from tests.analysis.test_comparison import RUN


@pytest.mark.parametrize("name", [analysis.description.name for analysis in ANALYSES])
def test_columns_are_the_described_ones(name: str) -> None:
    description = next(one.description for one in ANALYSES if one.description.name == name)
    frame = analyse(RUN)[name]
    named = [column.name for column in description.columns]
    assert list(frame.columns[: len(named)]) == named
    assert description.further or len(frame.columns) == len(named)
    assert all(column.holds for column in description.columns)
    assert name.isidentifier()
    assert len(name) <= 31
