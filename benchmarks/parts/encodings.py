"""Which encoding a file has: qualcode beside charset-normalizer and chardet, where they are here.

A grid: encodings, lengths in bytes, and kinds of text, made of the interviews in this folder, which
are not among those that qualcode's table of pairs was counted over. A choice is right when it gives
the very text; qualcode refuses where the others always choose.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from benchmarks.report import Goal, Line, Row, render_share
from qualcode.errors import QualcodeError
from qualcode.reading.encodings import decode

INTERVIEWS = Path(__file__).parents[1] / "interviews"
CODECS = (
    *("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"),
    *("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"),
)
LENGTHS = (50, 100, 200, 500, 2_000, 10_000)  # bytes
EACH = 8  # passages of each kind, length and encoding
SEED = 2026

Detect = Callable[[bytes], str | None]  # the text, or nothing where none is chosen


@dataclass(frozen=True, slots=True)
class Told:
    """How one way of telling encodings did with one kind of text in one length."""

    right: int
    refused: int
    wrong: int


def measure_encodings() -> Iterator[Line]:
    """Print for each way, kind and length how many passages were read right."""
    ours: dict[tuple[str, int], Told] = {}
    for name, detect in _ways().items():
        start = process_time()
        told = {key: _judge(detect, passages) for key, passages in _grid().items()}
        yield Row(f"encodings: {name}", process_time() - start)
        for kind in sorted({kind for kind, _ in told}):
            more = "; ".join(
                f"{length:,} bytes {_render(told[kind, length])}" for length in LENGTHS
            )
            yield Row(f"{name}: {kind}", more=f"right (refused, wrong): {more}")
        ours = ours or told
    wrong, all_ = sum(one.wrong for one in ours.values()), _count(ours)
    yield Goal("encodings read wrong", "≤ 0.5 %", render_share(wrong / all_), wrong <= all_ / 200)
    long = {key: one for key, one in ours.items() if key[1] >= 2_000}
    right = sum(one.right for one in long.values()) / _count(long)
    against = "encodings of 2,000 bytes and more read right"
    yield Goal(against, "≥ 99.5 %", render_share(right), right >= 0.995)


def _ways() -> dict[str, Detect]:
    ways: dict[str, Detect] = {"qualcode": _with_qualcode}
    if find_spec("charset_normalizer"):
        ways["charset-normalizer"] = _with_normalizer
    if find_spec("chardet"):
        ways["chardet"] = _with_chardet
    return ways


def _with_qualcode(data: bytes) -> str | None:
    try:
        return decode(data).text
    except QualcodeError:
        return None


def _with_normalizer(data: bytes) -> str | None:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    return str(best) if best else None


def _with_chardet(data: bytes) -> str | None:
    import chardet

    name = chardet.detect(data)["encoding"]
    return data.decode(name, "replace") if name else None


def _judge(detect: Detect, passages: list[tuple[str, bytes]]) -> Told:
    counted = Counter(_verdict(detect(data), text) for text, data in passages)
    return Told(counted["right"], counted["refused"], counted["wrong"])


def _verdict(read: str | None, text: str) -> str:
    if read is None:
        return "refused"
    return "right" if read.lstrip("\ufeff") == text else "wrong"


def _render(told: Told) -> str:
    total = told.right + told.refused + told.wrong
    return f"{render_share(told.right / total)} ({told.refused}, {told.wrong} of {total})"


def _count(told: dict[tuple[str, int], Told]) -> int:
    return sum(one.right + one.refused + one.wrong for one in told.values())


def _grid() -> dict[tuple[str, int], list[tuple[str, bytes]]]:
    """Cut the passages: by kind of text and length, in all encodings."""
    draw = random.Random(SEED)
    return {
        (kind, length): [_cut(text, length, codec, draw) for codec in CODECS for _ in range(EACH)]
        for kind, text in _texts(draw).items()
        for length in LENGTHS
    }


def _cut(text: str, length: int, codec: str, draw: random.Random) -> tuple[str, bytes]:
    while True:
        start = draw.randrange(len(text) - 2 * length)
        writable = text[start : start + 2 * length].encode(codec, "ignore")
        passage = writable[: length - length % 4].decode(codec, "ignore")
        if not passage.isascii():
            return passage, passage.encode(codec)


def _texts(draw: random.Random) -> dict[str, str]:
    paths = sorted(INTERVIEWS.rglob("*.txt"))
    all_ = [path.read_text(encoding="utf-8") for path in paths]
    russian = "\n".join(text for text in all_ if len(re.findall("[а-я]", text)) > len(text) // 2)
    english = "\n".join(
        text for text in all_ if text.isascii() or len(re.findall("[а-я]", text)) < 9
    )
    words = russian.split()
    return {
        "dialogue": russian,
        "prose": " ".join(word for word in words if not word.endswith(":")),
        "English with some Russian": _mixed(english, words, draw),
        "tables": _table(words, draw),
    }


def _mixed(english: str, words: list[str], draw: random.Random) -> str:
    parts = []
    for sentence in re.split(r"(?<=[.?!])\s+", english)[:4000]:
        parts.append(sentence)
        if draw.random() < 0.2:
            start = draw.randrange(len(words) - 4)
            parts.append(" ".join(words[start : start + 4]))
    return " ".join(parts)


def _table(words: list[str], draw: random.Random) -> str:
    rows = (
        f"{draw.randrange(9999)}\t{draw.random() * 100:.1f}\t{draw.choice(words)}"
        f"\t{draw.choice(words).upper()}\t{draw.randrange(24)}:{draw.randrange(60):02}"
        for _ in range(3000)
    )
    return "\n".join(rows)
