"""The words that mark each group, and the lines in which they are said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.analysis.words.marks import LEAST_RESPONDENTS
from qualcode.language.words import fold
from qualcode.reporting.anchors import anchor
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Group, Panel, rows_of
from qualcode.reporting.views.places import Places
from qualcode.reporting.views.word_lines import Line, Wanted, find_lines

MOST_WORDS = 15  # of each group
MOST_LINES = 5  # of each word
MOST_LINES_IN_ALL = 600  # more make a page that opens slowly
NAMED_FROM = 2  # respondents: the words of one person are that person's
BAR = 100  # length of the longest bar


@dataclass(frozen=True, slots=True)
class MarkingWord:
    """One word of a group, against all other groups of the language."""

    written: str
    base: str  # empty where the word is written so
    here: str  # for 1,000 words
    elsewhere: str
    bar_here: float  # of BAR
    bar_elsewhere: float
    people: str  # `3 of 4`
    people_elsewhere: str
    by_one: str  # where more than half of it is said by one respondent; else empty
    z: str
    lines: tuple[Line, ...]
    shown: str  # how many lines of how many


@dataclass(frozen=True, slots=True)
class GroupWords:
    """One group: its words, those first that mark it most."""

    anchor: str
    group: str
    respondents: str
    rows: tuple[MarkingWord, ...]
    remark: str  # what cannot be said of it; empty when nothing stands in the way


@dataclass(frozen=True, slots=True)
class PanelWords:
    """One language."""

    language: str
    label: str
    respondents: str
    groups: tuple[GroupWords, ...]  # empty where there is only one group


def view_words(material: Material, places: Places) -> tuple[PanelWords, ...]:
    """Choose the words of every group, and a few lines for each."""
    chosen = _choose(material)
    number = sum(map(len, chosen.values()))
    most = max(1, min(MOST_LINES, MOST_LINES_IN_ALL // max(number, 1)))
    wanted: Wanted = {
        key: {row["word"]: frozenset(map(fold, row["forms"].split())) for row in rows}
        for key, rows in chosen.items()
    }
    lines = find_lines(material, places, wanted, most)
    messages = material.labels.messages
    return tuple(
        PanelWords(
            panel.language,
            panel.heading,
            messages.count("n.respondents", panel.respondents),
            tuple(
                _group(material, panel, group, chosen[panel.language, group.id], lines)
                for group in panel.groups
                if len(panel.groups) > 1
            ),
        )
        for panel in material.panels
    )


Rows = list[dict[str, Any]]


def _choose(material: Material) -> dict[tuple[str, str], Rows]:
    """Return the rows of WORDS that are shown, by language and group."""
    chosen: dict[tuple[str, str], Rows] = {
        (panel.language, group.id): [] for panel in material.panels for group in panel.groups
    }
    words = material.results["words"]
    more = words[(words["z"] > 0) & (words["of"] >= NAMED_FROM)]
    for row in rows_of(more.groupby(["language", "group"], sort=False).head(MOST_WORDS)):
        chosen[row["language"], row["group"]].append(row)
    return chosen


def _group(
    material: Material,
    panel: Panel,
    group: Group,
    rows: Rows,
    lines: dict[tuple[str, str, str], tuple[Line, ...]],
) -> GroupWords:
    messages = material.labels.messages
    size = len(group.respondents)
    rates = [row[name] for row in rows for name in ("per_1000_words", "per_1000_elsewhere")]
    longest = max(rates, default=1.0)
    key = (panel.language, group.id)
    remark = ""
    if size < NAMED_FROM:
        remark = messages.text("words.one_person")
    elif not rows:
        remark = messages.text("words.none")
    elif size < LEAST_RESPONDENTS:
        remark = messages.text("words.few")
    return GroupWords(
        anchor=anchor("words", *key),
        group=group.label,
        respondents=messages.count("n.respondents", size),
        rows=tuple(
            _word(material, row, longest, lines.get((*key, row["word"]), ())) for row in rows
        ),
        remark=remark,
    )


def _word(
    material: Material, row: dict[str, Any], longest: float, lines: tuple[Line, ...]
) -> MarkingWord:
    messages = material.labels.messages

    def share(count: str, total: str) -> str:
        return messages.text("share", count=int(row[count]), total=int(row[total]))

    most = round(row["most_by_one"] * row["count"])
    by_one = row["of"] > 1 and 2 * most > row["count"]
    return MarkingWord(
        written=row["written"],
        base="" if fold(row["written"]) == row["word"] else row["word"],
        here=messages.number(row["per_1000_words"], 1),
        elsewhere=messages.number(row["per_1000_elsewhere"], 1),
        bar_here=round(BAR * row["per_1000_words"] / longest, 1),
        bar_elsewhere=round(BAR * row["per_1000_elsewhere"] / longest, 1),
        people=share("respondents", "of"),
        people_elsewhere=share("respondents_elsewhere", "of_elsewhere"),
        by_one=messages.text("words.by_one", most=most, count=int(row["count"])) if by_one else "",
        z=messages.number(row["z"], 1),
        lines=lines,
        shown=messages.text("words.shown", shown=len(lines), total=int(row["count"])),
    )
