"""All figures of a study, as the report shows them and papers print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from qualcode.reporting.figures import Figure, Sides, draw_diverging, figure_id
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.differences import view_differences
from qualcode.reporting.views.places import find_places
from qualcode.reporting.views.saturation import view_saturation
from qualcode.reporting.views.survey import view_survey
from qualcode.reporting.views.talk import view_talk


def draw_figures(material: Material) -> tuple[Figure, ...]:
    """Draw every figure of a run in the order of the report; the same run gives the same figures.

    Besides the figures of the page there is one of each tension's balance, which the page shows
    as boxes in a table.
    """
    places = find_places(material)
    return (
        *figures_in(view_talk(material, places)),
        *_draw_balances(material),
        *figures_in(view_differences(material, places)),
        *figures_in(view_survey(material, places)),
        *figures_in(view_saturation(material)),
    )


def figures_in(view: object) -> Iterator[Figure]:
    """Yield the figures of a view, wherever in it they are."""
    if isinstance(view, Figure):
        yield view
    elif isinstance(view, tuple):
        for part in view:
            yield from figures_in(part)
    elif is_dataclass(view):
        for one in fields(view):
            yield from figures_in(getattr(view, one.name))


def _draw_balances(material: Material) -> Iterator[Figure]:
    """Draw the balance of each tension in each language, as far as anybody speaks for a pole."""
    labels = material.labels
    messages = labels.messages
    counts = {
        (row["tension"], row["language"], row["group"]): row
        for row in rows_of(material.results["poles"])
    }
    for number, tension in enumerate(material.codebook.tensions, 1):
        for panel in material.panels:
            rows = [(group, counts[tension.id, panel.language, group.id]) for group in panel.groups]
            if not any(row["first"] or row["second"] for _, row in rows):
                continue
            yield draw_diverging(
                id=figure_id("balance", number, panel.language),
                title=f"{labels.tension(tension)}: {panel.label}",
                description=messages.text("balance.figure.says"),
                rows=[_sides(messages, group.label, row) for group, row in rows],
                poles=(labels.pole(tension.poles[0]), labels.pole(tension.poles[1])),
                both=messages.text("balance.both"),
                language=messages.language,
            )


def _sides(messages: Messages, group: str, row: Mapping[str, Any]) -> Sides:
    of = int(row["respondents"])
    first, second = (int(row[pole] - row["both"]) for pole in ("first", "second"))
    both = int(row["both"])
    shares = [messages.text("share", count=count, total=of) for count in (first, both, second)]
    return Sides(
        group=group,
        first=first,
        both=both,
        second=second,
        respondents=of,
        counted=messages.count("n.respondents", of),
        numbers=(shares[0], shares[1], shares[2]),
    )
