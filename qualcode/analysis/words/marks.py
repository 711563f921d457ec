"""Which words mark a group: ranked by how much more it says them than all others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.described import describe
from qualcode.analysis.words.log_odds import find_keyness, scale_prior, weigh_log_odds
from qualcode.analysis.words.spoken import Numbers, SpokenWords, Voice

LEAST_RESPONDENTS = 3  # who say a word; fewer tell of persons, not of a group

WORDS = describe(
    "words",
    "One row for each language, group and word that at least three of the group say (in smaller"
    " groups all of them): the group against all others of the language, those words first that"
    " mark it most; words are counted, not persons, so it is a ranking and no test.",
    {
        "language": "of the talk",
        "group": "of respondents; none where a language has only one group",
        "rank": "by z, from 1; empty in groups of fewer than three respondents",
        "word": "base form; function words, figures, single letters, names and what stands for"
        " names are left out",
        "written": "the form in which it is written most often",
        "z": "log_odds in units of its standard error: what the words are ranked by",
        "log_odds": "difference of the log-odds of the word, the group minus the others, with the"
        " whole language as prior, weighing 500 words",
        "g2": "keyness G² of count and elsewhere; it does not tell the direction",
        "count": "how often the group says it",
        "elsewhere": "how often all other groups of the language say it",
        "per_1000_words": "count for 1,000 words of the group, function words among them",
        "per_1000_elsewhere": "the same for all others",
        "respondents": "of the group who say it",
        "of": "respondents in the group",
        "respondents_elsewhere": "others who say it",
        "of_elsewhere": "others in the language",
        "most_by_one": "largest share of count that one respondent says",
        "forms": "all written forms in the language, the commonest first",
    },
    source="Monroe, Colaresi & Quinn 2008, Political Analysis 16:372-403; G²: Dunning 1993,"
    " Computational Linguistics 19:61-74, as in Rayson & Garside 2000",
)
_TYPES = {
    **dict.fromkeys(("language", "group", "word", "written", "forms"), "str"),
    **dict.fromkeys(("count", "elsewhere", "respondents", "of"), "int64"),
    **dict.fromkeys(("respondents_elsewhere", "of_elsewhere"), "int64"),
    **dict.fromkeys(("z", "log_odds", "g2", "per_1000_words"), "float64"),
    **dict.fromkeys(("per_1000_elsewhere", "most_by_one"), "float64"),
    "rank": "Int64",
}


def mark_words(spoken: Sequence[SpokenWords], groups: Sequence[str]) -> pd.DataFrame:
    """Rank the words of every group against all others of its language: the table WORDS.

    `spoken` comes from `count_words`; `groups`: all of them, in the order of a report.
    """
    columns = [column.name for column in WORDS.columns]
    parts = [pd.DataFrame(columns=columns)]
    for one in spoken:
        here = {voice.group for voice in one.voices}
        if len(here) > 1:
            parts += [_mark(one, group)[columns] for group in groups if group in here]
    found = [part for part in parts if len(part)] or parts
    return pd.concat(found, ignore_index=True).astype(_TYPES)


def _mark(spoken: SpokenWords, group: str) -> pd.DataFrame:
    inside = [voice for voice in spoken.voices if voice.group == group]
    outside = [voice for voice in spoken.voices if voice.group != group]
    size = len(spoken.words)
    (count, people, most), (elsewhere, others, _) = (_add(of, size) for of in (inside, outside))
    log_odds, z = weigh_log_odds(count, elsewhere, scale_prior(count + elsewhere))
    enough = people >= min(LEAST_RESPONDENTS, len(inside))
    kept = np.flatnonzero(spoken.content & enough)
    kept = kept[np.argsort(-z[kept], kind="stable")]  # ties as in the alphabet
    ranked = len(inside) >= LEAST_RESPONDENTS
    ranks: list[int | None] = [place if ranked else None for place in range(1, len(kept) + 1)]
    return pd.DataFrame(
        {
            "language": spoken.language,
            "group": group,
            "rank": pd.Series(ranks, dtype="Int64"),
            "word": _pick(spoken.words, kept),
            "written": _pick(spoken.written, kept),
            "z": z[kept],
            "log_odds": log_odds[kept],
            "g2": find_keyness(count, elsewhere)[kept],
            "count": count[kept],
            "elsewhere": elsewhere[kept],
            "per_1000_words": 1000 * count[kept] / max(count.sum(), 1),
            "per_1000_elsewhere": 1000 * elsewhere[kept] / max(elsewhere.sum(), 1),
            "respondents": people[kept],
            "of": len(inside),
            "respondents_elsewhere": others[kept],
            "of_elsewhere": len(outside),
            "most_by_one": most[kept] / count[kept],
            "forms": [" ".join(spoken.forms[number]) for number in kept],
        }
    )


def _pick(texts: Sequence[str], numbers: NDArray[np.intp]) -> list[str]:
    return [texts[number] for number in numbers]


def _add(voices: Sequence[Voice], size: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return for each word how often the voices say it, how many do, and the most of one."""
    count, people, most = (np.zeros(size, dtype=np.int64) for _ in range(3))
    for voice in voices:
        count[voice.words] += voice.counts
        people[voice.words] += 1
        most[voice.words] = np.maximum(most[voice.words], voice.counts)
    return count, people, most
