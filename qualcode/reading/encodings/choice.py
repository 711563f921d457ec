"""Which encoding of eight bits a file has: the likeliest, if it is likely and the next is not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from qualcode.errors import TranscriptError
from qualcode.reading.document import refused
from qualcode.reading.encodings.decoded import first_words, line_of
from qualcode.reading.encodings.likelihood import Pairs, costs_of, count_pairs
from qualcode.reading.encodings.names import CYRILLIC, WESTERN, Encoding

NEAR = 7  # costs closer than this are too near: odds of a thousand to one
MOST = {**dict.fromkeys(CYRILLIC, 5.0), **dict.fromkeys(WESTERN, 7.0)}  # for a byte above ASCII
BLOCKS = 4  # parts of a file that must agree
CONTRARY = 40  # a part that is so much likelier in another encoding was written in it
SURE_LETTERS, SURE_MARGIN, SPARE = 40, 60, 1.2  # nobody need look at what has all three
_STRETCH = re.compile(rb"[\x80-\xff][^\r\n]{0,500}")
_MOST_STRETCHES = 800
DECLARE = "declare its encoding in reading.yaml (`encoding: {}`), or save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Choice:
    """An encoding, how many bytes speak for it, and the next likely one that reads otherwise."""

    encoding: Encoding
    letters: int  # bytes above ASCII that were looked at
    words: str  # the first, as they read
    rival: Encoding
    rival_words: str
    margin: int  # what the rival costs more
    cost: float  # for a byte above ASCII: about 3 in Russian talk, 6 in French

    @property
    def sure(self) -> bool:
        """Tell whether nobody need look at it."""
        enough = self.letters >= SURE_LETTERS and self.margin >= SURE_MARGIN
        return enough and self.cost <= MOST[self.encoding] - SPARE


def choose(data: bytes) -> Choice | TranscriptError:
    """Choose an encoding for bytes that are no UTF-8, or say why none can be chosen."""
    stretches = _stretches(data)
    blocks = _blocks(stretches)
    pairs = [count_pairs(b"\n".join(part for _, part in block)) for block in blocks]
    if error := _mixed(data, blocks, pairs):
        return error
    costs = costs_of(sum(pairs, Counter[tuple[int, int]]()))
    sample = b"\n".join(part for _, part in stretches)
    best, *others = costs
    letters = sum(byte > 127 for byte in sample)
    if costs[best] > MOST[best] * letters + NEAR:
        return refused(
            "is no UTF-8, and its letters fit no other encoding that is known here",
            DECLARE.format("…"),
        )
    differing = [other for other in others if not _reads_alike(sample, best, other)]
    if near := [other for other in differing if costs[other] - costs[best] < NEAR]:
        return _too_near(sample, [best, *near])
    rival = differing[0]
    return Choice(
        encoding=best,
        letters=letters,
        words=_words(sample, best),
        rival=rival,
        rival_words=_words(sample, rival),
        margin=costs[rival] - costs[best],
        cost=costs[best] / letters,
    )


def likeliest(data: bytes) -> Encoding | None:
    """Give the likeliest encoding, however near the next may be; nothing where none is likely."""
    best, cost = next(iter(costs_of(count_pairs(data)).items()))
    return best if cost <= MOST[best] * sum(byte > 127 for byte in data) + NEAR else None


def _stretches(data: bytes) -> list[tuple[int, bytes]]:
    """Give where letters above ASCII begin in a line, and the rest of it: of a large file some."""
    found = [(match.start(), match.end()) for match in _STRETCH.finditer(data)]
    step = -(-len(found) // _MOST_STRETCHES)
    return [(start, data[start:stop]) for start, stop in found[::step]]


def _blocks(stretches: list[tuple[int, bytes]]) -> list[list[tuple[int, bytes]]]:
    size = -(-len(stretches) // BLOCKS)
    return [stretches[place : place + size] for place in range(0, len(stretches), size)]


def _reads_alike(sample: bytes, one: Encoding, other: Encoding) -> bool:
    return sample.decode(one.codec, "replace") == sample.decode(other.codec, "replace")


def _words(sample: bytes, encoding: Encoding) -> str:
    return first_words(sample[:2000].decode(encoding.codec, errors="replace"))


def _too_near(sample: bytes, candidates: list[Encoding]) -> TranscriptError:
    shown = ", ".join(f"{one.name} (“{_words(sample, one)}”)" for one in candidates[:4])
    message = f"is no UTF-8, and has too few letters to tell which of these it is: {shown}"
    return refused(message, DECLARE.format(candidates[0].id))


def _mixed(
    data: bytes, blocks: list[list[tuple[int, bytes]]], pairs: list[Pairs]
) -> TranscriptError | None:
    """Find a part that was written in another encoding than a part before it."""
    costs = [costs_of(counted) for counted in pairs]
    bests = [next(iter(own)) for own in costs]
    for early, late in combinations(range(len(blocks)), 2):
        one, other = bests[early], bests[late]
        if costs[late][one] - costs[late][other] < CONTRARY:
            continue
        if costs[early][other] - costs[early][one] < CONTRARY:
            continue
        for start, part in blocks[late]:
            own = costs_of(count_pairs(part))
            if own[one] - own[other] > NEAR:
                return _two_parts(data, start, part, one, other)
    return None


def _two_parts(
    data: bytes, start: int, part: bytes, one: Encoding, other: Encoding
) -> TranscriptError:
    line = line_of(data[:start].decode("latin-1"), start)
    where = f"line {line}: “{_words(part, other)}”"
    message = f"is {one.name} in one part and {other.name} in another ({where})"
    return refused(message, "save each part as UTF-8")
