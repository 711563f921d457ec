"""The figures of a report as files at print size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.export.tables import fill_folder
from qualcode.reporting.figures import FORMATS, Figure, write_figures
from qualcode.reporting.material import Material
from qualcode.reporting.views.differences import view_differences
from qualcode.reporting.views.places import find_places
from qualcode.reporting.views.saturation import view_saturation
from qualcode.reporting.views.survey import view_survey
from qualcode.reporting.views.talk import view_talk

KIND = "figures"


def list_figures(gathered: Gathered) -> tuple[Figure, ...]:
    """Return the figures of the report, in its order."""
    return tuple(figure for view in _views(gathered.material) for figure in _inside(view))


def write_figure_files(
    out: Path, figures: tuple[Figure, ...], formats: tuple[str, ...] = FORMATS
) -> None:
    """Write each figure in each format into the folder `out`, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with fill_folder(out, KIND) as folder:
        write_figures(figures, folder, formats)


def _views(material: Material) -> Iterator[object]:
    places = find_places(material)
    yield view_talk(material, places)
    yield view_differences(material, places)
    yield view_survey(material, places)
    yield view_saturation(material)


def _inside(view: object) -> Iterator[Figure]:
    """Yield the figures that a view holds, however deep."""
    if isinstance(view, Figure):
        yield view
    elif isinstance(view, tuple | list):
        for one in view:
            yield from _inside(one)
    elif is_dataclass(view) and not isinstance(view, type):
        for field in fields(view):
            yield from _inside(getattr(view, field.name))
