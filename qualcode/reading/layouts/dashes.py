"""Dialogue in which a dash opens every turn and nobody is named: two voices that alternate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.model.transcript import Note
from qualcode.reading.layouts.marks import Layout, Mark, Page

# "— text", "– text", "- text"; a hyphen right before a word or a number is none
DASH = re.compile(r"\s*(?:[–—―−]\s*|-\s+)(?=[^\s\d–—―−-]|\d+[^\d\s]*\s)")
# …тренажер. - Андрей, а есть вообще…? - several turns in one paragraph
INSIDE = re.compile(r"[.?!…] [-–—] (?=[A-ZА-ЯЁ])")
LABEL = "—"
FEWEST = 4  # turns
SHARE = 0.4  # of the lines with text


def dashes(page: Page) -> Iterator[Layout]:
    """Propose alternating voices where a good part of the lines begins with a dash."""
    written = page.written()
    found = [(n, m) for n in written if (m := DASH.match(page.lines[n].text))]
    if len(found) < FEWEST or len(found) < SHARE * len(written):
        return
    marks = [Mark(n, 0, m.end(), LABEL, unnamed=True) for n, m in found]
    if (first := _unmarked_question(page, found[0][0])) is not None:
        marks.insert(0, Mark(first, 0, 0, LABEL, unnamed=True))
    voiced = tuple(
        Mark(m.line, m.start, m.stop, LABEL, voice=f"{i % 2 + 1}", unnamed=True)
        for i, m in enumerate(marks)
    )
    grounds = f"{len(found)} of {len(written)} lines begin with a dash; two voices in turn"
    yield Layout("dashes", voiced, float(len(marks)), grounds, _notes(page, found))


def _unmarked_question(page: Page, first: int) -> int | None:
    """Find the question above the first dash, which is often left unmarked."""
    above = [n for n in range(page.header, first) if page.lines[n].text.strip()]
    if above and page.lines[above[-1]].text.rstrip().endswith("?"):
        return above[-1]
    return None


def _notes(page: Page, found: list[tuple[int, re.Match[str]]]) -> tuple[Note, ...]:
    inside = sum(len(INSIDE.findall(page.lines[number].text)) for number, _ in found)
    if not inside:
        return ()
    text = (
        f"In {inside} places a dash follows the end of a sentence inside a paragraph: "
        "perhaps several turns stand in one paragraph; they were not split."
    )
    return (Note("dashes", text, warning=inside >= 3),)
