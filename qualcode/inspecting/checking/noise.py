"""Indicators that fire again and again in talk about unrelated things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qualcode.inspecting.checking.finding import Finding, keeping
from qualcode.inspecting.checking.material import Material

MOST_SEGMENTS = 2  # of unrelated talk in which an indicator may be found by chance


def check_noise(material: Material) -> Iterator[Finding]:
    """Find indicators that are found in three segments or more of the unrelated talk."""
    indicators = {one.id: one for one in material.indicators()}
    for language, coded in material.prose.items():
        segments: dict[str, set[int]] = defaultdict(set)
        words: dict[str, dict[str, None]] = defaultdict(dict)
        for hit in coded.tagged.hits:
            segments[hit.indicator].add(hit.segment)
            words[hit.indicator].setdefault(hit.words.lower())
        total = sum(one.words for one in coded.segments)
        for id, found in segments.items():
            one = indicators[id]
            if len(found) > MOST_SEGMENTS and not one.note:
                shown = ", ".join(f"«{text}»" for text in list(words[id])[:3])
                hits = sum(hit.indicator == id for hit in coded.tagged.hits)
                yield Finding(
                    "noise",
                    one.line,
                    one.owner,
                    f"`{one.text}` was found {hits} times in {total} words of everyday talk in"
                    f" `{language}` that has nothing to do with the study ({shown}): it finds much"
                    " that is not meant",
                    f"make a phrase of it, or mask the common use under `exclude:`; {keeping(one)}",
                )
