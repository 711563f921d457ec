"""What the transcripts say of the codebook: codes never found, and what is found everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.inspecting.checking.finding import Finding, keeping
from qualcode.inspecting.checking.material import Material
from qualcode.model.codebook import ANY_LANGUAGE, Code, Indicator

EVERYWHERE = 0.3  # share of the segments in which a code tells nothing any more
FEWEST_SEGMENTS = 50  # of talk, from which shares are worth telling
FEWEST_WORDS = 30_000  # of talk, from which it says something that a code was never found


def check_field(material: Material) -> Iterator[Finding]:
    """Find codes without a hit, and codes and indicators with too many."""
    if not material.coded:
        return
    hits = [hit for one in material.coded for hit in one.tagged.hits]
    found = {hit.code for hit in hits}
    for code in material.codes:
        words = _words(material, code.speakers)
        if code.id not in found and words >= FEWEST_WORDS:
            yield Finding(
                "not-found",
                code.line,
                code.id,
                f"`{code.id}` was found nowhere in {len(material.coded)} transcripts"
                f" ({words} words of talk)",
                "read a transcript for it: if it is there, add an indicator with the words people"
                " use; if it is not, the code may go",
            )
    yield from _everywhere(material)


def _words(material: Material, speakers: tuple[str, ...]) -> int:
    return sum(
        segment.words
        for one in material.coded
        for segment in one.segments
        if segment.role in speakers
    )


class _Talk(NamedTuple):
    """What decides whether a segment can have an indicator."""

    role: str
    language: str
    type: str  # of the respondent
    question: str


def _everywhere(material: Material) -> Iterator[Finding]:
    """Find codes and indicators found in nearly a third or more of the talk they are for."""
    talk: Counter[_Talk] = Counter()
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)  # by code and by indicator
    for coded in material.coded:
        for one in coded.segments:
            type = material.types.get(one.respondent, "")
            talk[_Talk(one.role, one.language, type, one.question)] += 1
        for hit in coded.tagged.hits:
            found[hit.code].add((hit.transcript, hit.segment))
            found[hit.indicator].add((hit.transcript, hit.segment))
    for code in material.codes:
        for indicator in code.indicators:
            total = _total(talk, code, [indicator])
            if _is_much(len(found[indicator.id]), total) and not indicator.note:
                yield _tell_indicator(indicator, _share(len(found[indicator.id]), total))
        total = _total(talk, code, code.indicators)
        noted = any(indicator.note for indicator in code.indicators)
        if _is_much(len(found[code.id]), total) and not noted:
            yield _tell_code(code, _share(len(found[code.id]), total))


def _tell_indicator(one: Indicator, share: str) -> Finding:
    return Finding(
        "everywhere",
        one.line,
        one.owner,
        f"`{one.text}` was found in {share}: what stands everywhere tells nobody apart",
        f"make a phrase of it, or take it out; {keeping(one)}",
    )


def _tell_code(code: Code, share: str) -> Finding:
    return Finding(
        "everywhere",
        code.line,
        code.id,
        f"`{code.id}` was found in {share}: what stands everywhere tells nobody apart",
        "see with --tables which of its indicators find most, and narrow these; or split the code;"
        " a `note:` on one of its indicators says that it is meant so",
    )


def _total(talk: Counter[_Talk], code: Code, indicators: Sequence[Indicator]) -> int:
    """Count the segments in which one of the indicators is looked for."""
    return sum(
        count
        for one, count in talk.items()
        if one.role in code.speakers and any(_is_for(indicator, one) for indicator in indicators)
    )


def _is_for(indicator: Indicator, talk: _Talk) -> bool:
    return (
        indicator.language in (talk.language, ANY_LANGUAGE)
        and (not indicator.who or talk.type in indicator.who)
        and (not indicator.questions or talk.question in indicator.questions)
    )


def _is_much(count: int, total: int) -> bool:
    return total >= FEWEST_SEGMENTS and count > EVERYWHERE * total


def _share(count: int, total: int) -> str:
    return f"{count} of {total} segments ({100 * count / total:.0f} %) of the talk it is for"
