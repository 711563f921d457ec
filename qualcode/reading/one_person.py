"""Voices that are likely one person, a full name and its initials: counted as one, of one role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note, Speaker
from qualcode.reading.cast import Cast, Known, Voice
from qualcode.reading.legends import find_legend
from qualcode.reading.telling import label_in

SAME = "labels.same_person"  # the note in which the layout tells such a pair


def named_twice(notes: Iterable[Note]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of labels that a layout takes for one person's."""
    return tuple(
        (label_in(values["rare"]), label_in(values["usual"]))
        for values in (dict(note.phrase.values) for note in notes if note.phrase.id == SAME)
    )


def join_voices(
    cast: Cast, pairs: Iterable[tuple[str, str]]
) -> tuple[Cast, tuple[tuple[str, str], ...]]:
    """Count each pair of labels as one voice; return also who is counted with whom, by keys.

    Two labels that people have both said something of stay two: they may know better.
    """
    keys = {fold_label(voice.label): key for key, voice in cast.voices.items() if key[-1:] == "|"}
    joined: dict[str, str] = {}
    voices = dict(cast.voices)
    for pair in pairs:
        one, other = (_main(keys.get(fold_label(label), ""), joined) for label in pair)
        if one == other or one not in voices or other not in voices:
            continue
        one, other = sorted((one, other), key=lambda key: _rank(voices[key], cast))
        if not cast.declared.named(voices[one].name):
            voices[other] = _sum(voices[other], voices.pop(one))
            joined[one] = other
    return replace(cast, voices=voices), tuple(joined.items())


def _main(key: str, joined: dict[str, str]) -> str:
    while key in joined:
        key = joined[key]
    return key


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


def part_voices(known: Known, cast: Cast, joined: Iterable[tuple[str, str]]) -> Known:
    """Give whoever was counted with another the role of that other."""
    return {**known, **dict(_parted(known, cast, dict(joined)))}


def _parted(known: Known, cast: Cast, joined: dict[str, str]) -> Iterator[tuple[str, Speaker]]:
    for key in joined:
        main = known[_main(key, joined)]
        grounds = phrase("role.same_person", other=main.label)
        yield key, replace(main, label=cast.voices[key].label, grounds=grounds)
