"""One transcript → its new file: plain text, captions where it was captions, else a table.

Plain text is read by every program and can be compared with the source line by line. Captions keep
their cues and times, which lead back to the recording. Where neither says again who speaks (bold or
italic labels, headings, labels inside lines), markdown with a label before each turn does, or a
table of speaker and text.
"""

from __future__ import annotations

import csv
import html
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.model.transcript import Turn
from qualcode.pseudonyms.edits import Edit, Replaced, apply_edits
from qualcode.reading.document import Line

TEXT, MARKDOWN, CAPTIONS, TABLE = ".txt", ".md", ".vtt", ".csv"
_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Said:
    """One turn as the new file has it."""

    label: str
    text: str
    time: str


def said_in(replaced: Replaced) -> list[Said]:
    """Return the turns after everything is replaced."""
    transcript = replaced.transcript
    return [
        Said(
            replaced.labels.get(turn.speaker, turn.speaker),
            cut(transcript.text, turn.start, turn.stop, replaced.edits),
            turn.time,
        )
        for turn in transcript.turns
    ]


def cut(text: str, start: int, stop: int, edits: Sequence[Edit]) -> str:
    """Return one stretch of a text after everything in it is replaced."""
    first = bisect_left(edits, start, key=lambda one: one.start)
    last = bisect_left(edits, stop, key=lambda one: one.start)
    own = [
        replace(one, start=one.start - start, stop=one.stop - start) for one in edits[first:last]
    ]
    return apply_edits(text[start:stop], own)


def forms_for(replaced: Replaced) -> tuple[str, ...]:
    """Return the endings of the forms to try, the best first."""
    if _speakers_stand_beside(replaced):
        turns = replaced.transcript.turns
        timed = all(_TIME.fullmatch(turn.time) for turn in turns)
        return (CAPTIONS, TABLE, TEXT, MARKDOWN) if timed and turns else (TABLE, TEXT, MARKDOWN)
    return (TEXT, MARKDOWN, TABLE)


def _speakers_stand_beside(replaced: Replaced) -> bool:
    """Tell whether the text holds the words alone: nothing but line ends between turns."""
    transcript = replaced.transcript
    stops = [0, *(turn.stop for turn in transcript.turns)]
    gaps = zip(stops, transcript.turns, strict=False)
    between = (transcript.text[stop : turn.start].strip() for stop, turn in gaps)
    return not any(between)


def render_text(replaced: Replaced) -> str:
    """Render the whole text, labels and header too."""
    return apply_edits(replaced.transcript.text, replaced.edits) + "\n"


_MARKUP = re.compile(r"[\\`*_]|^(?=[#>+-])", re.MULTILINE)


def render_markdown(replaced: Replaced) -> str:
    """Render each turn behind its label; what nobody says becomes headings."""
    transcript = replaced.transcript
    parts: list[str] = []
    done = 0
    for turn, said in zip(transcript.turns, said_in(replaced), strict=True):
        parts += _headings(replaced, done, turn.start, turn.speaker)
        parts.append(f"{said.label}: {_escape(said.text)}")
        done = turn.stop
    parts += _headings(replaced, done, len(transcript.text), "")
    return "\n\n".join(parts) + "\n"


def _headings(replaced: Replaced, start: int, stop: int, speaker: str) -> Iterator[str]:
    """Yield what stands between two turns, but for labels and times, as headings."""
    text = cut(replaced.transcript.text, start, stop, replaced.edits)
    label = replaced.labels.get(speaker, speaker)
    place = text.rfind(label) if label else -1
    if place >= 0:
        text = text[:place] + text[place + len(label) :]
    for line in _TIME.sub("", text).split("\n"):
        if any(map(str.isalnum, line)):
            yield f"# {_escape(line.strip())}"


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def render_cues(replaced: Replaced, lines: Sequence[Line]) -> str:
    """Render the cues of the source, each with its own time; nothing where they do not fit."""
    text, turns = replaced.transcript.text, replaced.transcript.turns
    starts = [turn.start for turn in turns]
    cues, place = ["WEBVTT", ""], 0
    for number, line in enumerate(lines):
        words = line.text.strip()
        start = text.find(words, place)
        if start < 0 or text[place:start].strip():
            return ""
        place = start + len(words)
        turn = bisect_right(starts, start) - 1
        speaker = turns[turn].speaker if turn >= 0 and start < turns[turn].stop else ""
        following = next((one.time for one in lines[number + 1 :] if one.time), "")
        times = _clock(_seconds(line.time)), line.ends or following
        stop = _clock(_seconds(times[1]) if times[1] else _seconds(line.time) + 1)
        spoken = _cut_line(replaced, start, place)
        if spoken:
            cues += [f"{times[0]} --> {stop}", _voice(replaced, speaker) + spoken, ""]
    return "\n".join(cues)


def _cut_line(replaced: Replaced, start: int, stop: int) -> str:
    """Return a cue after the replacement; a name that goes on in the next stands in the first."""
    edits = replaced.edits
    first = bisect_left(edits, start, key=lambda one: one.start)
    if first and edits[first - 1].stop > start:
        start = min(edits[first - 1].stop, stop)
    last = bisect_left(edits, stop, key=lambda one: one.start)
    own = [
        replace(one, start=one.start - start, stop=min(one.stop, stop) - start)
        for one in edits[first:last]
    ]
    written = apply_edits(replaced.transcript.text[start:stop], own)
    return html.escape(written, quote=False).strip()


def _voice(replaced: Replaced, speaker: str) -> str:
    """Return the tag that says whose voice it is; nothing where the source does not say."""
    label = " ".join(replaced.labels.get(speaker, speaker).split())
    named = any(map(str.isalnum, label))
    return f"<v {html.escape(label, quote=False)}>" if named else ""


def render_captions(replaced: Replaced) -> str:
    """Render a cue for each turn, with the voice that says it and the time it has."""
    turns, said = replaced.transcript.turns, said_in(replaced)
    lines = ["WEBVTT", ""]
    for turn, one, stop in zip(turns, said, _ends(turns), strict=True):
        text = html.escape(" ".join(one.text.split()), quote=False)
        voice = _voice(replaced, turn.speaker)
        lines += [f"{_clock(_seconds(turn.time))} --> {_clock(stop)}", voice + text, ""]
    return "\n".join(lines)


def _ends(turns: Sequence[Turn]) -> Iterator[float]:
    """Yield when each turn ends: the next begins; the last by its length."""
    for turn, following in pairwise(turns):
        yield max(_seconds(following.time), _seconds(turn.time) + 0.001)
    if turns:
        yield _seconds(turns[-1].time) + max(1.0, (turns[-1].stop - turns[-1].start) / 15)


def _seconds(time: str) -> float:
    found = _TIME.fullmatch(time)
    if not found:
        return 0.0
    hours, minutes, seconds, parts = (found.group(number) or "0" for number in range(1, 5))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{parts}")


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    hours, rest = divmod(whole, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def render_table(replaced: Replaced) -> str:
    """Render a row for each turn; what stands outside of turns is not in it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    said = said_in(replaced)
    times = any(one.time for one in said)
    writer.writerow(("time", "speaker", "text") if times else ("speaker", "text"))
    for one in said:
        writer.writerow((one.time, one.label, one.text) if times else (one.label, one.text))
    return out.getvalue()


RENDER: dict[str, Callable[[Replaced], str]] = {
    TEXT: render_text,
    MARKDOWN: render_markdown,
    CAPTIONS: render_captions,
    TABLE: render_table,
}
