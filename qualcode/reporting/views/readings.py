"""How each transcript was read: its format, who speaks, what was noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.model.phrase import phrase
from qualcode.reading.wording import put, say
from qualcode.reporting.material import Material


@dataclass(frozen=True, slots=True)
class Role:
    """What a speaker was taken for."""

    label: str
    role: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How one transcript was read."""

    transcript: str
    how: str
    speakers: tuple[Role, ...]
    notes: tuple[str, ...]


def list_readings(material: Material) -> Iterator[Reading]:
    """Yield the transcripts as the run has them."""
    language = material.labels.messages.language
    for one in in_order(material, material.run.manifest.get("transcripts", ())):
        how = [str(one.get(key, "")) for key in ("format", "encoding")]
        how.append(_say_layout(str(one.get("layout", "")), language))
        yield Reading(
            str(one.get("transcript", "")),
            ", ".join(part for part in how if part),
            tuple(
                Role(
                    str(speaker.get("speaker", "")),
                    material.labels.mark("role", str(speaker.get("role", ""))),
                    say(speaker["grounds"], language),
                )
                for speaker in one.get("speakers", ())
            ),
            tuple(say(note["note"], language) for note in one.get("notes", ())),
        )


_UNTOLD = ("", "unknown")  # nothing tells speakers apart: notes say so


def in_order(
    material: Material, transcripts: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Put what a manifest says of transcripts into the order in which they were collected."""
    behind = len(material.order)
    return sorted(transcripts, key=lambda one: material.order.get(str(one["transcript"]), behind))


def _say_layout(layout: str, language: str) -> str:
    """Name what tells speakers apart; a name that no catalogue has is shown as it is."""
    try:
        return put(phrase(f"layout-name.{layout}"), language) if layout not in _UNTOLD else ""
    except KeyError:
        return layout
