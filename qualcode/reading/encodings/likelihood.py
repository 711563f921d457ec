"""How likely bytes are to be Russian, or Western, text in each of the encodings of eight bits."""

from __future__ import annotations

from collections import Counter
from functools import cache

from qualcode.reading.encodings.names import EIGHT_BIT, Encoding
from qualcode.reading.encodings.signs import NO_SIGN, Sign, cost_of, sign_of

Pairs = Counter[tuple[int, int]]


def count_pairs(data: bytes) -> Pairs:
    """Count the neighbouring bytes of which one at least is no ASCII; a line end is put around."""
    counted = Counter(zip(b"\n" + data, data + b"\n", strict=True))
    return Counter({pair: n for pair, n in counted.items() if pair[0] > 127 or pair[1] > 127})


def costs_of(pairs: Pairs) -> dict[Encoding, int]:
    """Say for each encoding how unlikely the pairs are in it, the cheapest first."""
    costs = {encoding: encoding.rare + _cost(pairs, encoding.codec) for encoding in EIGHT_BIT}
    return dict(sorted(costs.items(), key=lambda item: item[1]))


def _cost(pairs: Pairs, codec: str) -> int:
    signs = _signs(codec)
    return sum(cost_of(signs[one], signs[other]) * n for (one, other), n in pairs.items())


@cache
def _signs(codec: str) -> tuple[Sign, ...]:
    return tuple(_sign(byte, codec) for byte in range(256))


def _sign(byte: int, codec: str) -> Sign:
    try:
        return sign_of(bytes((byte,)).decode(codec))
    except UnicodeDecodeError:
        return NO_SIGN


def cost_of_text(text: str) -> int:
    """Say how unlikely a text is: only what stands beside a letter above ASCII counts."""
    counted = Counter(zip("\n" + text, text + "\n", strict=True))
    return sum(
        cost_of(sign_of(one), sign_of(other)) * n
        for (one, other), n in counted.items()
        if one > "\x7f" or other > "\x7f"
    )
