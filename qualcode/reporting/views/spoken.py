"""Scores that respondents say: each with its words, what is known of its scale, and its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from qualcode.analysis import place_scores
from qualcode.reporting.anchors import anchor
from qualcode.reporting.excerpts import Excerpt, make_excerpt
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.quotes import Speaker

MOST = 200  # scores with their quotes on the page


@dataclass(frozen=True, slots=True)
class Spoken:
    """One score as it is shown."""

    anchor: str
    value: str  # `4`, `3–4`, `not 5`
    scale: str
    nuance: str  # the phrase as said, quoted, where words of it shade the number
    about: str  # the service or other attribute it is about
    language: str
    speaker: Speaker
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class SpokenList:
    """All scores that respondents say."""

    shown: tuple[Spoken, ...]
    capped: str


def list_scores(material: Material) -> tuple[dict[str, Any], ...]:
    """Return the rows of all scores of respondents, by person and place."""
    rows = rows_of(place_scores(material.frames, material.codebook))
    order = ("respondent", "transcript", "start")
    return tuple(sorted(rows, key=lambda row: tuple(row[name] for name in order)))


def view_scores(material: Material, rows: Sequence[Mapping[str, Any]]) -> SpokenList:
    """Make the list of all scores said by respondents."""
    messages = material.labels.messages
    capped = ""
    if len(rows) > MOST:
        capped = messages.text("quotes.capped", shown=MOST, total=len(rows))
    return SpokenList(tuple(_spoken(material, row) for row in rows[:MOST]), capped)


def score_anchor(row: Mapping[str, Any]) -> str:
    """Return the id of the place of a score."""
    return anchor("score", row["transcript"], row["start"], row["stop"])


def name_value(messages: Messages, row: Mapping[str, Any]) -> str:
    """Write the value of a score: `4`, `3–4`, `not 5`."""
    value = messages.short_number(row["value"])
    if row["until"] != row["value"]:
        value = f"{value}–{messages.short_number(row['until'])}"
    return messages.text("survey.denied", value=value) if row["polarity"] == "negated" else value


def _spoken(material: Material, row: Mapping[str, Any]) -> Spoken:
    labels = material.labels
    start, stop = int(row["start"]), int(row["stop"])
    record = {name: row[name] for name in ("transcript", "respondent", "start", "stop")}
    record["quote"] = row["words"]
    turn = material.turns.get((row["transcript"], _turn_of(material, row)), {})
    return Spoken(
        anchor=score_anchor(row),
        value=name_value(labels.messages, row),
        scale=_name_scale(labels, row),
        nuance=_quote_nuance(labels.messages, row),
        about=labels.code(row["about"]) if row["about"] else "",
        language=row["language"],
        speaker=Speaker(
            respondent=row["respondent"],
            type=labels.type(row["type"]),
            transcript=row["transcript"],
            segment=int(row["segment"]),
            time=str(turn.get("time", "")),
        ),
        excerpt=make_excerpt(material, record, [(start, stop, "evidence")]),
    )


def _quote_nuance(messages: Messages, row: Mapping[str, Any]) -> str:
    """Quote the phrase whose words shade the number: an inflected word says little behind it."""
    said = str(row["words"])
    heard = set(said.lower().split())
    apart = [word for word in str(row["nuance"]).split() if word.lower() not in heard]
    phrase = f"{' '.join(apart)} … {said}" if apart else said
    return messages.text("quotes.words", words=phrase) if row["nuance"] else ""


def _turn_of(material: Material, row: Mapping[str, Any]) -> int:
    segment = material.segments.get((row["transcript"], int(row["segment"])), {})
    return int(segment.get("turn", 0))


def _name_scale(labels: Labels, row: Mapping[str, Any]) -> str:
    """Say what is known of the scale: its ends, and whether they were said, asked or assumed."""
    messages = labels.messages
    if isnan(row["high"]):
        return messages.text("scale.unknown")
    high = messages.short_number(row["high"])
    if isnan(row["low"]):
        ends = messages.text("scale.high", high=high)
    else:
        low = messages.short_number(row["low"])
        ends = messages.text("scale.ends", low=low, high=high)
    return messages.text(f"scale.{row['scale'] or 'said'}", ends=ends)
