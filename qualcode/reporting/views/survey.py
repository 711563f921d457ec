"""Survey beside interviews: each figure with the talk of the same unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isnan

from qualcode.reporting.anchors import anchor
from qualcode.reporting.figures import Unit
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.views.places import Places, code_anchor
from qualcode.reporting.views.ranks import (
    Attribute,
    Ranks,
    draw_ranks,
    view_attributes,
    view_ranks,
)
from qualcode.reporting.views.spoken import SpokenList, list_scores, view_scores
from qualcode.reporting.views.survey_scale import Dot, draw_bar, draw_dots
from qualcode.reporting.views.survey_talk import Key, Talk, Talks, join_talk
from qualcode.surveys import SurveyRow


@dataclass(frozen=True, slots=True)
class Line:
    """One figure."""

    unit: str
    about: str
    figure: str
    answers: str  # `n = 92`, and the standard deviation
    bar: float  # width; 0 for none
    dots: tuple[Dot, ...]
    note: str
    talks: tuple[Talk, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What was asked or measured, with all its figures."""

    name: str
    measure: str
    scale: str
    note: str  # where all its figures have the same
    codes: tuple[tuple[str, str], ...]  # names and places
    sources: tuple[str, ...]
    scored: bool  # scores stand beside it, or could
    lines: tuple[Line, ...]
    ranks: Ranks

    @property
    def quoted(self) -> bool:
        """Whether there are codings behind its numbers."""
        return any(talk.advocates for line in self.lines for talk in line.talks)


@dataclass(frozen=True, slots=True)
class SurveyView:
    """Figures, respondents' numbers and scores; empty where there are none."""

    items: tuple[Item, ...]
    attributes: tuple[Attribute, ...]  # columns of numbers in the respondents table
    spoken: SpokenList

    @property
    def scored(self) -> bool:
        """Whether a score stands beside any figure."""
        talks = (talk for item in self.items for line in item.lines for talk in line.talks)
        return any(talk.said for talk in talks)

    def __bool__(self) -> bool:
        return bool(self.items or self.attributes or self.spoken.shown)


def view_survey(material: Material, places: Places) -> SurveyView:
    """Make the joint display of surveys and interviews, item by item."""
    scores = list_scores(material)
    spoken = view_scores(material, scores)
    shown = frozenset(one.anchor for one in spoken.shown)
    maker = _Maker(material, Talks(material, places, join_talk(material, scores), shown))
    items: dict[tuple[object, ...], list[tuple[Key, SurveyRow]]] = defaultdict(list)
    for number, survey in enumerate(material.run.surveys):
        for row in survey.rows:
            same = (row.item, row.unit, row.units, row.low, row.high, row.kind)
            items[same].append(((number, row.line), row))
    found = tuple(maker.item(rows) for rows in items.values())
    return SurveyView(found, view_attributes(material), spoken)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the items, of all that is known of the run."""

    material: Material
    talks: Talks

    @property
    def labels(self) -> Labels:
        return self.material.labels

    @property
    def messages(self) -> Messages:
        return self.material.labels.messages

    def item(self, rows: Sequence[tuple[Key, SurveyRow]]) -> Item:
        """Lay out all figures of one item."""
        first = rows[0][1]
        codes = dict.fromkeys(code for _, row in rows for code in row.codes)
        sources = dict.fromkeys(self._say(row.source, row.sources) for _, row in rows)
        notes = {self._say(row.note, row.notes) for _, row in rows}
        top = max(row.figure for _, row in rows) if first.high is None else first.high
        digits = max(self.messages.digits(row.figure) for _, row in rows)
        return Item(
            name=self._say(first.item, first.items),
            measure=self._say(first.unit, first.units),
            scale=self._name_scale(first),
            note=next(iter(notes)).rstrip(".") if len(notes) == 1 else "",
            codes=tuple((self.labels.code(code), f"#{code_anchor(code)}") for code in codes),
            scored=any(row.takes_scores for _, row in rows),
            sources=tuple(one for one in sources if one),
            lines=tuple(self._line(key, row, top, digits, len(notes) > 1) for key, row in rows),
            ranks=self._ranks(rows),
        )

    def _ranks(self, rows: Sequence[tuple[Key, SurveyRow]]) -> Ranks:
        """Return what ranks say of the figures, with a drawing of those of the first kind."""
        ranks = view_ranks(self.material, {key for key, _ in rows})
        parts = [(key, row) for key, row in rows if row.where and row.codes]
        if not ranks.rows or not parts:
            return ranks
        first = parts[0][1]
        same = [
            (key, row)
            for key, row in parts
            if (row.about, row.codes) == (first.about, first.codes)
            and [name for name, _ in row.where] == [name for name, _ in first.where]
        ]
        name, measured = self._say(first.item, first.items), self._say(first.unit, first.units)
        units = [unit for key, row in same for unit in self._unit(key, row)]
        id = anchor("ranks", *parts[0][0])
        return replace(ranks, figure=draw_ranks(self.material, id, name, units, measured))

    def _unit(self, key: Key, row: SurveyRow) -> Iterable[Unit]:
        """Yield the place of a unit: its figure, and its talk in the language it speaks most."""
        heard = [count for count in self.talks.joined.counts[key] if count["respondents"]]
        if heard:
            most = max(heard, key=lambda count: count["words"])
            rate = most["per_1000_words"]
            place = *key, most["language"]
            yield Unit(
                self._name_unit(row),
                row.figure,
                0.0 if isnan(rate) else float(rate),
                href=f"#{anchor('survey', *place)}" if self.talks.joined.codings[place] else "",
            )

    def _name_unit(self, row: SurveyRow) -> str:
        unit = (self.labels.type(value) if name == "type" else value for name, value in row.where)
        return " × ".join(unit) or self.messages.text("survey.all")

    def _say(self, text: str, by_language: Iterable[tuple[str, str]]) -> str:
        return dict(by_language).get(self.messages.language, text)

    def _name_scale(self, row: SurveyRow) -> str:
        if row.low is None or row.high is None:
            return self.messages.text("survey.no_scale")
        low, high = map(self.messages.short_number, (row.low, row.high))
        return self.messages.text("survey.on_scale", low=low, high=high)

    def _line(self, key: Key, row: SurveyRow, top: float, digits: int, noted: bool) -> Line:
        messages = self.messages
        answers = [messages.text("survey.n", n=row.n)] if row.n is not None else []
        if row.sd is not None:
            sd = messages.short_number(row.sd)
            answers.append(messages.text("survey.sd", sd=sd))
        counts = self.talks.joined.counts[key]
        scores = [
            one for count in counts for one in self.talks.joined.scores[(*key, count["language"])]
        ]
        low = row.low or 0.0
        return Line(
            unit=self._name_unit(row),
            about=", ".join(map(self.labels.code, row.about)),
            figure=messages.number(row.figure, digits),
            answers="; ".join(answers),
            bar=draw_bar(row.figure, low, top),
            dots=draw_dots(scores, low, top),
            note=self._say(row.note, row.notes) if noted else "",
            talks=tuple(self.talks.tell(key, row, count) for count in counts),
        )
