"""Assembles the text of captions: the words of cues joined, without numbers and times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.times import trim_times
from qualcode.reading.turns import Assembled, Stretch, mark_parts, voice_of


@dataclass(slots=True)
class _Said:
    """What one voice says at one go; nobody, where there is no mark."""

    mark: Mark | None
    words: list[str]  # of its cues
    time: str = ""  # of its first cue

    def goes_on(self, mark: Mark) -> bool:
        """Tell whether a mark names the same voice again; turns cut by the reader stay apart."""
        return self.mark is not None and not mark.unnamed and voice_of(self.mark) == voice_of(mark)


def assemble_captions(page: Page, layout: Layout) -> Assembled:
    """Put the words of cues, rows or segments together: one turn on a line, whoever says it."""
    text, length = list[str](), 0
    stretches: list[Stretch] = []
    for said in _gather(page, layout.marks):
        if text:
            length += 1  # the line end between turns
        words = " ".join(said.words)
        if mark := said.mark:
            voice, stop = voice_of(mark), length + len(words)
            stretches.append(Stretch(mark.label, voice, length, stop, said.time, mark.unnamed))
        text.append(words)
        length += len(words)
    notes: tuple[Note, ...] = ()
    above = page.lines[: layout.marks[0].line] if layout.marks else ()
    if count := sum(len(line.text.split()) for line in above):
        notes = (Note(phrase("unassigned.cues", words=count), warning=True),)
    return Assembled("\n".join(text), tuple(stretches), "", notes)


def _gather(page: Page, marks: tuple[Mark, ...]) -> Iterator[_Said]:
    """Give what each voice says at one go; first what nobody says."""
    first = marks[0].line if marks else len(page.lines)
    before = [words for line in page.lines[:first] if (words := line.text.strip())]
    if before:
        yield _Said(None, before)
    held: _Said | None = None
    for mark, parts, _last in mark_parts(page, marks):
        words = " ".join(filter(None, (part.text(page).strip() for part in parts)))
        start, stop, time = trim_times(words, 0, len(words))
        if start >= stop:
            continue
        if held and held.goes_on(mark):
            held.words.append(words[start:stop])
            continue
        if held:
            yield held
        held = _Said(mark, [words[start:stop]], page.lines[mark.line].time or mark.time or time)
    if held:
        yield held
