"""Which of two voices says what: the likeliest order of questions and answers over a whole file.

The pieces of a dialogue are a chain with two hidden states, who asks and who answers. What a
piece looks like (it ends in a question, its length, «вы») speaks for one or the other; that a voice
changes or goes on costs more or less by what stands between two pieces. The best path is Viterbi's
(IEEE Trans. Inform. Theory 13, 1967); what the next best costs tells how sure a choice is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

YOU = re.compile(r"\b(?:вы|вас|вам|вами|ваш\w{0,3}|you|your)\b", re.IGNORECASE)
Shares = tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]  # of every look, by voice
LENGTHS = (3, 12, 40)  # words
ROUNDS = 3  # of learning what the two voices of this file are like
# before a file is looked at: shares of the asker's and the other's pieces of each look
USUAL = (
    ((0.35, 0.65), (0.9, 0.1)),  # ends in no question, in one
    ((0.15, 0.45, 0.3, 0.1), (0.2, 0.25, 0.3, 0.25)),  # length
    ((0.7, 0.3), (0.85, 0.15)),  # without «вы», with it
)
STRENGTH = 6.0  # pieces that the usual shares count for


@dataclass(frozen=True, slots=True)
class Piece:
    """What may be a turn, and what stands before it."""

    look: tuple[int, int, int]  # question, length, «вы»: places in USUAL
    change: float = 0.0  # what it costs that another voice begins here, in nats
    stay: float = 0.0  # what it costs that the same voice goes on


@dataclass(frozen=True, slots=True)
class Alternation:
    """The voices of the pieces, and how sure they are."""

    asks: tuple[bool, ...]  # the piece is of the voice that asks
    changes: tuple[float, ...]  # how much better (nats) it is that the voice changes here than not
    voices: tuple[float, ...]  # how much worse it would be if the piece were the other voice's
    sound: bool  # one voice clearly asks and the other does not

    def questions(self, pieces: Sequence[Piece]) -> tuple[int, int]:
        """Count the questions of the voice that asks, and all of them."""
        asked = [asks for piece, asks in zip(pieces, self.asks, strict=True) if piece.look[0]]
        return sum(asked), len(asked)


def look_of(words: str) -> tuple[int, int, int]:
    """Give the look of a piece of talk."""
    asks = words.rstrip('»”")…. \t\n').endswith("?")
    length = len(words.split())
    return int(asks), sum(length > most for most in LENGTHS), int(bool(YOU.search(words)))


def follow(pieces: Sequence[Piece]) -> Alternation:
    """Find the likeliest voices of the pieces, learning from them what the voices are like."""
    shares: Shares = USUAL
    for _ in range(ROUNDS):
        asks, changes, voices = _best_path(pieces, _odds(shares))
        shares = _learn(pieces, asks)
    return Alternation(asks, changes, voices, _is_sound(pieces, asks))


def _odds(shares: Shares) -> list[list[float]]:
    """Give how much each look speaks for the voice that asks."""
    return [
        [log(asker / other) for asker, other in zip(*feature, strict=True)] for feature in shares
    ]


def _learn(pieces: Sequence[Piece], asks: tuple[bool, ...]) -> Shares:
    learnt = []
    for place, usual in enumerate(USUAL):
        counts = [[STRENGTH * share for share in of_voice] for of_voice in usual]
        for piece, asker in zip(pieces, asks, strict=True):
            counts[0 if asker else 1][piece.look[place]] += 1
        asker_counts, other_counts = (tuple(n / sum(voice) for n in voice) for voice in counts)
        learnt.append((asker_counts, other_counts))
    return tuple(learnt)


def _best_path(
    pieces: Sequence[Piece], odds: list[list[float]]
) -> tuple[tuple[bool, ...], tuple[float, ...], tuple[float, ...]]:
    """Weigh all paths; both sums of a pair are (voice asks, voice answers)."""
    gains = [sum(odds[place][value] for place, value in enumerate(p.look)) for p in pieces]
    forward = [(gains[0], 0.0)]
    for piece, gain in zip(pieces[1:], gains[1:], strict=True):
        asked, answered = forward[-1]
        forward.append(
            (
                gain + max(asked - piece.stay, answered - piece.change),
                max(answered - piece.stay, asked - piece.change),
            )
        )
    behind = [(0.0, 0.0)] * len(pieces)  # what is best after a piece
    for place in range(len(pieces) - 1, 0, -1):
        piece, gain = pieces[place], gains[place]
        asked, answered = gain + behind[place][0], behind[place][1]
        behind[place - 1] = (
            max(asked - piece.stay, answered - piece.change),
            max(answered - piece.stay, asked - piece.change),
        )
    sums = [(f[0] + b[0], f[1] + b[1]) for f, b in zip(forward, behind, strict=True)]
    asks = _trace(pieces, forward)
    return asks, _changes(pieces, gains, forward, behind), tuple(abs(a - b) for a, b in sums)


def _trace(pieces: Sequence[Piece], forward: list[tuple[float, float]]) -> tuple[bool, ...]:
    asks = [forward[-1][0] >= forward[-1][1]]
    for place in range(len(pieces) - 1, 0, -1):
        piece, before = pieces[place], forward[place - 1]
        same, other = (before[0], before[1]) if asks[-1] else (before[1], before[0])
        # with equal grounds a voice does what is usual here
        stays = same - piece.stay > other - piece.change
        equal = same - piece.stay == other - piece.change
        asks.append(asks[-1] == (stays or (equal and piece.stay <= piece.change)))
    return tuple(reversed(asks))


def _changes(
    pieces: Sequence[Piece],
    gains: list[float],
    forward: list[tuple[float, float]],
    behind: list[tuple[float, float]],
) -> tuple[float, ...]:
    changes = [0.0]
    for place in range(1, len(pieces)):
        piece, before = pieces[place], forward[place - 1]
        asked, answered = gains[place] + behind[place][0], behind[place][1]
        change = max(before[1] + asked, before[0] + answered) - piece.change
        stay = max(before[0] + asked, before[1] + answered) - piece.stay
        changes.append(change - stay)
    return tuple(changes)


def _is_sound(pieces: Sequence[Piece], asks: tuple[bool, ...]) -> bool:
    of_asker = [piece.look[0] for piece, asker in zip(pieces, asks, strict=True) if asker]
    of_other = [piece.look[0] for piece, asker in zip(pieces, asks, strict=True) if not asker]
    if not of_asker or not of_other or sum(of_asker) < 2:
        return False
    share, other = sum(of_asker) / len(of_asker), sum(of_other) / len(of_other)
    return share >= 0.4 and other <= share / 2
