"""Interviews put into parts: what is measured in one part was learned from the others alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SEED = 1


def deal(interviews: Mapping[str, str], number: int) -> tuple[frozenset[str], ...]:
    """Deal interviews out into `number` parts, or fewer where there are fewer interviews.

    `interviews`: the language of each. Those of one language are dealt one after the other, in an
    order drawn with SEED, so that every part has some of each language if it can.
    """
    import numpy as np

    order = np.random.default_rng(SEED).permutation(len(interviews))
    names = sorted(interviews)
    drawn = sorted((interviews[names[at]], place, names[at]) for place, at in enumerate(order))
    parts = min(number, len(names))
    return tuple(frozenset(name for _, _, name in drawn[part::parts]) for part in range(parts))


def language_of_each(interviews: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Return the language that most segments of each interview are in."""
    from collections import Counter

    counts = Counter(zip(interviews, languages, strict=True))
    told: dict[str, str] = {}
    for (name, language), _ in sorted(counts.items(), key=lambda one: (one[1], one[0])):
        told[name] = language
    return told
