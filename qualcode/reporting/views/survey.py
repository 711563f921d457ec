"""Survey beside interviews: each figure with the talk of the same unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.analysis import join_surveys
from qualcode.reporting.anchors import anchor
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.panels import rows_of
from qualcode.reporting.placing import Coded
from qualcode.reporting.quotes import in_text_order
from qualcode.reporting.views.places import Places, code_anchor
from qualcode.reporting.views.shares import Share, make_share
from qualcode.reporting.views.spoken import (
    SpokenList,
    list_scores,
    name_value,
    score_anchor,
    view_scores,
    write_number,
)
from qualcode.surveys import SurveyRow

_LEFT, _WIDTH, _MIDDLE = 6.0, 188.0, 10.0  # of the figure, in its own units
_STEP = 5.0  # between scores on the same place of the scale
_STACK = 3  # of them that fit above each other

Key = tuple[int, int]  # survey and line


@dataclass(frozen=True, slots=True)
class Dot:
    """One score on the scale of the figure."""

    x: float
    y: float
    until: float  # x of the upper end of a range, else x
    kind: str  # same: on this scale; unknown: nobody said which


@dataclass(frozen=True, slots=True)
class Said:
    """One score beside a figure."""

    value: str
    href: str
    fit: str  # same, unknown or other
    title: str


@dataclass(frozen=True, slots=True)
class Advocate:
    """One respondent and the places of his or her codings."""

    respondent: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]


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
    codes: tuple[tuple[str, str], ...]  # names and places
    sources: tuple[str, ...]
    scored: bool  # scores can stand beside it
    lines: tuple[Line, ...]

    @property
    def quoted(self) -> bool:
        """Whether there are codings behind its numbers."""
        return any(talk.advocates for line in self.lines for talk in line.talks)


@dataclass(frozen=True, slots=True)
class SurveyView:
    """Figures and scores; empty where there are neither."""

    items: tuple[Item, ...]
    spoken: SpokenList

    def __bool__(self) -> bool:
        return bool(self.items or self.spoken.shown)


@dataclass(frozen=True, slots=True)
class _Joined:
    """The counts of the figures, with their codings and scores."""

    counts: Mapping[Key, Sequence[dict[str, Any]]]
    codings: Mapping[tuple[int, int, str], Sequence[Coded]]
    scores: Mapping[tuple[int, int, str], Sequence[tuple[dict[str, Any], str]]]


def view_survey(material: Material, places: Places) -> SurveyView:
    """Make the joint display of surveys and interviews, item by item."""
    scores = list_scores(material)
    spoken = view_scores(material, scores)
    joined = _join(material, scores)
    items: dict[tuple[object, ...], list[tuple[Key, SurveyRow]]] = defaultdict(list)
    for number, survey in enumerate(material.run.surveys):
        for row in survey.rows:
            same = (row.item, row.unit, row.units, row.low, row.high, row.kind)
            items[same].append(((number, row.line), row))
    shown = frozenset(one.anchor for one in spoken.shown)
    return SurveyView(
        tuple(_item(material, places, joined, rows, shown) for rows in items.values()), spoken
    )


def _join(material: Material, scores: Sequence[dict[str, Any]]) -> _Joined:
    run = material.run
    beside = join_surveys(
        material.frames, run.respondents, run.codebook, material.voices, run.surveys
    )
    counts: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(beside.counts):
        counts[row["survey"], row["line"]].append(row)
    codings: dict[tuple[int, int, str], list[Coded]] = defaultdict(list)
    for row in rows_of(beside.codings):
        coded = material.codings[row["row"]]
        codings[row["survey"], row["line"], row["language"]].append(coded)
    by_row = {score["row"]: score for score in scores}
    said: dict[tuple[int, int, str], list[tuple[dict[str, Any], str]]] = defaultdict(list)
    for row in rows_of(beside.scores):
        said[row["survey"], row["line"], row["language"]].append((by_row[row["row"]], row["fit"]))
    return _Joined(counts, codings, said)


def _item(
    material: Material,
    places: Places,
    joined: _Joined,
    rows: Sequence[tuple[Key, SurveyRow]],
    shown: frozenset[str],
) -> Item:
    labels, messages = material.labels, material.labels.messages
    first = rows[0][1]
    codes = dict.fromkeys(code for _, row in rows for code in row.codes)
    if first.low is not None and first.high is not None:
        low, high = (write_number(messages, end) for end in (first.low, first.high))
        scale, top = messages.text("survey.on_scale", low=low, high=high), first.high
    else:
        scale, top = messages.text("survey.no_scale"), max(row.figure for _, row in rows)
    return Item(
        name=_translated(labels, first.item, first.items),
        measure=_translated(labels, first.unit, first.units),
        scale=scale,
        codes=tuple((labels.code(code), f"#{code_anchor(code)}") for code in codes),
        scored=any(row.takes_scores for _, row in rows),
        sources=tuple(dict.fromkeys(row.source for _, row in rows if row.source)),
        lines=tuple(_line(material, places, joined, key, row, top, shown) for key, row in rows),
    )


def _translated(labels: Labels, text: str, by_language: Iterable[tuple[str, str]]) -> str:
    return dict(by_language).get(labels.messages.language, text)


def _line(
    material: Material,
    places: Places,
    joined: _Joined,
    key: Key,
    row: SurveyRow,
    top: float,
    shown: frozenset[str],
) -> Line:
    labels, messages = material.labels, material.labels.messages
    unit = (labels.type(value) if name == "type" else value for name, value in row.where)
    answers = [messages.text("survey.n", n=row.n)] if row.n is not None else []
    if row.sd is not None:
        answers.append(messages.text("survey.sd", sd=write_number(messages, row.sd)))
    counts = joined.counts[key]
    scores = [one for count in counts for one in joined.scores[(*key, count["language"])]]
    low = row.low or 0.0
    return Line(
        unit=" × ".join(unit) or messages.text("survey.all"),
        about=", ".join(map(labels.code, row.about)),
        figure=write_number(messages, row.figure),
        answers="; ".join(answers),
        bar=round(_place(row.figure, low, top) - _LEFT, 2),
        dots=_dots(scores, low, top),
        note=row.note,
        talks=tuple(_talk(material, places, joined, key, row, one, shown) for one in counts),
    )


def _place(value: float, low: float, high: float) -> float:
    """Return where on the figure a value stands."""
    span = high - low
    share = (value - low) / span if span > 0 else 0.0
    return _LEFT + _WIDTH * min(1.0, max(0.0, share))


def _dots(scores: Sequence[tuple[dict[str, Any], str]], low: float, high: float) -> tuple[Dot, ...]:
    """Place the scores that lie on the scale; those on the same place stand above each other."""
    taken: dict[float, int] = defaultdict(int)
    dots = []
    for score, fit in scores:
        if fit == "other" or score["polarity"] == "negated":
            continue
        x, until = (round(_place(score[end], low, high), 2) for end in ("value", "until"))
        level = taken[x] % _STACK
        taken[x] += 1
        dots.append(Dot(x, _MIDDLE + (_STEP * ((level + 1) // 2) * (-1) ** level), until, fit))
    return tuple(dots)


def _talk(
    material: Material,
    places: Places,
    joined: _Joined,
    key: Key,
    row: SurveyRow,
    count: Mapping[str, Any],
    shown: frozenset[str],
) -> Talk:
    labels, messages = material.labels, material.labels.messages
    language = count["language"]
    place = anchor("survey", *key, language)
    codings = joined.codings[(*key, language)]
    present = None
    told = {"codings": "", "rate": "", "denied": ""}
    if row.codes and count["respondents"]:
        href = f"#{place}" if codings else ""
        present = make_share(messages, count["present"], count["respondents"], href)
        told = _name_codings(material, count)
    return Talk(
        language=labels.language(language) if count["respondents"] else "",
        respondents=messages.count("n.respondents", count["respondents"]),
        present=present,
        said=tuple(
            _said(material, score, fit, shown) for score, fit in joined.scores[(*key, language)]
        ),
        anchor=place,
        advocates=_advocates(material, places, codings),
        **told,
    )


def _name_codings(material: Material, count: Mapping[str, Any]) -> dict[str, str]:
    messages = material.labels.messages
    affirmed = int(count["codings_affirmed"] + count["codings_mixed"])
    negated = int(count["codings_negated"])
    rate = messages.text("matrix.rate", rate=messages.number(count["per_1000_words"], 1))
    return {
        "codings": messages.count("n.codings", affirmed) if affirmed else "",
        "rate": rate if affirmed else "",
        "denied": messages.count("survey.n_denied", negated) if negated else "",
    }


def _said(material: Material, score: Mapping[str, Any], fit: str, shown: frozenset[str]) -> Said:
    messages = material.labels.messages
    place = score_anchor(score)
    who = f"{score['respondent']}: {score['words']}"
    title = who if fit == "same" else f"{who} – {messages.text(f'fit.{fit}')}"
    return Said(name_value(messages, score), f"#{place}" if place in shown else "", fit, title)


def _advocates(
    material: Material, places: Places, codings: Iterable[Coded]
) -> tuple[Advocate, ...]:
    people: dict[str, dict[str, list[str]]] = {}
    for coded in in_text_order(codings):
        name = material.labels.code(str(coded.record["code"]))
        if coded.negated:
            name = material.labels.messages.text("survey.denied_code", code=name)
        codes = people.setdefault(str(coded.record["respondent"]), {})
        codes.setdefault(name, []).append(places.of_coding(coded))
    return tuple(
        Advocate(person, tuple((name, tuple(links)) for name, links in codes.items()))
        for person, codes in people.items()
    )
