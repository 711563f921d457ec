"""Hits → codings: one code in one unit, when the indicators found weigh enough together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import cast

from qualcode.model.codebook import Code, UnitKind
from qualcode.model.coding import MACHINE, Coding, Hit, Modality, Polarity, Voice
from qualcode.model.transcript import Segment

Unit = tuple[str, int | str]  # its kind and number, or the respondent of an interview


def unit_of(segment: Segment, kind: UnitKind) -> Unit:
    """Return the unit of `kind` that `segment` lies in.

    Talk that is no answer is taken turn by turn where answers are asked for.
    """
    if kind == "interview":
        return kind, segment.respondent
    if kind == "answer" and not segment.answer:
        return "turn", segment.turn
    number: int = segment.number if kind == "segment" else getattr(segment, kind)
    return kind, number


def find_borders(segments: Iterable[Segment], kind: UnitKind) -> dict[Unit, tuple[int, int]]:
    """Return start and stop of every unit of `kind`."""
    if kind == "segment":
        return {(kind, segment.number): (segment.start, segment.stop) for segment in segments}
    borders: dict[Unit, tuple[int, int]] = {}
    for segment in segments:
        unit = unit_of(segment, kind)
        start, stop = borders.get(unit, (segment.start, segment.stop))
        borders[unit] = min(start, segment.start), max(stop, segment.stop)
    return borders


def make_codings(
    hits: Iterable[Hit],
    codes: Mapping[str, Code],
    segments: Sequence[Segment],
    types: Mapping[str, str],
) -> tuple[Coding, ...]:
    """Make the codings of one transcript, in the order of their first words.

    `codes` by id; `types`: respondent → respondent type.
    """
    by_number = {segment.number: segment for segment in segments}
    grouped: dict[tuple[str, Unit], list[Hit]] = defaultdict(list)
    for hit in hits:
        unit = unit_of(by_number[hit.segment], codes[hit.code].unit)
        grouped[hit.code, unit].append(hit)
    kinds = {codes[name].unit for name, _ in grouped}
    borders = {kind: find_borders(segments, kind) for kind in kinds}
    codings = []
    for (name, unit), evidence in grouped.items():
        code = codes[name]
        score = _score(evidence)
        if score < code.min_score:
            continue
        segment = by_number[evidence[0].segment]
        start, stop = borders[code.unit][unit]
        codings.append(
            Coding(
                transcript=segment.transcript,
                unit=code.unit,
                segment=segment.number,
                respondent=segment.respondent,
                type=types.get(segment.respondent, ""),
                code=name,
                coder=MACHINE,
                start=start,
                stop=stop,
                score=score,
                polarity=cast("Polarity", _join(hit.polarity for hit in evidence)),
                voice=cast("Voice", _join(hit.voice for hit in evidence)),
                modality=cast("Modality", _join(hit.modality for hit in evidence)),
                hits=tuple(evidence),
            )
        )
    return tuple(sorted(codings, key=lambda coding: (coding.start, coding.code, coding.segment)))


def _score(evidence: Sequence[Hit]) -> float:
    """Add up the weights of the distinct indicators, so that 0.7, 0.2 and 0.1 make 1."""
    return round(fsum({hit.indicator: hit.weight for hit in evidence}.values()), 9)


def _join(marks: Iterable[str]) -> str:
    """Return what all hits have in common, `mixed` when they differ."""
    distinct = set(marks)
    return distinct.pop() if len(distinct) == 1 else "mixed"
