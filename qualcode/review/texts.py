"""The whole texts of transcripts, read again from their files when a decision quotes them.

A run holds what was said; the labels between turns stand in the files alone. A quote's surroundings
are kept with them, as the text that decisions are later laid over has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.review.material import Passage

ReadTexts = Callable[[str], Mapping[str, str]]  # id of a transcript → texts in its file, by id


class WholeTexts:
    """Texts by id, each file read once, when it is first asked for."""

    def __init__(self, passages: Mapping[str, Passage], read: ReadTexts) -> None:
        self._passages = passages
        self._read = read
        self._texts: dict[str, str | None] = {}

    def __call__(self, id: str) -> str | None:
        """Return the text of a transcript; None where its file is gone, or another now."""
        if id not in self._texts:
            self._texts[id] = self._load(id)
        return self._texts[id]

    def _load(self, id: str) -> str | None:
        passage = self._passages[id]
        text = self._read(id).get(id)
        if text is None:
            return None
        same = (text[start:stop] == passage.quote(start, stop) for start, stop in passage.turns)
        return text if all(same) else None
