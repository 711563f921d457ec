"""Why one of two codebooks makes a coding and the other does not, or makes it differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.inspecting.comparing.absences import Absence
from qualcode.inspecting.comparing.causes import elsewhere, of_indicator, of_negation, of_setting
from qualcode.inspecting.comparing.comparison import Reason
from qualcode.inspecting.comparing.matching import Matched, main_source
from qualcode.inspecting.comparing.sides import Evidence, Sides
from qualcode.model.codebook import Code
from qualcode.model.coding import Coding, Hit


class Reasons:
    """Finds what in two codebooks makes a coding differ."""

    def __init__(self, matched: Matched) -> None:
        self._matched = matched
        self._sides = Sides(matched)

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
            found.append(elsewhere(code))
        return tuple(dict.fromkeys(found))

    def _codes(self, code: str, one: Coding | None) -> tuple[Code | None, Code | None]:
        after = self._sides.new.codes.get(code)
        if one is not None:
            return self._sides.old.codes[one.code], after
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
                yield of_setting("status", code, before, after)
            if before.unit != after.unit:
                yield of_setting("unit", code, before, after)
            if before.min_score != after.min_score:
                reached = other and other.score < before.min_score
                missed = one and one.score < after.min_score
                if (one is None and reached) or (other is None and missed):
                    yield of_setting("min_score", code, before, after)

    def _sources(self, before: Code | None, old: Evidence) -> list[Code]:
        """Return the codes of OLD that one of NEW goes on with here: mostly one."""
        found = [self._sides.old.codes[id] for id in sorted({hit.code for hit in old.hits})]
        return found or ([before] if before else [])

    def _hits(
        self, code: str, before: Code | None, after: Code | None, old: Evidence, new: Evidence
    ) -> Iterator[Reason]:
        """Yield what each hit that only one side has is due to, and each that is not the same."""
        mine = {
            (self._sides.pairs.get(hit.indicator, hit.indicator), hit.spans): hit
            for hit in old.hits
        }
        theirs = {(hit.indicator, hit.spans): hit for hit in new.hits}
        for key, hit in theirs.items():
            if key not in mine:
                yield Absence(self._sides, code, before, True).explain(hit, new, old)
        for key, hit in mine.items():
            if key not in theirs:
                yield Absence(self._sides, code, after, False).explain(hit, old, new)
            else:
                yield from self._marks(code, hit, theirs[key])

    def _marks(self, code: str, one: Hit, other: Hit) -> Iterator[Reason]:
        """Yield why a hit of both counts or is marked differently."""
        was, is_now = (
            self._sides.old.indicators[one.indicator],
            self._sides.new.indicators[other.indicator],
        )
        change = self._sides.new.changes.get(is_now.id)
        if one.weight != other.weight:
            yield of_indicator("weight", code, is_now, change, was)
        if (one.polarity, one.voice, one.modality) == (other.polarity, other.voice, other.modality):
            return
        if was.negation != is_now.negation:
            yield of_negation(code, was, is_now, self._sides.new.changes)
        else:
            yield Reason("cues", code, "cues of relations, which negations can speak of")


def _merged(code: str, old: Evidence) -> Iterator[Reason]:
    """Yield that several codes of OLD found what one of NEW finds."""
    sources = sorted({hit.code for hit in old.hits})
    if len(sources) > 1:
        yield Reason("merged", code, f"{', '.join(sources)} became one code")
