"""How files were understood, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.reading.wording import put
from qualcode.reporting.messages import Messages, load_messages
from qualcode.reporting.reading.understood import Reading, Understood
from qualcode.terminal import columns, fit, pad, render_table, wrap

_HERE = "qualcode.reporting.reading"
_SHOWN = 4  # turns
_LEAST = 16  # columns for what a line says


def render_text(reading: Reading, width: int = 100, language: str = "en") -> str:
    """Render a block for each transcript and a last line with counts."""
    messages = load_messages(language, _HERE)
    blocks = [
        "\n".join(line.rstrip() for line in _block(one, width, messages))
        for one in reading.transcripts
    ]
    return "\n\n".join([*blocks, _summary(reading, messages)])


def _summary(reading: Reading, messages: Messages) -> str:
    doubtful = sum(one.doubtful for one in reading.transcripts)
    parts = [
        messages.count("n.transcripts", len(reading.transcripts)),
        messages.count("n.doubtful", doubtful) if doubtful else "",
        messages.count("n.failures", len(reading.failures)) if reading.failures else "",
    ]
    return "; ".join(filter(None, parts))


def _block(one: Understood, width: int, messages: Messages) -> Iterator[str]:
    source = one.source
    spoken = "+".join(code for code, _ in one.languages if code)
    yield f"{one.transcript}: " + ", ".join(
        filter(None, (source.format, source.encoding, source.layout, spoken))
    )
    yield from _speakers(one, width, messages)
    yield from _opening(one, width)
    if remarks := say_remarks(one, messages):
        yield wrap(remarks, width, "  - ", "    ")
    for note in one.notes:
        mark = "  ! " if note.warning else "  - "
        yield wrap(put(note.phrase, messages.language), width, mark, "    ")


def say_remarks(one: Understood, messages: Messages) -> str:
    """Count what was written into the talk and not said; nothing where there is nothing."""
    counted = [
        messages.text("remark.counted", kind=messages.text(f"remark.{kind}"), n=count)
        for kind, count in one.unsaid.remarks
        if count
    ]
    if not counted:
        return ""
    rate = one.unsaid.inaudible_per_1000
    told = messages.text("remarks", counted=", ".join(counted))
    if rate:
        told += "; " + messages.text("remarks.rate", rate=messages.number(rate, 1))
    return told


def _speakers(one: Understood, width: int, messages: Messages) -> Iterator[str]:
    if not one.talk:
        return
    header = [messages.text(f"column.{key}") for key in ("speaker", "role", "respondent")]
    header += [messages.text(f"column.{key}") for key in ("turns", "words")]
    rows = [
        [
            talk.speaker,
            messages.text(f"role.{talk.role}"),
            talk.respondent,
            str(talk.turns),
            str(talk.words),
        ]
        for talk in one.talk
    ]
    why = [messages.text("column.why"), ""]
    why += [put(talk.grounds, messages.language) for talk in one.talk]
    lines = render_table(header, rows, text=3).split("\n")
    across = max(map(columns, lines))
    for line, reason in zip(lines, why, strict=True):
        room = max(width - across - 4, _LEAST)
        yield f"  {pad(line, across)}  {fit(reason, room)}"


def _opening(one: Understood, width: int) -> Iterator[str]:
    names = [fit(turn.name, 20) for turn in one.opening[:_SHOWN]]
    across = max(map(columns, names), default=0)
    for name, turn in zip(names, one.opening, strict=False):
        words = " ".join(turn.text.split())
        yield f"  {pad(name, across)}: {fit(words, max(width - across - 4, _LEAST))}"
