"""Who talks how much: groups beside each other, a dot for each respondent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.reporting.figures import Axis, Figure, Person, draw_spread, figure_id
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Panel, rows_of
from qualcode.reporting.views.places import Places, strip_anchor

MEASURES = ("words", "words_per_turn", "share", "minutes")
LEAST_FOR_RANGE = 3  # respondents; of fewer, each number is given


@dataclass(frozen=True, slots=True)
class TalkCell:
    """One measure of a group; empty where it is known for nobody."""

    text: str
    known: str = ""  # for how many it is known; empty where for all


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One group."""

    group: str
    respondents: str
    cells: tuple[TalkCell, ...]  # a measure each


@dataclass(frozen=True, slots=True)
class PanelTalk:
    """The respondents who speak most in one language."""

    heading: str
    respondents: str
    lines: tuple[TalkLine, ...]
    figure: Figure


@dataclass(frozen=True, slots=True)
class Talk:
    """How much is said, by language."""

    columns: tuple[str, ...]
    panels: tuple[PanelTalk, ...]


def view_talk(material: Material, places: Places) -> Talk:
    """Set out how much the respondents of each group talk."""
    messages = material.labels.messages
    talk, groups = rows_of(material.results["talk"]), material.results["talk_groups"]
    timed = any(row["minutes"] == row["minutes"] for row in talk)
    measures = [measure for measure in MEASURES if measure != "minutes" or timed]
    languages = {row["language"] for row in talk}
    order = [panel for panel in material.panels if panel.language in languages]
    panels = []
    for panel in order:
        here = [row for row in talk if row["language"] == panel.language]
        rows = rows_of(groups[groups["language"] == panel.language])
        ids = list(dict.fromkeys(row["group"] for row in rows))
        by_group = {id: {one["measure"]: one for one in rows if one["group"] == id} for id in ids}
        panels.append(
            PanelTalk(
                heading=panel.heading,
                respondents=messages.count("n.respondents", len(here)),
                lines=tuple(
                    TalkLine(
                        material.labels.group(id),
                        messages.count("n.respondents", by_group[id]["words"]["of"]),
                        tuple(
                            _cell(material, measure, by_group[id][measure]) for measure in measures
                        ),
                    )
                    for id in ids
                ),
                figure=_draw(material, places, panel, here, ids),
            )
        )
    return Talk(tuple(messages.text(f"talk.{one}") for one in measures), tuple(panels))


def _cell(material: Material, measure: str, row: Mapping[str, Any]) -> TalkCell:
    """Give the median and the range; of one or two respondents, each number."""
    messages = material.labels.messages
    known = int(row["respondents"])
    if not known:
        return TalkCell("")
    if known < LEAST_FOR_RANGE:
        values = sorted({row["least"], row["most"]})
        text = "; ".join(_number(material, measure, value) for value in values)
    else:
        middle, least, most = (
            _number(material, measure, row[name]) for name in ("median", "least", "most")
        )
        text = messages.text("talk.range", median=middle, least=least, most=most)
    some = known < row["of"]
    return TalkCell(text, messages.text("talk.of", known=known, of=int(row["of"])) if some else "")


def _number(material: Material, measure: str, value: float) -> str:
    messages = material.labels.messages
    if measure == "share":
        return messages.text("talk.percent", percent=round(100 * value))
    return messages.number(round(value))


def _draw(
    material: Material,
    places: Places,
    panel: Panel,
    people: list[dict[str, Any]],
    groups: list[str],
) -> Figure:
    labels, messages = material.labels, material.labels.messages
    transcripts: dict[str, str] = {}
    spoken = sorted(material.segments_by_person, key=lambda key: material.order[key[0]])
    for transcript, respondent in spoken:
        if transcript in places.drawn:
            transcripts.setdefault(respondent, transcript)

    def link(respondent: str) -> str:
        found = transcripts.get(respondent)
        return f"#{strip_anchor(found)}" if found else ""

    return draw_spread(
        figure_id("talk", panel.language),
        messages.text("talk.figure", language=panel.label),
        messages.text("talk.figure.description"),
        [
            Person(
                row["respondent"],
                labels.group(row["group"]),
                row["words"],
                messages.count("talk.person", row["words"], respondent=row["respondent"]),
                link(row["respondent"]),
            )
            for row in people
        ],
        [labels.group(group) for group in groups],
        Axis(messages.text("talk.axis"), low=0, format=",d"),
        messages.language,
    )
