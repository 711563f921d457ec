"""Dialogue in which a dash opens every turn and nobody is named: two voices that alternate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.asking import asks
from qualcode.reading.headers import is_speech
from qualcode.reading.layouts.alternation import follow
from qualcode.reading.layouts.dash_dialogue import Dialogue, dialogue_notes, in_turn
from qualcode.reading.layouts.dash_pieces import DASH, OPENS, PLAIN, DashPiece, find_pieces
from qualcode.reading.layouts.marks import Layout, Page

LABEL = "—"
FEWEST = 4  # turns
SHARE = 0.4  # of the paragraphs
CLEAR = 2.0  # nats: a choice that is sure
ALL_ASK = 0.8  # of the dashes: more questions are a guide for interviews


def dashes(page: Page) -> Iterator[Layout]:
    """Propose alternating voices where a good part of the lines begins with a dash."""
    found = _found(page)
    if len(found) < FEWEST:
        return
    if not _is_named(page) and _is_list(page, found):
        asking = _asking_lines(page, found)
        told = Note(phrase("dashes.list", n=len(found), asking=asking))
        yield Layout("dashes", (), 0.0, phrase("grounds.nothing"), (told,))
        return
    dialogue = _dialogue(page, found)
    if not (_many(page, found) or _one_asks(page, found) or _surely_asks(dialogue)):
        return
    first = dialogue.path.asks[0]
    marks = tuple(
        replace(dialogue.pieces[place].mark(LABEL), voice="1" if asks is first else "2")
        for place in dialogue.turns()
        for asks in (dialogue.path.asks[place],)
    )
    grounds = phrase("grounds.dashes", n=len(found), paragraphs=len(page.paragraphs()))
    yield Layout("dashes", marks, float(len(marks)), grounds, tuple(dialogue_notes(dialogue)))


def _found(page: Page) -> tuple[int, ...]:
    """Find the lines that begin with a dash; in wrapped text only those that open a paragraph.

    Which of the two it is shows in the questions: every other turn should ask.
    """
    found = tuple(n for n in page.written() if DASH.match(page.lines[n].text))
    opening = tuple(n for n in found if page.opens_paragraph(n))
    if len(opening) < FEWEST:
        return found if opening else ()
    return max((opening, found), key=lambda dashes: _difference(page, dashes))


def _difference(page: Page, found: tuple[int, ...]) -> float:
    one, other = _asking(page, found)
    return abs(one - other)


def _asking(page: Page, found: tuple[int, ...]) -> tuple[float, float]:
    """Give the shares of questions among the first voice's turns and the second's."""
    asking = ["?" in page.lines[number].text for number in found]
    one, other = (sum(half) / len(half) for half in (asking[0::2], asking[1::2]))
    return one, other


def _is_named(page: Page) -> bool:
    """Tell whether people have said who one of the voices is, and so that it is a talk."""
    return any(page.declared.named(f"{LABEL} {voice}") for voice in "12")


def _is_list(page: Page, found: tuple[int, ...]) -> bool:
    """Tell whether dashes open the points of a list: none of them asks, or nearly all do.

    Of a talk one voice asks at most, and the question above the first dash may be unmarked.
    """
    asking = _asking_lines(page, found)
    return asking >= ALL_ASK * len(found) or (
        not asking and _unmarked_above(page, found[0], asked=True) is None
    )


def _asking_lines(page: Page, found: tuple[int, ...]) -> int:
    return sum(asks(_said(page, number)) for number in found)


def _said(page: Page, number: int) -> str:
    """Give the words behind a dash, up to the end of the paragraph in wrapped text."""
    stop = number + 1
    while page.spaced and stop < len(page.lines) and not page.opens_paragraph(stop):
        if DASH.match(page.lines[stop].text):
            break
        stop += 1
    words = " ".join(line.text for line in page.lines[number:stop])
    return words.strip().lstrip("–—―−- ")


def _many(page: Page, found: tuple[int, ...]) -> bool:
    return len(found) >= SHARE * len(page.paragraphs())


def _one_asks(page: Page, found: tuple[int, ...]) -> bool:
    # long answers on many lines: then every other dash must open a question
    less, more = sorted(_asking(page, found))
    return more >= 0.6 and less <= 0.25


def _surely_asks(dialogue: Dialogue) -> bool:
    """Tell whether dashes alternate by question and answer, but for a few slips."""
    opening = [place for place in dialogue.turns() if dialogue.pieces[place].kind == OPENS]
    slips = sum(place > 0 and not dialogue.changed(place) for place in opening)
    return dialogue.path.sound and len(opening) >= 2 * FEWEST and slips * 10 <= len(opening)


def _dialogue(page: Page, found: tuple[int, ...]) -> Dialogue:
    pieces = find_pieces(page, found)
    if (above := _unmarked_above(page, found[0], asked=True)) is not None:
        pieces = (above, *pieces)
    path = follow([piece.seen for piece in pieces])
    if not path.sound:
        return in_turn(pieces, path)
    answers = pieces[0].kind == OPENS and not path.asks[0] and path.voices[0] >= CLEAR
    # the first dash answers: what stands above it must have been asked
    if answers and (above := _unmarked_above(page, found[0], asked=False)) is not None:
        pieces = (above, *pieces)
    return _settled(pieces)


def _unmarked_above(page: Page, first: int, asked: bool) -> DashPiece | None:
    """Find the question above the first dash, which is often left unmarked."""
    above = [n for n in range(page.header, first) if page.lines[n].text.strip()]
    if not above or page.lines[above[-1]].heading:
        return None
    last = page.lines[above[-1]].text.rstrip()
    if not (last.endswith("?") if asked else is_speech(last)):
        return None
    start = above[-1]
    while page.spaced and not page.opens_paragraph(start) and start > page.header:
        start -= 1
    words = " ".join(page.lines[n].text for n in range(start, above[-1] + 1))
    return DashPiece.of(PLAIN, start, 0, 0, words)


def _settled(pieces: tuple[DashPiece, ...]) -> Dialogue:
    """Find who says what, with a change inside a paragraph only where it is clear."""
    path = follow([piece.seen for piece in pieces])
    firm = tuple(
        replace(piece, seen=replace(piece.seen, change=piece.seen.change + CLEAR))
        if piece.kind != OPENS and gain < CLEAR
        else piece
        for piece, gain in zip(pieces, path.changes, strict=True)
    )
    return Dialogue(pieces, follow([piece.seen for piece in firm]) if firm != pieces else path)
