"""The rows of a comparison: each language with all groups together, then group by group."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from qualcode.analysis.groups import size_panels


@dataclass(frozen=True, slots=True)
class PanelSize:
    """All respondents of a language, or those of one group of them."""

    language: str
    together: bool  # all groups
    group: str  # empty for all, and for those who belong to none
    respondents: int
    segments: int

    def select(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a frame with the columns language and group that belong here."""
        inside = frame["language"] == self.language
        return frame[inside if self.together else inside & (frame["group"] == self.group)]

    def names(self) -> dict[str, object]:
        """Return the cells that say which row of a table it is."""
        return {"language": self.language, "together": self.together, "group": self.group}


def list_panels(voices: pd.DataFrame) -> tuple[PanelSize, ...]:
    """List languages and, behind each, its groups, in the order of `size_panels`."""
    panels: list[PanelSize] = []
    for language, groups in size_panels(voices).groupby("language"):
        sizes = groups[["respondents", "segments"]].sum()
        panels.append(PanelSize(str(language), True, "", *map(int, sizes)))
        columns = (groups[name] for name in ("group", "respondents", "segments"))
        panels += [
            PanelSize(str(language), False, str(group), int(respondents), int(segments))
            for group, respondents, segments in zip(*columns, strict=True)
        ]
    return tuple(panels)
