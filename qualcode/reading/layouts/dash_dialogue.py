"""A dash dialogue with its voices, and what people are told of how they were found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.model.transcript import Note
from qualcode.reading.layouts.alternation import Alternation
from qualcode.reading.layouts.dash_pieces import INSIDE, OPENS, PLAIN, DashPiece
from qualcode.reading.places import placed

FEW = 10  # times as many turns as paragraphs without a dash: these may be turns, too
EVEN = 0.5  # nats: a choice that is as good as none


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The pieces of a dialogue, and who says them."""

    pieces: tuple[DashPiece, ...]
    path: Alternation

    def turns(self) -> tuple[int, ...]:
        """Give the places of the pieces that begin a turn."""
        return tuple(place for place, _ in enumerate(self.pieces) if self._begins(place))

    def _begins(self, place: int) -> bool:
        return self.pieces[place].kind == OPENS or place == 0 or self.changed(place)

    def changed(self, place: int) -> bool:
        """Tell whether another voice begins here than spoke before."""
        return self.path.asks[place] != self.path.asks[place - 1]


def in_turn(pieces: tuple[DashPiece, ...], path: Alternation) -> Dialogue:
    """Let the voices change with every dash that opens a line: nothing tells more."""
    asks, now = [], False
    for piece in pieces:
        now = not now if piece.kind == OPENS or piece is pieces[0] else now
        asks.append(now)
    return Dialogue(pieces, replace(path, asks=tuple(asks)))


def dialogue_notes(dialogue: Dialogue) -> Iterator[Note]:
    """Tell where turns were split or may be, and where who speaks is a choice."""
    pieces, path = dialogue.pieces, dialogue.path
    inside = [place for place, piece in enumerate(pieces) if piece.kind == INSIDE]
    split = [place for place in inside if dialogue.changed(place)]
    left = [place for place in inside if not dialogue.changed(place)]
    if split:
        asked, questions = path.questions([piece.seen for piece in pieces])
        before = _asked_unsplit(dialogue)
        yield _named("dashes.split", split, pieces, asked=asked, questions=questions, before=before)
    if left:
        note = _named("dashes.inside", left, pieces)
        yield replace(note, warning=len(left) >= 3 or bool(split))
    if path.sound:
        yield from _slip_notes(dialogue)


def _slip_notes(dialogue: Dialogue) -> Iterator[Note]:
    """Tell where question and answer do not alternate, and where that cannot be told."""
    pieces, path = dialogue.pieces, dialogue.path
    later = range(1, len(pieces))
    unmarked = [n for n in later if pieces[n].kind == PLAIN and dialogue.changed(n)]
    if unmarked:
        yield _named("dashes.missing", unmarked, pieces)
    plain = [n for n in later if pieces[n].kind == PLAIN and not dialogue.changed(n)]
    if plain and len(plain) * FEW <= len(dialogue.turns()):
        yield _named("dashes.plain", plain, pieces)
    slips = [n for n in later if pieces[n].kind == OPENS and not dialogue.changed(n)]
    if slips:
        yield _named("dashes.slip", slips, pieces)
    doubtful = [place for place in dialogue.turns() if path.voices[place] < EVEN]
    if doubtful:
        yield _named("dashes.doubtful", doubtful, pieces)


def _asked_unsplit(dialogue: Dialogue) -> int:
    """Count the questions of one voice if the voices simply changed with every opening dash."""
    pieces, asks = dialogue.pieces, in_turn(dialogue.pieces, dialogue.path).path.asks
    first = [asker for piece, asker in zip(pieces, asks, strict=True) if piece.seen.look[0]]
    return max(sum(first), len(first) - sum(first))


def _named(what: str, found: list[int], pieces: tuple[DashPiece, ...], **values: int) -> Note:
    where = [pieces[place].place() for place in found]
    return Note(placed(what, where, **values), warning=True)
