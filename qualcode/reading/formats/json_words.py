"""Shapes of JSON that hold words one by one: put together to sentences of one speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.reading.document import Line
from qualcode.reading.formats.json_values import Json, at, clock, name_of, objects

ENDS = frozenset(".?!…")  # of sentences
NO_SPACE_BEFORE = frozenset(".,?!:;…)»”’%")


def rev(data: Json) -> Iterator[Line]:
    """Read Rev: monologues of words and the blanks between them."""
    for monologue in objects(at(data, ("monologues",))):
        elements = objects(monologue.get("elements"))
        text = "".join(str(one.get("value", "")) for one in elements)
        timed = [one for one in elements if isinstance(one.get("ts"), int | float)]
        time = clock(timed[0].get("ts")) if timed else ""
        ends = clock(timed[-1].get("end_ts")) if timed else ""
        yield Line(text, name_of(monologue.get("speaker")), time, ends=ends)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    speaker: str
    time: str
    ends: str
    joined: bool = False  # a sign that stands right after the word before


def aws(data: Json) -> Iterator[Line]:
    """Read AWS Transcribe before it had `audio_segments`: words, and who speaks when."""
    results = at(data, ("results",))
    who = {
        str(item.get("start_time")): name_of(item.get("speaker_label"))
        for segment in objects(at(results, ("speaker_labels", "segments")))
        for item in objects(segment.get("items"))
    }
    words = []
    for item in objects(at(results, ("items",))):
        text = at(item, ("alternatives", "0", "content"))
        if isinstance(text, str):
            start = item.get("start_time")
            speaker = name_of(item.get("speaker_label")) or who.get(str(start), "")
            joined = item.get("type") == "punctuation"
            words.append(_Word(text, speaker, clock(start), clock(item.get("end_time")), joined))
    yield from _sentences(words)


def deepgram(data: Json) -> Iterator[Line]:
    """Read Deepgram without `utterances`: words alone."""
    yield from _word_list(at(data, ("results", "channels", "0", "alternatives", "0", "words")))


def google(data: Json) -> Iterator[Line]:
    """Read Google Speech-to-Text; with speakers told apart, its last result has all words."""
    results = at(data, ("results",)) or at(data, ("response", "results"))
    best = [at(result, ("alternatives", "0")) for result in objects(results)]
    found = [alternative for alternative in best if isinstance(alternative, dict)]
    words = objects(found[-1].get("words")) if found else []
    if any("speakerTag" in word or "speakerLabel" in word for word in words):
        yield from _word_list(words)
        return
    for alternative in found:
        if isinstance(text := alternative.get("transcript"), str):
            own = objects(alternative.get("words"))
            first, last = (own[0], own[-1]) if own else ({}, {})
            time, ends = clock(first.get("startTime")), clock(last.get("endTime"))
            yield Line(text.strip(), time=time, ends=ends)


def _word_list(words: Json) -> Iterator[Line]:
    found = []
    for word in objects(words):
        text = word.get("punctuated_word", word.get("word", word.get("text")))
        if isinstance(text, str):
            speaker = word.get("speaker", word.get("speakerTag", word.get("speakerLabel")))
            time = clock(word.get("start", word.get("startTime")))
            ends = clock(word.get("end", word.get("endTime")))
            found.append(_Word(text, name_of(speaker), time, ends))
    yield from _sentences(found)


def elevenlabs(data: Json) -> Iterator[Line]:
    """Read ElevenLabs Scribe: words with the blanks between them and what is heard besides."""
    held: Line | None = None
    for word in objects(at(data, ("words",))):
        text = word.get("text")
        if not isinstance(text, str) or word.get("type") not in {"word", "spacing", "audio_event"}:
            continue
        speaker, ends = name_of(word.get("speaker_id")), clock(word.get("end"))
        ended = held is not None and held.text.rstrip()[-1:] in ENDS and word["type"] == "word"
        if held and (ended or (held.speaker != speaker and word["type"] != "spacing")):
            yield held
            held = None
        if held:
            held = replace(held, text=held.text + text, ends=ends)
        elif text.strip():
            held = Line(text, speaker, clock(word.get("start")), ends=ends)
    if held:
        yield held


def _sentences(words: list[_Word]) -> Iterator[Line]:
    """Put words together up to the end of a sentence or a change of speaker."""
    held: Line | None = None
    for word in words:
        speaker = word.speaker or (held.speaker if held and word.joined else "")
        if held and not word.joined and (held.speaker != speaker or held.text[-1:] in ENDS):
            yield held
            held = None
        if held is None:
            held = Line(word.text, speaker, word.time, ends=word.ends)
        else:
            gap = "" if word.joined or word.text[:1] in NO_SPACE_BEFORE else " "
            held = replace(held, text=held.text + gap + word.text, ends=word.ends or held.ends)
    if held:
        yield held
