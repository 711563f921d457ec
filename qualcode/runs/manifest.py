"""`run.json`: what a run was made of, so that the same again gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from qualcode.errors import Problem
from qualcode.language.speech import find_spoken
from qualcode.model.transcript import Transcript

FORMAT = 1  # of the run's tables; a reader refuses a later one
DECIDING_PACKAGES = ("pymorphy3", "pymorphy3-dicts-ru", "simplemma")  # they decide base forms


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices that change results."""

    language: str = "auto"
    interviewers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files a run carries with it as they are; empty where there was none."""

    codebook: bytes
    respondents: bytes = b""
    study: bytes = b""
    title: str = ""  # of the study
    note: str = ""  # what its authors want every reader to know


def package_versions() -> dict[str, str]:
    """Return the versions of qualcode and of the packages that decide base forms."""
    versions = {}
    for package in ("qualcode", *DECIDING_PACKAGES):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "unknown"
    return versions


@dataclass(frozen=True, slots=True)
class Talk:
    """How much one speaker says in one transcript."""

    speaker: str
    role: str
    respondent: str
    turns: int
    words: int  # said; remarks left out
    grounds: str
    proposed: bool


def count_talk(transcript: Transcript) -> tuple[Talk, ...]:
    """Count turns and words of each speaker, in the order of `Transcript.speakers`."""
    talks = []
    for speaker in transcript.speakers:
        turns = [
            turn
            for turn in transcript.turns
            if (turn.speaker, turn.role) == (speaker.label, speaker.role)
        ]
        words = sum(len(find_spoken(transcript.text, turn.start, turn.stop)) for turn in turns)
        respondent = next((turn.respondent for turn in turns), "")
        talks.append(
            Talk(
                speaker.label,
                speaker.role,
                respondent,
                len(turns),
                words,
                speaker.grounds,
                speaker.proposed,
            )
        )
    return tuple(talks)


def describe_transcript(transcript: Transcript) -> dict[str, Any]:
    """Describe how one transcript was read."""
    source = transcript.source
    return {
        "transcript": transcript.id,
        "sha256": source.sha256,
        "format": source.format,
        "encoding": source.encoding,
        "layout": source.layout,
        "characters": len(transcript.text),
        "speakers": [asdict(talk) for talk in count_talk(transcript)],
        "notes": [asdict(note) for note in transcript.notes],
    }


def describe_run(
    settings: Settings,
    inputs: Inputs,
    hashes: Mapping[str, str],
    transcripts: Sequence[Mapping[str, Any]],
    counts: Mapping[str, int],
    problems: Sequence[Problem],
    files: Mapping[str, str],
) -> dict[str, Any]:
    """Put the manifest together; `hashes` and `files` map names to SHA-256."""
    return {
        "format": FORMAT,
        "versions": package_versions(),
        "settings": asdict(settings),
        "study": {"title": inputs.title, "note": inputs.note},
        "inputs": dict(hashes),
        "transcripts": list(transcripts),
        "counts": dict(counts),
        "problems": [str(problem) for problem in problems],
        "files": dict(files),
    }
