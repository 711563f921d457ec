"""`run.json`: what a run was made of, so that the same again gives the same bytes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import Problem
from qualcode.model.codebook import Text
from qualcode.model.phrase import Phrase, to_plain
from qualcode.model.transcript import Segment, Transcript
from qualcode.reading.unsaid import count_nonspeech
from qualcode.runs.former import MANIFEST, RUN, list_files

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline

FORMAT = 5  # of the run's tables; a reader refuses any other
DECIDING_PACKAGES = ("pymorphy3", "pymorphy3-dicts-ru", "simplemma")  # they decide base forms


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model that decided readings, known by its files wherever they lie."""

    name: str
    language: str
    version: str
    digest: str  # SHA-256


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices that change results."""

    language: str = "auto"
    interviewers: tuple[str, ...] = ()
    models: tuple[Model, ...] = ()

    @property
    def declared_language(self) -> str:
        """The language people have said all talk is in; empty to tell it turn by turn."""
        return "" if self.language == "auto" else self.language


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files a run carries with it as they are; empty where there was none."""

    codebook: bytes
    respondents: bytes = b""
    study: bytes = b""
    corrections: bytes = b""  # the table of questions that people have corrected
    readings: bytes = b""  # `reading.yaml`: labels and roles that people have confirmed
    surveys: tuple[bytes, ...] = ()  # tables of figures, in the order of the study
    title: str = ""  # of the study
    note: str = ""  # what its authors want every reader to know
    translated: tuple[tuple[str, str], ...] = ()  # both by language: (`title_ru`, text)
    attributes: tuple[tuple[str, Text], ...] = ()  # what columns of the respondents are called


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """An indicator that took too long in one transcript, so that it was looked for in none."""

    id: str  # Indicator.id
    line: int  # of the codebook
    text: str  # of the indicator
    transcript: str  # where it took too long


@dataclass(frozen=True, slots=True)
class Read:
    """What became of the transcripts a run was to be made of."""

    transcripts: tuple[Mapping[str, Any], ...]  # as `describe_transcript` describes them
    unread: tuple[tuple[str, str], ...]  # ids of those that could not be read, with the reason
    problems: tuple[Problem, ...]  # rows and speakers that do not fit each other
    switched_off: tuple[SwitchedOff, ...] = ()
    withdrawn: int = 0  # interviews of which nothing may be used
    withdrawal: str = ""  # tells what the study withdrew from what it withdraws later
    decided: Mapping[str, Any] = field(default_factory=dict)  # whose decisions counted, and how


def describe_model(pipeline: Pipeline) -> Model:
    """Describe a pipeline by what it is, not by where it lies."""
    return Model(pipeline.name, pipeline.language, pipeline.version, pipeline.digest)


def package_versions(more: Sequence[str] = ()) -> dict[str, str]:
    """Return the versions of qualcode, of the packages that decide base forms, and of `more`."""
    versions = {}
    for package in ("qualcode", *DECIDING_PACKAGES, *more):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "unknown"
    return versions


@dataclass(frozen=True, slots=True)
class SpeakerTalk:
    """How much one speaker says in one transcript."""

    speaker: str
    role: str
    respondent: str
    turns: int
    words: int  # said; remarks left out
    grounds: Phrase
    proposed: bool


def count_talk(transcript: Transcript, segments: Iterable[Segment]) -> tuple[SpeakerTalk, ...]:
    """Count turns and words of each speaker, in the order of `Transcript.speakers`."""
    said: Counter[int] = Counter()
    for segment in segments:
        said[segment.turn] += segment.words
    talks = []
    for speaker in transcript.speakers:
        turns = [
            turn
            for turn in transcript.turns
            if (turn.name, turn.role) == (speaker.name, speaker.role)
        ]
        words = sum(said[turn.number] for turn in turns)
        respondent = next((turn.respondent for turn in turns), "")
        talks.append(
            SpeakerTalk(
                speaker.name,
                speaker.role,
                respondent,
                len(turns),
                words,
                speaker.grounds,
                speaker.proposed,
            )
        )
    return tuple(talks)


def count_languages(segments: Iterable[Segment]) -> dict[str, int]:
    """Count the words said in each language, the commonest first; `` is none that could be told."""
    words: Counter[str] = Counter()
    for segment in segments:
        words[segment.language] += segment.words
    return dict(words.most_common())


def describe_transcript(transcript: Transcript, segments: Sequence[Segment]) -> dict[str, Any]:
    """Describe how one transcript was read."""
    source = transcript.source
    return {
        "transcript": transcript.id,
        "sha256": source.sha256,
        "format": source.format,
        "encoding": source.encoding,
        "layout": source.layout,
        "text_sha256": source.text_sha256,
        "characters": len(transcript.text),
        "languages": count_languages(segments),
        "unsaid": _describe_unsaid(transcript),
        "speakers": [
            {**asdict(talk), "grounds": to_plain(talk.grounds)}
            for talk in count_talk(transcript, segments)
        ],
        "notes": [
            {"note": to_plain(note.phrase), "warning": note.warning} for note in transcript.notes
        ],
    }


def _describe_unsaid(transcript: Transcript) -> dict[str, Any]:
    """Count the remarks in all turns by their kinds, and how often talk was inaudible."""
    unsaid = count_nonspeech(transcript).whole
    rate = unsaid.inaudible_per_1000
    counted: dict[str, Any] = {kind: count for kind, count in unsaid.remarks if count}
    return {**counted, "inaudible_per_1000": None if rate is None else round(rate, 2)}


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write `run.json` into the folder it describes."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _describe_study(inputs: Inputs) -> dict[str, Any]:
    told = {"title": inputs.title, "note": inputs.note, **dict(inputs.translated)}
    named = {name: dict(said.by_language) for name, said in inputs.attributes}
    return {**told, "attributes": named} if named else told


def write_listing(folder: Path, kind: str) -> None:
    """Write the `run.json` of a folder that is no run: its kind, and the files that are in it."""
    manifest = {
        "kind": kind,
        "format": FORMAT,
        "versions": package_versions(),
        "files": list_files(folder),
    }
    write_manifest(folder, manifest)


def describe_run(
    settings: Settings,
    inputs: Inputs,
    hashes: Mapping[str, str],
    read: Read,
    counts: Mapping[str, int],
    files: Mapping[str, str],
) -> dict[str, Any]:
    """Put the manifest together; `hashes` and `files` map names to SHA-256."""
    return {
        "kind": RUN,
        "format": FORMAT,
        "versions": package_versions(("spacy",) if settings.models else ()),
        "settings": asdict(settings),
        "study": _describe_study(inputs),
        "inputs": dict(hashes),
        "transcripts": list(read.transcripts),
        "unread": dict(read.unread),
        "withdrawn": read.withdrawn,
        "withdrawal": read.withdrawal,
        "decisions": dict(read.decided),
        "switched_off": [asdict(one) for one in read.switched_off],
        "counts": dict(counts),
        "problems": [str(problem) for problem in read.problems],
        "files": dict(files),
    }
