"""The figures of a report as files at print size."""

from __future__ import annotations

from pathlib import Path

from qualcode.reporting.export.tables import fill_folder
from qualcode.reporting.figures import FORMATS, Figure, write_figures

KIND = "figures"


def write_figure_files(
    out: Path, figures: tuple[Figure, ...], formats: tuple[str, ...] = FORMATS
) -> None:
    """Write each figure in each format into the folder `out`, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with fill_folder(out, KIND) as folder:
        write_figures(figures, folder, formats)
