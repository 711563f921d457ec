"""The ways to give out the labels of groups inside strata: all of them, or some drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.comparing.design import Comparable, count_ways

Labels = NDArray[np.int16]  # arrangements × respondents: the place of the group

BLOCK = 1_024  # arrangements made at once: fixed, so that draws depend on nothing else


def enumerate_labels(compared: Comparable) -> Iterator[Labels]:
    """Yield every arrangement once, in blocks; the respondents are in the order of `compared`."""
    inside = [_arrange(sizes) for sizes in compared.sizes]
    shape = tuple(len(labels) for labels in inside)
    for start in range(0, prod(shape), BLOCK):
        numbers = np.arange(start, min(start + BLOCK, prod(shape)))
        places = np.unravel_index(numbers, shape)
        yield np.hstack([labels[at] for labels, at in zip(inside, places, strict=True)])


def draw_labels(compared: Comparable, draws: int, seed: int) -> Iterator[Labels]:
    """Yield so many random arrangements, in blocks."""
    kept = [np.repeat(np.arange(len(sizes), dtype=np.int16), sizes) for sizes in compared.sizes]
    generators = [np.random.default_rng([seed, number]) for number in range(len(kept))]
    for start in range(0, draws, BLOCK):
        rows = min(BLOCK, draws - start)
        yield np.hstack(
            [
                generator.permuted(np.tile(labels, (rows, 1)), axis=1)
                for labels, generator in zip(kept, generators, strict=True)
            ]
        )


def _arrange(sizes: tuple[int, ...]) -> Labels:
    """Return all arrangements of one stratum: one group after another takes its places."""
    labels = np.zeros((1, sum(sizes)), dtype=np.int16)
    free = np.arange(sum(sizes))[np.newaxis]
    for group, size in enumerate(sizes):
        taken, left = _choose(free.shape[1], size)
        labels = np.repeat(labels, len(taken), axis=0)
        places = free[:, taken].reshape(len(labels), size)
        np.put_along_axis(labels, places, np.int16(group), axis=1)
        free = free[:, left].reshape(len(labels), left.shape[1])
    return labels


def _choose(total: int, size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return all choices of so many of so many places, and what each leaves."""
    ways = count_ways((size, total - size))
    flat = chain.from_iterable(combinations(range(total), size))
    taken = np.fromiter(flat, dtype=np.intp, count=ways * size).reshape(ways, size)
    is_left = np.ones((ways, total), dtype=bool)
    np.put_along_axis(is_left, taken, False, axis=1)
    return taken, np.nonzero(is_left)[1].reshape(ways, total - size)
