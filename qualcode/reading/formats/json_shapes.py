"""Shapes of JSON in which programs give transcripts, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qualcode.reading.document import Line
from qualcode.reading.formats import json_words
from qualcode.reading.formats.json_values import Json, at, clock, name_of, objects

LIST = "a list of objects with speaker and text"
TICKS = 10_000_000  # of a second, as Azure counts
A_DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Shape:
    """A list of objects with words in it: where it stands, and how its fields are called."""

    program: str
    path: tuple[str, ...]  # keys that lead to the list
    text: str  # paths of fields have dots: `offsets.from`
    speaker: str = ""
    start: str = ""
    stop: str = ""
    scale: int = 1  # of the times to a second

    def lines(self, data: Json) -> list[Line]:
        """Give the words of each object as a line; none where the data has another shape."""
        lines = map(self._line, objects(at(data, self.path)))
        return [line for line in lines if line is not None]

    def _line(self, item: Mapping[str, Json]) -> Line | None:
        text = at(item, self.text.split("."))
        if not isinstance(text, str):
            return None
        speaker = at(item, self.speaker.split(".")) if self.speaker else None
        return Line(
            text,
            name_of(speaker),
            clock(at(item, self.start.split(".")), self.scale),
            ends=clock(at(item, self.stop.split(".")), self.scale),
        )


# the first that gives words is taken; the surer one of two with the same list stands first
SHAPES = (
    Shape(
        "AWS Transcribe",
        ("results", "audio_segments"),
        *("transcript", "speaker_label"),
        *("start_time", "end_time"),
    ),
    Shape("Deepgram", ("results", "utterances"), "transcript", "speaker", "start", "end"),
    Shape("AssemblyAI", ("utterances",), "text", "speaker", "start", "end", 1000),
    Shape("Podcasting 2.0", ("segments",), "body", "speaker", "startTime", "endTime"),
    Shape("Whisper", ("segments",), "text", "speaker", "start", "end"),
    Shape("whisper.cpp", ("transcription",), "text", "speaker", "offsets.from", "offsets.to", 1000),
    Shape("pyannoteAI", ("output", "turnLevelTranscription"), "text", "speaker", "start", "end"),
    Shape(
        "Azure Speech",
        ("recognizedPhrases",),
        "nBest.0.display",
        "speaker",
        "offsetInTicks",
        "",
        TICKS,
    ),
    Shape("Azure Speech", ("phrases",), "text", "speaker", "offsetMilliseconds", "", 1000),
    Shape("Gladia", ("result", "transcription", "utterances"), "text", "speaker", "start", "end"),
)
# a plain list of objects, at the top or under one of these keys
KEYS = (
    *("transcript", "transcription", "segments", "utterances", "turns", "dialogue", "monologues"),
    *("results", "data", "messages", "lines", "sentences", "entries"),
)
LISTS = ((), *((key,) for key in KEYS))
TEXTS = (
    *("text", "transcript", "words", "utterance", "content", "body", "message"),
    *("реплика", "текст"),
)
SPEAKERS = (
    *("speaker", "speaker_name", "speakerName", "speaker_label", "speakerLabel"),
    *("speakerDisplayName", "speaker_id", "name", "who"),
    *("role", "author", "говорящий", "спикер"),
)
STARTS = (
    *("start", "start_time", "startTime", "startOffset", "begin", "timestamp", "time", "from"),
    *("начало", "время"),
)
STOPS = ("end", "end_time", "endTime", "endOffset", "stop", "to", "конец")


def find_lines(data: Json) -> tuple[str, list[Line]]:
    """Give the program whose shape the data has, and the words; nothing for unknown data."""
    for program, read in READERS:
        if lines := [line for line in read(data) if line.text.strip()]:
            return program, lines
    return "", []


def _plain_list(data: Json) -> list[Line]:
    """Read a list of objects that name a speaker or a time beside the words."""
    for path in LISTS:
        found = at(data, path)
        if not isinstance(found, list):
            continue
        items = objects(found)
        keys = {key for item in items for key in item}
        text, who = _first(TEXTS, keys), _first(SPEAKERS, keys)
        start, stop = _first(STARTS, keys), _first(STOPS, keys)
        strings = sum(isinstance(item.get(text), str) for item in items)
        if not text or not (who or start) or 2 * strings < len(found):
            continue
        numbers = [item[start] for item in items if isinstance(item.get(start), int)]
        # whole numbers that pass a day are no seconds
        scale = 1000 if max(numbers, default=0) > A_DAY else 1
        return Shape("", path, text, who, start, stop, scale).lines(data)
    return []


def _first(names: tuple[str, ...], keys: set[str]) -> str:
    return next((name for name in names if name in keys), "")


# what gives lines for data of its shape and nothing for any other; the first that gives some
READERS: tuple[tuple[str, Callable[[Json], Iterable[Line]]], ...] = (
    *((shape.program, shape.lines) for shape in SHAPES),
    ("Rev", json_words.rev),
    ("ElevenLabs", json_words.elevenlabs),
    ("AWS Transcribe", json_words.aws),
    ("Deepgram", json_words.deepgram),
    ("Google Speech-to-Text", json_words.google),
    (LIST, _plain_list),
)
