"""Survey beside interviews: each figure with the talk of the same unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

from qualcode.reporting.anchors import anchor
from qualcode.reporting.figures import Unit
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.placing import Coded
from qualcode.reporting.views.places import Places, code_anchor
from qualcode.reporting.views.ranks import (
    Attribute,
    Ranks,
    draw_ranks,
    view_attributes,
    view_ranks,
)
from qualcode.reporting.views.shares import Share, make_share
from qualcode.reporting.views.spoken import (
    SpokenList,
    list_scores,
    name_value,
    score_anchor,
    view_scores,
)
from qualcode.reporting.views.survey_quotes import Example, choose_examples
from qualcode.reporting.views.survey_scale import Dot, Scored, draw_bar, draw_dots
from qualcode.reporting.views.tension_quotes import Advocate, list_advocates
from qualcode.surveys import SurveyRow

Key = tuple[int, int]  # survey and line


@dataclass(frozen=True, slots=True)
class Said:
    """One score beside a figure."""

    value: str
    href: str
    fit: str  # same, unknown or other
    title: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What the unit's respondents say in one language."""

    language: str
    respondents: str
    present: Share | None  # None where the row names no codes
    codings: str
    rate: str
    denied: str
    said: tuple[Said, ...]
    anchor: str
    advocates: tuple[Advocate, ...]
    examples: tuple[Example, ...]


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


@dataclass(frozen=True, slots=True)
class _Joined:
    """The counts of the figures, with their codings and scores."""

    counts: Mapping[Key, Sequence[dict[str, Any]]]
    codings: Mapping[tuple[int, int, str], Sequence[Coded]]
    scores: Mapping[tuple[int, int, str], Sequence[Scored]]


def view_survey(material: Material, places: Places) -> SurveyView:
    """Make the joint display of surveys and interviews, item by item."""
    scores = list_scores(material)
    spoken = view_scores(material, scores)
    shown = frozenset(one.anchor for one in spoken.shown)
    maker = _Maker(material, places, _join(material, scores), shown)
    items: dict[tuple[object, ...], list[tuple[Key, SurveyRow]]] = defaultdict(list)
    for number, survey in enumerate(material.run.surveys):
        for row in survey.rows:
            same = (row.item, row.unit, row.units, row.low, row.high, row.kind)
            items[same].append(((number, row.line), row))
    found = tuple(maker.item(rows) for rows in items.values())
    return SurveyView(found, view_attributes(material), spoken)


def _join(material: Material, scores: Sequence[dict[str, Any]]) -> _Joined:
    if not material.run.surveys:
        return _Joined({}, {}, {})
    beside = material.results.beside
    counts: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(beside.counts):
        counts[row["survey"], row["line"]].append(row)
    codings: dict[tuple[int, int, str], list[Coded]] = defaultdict(list)
    for row in rows_of(beside.codings):
        coded = material.codings[row["row"]]
        codings[row["survey"], row["line"], row["language"]].append(coded)
    by_row = {score["row"]: score for score in scores}
    said: dict[tuple[int, int, str], list[Scored]] = defaultdict(list)
    for row in rows_of(beside.scores):
        said[row["survey"], row["line"], row["language"]].append((by_row[row["row"]], row["fit"]))
    return _Joined(counts, codings, said)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the items, of all that is known of the run."""

    material: Material
    places: Places
    joined: _Joined
    shown: frozenset[str]  # places of the scores that are on the page

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
        heard = [count for count in self.joined.counts[key] if count["respondents"]]
        if heard:
            most = max(heard, key=lambda count: count["words"])
            rate = most["per_1000_words"]
            place = *key, most["language"]
            yield Unit(
                self._name_unit(row),
                row.figure,
                0.0 if isnan(rate) else float(rate),
                href=f"#{anchor('survey', *place)}" if self.joined.codings[place] else "",
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
        counts = self.joined.counts[key]
        scores = [one for count in counts for one in self.joined.scores[(*key, count["language"])]]
        low = row.low or 0.0
        return Line(
            unit=self._name_unit(row),
            about=", ".join(map(self.labels.code, row.about)),
            figure=messages.number(row.figure, digits),
            answers="; ".join(answers),
            bar=draw_bar(row.figure, low, top),
            dots=draw_dots(scores, low, top),
            note=self._say(row.note, row.notes) if noted else "",
            talks=tuple(self._talk(key, row, count) for count in counts),
        )

    def _talk(self, key: Key, row: SurveyRow, count: Mapping[str, Any]) -> Talk:
        language = count["language"]
        place = anchor("survey", *key, language)
        codings = self.joined.codings[(*key, language)]
        present = None
        told = {"codings": "", "rate": "", "denied": ""}
        if row.codes and count["respondents"]:
            href = f"#{place}" if codings else ""
            present = make_share(self.messages, count["present"], count["respondents"], href)
            told = self._name_codings(count)
        return Talk(
            language=self.labels.language(language) if count["respondents"] else "",
            respondents=self.messages.count("n.respondents", count["respondents"]),
            present=present,
            said=tuple(self._said(*one) for one in self.joined.scores[(*key, language)]),
            anchor=place,
            advocates=self._advocates(codings),
            examples=choose_examples(self.material, self.places, codings, count["respondents"]),
            **told,
        )

    def _name_codings(self, count: Mapping[str, Any]) -> dict[str, str]:
        messages = self.messages
        affirmed = int(count["codings_affirmed"] + count["codings_mixed"])
        negated = int(count["codings_negated"])
        rate = messages.text("matrix.rate", rate=messages.number(count["per_1000_words"], 1))
        return {
            "codings": messages.count("n.codings", affirmed) if affirmed else "",
            "rate": rate if affirmed else "",
            "denied": messages.count("survey.n_denied", negated) if negated else "",
        }

    def _said(self, score: Mapping[str, Any], fit: str) -> Said:
        place = score_anchor(score)
        who = f"{score['respondent']}: {score['words']}"
        title = who if fit == "same" else f"{who} – {self.messages.text(f'fit.{fit}')}"
        href = f"#{place}" if place in self.shown else ""
        return Said(name_value(self.messages, score), href, fit, title)

    def _advocates(self, codings: Iterable[Coded]) -> tuple[Advocate, ...]:
        return list_advocates(self.places, codings, self._name_code)

    def _name_code(self, coded: Coded) -> str:
        name = self.labels.code(str(coded.record["code"]))
        if coded.negated:
            return self.messages.text("survey.denied_code", code=name)
        return name
