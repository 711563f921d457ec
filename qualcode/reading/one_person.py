"""Voices that are likely one person: counted as one, of one role.

A full name and its initials, and a label with its typing mistake, whose role people confirm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note, Speaker
from qualcode.reading.cast import Cast, Known, Voice
from qualcode.reading.label_roles import base_word, plain_role
from qualcode.reading.label_words import ASKING
from qualcode.reading.legends import find_legend
from qualcode.reading.telling import label_in

SAME, TYPO = "labels.same_person", "labels.typo"  # the notes in which the layout tells such pairs


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of labels that a layout takes for one person's."""

    same: tuple[tuple[str, str], ...] = ()  # a full name, and its short form
    typos: tuple[tuple[str, str], ...] = ()  # what is likely mistyped, and what was meant


def named_twice(notes: Iterable[Note]) -> Pairs:
    """Return the pairs of labels that a layout has told."""
    told = [(note.phrase.id, dict(note.phrase.values)) for note in notes]
    same, typos = (
        tuple(
            (label_in(values["rare"]), label_in(values["usual"]))
            for id, values in told
            if id == kind
        )
        for kind in (SAME, TYPO)
    )
    return Pairs(same, typos)


def join_voices(cast: Cast, pairs: Pairs) -> tuple[Cast, tuple[tuple[str, str, bool], ...]]:
    """Count each pair of labels as one voice; return also who is counted with whom.

    That is: the key of one, the key of the other, and whether the one is likely mistyped. Two
    labels that people have both said something of stay two: they may know better. So does
    a mistyped label that tells a role itself: `Interviewee` is near to `Interviewer`.
    """
    keys = {fold_label(voice.label): key for key, voice in cast.voices.items() if key[-1:] == "|"}
    joined: dict[str, str] = {}
    mistyped: set[str] = set()
    voices = dict(cast.voices)
    for pair, typo in (
        *((one, False) for one in pairs.same),
        *((one, True) for one in pairs.typos),
    ):
        one, other = (_main(keys.get(fold_label(label), ""), joined) for label in pair)
        if one == other or one not in voices or other not in voices:
            continue
        if typo and _tells_role(voices[one], cast):
            continue
        if not typo:
            one, other = sorted((one, other), key=lambda key: _rank(voices[key], cast))
        if not cast.declared.named(voices[one].name):
            voices[other] = _sum(voices[other], voices.pop(one))
            joined[one] = other
            mistyped |= {one} if typo else set()
    return replace(cast, voices=voices), tuple(
        (one, _main(one, joined), one in mistyped) for one in joined
    )


def _main(key: str, joined: dict[str, str]) -> str:
    while key in joined:
        key = joined[key]
    return key


def _tells_role(voice: Voice, cast: Cast) -> bool:
    told = plain_role(voice.label) or base_word(voice.label) in ASKING
    return bool(told) or find_legend(voice.label, cast.above) is not None


def _rank(voice: Voice, cast: Cast) -> tuple[bool, bool, int]:
    """Rank what is known of a label: people's word, then the header's, then how often it stands."""
    legend = find_legend(voice.label, cast.above) is not None
    return cast.declared.named(voice.name), legend, voice.turns


def _sum(main: Voice, other: Voice) -> Voice:
    return replace(
        main,
        turns=main.turns + other.turns,
        words=main.words + other.words,
        questions=main.questions + other.questions,
        asking=main.asking + other.asking,
        beside=max(main.beside, other.beside),
    )


def part_voices(known: Known, cast: Cast, joined: Iterable[tuple[str, str, bool]]) -> Known:
    """Give whoever was counted with another the role of that other; to a typo as a proposal."""
    return {**known, **dict(_parted(known, cast, joined))}


def _parted(
    known: Known, cast: Cast, joined: Iterable[tuple[str, str, bool]]
) -> Iterator[tuple[str, Speaker]]:
    for key, other, typo in joined:
        main = known[other]
        grounds = phrase("role.typo" if typo else "role.same_person", other=main.label)
        proposed = main.proposed or (typo and main.role != "unknown")
        yield key, Speaker(cast.voices[key].label, main.role, grounds, proposed=proposed)
