"""Why the other codebook does not find what one of them finds."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.inspecting.comparing.causes import elsewhere, of_indicator, of_negation, of_setting
from qualcode.inspecting.comparing.comparison import Reason
from qualcode.inspecting.comparing.sides import Evidence, Sides, View
from qualcode.model.codebook import Code, CodeReference, Indicator, leaves_of
from qualcode.model.coding import Hit, Span
from qualcode.model.transcript import Segment


class Absence:
    """Why a hit that one side has is not found by the other, whose code is `code`."""

    def __init__(self, sides: Sides, code: str, other: Code | None, appeared: bool) -> None:
        self._sides, self._code, self._other = sides, code, other
        self._appeared = appeared  # NEW has the hit, OLD has it not

    def explain(self, hit: Hit, own: Evidence, other: Evidence) -> Reason:
        """Return the one thing that keeps the hit from the other side."""
        view = self._sides.view(self._appeared)
        indicator = view.indicators[hit.indicator]
        partner = self._sides.partner(hit.indicator, self._appeared)
        if partner:  # of codes that became one, the one that had the indicator
            there = self._sides.view(not self._appeared)
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
            return of_setting("status", self._code, before, after)
        if segment.role not in self._other.speakers:
            return of_setting("speakers", self._code, before, after)
        return None

    def _own_code(self, hit: Hit) -> Code:
        """Return the code on the side that has the hit."""
        return self._sides.view(self._appeared).codes[hit.code]

    def _unpaired(self, indicator: Indicator, partner: str, view: View) -> Reason | None:
        if partner:
            return None
        change = view.changes.get(indicator.id)
        kind = "moved" if change and change.kind == "moved" else self._verb()
        return of_indicator(f"indicator {kind}", self._code, indicator, change)

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
                there = self._sides.view(not self._appeared).indicators[partner]
                sides = (there, indicator) if self._appeared else (indicator, there)
                return of_negation(self._code, *sides, self._sides.new.changes)
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
                there = self._sides.view(not self._appeared).indicators[taker.indicator]
                return self._there("outranked", there.text, there.line)
        return elsewhere(self._code)

    def _here(self, kind: str, text: str, line: int) -> Reason:
        """Return what stands on the side that has the hit."""
        old, new = (0, line) if self._appeared else (line, 0)
        return Reason(kind, self._code, text, old_line=old, new_line=new)

    def _there(self, kind: str, text: str, line: int) -> Reason:
        """Return what stands on the other side."""
        old, new = (line, 0) if self._appeared else (0, line)
        return Reason(kind, self._code, text, old_line=old, new_line=new)


def _overlap(one: Iterable[Span], other: Iterable[Span]) -> bool:
    spans = list(other)
    return any(low < stop and start < high for low, high in one for start, stop in spans)
