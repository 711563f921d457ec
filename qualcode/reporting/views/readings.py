"""How each transcript was read: its format, who speaks, what was noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.reading.wording import say
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
    for one in material.run.manifest.get("transcripts", ()):
        how = [str(one.get(key, "")) for key in ("format", "encoding", "layout")]
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
