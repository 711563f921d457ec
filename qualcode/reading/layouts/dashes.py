"""Dialogue in which a dash opens every turn and nobody is named: two voices that alternate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.marks import Layout, Mark, Page

# "— text", "– text", "- text"; a hyphen right before a word or a number is none
DASH = re.compile(r"\s*(?:[–—―−]\s*|-\s+)(?=[^\s\d–—―−-]|\d+[^\d\s]*\s)")
# …тренажер. - Андрей, а есть вообще…? - several turns in one paragraph
INSIDE = re.compile(r"[.?!…] [-–—] (?=[A-ZА-ЯЁ])")
LABEL = "—"
FEWEST = 4  # turns
SHARE = 0.4  # of the paragraphs


def dashes(page: Page) -> Iterator[Layout]:
    """Propose alternating voices where a good part of the lines begins with a dash."""
    found = _found(page)
    if len(found) < FEWEST or not (_many(page, found) or _one_asks(page, found)):
        return
    marks = [Mark(n, 0, m.end(), LABEL, unnamed=True) for n, m in found]
    if (first := _unmarked_question(page, found[0][0])) is not None:
        marks.insert(0, Mark(first, 0, 0, LABEL, unnamed=True))
    voiced = tuple(
        Mark(m.line, m.start, m.stop, LABEL, voice=f"{i % 2 + 1}", unnamed=True)
        for i, m in enumerate(marks)
    )
    total = len(page.paragraphs())
    grounds = phrase("grounds.dashes", n=len(found), paragraphs=total)
    yield Layout("dashes", voiced, float(len(marks)), grounds, _notes(page, found))


Found = list[tuple[int, re.Match[str]]]


def _found(page: Page) -> Found:
    """Find the dashes at line beginnings; in wrapped text only those that open a paragraph.

    Which of the two it is shows in the questions: every other turn should ask.
    """
    found = [(n, m) for n in page.written() if (m := DASH.match(page.lines[n].text))]
    opening = [(n, m) for n, m in found if page.opens_paragraph(n)]
    if len(opening) < FEWEST:
        return found if opening else []
    return max((opening, found), key=lambda dashes: _difference(page, dashes))


def _difference(page: Page, found: Found) -> float:
    one, other = _asking(page, found)
    return abs(one - other)


def _asking(page: Page, found: Found) -> tuple[float, float]:
    """Give the shares of questions among the first voice's turns and the second's."""
    asking = ["?" in page.lines[number].text for number, _ in found]
    one, other = (sum(half) / len(half) for half in (asking[0::2], asking[1::2]))
    return one, other


def _many(page: Page, found: Found) -> bool:
    return len(found) >= SHARE * len(page.paragraphs())


def _one_asks(page: Page, found: Found) -> bool:
    # long answers on many lines: then every other dash must open a question
    less, more = sorted(_asking(page, found))
    return more >= 0.6 and less <= 0.25


def _unmarked_question(page: Page, first: int) -> int | None:
    """Find the question above the first dash, which is often left unmarked."""
    above = [n for n in range(page.header, first) if page.lines[n].text.strip()]
    if above and page.lines[above[-1]].text.rstrip().endswith("?"):
        return above[-1]
    return None


def _notes(page: Page, found: Found) -> tuple[Note, ...]:
    inside = sum(len(INSIDE.findall(page.lines[number].text)) for number, _ in found)
    if not inside:
        return ()
    return (Note(phrase("dashes.inside", n=inside), warning=inside >= 3),)
