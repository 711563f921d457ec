"""Cuts off the edges of a turn what nobody says: remarks on their own, rules, footers, headings."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.language.remarks import LONGEST_REMARK, find_remarks
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.footers import ends_record, is_footer, opens_comment
from qualcode.reading.furniture_inside import closes_page, furniture
from qualcode.reading.layouts.marks import LinePart, Page
from qualcode.reading.set_off import is_remark, is_rule
from qualcode.reading.times import is_time

TAIL = 12  # lines at the end of a file in which a footer is looked for


def split_regions(
    parts: list[LinePart], page: Page, last: bool
) -> Iterator[tuple[list[LinePart], list[str]]]:
    """Split a turn at headings and links: the speaker goes on below, but these are nobody's speech.

    What was cut out of a line is given beside the lines above it; headings are counted elsewhere.
    """
    region: list[LinePart] = []
    for part in parts:
        if page.lines[part.line].heading:
            yield region, []
            region = []
            continue
        text, start = page.lines[part.line].text, part.start
        for begin, end in furniture(text, part.start, part.stop, last):
            yield [*region, LinePart(part.line, start, begin)], [text[begin:end].strip()]
            region, start = [], end
        region.append(LinePart(part.line, start, part.stop))
    yield region, []


def trim_region(parts: list[LinePart], page: Page, last: bool) -> tuple[list[LinePart], list[str]]:
    """Cut blank lines and what nobody says off the end; also give what was cut.

    The first paragraph always stays: a turn may well be `(смеётся)` and nothing else.
    """
    kept = [part for part in parts if part.text(page).strip()]
    cut: list[str] = []
    if last:
        kept = _without_tail(kept, page, cut)
    while len(kept) > 1:
        size = _nobodys(kept, page, last)
        if not size or size >= len(kept):
            break
        cut += [part.text(page).strip() for part in kept[-size:]]
        del kept[-size:]
    return kept, [words for words in cut if not is_rule(words)]


def _without_tail(kept: list[LinePart], page: Page, cut: list[str]) -> list[LinePart]:
    # the end of the record is said, or the interviewer comments: what follows is no speech either
    for place in range(max(1, len(kept) - TAIL), len(kept)):
        text = kept[place].text(page)
        opens = page.opens_paragraph(kept[place].line)
        commented = opens and opens_comment(text, of_interviewer=True)
        if ends_record(text) or commented or closes_page([p.text(page) for p in kept[place:]]):
            cut += [part.text(page).strip() for part in kept[place:]]
            return kept[:place]
    return kept


def _nobodys(kept: list[LinePart], page: Page, last: bool) -> int:
    """Count the lines at the end that are nobody's speech: one, or a whole paragraph."""
    text = kept[-1].text(page)
    if is_rule(text) or is_time(text) or (last and is_footer(text)):
        return 1
    # in wrapped text a last line `(смеётся)` belongs to the paragraph above it
    if is_remark(text) and page.opens_paragraph(kept[-1].line):
        return 1
    if last and opens_comment(text) and page.opens_paragraph(kept[-1].line):
        return 1
    size = 1
    while size < len(kept) and _follows(kept[-size - 1], kept[-size], page):
        size += 1
    paragraph = " ".join(part.text(page).strip() for part in kept[-size:])
    if last and opens_comment(paragraph):
        return size
    return size if size > 1 and is_remark(paragraph) else 0


def _follows(above: LinePart, below: LinePart, page: Page) -> bool:
    return below.line == above.line + 1 and not (page.spaced and page.opens_paragraph(below.line))


def cut_notes(cut: list[str]) -> Iterator[Note]:
    """Count what was cut off the turns; what may be somebody's speech is a warning."""
    cut = [words for words in cut if words and not is_rule(words)]
    if cut:
        first = cut[0] if len(cut[0]) <= 60 else cut[0][:60] + "…"
        words = sum(len(text.split()) for text in cut)
        doubtful = [text for text in cut if _may_be_said(text)]
        if doubtful:
            first = doubtful[0][:60] + ("…" if len(doubtful[0]) > 60 else "")
        what = phrase("remark.cut", n=len(cut), words=phrase("count.words", n=words), first=first)
        yield Note(what, warning=bool(doubtful))


def _may_be_said(text: str) -> bool:
    if is_remark(text):
        return False
    for start, stop in reversed(find_remarks(text)):
        text = text[:start] + text[stop:]
    return sum(any(map(str.isalpha, word)) for word in text.split()) > LONGEST_REMARK


def comment_notes(kept: list[LinePart], page: Page) -> Iterator[Note]:
    """Name a comment that stays in the last turn because speech may follow it."""
    for part in kept[1:]:
        text = part.text(page).strip()
        if opens_comment(text) and page.opens_paragraph(part.line):
            words = f"{text[:60]}…" if len(text) > 60 else text
            yield Note(phrase("remark.comment", text=words), warning=True)
            return
