"""Shapes of JSON in which programs give transcripts, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qualcode.reading.seconds import clock_of, seconds_of

Json = Any  # dict, list, str, int, float, bool or None
LIST = "a list of objects with speaker and text"
TICKS = 10_000_000  # of a second, as Azure counts
ENDS = frozenset(".?!…")  # of sentences
NO_SPACE_BEFORE = frozenset(".,?!:;…)»”’%")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one speaker."""

    text: str
    speaker: str = ""
    time: str = ""
    ends: str = ""


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

    def pieces(self, data: Json) -> list[Piece]:
        """Give the words; none where the data has another shape."""
        found = _at(data, self.path)
        if not isinstance(found, list) or not found:
            return []
        pieces = [self._piece(item) for item in found if isinstance(item, dict)]
        return [piece for piece in pieces if piece is not None]

    def _piece(self, item: Mapping[str, Json]) -> Piece | None:
        text = _at(item, self.text.split("."))
        if not isinstance(text, str):
            return None
        speaker = _at(item, self.speaker.split(".")) if self.speaker else None
        return Piece(
            text,
            name_of(speaker),
            _clock(_at(item, self.start.split(".")), self.scale),
            _clock(_at(item, self.stop.split(".")), self.scale),
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


def name_of(speaker: Json) -> str:
    """Give the name of a speaker, who may be a number or an object with a name."""
    if isinstance(speaker, Mapping):
        speaker = speaker.get("name", speaker.get("label", speaker.get("id")))
    if isinstance(speaker, bool) or speaker is None:
        return ""
    if isinstance(speaker, int):
        return f"Speaker {speaker}" if 0 <= speaker < 10_000 else ""
    return speaker.strip() if isinstance(speaker, str) else ""


def find_pieces(data: Json) -> tuple[str, list[Piece]]:
    """Give the program whose shape the data has, and the words; nothing for unknown data."""
    for program, read in READERS:
        if pieces := [piece for piece in read(data) if piece.text.strip()]:
            return program, pieces
    return "", []


def _plain_list(data: Json) -> list[Piece]:
    """Read a list of objects that name a speaker or a time beside the words."""
    for path in LISTS:
        found = _at(data, path)
        if not isinstance(found, list):
            continue
        objects = [item for item in found if isinstance(item, dict)]
        keys = {key for item in objects for key in item}
        text, who = _first(TEXTS, keys), _first(SPEAKERS, keys)
        start, stop = _first(STARTS, keys), _first(STOPS, keys)
        strings = sum(isinstance(item.get(text), str) for item in objects)
        if not text or not (who or start) or 2 * strings < len(found):
            continue
        pieces = Shape("", path, text, who, start, stop).pieces(data)
        numbers = [item[start] for item in objects if isinstance(item.get(start), int)]
        # whole numbers that pass a day are no seconds
        if numbers and max(numbers) > 86_400:
            pieces = Shape("", path, text, who, start, stop, 1000).pieces(data)
        return pieces
    return []


def _first(names: tuple[str, ...], keys: set[str]) -> str:
    return next((name for name in names if name in keys), "")


def _rev(data: Json) -> Iterator[Piece]:
    for monologue in _objects(_at(data, ("monologues",))):
        elements = _objects(monologue.get("elements"))
        text = "".join(str(one.get("value", "")) for one in elements)
        timed = [one for one in elements if isinstance(one.get("ts"), int | float)]
        time = _clock(timed[0].get("ts"), 1) if timed else ""
        ends = _clock(timed[-1].get("end_ts"), 1) if timed else ""
        yield Piece(text, name_of(monologue.get("speaker")), time, ends)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    speaker: str
    time: str
    ends: str
    joined: bool = False  # a sign that stands right after the word before


def _aws(data: Json) -> Iterator[Piece]:
    """Read AWS Transcribe before it had `audio_segments`: words, and who speaks when."""
    results = _at(data, ("results",))
    who = {
        str(item.get("start_time")): name_of(item.get("speaker_label"))
        for segment in _objects(_at(results, ("speaker_labels", "segments")))
        for item in _objects(segment.get("items"))
    }
    words = []
    for item in _objects(_at(results, ("items",))):
        text = _at(item, ("alternatives", "0", "content"))
        if isinstance(text, str):
            start = item.get("start_time")
            speaker = name_of(item.get("speaker_label")) or who.get(str(start), "")
            joined = item.get("type") == "punctuation"
            words.append(
                _Word(text, speaker, _clock(start, 1), _clock(item.get("end_time"), 1), joined)
            )
    yield from _sentences(words)


def _deepgram_words(data: Json) -> Iterator[Piece]:
    yield from _word_list(_at(data, ("results", "channels", "0", "alternatives", "0", "words")))


def _google(data: Json) -> Iterator[Piece]:
    """Read Google Speech-to-Text; with speakers told apart, its last result has all words."""
    results = _at(data, ("results",)) or _at(data, ("response", "results"))
    best = [_at(result, ("alternatives", "0")) for result in _objects(results)]
    found = [alternative for alternative in best if isinstance(alternative, dict)]
    words = _objects(found[-1].get("words")) if found else []
    if any("speakerTag" in word or "speakerLabel" in word for word in words):
        yield from _word_list(words)
        return
    for alternative in found:
        if isinstance(text := alternative.get("transcript"), str):
            own = _objects(alternative.get("words"))
            first, last = (own[0], own[-1]) if own else ({}, {})
            time, ends = _clock(first.get("startTime"), 1), _clock(last.get("endTime"), 1)
            yield Piece(text.strip(), "", time, ends)


def _word_list(words: Json) -> Iterator[Piece]:
    found = []
    for word in _objects(words):
        text = word.get("punctuated_word", word.get("word", word.get("text")))
        if isinstance(text, str):
            speaker = word.get("speaker", word.get("speakerTag", word.get("speakerLabel")))
            time = _clock(word.get("start", word.get("startTime")), 1)
            ends = _clock(word.get("end", word.get("endTime")), 1)
            found.append(_Word(text, name_of(speaker), time, ends))
    yield from _sentences(found)


def _elevenlabs(data: Json) -> Iterator[Piece]:
    """Read ElevenLabs Scribe: words with the blanks between them and what is heard besides."""
    held: Piece | None = None
    for word in _objects(_at(data, ("words",))):
        text = word.get("text")
        if not isinstance(text, str) or word.get("type") not in {"word", "spacing", "audio_event"}:
            continue
        speaker, ends = name_of(word.get("speaker_id")), _clock(word.get("end"), 1)
        ended = held is not None and held.text.rstrip()[-1:] in ENDS and word["type"] == "word"
        if held and (ended or (held.speaker != speaker and word["type"] != "spacing")):
            yield held
            held = None
        if held:
            held = replace(held, text=held.text + text, ends=ends)
        elif text.strip():
            held = Piece(text, speaker, _clock(word.get("start"), 1), ends)
    if held:
        yield held


def _sentences(words: list[_Word]) -> Iterator[Piece]:
    """Put words together up to the end of a sentence or a change of speaker."""
    held: Piece | None = None
    for word in words:
        speaker = word.speaker or (held.speaker if held and word.joined else "")
        if held and not word.joined and (held.speaker != speaker or held.text[-1:] in ENDS):
            yield held
            held = None
        if held is None:
            held = Piece(word.text, speaker, word.time, word.ends)
        else:
            gap = "" if word.joined or word.text[:1] in NO_SPACE_BEFORE else " "
            held = replace(held, text=held.text + gap + word.text, ends=word.ends or held.ends)
    if held:
        yield held


READERS: tuple[tuple[str, Callable[[Json], Any]], ...] = (
    *((shape.program, shape.pieces) for shape in SHAPES),
    ("Rev", _rev),
    ("ElevenLabs", _elevenlabs),
    ("AWS Transcribe", _aws),
    ("Deepgram", _deepgram_words),
    ("Google Speech-to-Text", _google),
    (LIST, _plain_list),
)


def _at(data: Json, path: tuple[str, ...] | list[str]) -> Json:
    for key in path:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and key == "0" and data:
            data = data[0]
        else:
            return None
    return data


def _objects(data: Json) -> list[Mapping[str, Json]]:
    return [item for item in data if isinstance(item, Mapping)] if isinstance(data, list) else []


def _clock(value: Json, scale: int) -> str:
    """Write a time of JSON as a clock: a number, `1.5`, `1.500s`, `00:00:01,5`."""
    if isinstance(value, str):
        bare = value.strip().removesuffix("s")
        if seconds_of(bare) is not None:
            return clock_of(seconds_of(bare) or 0.0)
        try:
            value = float(bare) if len(bare) <= 20 else None
        except ValueError:
            return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return clock_of(value / scale)
    except OverflowError:
        return ""
