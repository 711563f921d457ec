"""Proposes who asks, by what each voice does over the whole file: one, or several of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.model.phrase import Phrase, phrase
from qualcode.model.transcript import Speaker
from qualcode.reading.cast import Cast, Known, Voice, open_voices

FEWEST = 2  # turns that ask; one question is no interview
SHARE = 0.3  # of its turns that must ask
GROUP = 4  # voices; from here on it is a focus group
MOST_INTERVIEWERS = 3


def who_asks(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Propose the voices that ask most, where the others clearly do not."""
    left = dict(open_voices(cast, known))
    if _has_interviewer(known) or len(cast.voices) < 2 or not left:
        return
    heard = {key: voice for key, voice in cast.voices.items() if voice.turns > 1} or cast.voices
    for askers in _proposals(heard):
        others = [voice for key, voice in heard.items() if key not in askers]
        if set(askers) <= left.keys():
            for key in askers:
                grounds = _figures(heard[key], others, len(heard) >= GROUP)
                yield key, Speaker(heard[key].label, "interviewer", grounds, proposed=True)
        return


def _proposals(heard: Mapping[str, Voice]) -> Iterator[tuple[str, ...]]:
    """Yield the voices that clearly ask: one, the one who leads a group, or two or three."""
    if len(heard) < 2:
        return
    ranked = sorted(heard, key=lambda key: (-heard[key].share, heard[key].pace))
    first, others = heard[ranked[0]], [heard[key] for key in ranked[1:]]
    if _clearly_asks(first, others):
        yield (ranked[0],)
    most = max(heard, key=lambda key: heard[key].asking)
    if len(heard) >= GROUP and _leads(heard[most], [v for k, v in heard.items() if k != most]):
        yield (most,)
    for size in range(2, min(MOST_INTERVIEWERS, len(ranked) - 1) + 1):
        asking = [heard[key] for key in ranked[:size]]
        if _ask_together(asking, [heard[key] for key in ranked[size:]]):
            yield tuple(ranked[:size])


def _clearly_asks(asker: Voice, others: list[Voice]) -> bool:
    second = max(voice.share for voice in others)
    most = max(voice.asking for voice in others)
    main = max(others, key=lambda voice: voice.words)
    return (
        asker.asking >= max(FEWEST, most + 2)
        and asker.share >= SHARE
        and asker.share >= 1.5 * second
        # where one does nothing but ask and nobody else ever does, short answers are no matter
        and (asker.pace < main.pace or (asker.asking >= 3 and asker.share >= 0.8 and second <= 0.1))
    ) or (
        # a long story: few questions, and next to no words beside it
        asker.asking >= FEWEST
        and asker.share >= 0.5
        and main.asking == 0
        and asker.words * 5 <= main.words
    )


def _leads(asker: Voice, others: list[Voice]) -> bool:
    """Tell whether one asks most of what is asked, and speaks beside most of the others."""
    asked, turns = sum(voice.asking for voice in others), sum(voice.turns for voice in others)
    return (
        asker.asking >= 3
        and asker.asking >= 1.5 * asked
        and asker.share >= max(0.4, 3 * asked / turns)
        and asker.beside >= 0.6 * len(others)
        and asker.words < sum(voice.words for voice in others)
    )


def _ask_together(asking: list[Voice], others: list[Voice]) -> bool:
    """Tell whether two or three ask alike, and whoever is left tells nearly everything."""
    asked, turns = sum(voice.asking for voice in others), sum(voice.turns for voice in others)
    words = sum(voice.words for voice in others)
    return (
        all(voice.asking >= 2 and voice.share >= 0.5 for voice in asking)
        and sum(voice.asking for voice in asking) >= 5
        and asked <= 0.15 * turns
        and sum(voice.words for voice in asking) * 1.5 <= words
        and all(voice.pace * 1.5 <= words / turns for voice in asking)
    )


def second_asker(cast: Cast, known: Known) -> Iterator[tuple[str, Speaker]]:
    """Propose whoever does nothing but ask beside a known interviewer, and is told as much."""
    if not _has_interviewer(known) or cast.declared.all_others_respondents:
        return
    left = dict(open_voices(cast, known))
    told = [v for k, v in cast.voices.items() if k in left or known[k].role == "respondent"]
    for key, voice in left.items():
        others = [other for other in told if other is not voice and other.share <= 0.2]
        words = sum(other.words for other in others)
        if voice.asking >= 3 and voice.share >= 0.7 and voice.words * 2 <= words:
            yield (
                key,
                Speaker(
                    voice.label, "interviewer", _figures(voice, others, group=False), proposed=True
                ),
            )


def _figures(asker: Voice, others: list[Voice], group: bool) -> Phrase:
    if group:
        return phrase(
            "role.leads",
            asking=asker.asking,
            turns=asker.turns,
            others=len(others),
            others_asking=sum(voice.asking for voice in others),
            others_turns=sum(voice.turns for voice in others),
            beside=asker.beside,
        )
    main = max(others, key=lambda voice: voice.words)
    return phrase(
        "role.asks",
        asking=asker.asking,
        turns=asker.turns,
        pace=asker.pace,
        other=main.name,
        other_asking=main.asking,
        other_turns=main.turns,
        other_pace=main.pace,
    )


def _has_interviewer(known: Known) -> bool:
    return any(speaker.role == "interviewer" for speaker in known.values())
