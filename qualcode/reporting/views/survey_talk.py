"""What the respondents of a unit say, beside one figure of a survey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.reporting.anchors import anchor
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.placing import Coded
from qualcode.reporting.views.places import Places
from qualcode.reporting.views.shares import Share, make_share
from qualcode.reporting.views.spoken import name_value, score_anchor
from qualcode.reporting.views.survey_quotes import Example, choose_examples
from qualcode.reporting.views.survey_scale import Scored
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
class Joined:
    """The counts of the figures, with their codings and scores."""

    counts: Mapping[Key, Sequence[dict[str, Any]]]
    codings: Mapping[tuple[int, int, str], Sequence[Coded]]
    scores: Mapping[tuple[int, int, str], Sequence[Scored]]


def join_talk(material: Material, scores: Sequence[dict[str, Any]]) -> Joined:
    """Gather what stands beside each figure: counts, codings, scores."""
    if not material.run.surveys:
        return Joined({}, {}, {})
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
    return Joined(counts, codings, said)


@dataclass(frozen=True, slots=True)
class Talks:
    """Tells what is said beside figures, of all that is known of the run."""

    material: Material
    places: Places
    joined: Joined
    shown: frozenset[str]  # places of the scores that are on the page

    @property
    def _messages(self) -> Messages:
        return self.material.labels.messages

    def tell(self, key: Key, row: SurveyRow, count: Mapping[str, Any]) -> Talk:
        """Tell what one language says of a figure."""
        language = count["language"]
        place = anchor("survey", *key, language)
        codings = self.joined.codings[(*key, language)]
        present = None
        told = {"codings": "", "rate": "", "denied": ""}
        if row.codes and count["respondents"]:
            href = f"#{place}" if codings else ""
            present = make_share(self._messages, count["present"], count["respondents"], href)
            told = self._name_codings(count)
        return Talk(
            language=self.material.labels.language(language) if count["respondents"] else "",
            respondents=self._messages.count("n.respondents", count["respondents"]),
            present=present,
            said=tuple(self._said(*one) for one in self.joined.scores[(*key, language)]),
            anchor=place,
            advocates=self._advocates(codings),
            examples=choose_examples(self.material, self.places, codings, count["respondents"]),
            **told,
        )

    def _name_codings(self, count: Mapping[str, Any]) -> dict[str, str]:
        messages = self._messages
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
        title = who if fit == "same" else f"{who} – {self._messages.text(f'fit.{fit}')}"
        href = f"#{place}" if place in self.shown else ""
        return Said(name_value(self._messages, score), href, fit, title)

    def _advocates(self, codings: Iterable[Coded]) -> tuple[Advocate, ...]:
        return list_advocates(self.places, codings, self._name_code)

    def _name_code(self, coded: Coded) -> str:
        name = self.material.labels.code(str(coded.record["code"]))
        if coded.negated:
            return self._messages.text("survey.denied_code", code=name)
        return name
