"""Why one of two codebooks makes a coding and the other does not, or makes it differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.inspecting.comparing.comparison import Change, Reason
from qualcode.inspecting.comparing.matching import Matched, main_source
from qualcode.model.codebook import Code, Codebook, CodeReference, Indicator, leaves_of
from qualcode.model.coding import Coding, Hit, Span, Suppressed
from qualcode.model.transcript import Segment


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one codebook finds of a code in a unit."""

    hits: tuple[Hit, ...]
    suppressed: tuple[Suppressed, ...]
    segments: Mapping[int, Segment]


class _View(NamedTuple):
    """One of the codebooks, seen from the other."""

    codes: Mapping[str, Code]
    indicators: Mapping[str, Indicator]
    changes: Mapping[str, Change]  # of its indicators


class Reasons:
    """Finds what in two codebooks makes a coding differ."""

    def __init__(self, matched: Matched) -> None:
        self._matched = matched
        pairs = matched.indicators.pairs
        self._pairs = dict(pairs)  # OLD → NEW
        self._back = {new: old for old, new in reversed(list(pairs.items()))}
        self._old = _look(matched.old, matched.indicators.of_old)
        self._new = _look(matched.new, matched.indicators.of_new)

    def find(
        self, code: str, one: Coding | None, other: Coding | None, old: Evidence, new: Evidence
    ) -> tuple[Reason, ...]:
        """Return all that makes the coding `other` of NEW differ from `one` of OLD; never none."""
        before, after = self._codes(code, one)
        found = [
            *_merged(code, old),
            *self._settings(code, self._sources(before, old), after, one, other),
            *self._hits(code, before, after, old, new),
        ]
        if not found:
            found.append(_elsewhere(code))
        return tuple(dict.fromkeys(found))

    def _codes(self, code: str, one: Coding | None) -> tuple[Code | None, Code | None]:
        after = self._new.codes.get(code)
        if one is not None:
            return self._old.codes[one.code], after
        return after and main_source(after, self._matched.old, self._matched.codes), after

    def _settings(
        self,
        code: str,
        sources: Iterable[Code],
        after: Code | None,
        one: Coding | None,
        other: Coding | None,
    ) -> Iterator[Reason]:
        """Yield the settings of the code that decide here."""
        if after is None:
            return
        for before in sources:
            if before.sought != after.sought and before.status != after.status:
                yield _setting("status", code, before, after)
            if before.unit != after.unit:
                yield _setting("unit", code, before, after)
            if before.min_score != after.min_score:
                reached = other and other.score < before.min_score
                missed = one and one.score < after.min_score
                if (one is None and reached) or (other is None and missed):
                    yield _setting("min_score", code, before, after)

    def _sources(self, before: Code | None, old: Evidence) -> list[Code]:
        """Return the codes of OLD that one of NEW goes on with here: mostly one."""
        found = [self._old.codes[id] for id in sorted({hit.code for hit in old.hits})]
        return found or ([before] if before else [])

    def _hits(
        self, code: str, before: Code | None, after: Code | None, old: Evidence, new: Evidence
    ) -> Iterator[Reason]:
        """Yield what each hit that only one side has is due to, and each that is not the same."""
        mine = {(self._pairs.get(hit.indicator, hit.indicator), hit.spans): hit for hit in old.hits}
        theirs = {(hit.indicator, hit.spans): hit for hit in new.hits}
        for key, hit in theirs.items():
            if key not in mine:
                yield _Absence(self, code, before, True).explain(hit, new, old)
        for key, hit in mine.items():
            if key not in theirs:
                yield _Absence(self, code, after, False).explain(hit, old, new)
            else:
                yield from self._marks(code, hit, theirs[key])

    def _marks(self, code: str, one: Hit, other: Hit) -> Iterator[Reason]:
        """Yield why a hit of both counts or is marked differently."""
        was, is_now = self._old.indicators[one.indicator], self._new.indicators[other.indicator]
        change = self._matched.indicators.of_new.get(is_now.id)
        if one.weight != other.weight:
            yield _of_indicator("weight", code, is_now, change, was)
        if (one.polarity, one.voice, one.modality) == (other.polarity, other.voice, other.modality):
            return
        if was.negation != is_now.negation:
            yield self.negation(code, was, is_now)
        else:
            yield Reason("cues", code, "cues of relations, which negations can speak of")

    def negation(self, code: str, was: Indicator, is_now: Indicator) -> Reason:
        """Return the setting, of the indicator or its code, by which denied words count."""
        change = self._matched.indicators.of_new.get(is_now.id)
        if change and any(field.name == "negation" for field in change.fields):
            return _of_indicator("negation", code, is_now, change, was)
        return Reason("negation", code, f"negation: {was.negation} → {is_now.negation}")

    def view(self, new: bool) -> _View:
        """Return one of the codebooks."""
        return self._new if new else self._old

    def partner(self, indicator: str, new: bool) -> str:
        """Return the id that an indicator of one side has on the other; empty without one."""
        return (self._back if new else self._pairs).get(indicator, "")


class _Absence:
    """Why a hit that one side has is not found by the other, whose code is `code`."""

    def __init__(self, reasons: Reasons, code: str, other: Code | None, appeared: bool) -> None:
        self._reasons, self._code, self._other = reasons, code, other
        self._appeared = appeared  # NEW has the hit, OLD has it not

    def explain(self, hit: Hit, own: Evidence, other: Evidence) -> Reason:
        """Return the one thing that keeps the hit from the other side."""
        view = self._reasons.view(self._appeared)
        indicator = view.indicators[hit.indicator]
        partner = self._reasons.partner(hit.indicator, self._appeared)
        if partner:  # of codes that became one, the one that had the indicator
            there = self._reasons.view(not self._appeared)
            self._other = there.codes[there.indicators[partner].owner]
        segment, elsewhere = own.segments[hit.segment], other.segments[hit.segment]
        return (
            self._setting(hit, segment)
            or self._unpaired(indicator, partner, view)
            or self._taken_away(hit, indicator, partner, other)
            or self._context(segment, elsewhere)
            or self._referred(indicator)
            or self._otherwise(hit, other)
        )

    def _setting(self, hit: Hit, segment: Segment) -> Reason | None:
        """Return a setting of the code that keeps the whole talk from it on the other side."""
        if self._other is None:
            return None
        own_code = self._own_code(hit)
        before, after = (self._other, own_code) if self._appeared else (own_code, self._other)
        if before.status != after.status and self._other.status == "retired":
            return _setting("status", self._code, before, after)
        if segment.role not in self._other.speakers:
            return _setting("speakers", self._code, before, after)
        return None

    def _own_code(self, hit: Hit) -> Code:
        """Return the code on the side that has the hit."""
        return self._reasons.view(self._appeared).codes[hit.code]

    def _unpaired(self, indicator: Indicator, partner: str, view: _View) -> Reason | None:
        if partner:
            return None
        change = view.changes.get(indicator.id)
        kind = "moved" if change and change.kind == "moved" else self._verb()
        return _of_indicator(f"indicator {kind}", self._code, indicator, change)

    def _verb(self, *, reverse: bool = False) -> str:
        return "added" if self._appeared != reverse else "removed"

    def _taken_away(
        self, hit: Hit, indicator: Indicator, partner: str, other: Evidence
    ) -> Reason | None:
        """Return what suppresses the same words on the other side."""
        for one in other.suppressed:
            if one.hit.indicator != partner or not _overlap(one.hit.spans, hit.spans):
                continue
            if one.reason == "masked":
                return self._there(f"mask {self._verb(reverse=True)}", one.by, one.by_line)
            if one.reason == "outranked":
                return self._there("outranked", one.by, one.by_line)
            if one.reason == "negated":
                there = self._reasons.view(not self._appeared).indicators[partner]
                sides = (there, indicator) if self._appeared else (indicator, there)
                return self._reasons.negation(self._code, *sides)
            return self._referred(indicator)
        return None

    def _context(self, segment: Segment, elsewhere: Segment) -> Reason | None:
        """Return what the other codebook understands differently of the talk itself."""
        if segment.language != elsewhere.language:
            return Reason("languages", self._code, "`languages` of the codebook")
        if segment.question != elsewhere.question:
            return Reason("guide", self._code, "`guide` of the codebook")
        return None

    def _referred(self, indicator: Indicator) -> Reason | None:
        """Return the codes an indicator refers to: they are found differently."""
        leaves = leaves_of(indicator.expression)
        codes = [one.written for one in leaves if isinstance(one, CodeReference)]
        if not codes:
            return None
        return Reason(
            "reference", self._code, f"code: {', '.join(codes)}, which is found differently",
            indicator.language, indicator=indicator.id,
        )  # fmt: skip

    def _otherwise(self, hit: Hit, other: Evidence) -> Reason:
        """Return what gives the words of the hit to another match on the other side."""
        masks = self._other.masks if self._other else ()
        known = {(mask.language, mask.phrase) for mask in masks}
        for mask in self._own_code(hit).masks:
            if (mask.language, mask.phrase) not in known:
                return self._here(f"mask {self._verb()}", mask.text, mask.line)
        for taker in other.hits:
            if _overlap(taker.spans, hit.spans):
                there = self._reasons.view(not self._appeared).indicators[taker.indicator]
                return self._there("outranked", there.text, there.line)
        return _elsewhere(self._code)

    def _here(self, kind: str, text: str, line: int) -> Reason:
        """Return what stands on the side that has the hit."""
        old, new = (0, line) if self._appeared else (line, 0)
        return Reason(kind, self._code, text, old_line=old, new_line=new)

    def _there(self, kind: str, text: str, line: int) -> Reason:
        """Return what stands on the other side."""
        old, new = (line, 0) if self._appeared else (0, line)
        return Reason(kind, self._code, text, old_line=old, new_line=new)


def _elsewhere(code: str) -> Reason:
    return Reason("elsewhere", code, "what stands elsewhere in the codebook")


def _merged(code: str, old: Evidence) -> Iterator[Reason]:
    """Yield that several codes of OLD found what one of NEW finds."""
    sources = sorted({hit.code for hit in old.hits})
    if len(sources) > 1:
        yield Reason("merged", code, f"{', '.join(sources)} became one code")


def _look(codebook: Codebook, changes: Mapping[str, Change]) -> _View:
    indicators = {one.id: one for code in codebook.codes for one in code.indicators}
    return _View({code.id: code for code in codebook.codes}, indicators, changes)


def _setting(name: str, code: str, before: Code, after: Code) -> Reason:
    values = [getattr(one, name) for one in (before, after)]
    old, new = (", ".join(one) if isinstance(one, tuple) else _number(one) for one in values)
    return Reason(name, code, f"{name}: {old} → {new}", old_line=before.line, new_line=after.line)


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _of_indicator(
    kind: str,
    code: str,
    indicator: Indicator,
    change: Change | None,
    was: Indicator | None = None,
) -> Reason:
    """Make a reason of an indicator; with its weight or negation where that has changed."""
    text = indicator.text
    if was is not None:
        name = kind
        before, after = (_number(getattr(one, name)) for one in (was, indicator))
        text += f" ({name}: {before} → {after})"
    elif kind == "indicator moved" and change:
        text += f" (from {change.old_owner} to {change.owner})"
    return Reason(
        kind,
        code,
        text,
        indicator.language,
        change.old_line if change else 0,
        change.new_line if change else 0,
        indicator.id,
    )


def _overlap(one: Iterable[Span], other: Iterable[Span]) -> bool:
    spans = list(other)
    return any(low < stop and start < high for low, high in one for start, stop in spans)
