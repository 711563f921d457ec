"""Finds letters that were garbled before the file was saved, and what they were.

Weighed and not taken: ftfy undoes UTF-8 read as Windows-1252 and the like at once and unasked, and
knows none of the old Russian encodings read as each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from qualcode.reading.encodings.decoded import first_words
from qualcode.reading.encodings.likelihood import cost_of_text
from qualcode.reading.encodings.names import EIGHT_BIT, UTF_8, Encoding
from qualcode.reading.encodings.repairs import Step, is_usual, repair_text, sign_of_byte, undo

MOST_STEPS = 3  # garbled, and garbled again
LEAST_GAIN = 20  # of UTF-8: what the garbled signs cost more than the letters they were
SUSPECT = 3.25  # what a sign above ASCII costs in text that is looked at closely
SOUND = 4.5  # at most, once it is repaired
BETTER = 2.5  # at least so much better for each sign that changes, and in all:
MUCH_BETTER = 30
MOST_RUNS = 3000
WHOLE = 2_000_000  # characters; of a longer text the beginning and some windows
WINDOW = 100_000
CLOSELY = 20_000  # characters for encodings of eight bits
# a few words: a long line may be garbled in one place alone
_PASSAGE = re.compile(r"(?:\S+[^\S\n]+){0,4}\S+")
_ABOVE = re.compile(r"[^\x00-\x7f]")
_ASCII = re.compile(r"[\x00-\x7f]")
# how letters of two bytes begin and go on in UTF-8, and how — “ № do
_LEADS, _CONTINUED = (0xC2, 0xC3, 0xD0, 0xD1), range(0x80, 0xC0)
_LEAD_OF_DASHES, _DASHES = 0xE2, (0x80, 0x82, 0x84)


@dataclass(frozen=True, slots=True)
class Garbling:
    """Garbled words, what they would read like once repaired, and the repair as it is declared."""

    words: str
    repaired: str
    repair: str


def find_garbling(text: str) -> Garbling | None:
    """Find out whether letters were garbled and by which wrong readings, one after the other."""
    if text.isascii():
        return None
    sample = now = _sample(text)
    steps: list[Step] = []
    while len(steps) < MOST_STEPS and (step := _find_utf_8(now) or _find_eight_bit(now)):
        steps.append(step)
        now = repair_text(now, step)
    if not steps:
        return None
    garbled, repaired = _first_changed(sample, steps)
    return Garbling(garbled, repaired, ", ".join(step.id for step in steps))


def _sample(text: str) -> str:
    if len(text) <= WHOLE:
        return text
    starts = range(WHOLE // 2, len(text), max(WINDOW, (len(text) - WHOLE // 2) // 10))
    return text[: WHOLE // 2] + "".join(text[start : start + WINDOW] for start in starts)


def _first_changed(sample: str, steps: Iterable[Step]) -> tuple[str, str]:
    """Quote the first garbled words of at most one line, and what they were."""
    for passage in _PASSAGE.finditer(sample):
        garbled = repaired = passage.group()
        for step in steps:
            repaired = repair_text(repaired, step)
        if repaired != garbled:
            return first_words(garbled), first_words(repaired) or repaired.strip()
    return "", ""


def _find_utf_8(text: str) -> Step | None:
    """Find UTF-8 read as something else: `РєРѕРЅ`, `Ð¾Ð½`, `╨║╨╛╨╜`, `â€™`."""
    gains = {wrong: _gain(text, wrong) for wrong in EIGHT_BIT}
    wrong = max(gains, key=lambda one: gains[one])
    return Step(UTF_8, wrong) if gains[wrong] >= LEAST_GAIN else None


def _gain(text: str, wrong: Encoding) -> int:
    """Say how much likelier the text becomes, if most places that look garbled can be undone."""
    sound = places = gain = 0
    for run in islice(_runs_with_traces(text, wrong), MOST_RUNS):
        places += 1
        undone = undo(run, wrong)
        if is_usual(undone):
            sound += 1
            gain += cost_of_text(run) - cost_of_text(undone)
    return gain if sound * 2 > places else 0


def _runs_with_traces(text: str, wrong: Encoding) -> Iterator[str]:
    """Give the runs of signs above ASCII in which two look like the bytes of one letter."""
    stop = 0
    for trace in _traces(wrong).finditer(text):
        if trace.start() < stop:
            continue
        start = trace.start()
        while start > stop and text[start - 1] > "\x7f":
            start -= 1
        end = _ASCII.search(text, trace.end())
        stop = end.start() if end else len(text)
        yield text[start:stop]


@cache
def _traces(wrong: Encoding) -> re.Pattern[str]:
    signs = {byte: re.escape(sign) for byte, sign in sign_of_byte(wrong).items()}
    leads, continued, dashes = (
        "".join(signs[byte] for byte in some) for some in (_LEADS, _CONTINUED, _DASHES)
    )
    return re.compile(f"[{leads}][{continued}]|{signs[_LEAD_OF_DASHES]}[{dashes}]")


def _find_eight_bit(text: str) -> Step | None:
    """Find one old encoding read as another: `бНР РЮЙ` was KOI8-R, `Âîò` Windows-1251."""
    sample = "\n".join(_lines_above(text))[:CLOSELY]
    letters = len(_ABOVE.findall(sample))
    cost = cost_of_text(sample)
    if cost < SUSPECT * letters:
        return None
    repaired = {step: repair_text(sample, step) for step in _crossed()}
    costs = {step: cost_of_text(one) for step, one in repaired.items()}
    best = min(costs, key=lambda step: costs[step])
    changed = sum(one != other for one, other in zip(sample, repaired[best], strict=True))
    better = cost - costs[best]
    sound = costs[best] <= SOUND * letters
    return best if sound and better >= max(MUCH_BETTER, BETTER * changed) else None


def _crossed() -> Iterator[Step]:
    return (Step(*pair) for pair in product(EIGHT_BIT, EIGHT_BIT) if pair[0] is not pair[1])


def _lines_above(text: str) -> Iterator[str]:
    return (line for line in islice(text.splitlines(), 20_000) if not line.isascii())
