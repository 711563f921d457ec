"""A figure with its limits, as three columns of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from qualcode.analysis.errors.correction import Limited

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def limited_columns(name: str, limited: Limited) -> dict[str, Floats]:
    """Lay a figure out as the columns `name`, `name_low`, `name_high`."""
    return {name: limited.value, f"{name}_low": limited.low, f"{name}_high": limited.high}


def read_limited(table: pd.DataFrame, name: str, end: str = "") -> Limited:
    """Read a figure from its columns; `end` stands behind their names in a joined table."""
    columns = (f"{name}{end}", f"{name}_low{end}", f"{name}_high{end}")
    return Limited(*(table[column].to_numpy(float) for column in columns))
