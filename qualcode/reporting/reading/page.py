"""How files were understood, as an HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.wording import put
from qualcode.reporting.frame import render_framed
from qualcode.reporting.messages import Messages, load_messages
from qualcode.reporting.reading.as_text import say_remarks
from qualcode.reporting.reading.understood import Excerpt, Reading, Understood

_HERE = "qualcode.reporting.reading"
UNKNOWN = "unknown"  # the layout where nothing tells speakers apart


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One speaker."""

    name: str
    role: str
    respondent: str
    turns: int
    words: int
    share: str  # of all words
    grounds: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """One transcript."""

    anchor: str
    transcript: str
    facts: str  # format, encoding, languages
    turns: int
    words: int
    voices: tuple[VoiceView, ...]
    known: bool  # who a respondent is, of one of them at least
    remarks: str  # what was written into the talk and not said
    opening: tuple[Excerpt, ...]
    above: str
    left: tuple[str, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def render_page(reading: Reading, language: str = "en", title: str = "") -> str:
    """Render the page; the same gives the same bytes.

    `language` is that of the page's own words (en, ru); `title` that of the study.
    """
    messages = load_messages(language, _HERE)
    files = [_view(n, one, messages) for n, one in enumerate(reading.transcripts, 1)]
    return render_framed(
        _HERE,
        "reading",
        messages,
        title=messages.text("page.title", study=title) if title else messages.text("page.untitled"),
        doubtful=[file for file in files if file.warnings],
        sound=[file for file in files if not file.warnings],
        failures=[str(problem) for problem in reading.failures],
        problems=[str(problem) for problem in reading.problems],
        words=sum(file.words for file in files),
        files=files,
    )


def _view(number: int, one: Understood, messages: Messages) -> FileView:
    source = one.source
    # that nothing tells the speakers apart is a warning already
    told = source.layout != UNKNOWN
    layout = put(_layout_name(source.layout), messages.language) if told else ""
    spoken = ", ".join(
        messages.language_name(language) for language, _ in one.languages if language
    )
    voices = tuple(_voices(one, messages))
    said = [(note.warning, put(note.phrase, messages.language)) for note in one.notes]
    return FileView(
        anchor=f"file-{number}",
        transcript=one.transcript,
        facts=", ".join(filter(None, (source.format, source.encoding, layout, spoken))),
        turns=one.turns,
        words=one.words,
        voices=voices,
        known=any(voice.respondent for voice in voices),
        remarks=say_remarks(one, messages),
        opening=one.opening,
        above=one.above,
        left=one.left,
        warnings=tuple(text for warning, text in said if warning),
        notes=tuple(text for warning, text in said if not warning),
    )


def _layout_name(layout: str) -> Phrase:
    return phrase(f"layout-name.{layout}")


def _voices(one: Understood, messages: Messages) -> Iterator[VoiceView]:
    for talk in one.talk:
        share = 100 * talk.words / one.words if one.words else 0
        yield VoiceView(
            talk.speaker,
            talk.role,
            talk.respondent,
            talk.turns,
            talk.words,
            messages.text("share", share=messages.number(share)),
            put(talk.grounds, messages.language),
            talk.proposed,
        )
