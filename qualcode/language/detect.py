"""Which language a stretch of talk is in, by its script and its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.language.profiles import Profile, find_profiles

SURE_WORDS = 5  # fewer words than this decide nothing by themselves
CLEARLY_AHEAD = 2  # words by which a short turn leaves the language of its transcript


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words counted by script, and what they say of the languages told among."""

    languages: tuple[str, ...] = ()  # of the codebook; Russian and English are always told
    words: int = 0
    scripts: Mapping[str, int] = field(default_factory=dict)
    telling: Mapping[str, int] = field(default_factory=dict)  # words that speak for a language
    likeness: Mapping[str, int] = field(default_factory=dict)  # common words less odd letters

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.languages or other.languages,
            self.words + other.words,
            _add(self.scripts, other.scripts),
            _add(self.telling, other.telling),
            _add(self.likeness, other.likeness),
        )


NOTHING = Evidence()


def _add(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in (*one, *other)}


def weigh_language(words: Iterable[str], languages: tuple[str, ...] = ()) -> Evidence:
    """Count what speaks for each language in folded words.

    `languages` are those of the codebook, told beside Russian and English.
    """
    kinds = find_profiles(languages).kinds
    counted = Counter(map(kinds.__getitem__, words))
    scripts: Counter[str] = Counter()
    telling: Counter[str] = Counter()
    likeness: Counter[str] = Counter()
    for number, times in counted.items():
        signs = kinds.signs[number]
        scripts[signs.script] += times
        for language in signs.telling:
            telling[language] += times
        for language, points in signs.likeness:
            likeness[language] += points * times
    return Evidence(languages, counted.total(), scripts, telling, likeness)


def detect_language(evidence: Evidence) -> str:
    """Return a language, or an empty string where the evidence is too thin or for none."""
    if evidence.words < SURE_WORDS:
        return ""
    best, *others = _likeliest(evidence, _script(evidence)) or (None,)
    if best is None or (others and _likeness(evidence, others[0]) == _likeness(evidence, best)):
        return ""
    sure = best.sure_share * evidence.words
    return best.language if evidence.telling.get(best.language, 0) >= sure else ""


def tell_language(turn: Evidence, transcript: Evidence) -> str:
    """Tell the language of a turn: its own where sure, else the transcript's, else its script's.

    Latin words stand in Russian talk (`KPI`), Cyrillic ones in no English: a turn in Cyrillic
    letters is never taken for English. Talk in none of the languages stays untold.
    """
    own, whole = detect_language(turn), detect_language(transcript)
    if own:
        return own
    script, thin = _script(turn), transcript.words < SURE_WORDS
    ranked = _likeliest(turn, script)
    written = {one.language for one in ranked}
    if ranked and script != "LATIN" and whole not in written:
        return ranked[0].language if whole or thin else ""
    if not whole and thin:
        latin = _likeliest(turn, "LATIN") if turn.scripts.get("LATIN") else ()
        return latin[0].language if latin else ""
    if whole in written and _is_ahead(turn, ranked[0].language, whole):
        return ranked[0].language
    return whole


def _script(evidence: Evidence) -> str:
    """Return the script of most words among those the languages are written in."""
    scripts = find_profiles(evidence.languages).scripts
    counts = {one: evidence.scripts.get(one, 0) for one in scripts}
    most = max(counts.values())
    first = [one for one, count in counts.items() if count == most]
    return first[0] if most and len(first) == 1 else ""


def _likeliest(evidence: Evidence, script: str) -> tuple[Profile, ...]:
    """Rank the languages written in `script`, the likeliest first."""
    written = find_profiles(evidence.languages).writing(script)
    return tuple(sorted(written, key=lambda one: -_likeness(evidence, one)))


def _likeness(evidence: Evidence, profile: Profile) -> int:
    return evidence.likeness.get(profile.language, 0)


def _is_ahead(turn: Evidence, language: str, whole: str) -> bool:
    ahead = turn.likeness.get(language, 0) - turn.likeness.get(whole, 0)
    return ahead >= CLEARLY_AHEAD
