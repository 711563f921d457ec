"""Survey figures beside what respondents of the same units say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Literal

import pandas as pd

from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import place_codings
from qualcode.analysis.scores import place_scores
from qualcode.analysis.subjects import find_subjects
from qualcode.model.codebook import Codebook
from qualcode.respondents.table import Table
from qualcode.surveys import Survey, SurveyRow, fits_unit

Fit = Literal["same", "unknown", "other"]
_POLARITIES = ("affirmed", "mixed", "negated")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the rows of surveys.

    counts, one row for each figure and each language that its unit speaks (one with an empty
    language where nobody of the unit was interviewed): survey (its number, from 0), line (of its
    file), item, kind (mean or value), figure, n, sd, low, high (missing where not given),
    language, respondents (of the unit), present (of these, with a coding of one of the row's
    codes that is affirmed or mixed), negated_only, codings_affirmed, codings_mixed,
    codings_negated (all four missing where the row names no codes), segments (of the unit's
    respondents in the language), coded (of these, with an affirmed or mixed coding), words,
    per_1000_words (affirmed and mixed codings), scores (said beside it), scorers (respondents
    who say them).

    codings: survey, line, language, row (of `codings.csv`, from 0). scores: survey, line,
    language, row (of `scores.csv`), fit: `same` scale as the figure's, `unknown` scale that the
    value lies on, `other`.
    """

    counts: pd.DataFrame
    codings: pd.DataFrame
    scores: pd.DataFrame


def join_surveys(
    frames: Frames,
    table: Table,
    codebook: Codebook,
    voices: pd.DataFrame,
    surveys: Sequence[Survey],
) -> Beside:
    """Join every figure with its unit's talk; `voices` comes from `assign_groups`.

    A figure `about` a service is joined with what is said about it alone: see `find_subjects`.
    """
    counts: list[dict[str, Any]] = []
    codings: list[tuple[int, int, str, int]] = []
    scores: list[tuple[int, int, str, int, Fit]] = []
    if surveys:  # preparing the talk takes time
        talk = _Talk(frames, table, codebook, voices)
    for number, survey in enumerate(surveys):
        for row in survey.rows:
            people = talk.people_of(row)
            for language in sorted({one for _, one in people}) or [""]:
                speakers = {person for person, one in people if one == language}
                found = talk.codings_of(row, speakers, language)
                said = talk.scores_of(row, speakers, language)
                counts.append(
                    {"survey": number, **_describe(row), "language": language}
                    | {"respondents": len(speakers)}
                    | _count_codings(row, found)
                    | talk.rate(speakers, language, found)
                    | {"scores": len(said), "scorers": len({one["respondent"] for one in said})}
                )
                codings += [(number, row.line, language, one["row"]) for one in found]
                scores += [
                    (number, row.line, language, one["row"], fit_scale(row, one)) for one in said
                ]
    return Beside(
        _frame_counts(counts),
        pd.DataFrame(codings, columns=["survey", "line", "language", "row"]),
        pd.DataFrame(scores, columns=["survey", "line", "language", "row", "fit"]),
    )


def fit_scale(row: SurveyRow, score: Mapping[str, Any]) -> Fit:
    """Tell whether a score lies on the scale of a figure."""
    if row.low is None or row.high is None:
        return "other"
    inside = row.low <= score["value"] <= score["until"] <= row.high
    if isnan(score["high"]):
        return "unknown" if inside else "other"
    same_low = isnan(score["low"]) or score["low"] == row.low
    return "same" if inside and same_low and score["high"] == row.high else "other"


Record = dict[str, Any]


class _Talk:
    """The codings and scores of respondents, ready to be asked for those of a unit."""

    def __init__(
        self, frames: Frames, table: Table, codebook: Codebook, voices: pd.DataFrame
    ) -> None:
        self._table = table
        self._ids = [code.id for code in codebook.codes]
        counted = voices[voices["counted"]]
        self._voices = list(zip(counted["respondent"], counted["language"], strict=True))
        self._words = dict(zip(self._voices, counted["words"], strict=True))
        self._segments = dict(zip(self._voices, counted["segments"], strict=True))
        self._codings = _place_all(frames, codebook, voices)
        self._scores = _records(place_scores(frames, codebook))
        answers = frames.segments[["transcript", "segment", "answer"]]
        self._coded: dict[tuple[str, int], list[Record]] = defaultdict(list)
        for coding in _records(frames.codings.merge(answers, on=["transcript", "segment"])):
            self._coded[coding["transcript"], coding["answer"]].append(coding)

    def people_of(self, row: SurveyRow) -> list[tuple[str, str]]:
        """Return the respondents of a row's unit who were heard, with the languages they speak."""
        if not row.where:
            return self._voices
        members = {person.id for person in self._table.respondents if fits_unit(row, person)}
        return [voice for voice in self._voices if voice[0] in members]

    def codings_of(self, row: SurveyRow, speakers: Collection[str], language: str) -> list[Record]:
        """Return the codings of a row's codes that people of its unit make, about its matter."""
        codes, about = self._expand(row.codes), self._expand(row.about)
        return [
            coding
            for coding in self._codings
            if coding["code"] in codes
            and coding["respondent"] in speakers
            and coding["language"] == language
            and (not about or coding["about"] in about)
        ]

    def scores_of(self, row: SurveyRow, speakers: Collection[str], language: str) -> list[Record]:
        """Return the scores that stand beside a row; none where it takes no scores."""
        if not row.takes_scores:
            return []
        return [
            score
            for score in self._scores
            if score["respondent"] in speakers
            and score["language"] == language
            and self._belongs(score, row)
        ]

    def _belongs(self, score: Record, row: SurveyRow) -> bool:
        if row.about and score["about"] not in self._expand(row.about):
            return False
        if row.questions and score["question"] not in row.questions:
            return False
        if row.about or row.questions or not row.codes:
            return True
        codes = self._expand(row.codes)
        return any(
            coding["code"] in codes and coding["segment"] <= score["segment"]
            for coding in self._coded.get((score["transcript"], score["answer"]), ())
        )

    def rate(
        self, speakers: Collection[str], language: str, codings: Sequence[Record]
    ) -> dict[str, float]:
        """Return how much the speakers say, and how much of it is coded and present."""
        words = sum(self._words[person, language] for person in speakers)
        present = [one for one in codings if one["polarity"] != "negated"]
        return {
            "segments": sum(self._segments[person, language] for person in speakers),
            "coded": len({(one["transcript"], one["segment"]) for one in present}),
            "words": words,
            "per_1000_words": 1000 * len(present) / words if words else float("nan"),
        }

    def _expand(self, codes: Collection[str]) -> frozenset[str]:
        """Return the codes and all below them."""
        below = tuple(f"{code}." for code in codes)
        return frozenset(id for id in self._ids if id in codes or (below and id.startswith(below)))


def _place_all(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> list[Record]:
    """Return the codings that are compared, each with what it is about."""
    placed = place_codings(frames, voices)
    keys = ["transcript", "segment", "code"]
    first: dict[Any, Any] = dict(frames.hits.groupby(keys)["start"].min())
    codings = _records(placed)
    places = []
    for one in codings:
        key = tuple(one[name] for name in keys)
        start = first[key] if key in first else one["start"]
        places.append((str(one["transcript"]), int(one["segment"]), int(start)))
    subjects = find_subjects(frames, codebook, places)
    return [one | {"about": subject} for one, subject in zip(codings, subjects, strict=True)]


def _records(frame: pd.DataFrame) -> list[Record]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def _describe(row: SurveyRow) -> Record:
    names = ("line", "item", "kind", "figure", "n", "sd", "low", "high")
    return {name: getattr(row, name) for name in names}


def _count_codings(row: SurveyRow, codings: Sequence[Record]) -> dict[str, int | None]:
    """Count respondents and codings; nothing where a row names no codes."""
    if not row.codes:
        return dict.fromkeys(_COUNTS)
    present = {one["respondent"] for one in codings if one["polarity"] != "negated"}
    deniers = {one["respondent"] for one in codings if one["polarity"] == "negated"}
    return {
        "present": len(present),
        "negated_only": len(deniers - present),
        **{
            f"codings_{polarity}": sum(one["polarity"] == polarity for one in codings)
            for polarity in _POLARITIES
        },
    }


_COUNTS = ("present", "negated_only", *(f"codings_{polarity}" for polarity in _POLARITIES))
_FLOATS = ("figure", "sd", "low", "high", "per_1000_words")
_MAYBE = ("n", *_COUNTS)
_COLUMNS = (
    *("survey", "line", "item", "kind", "figure", "n", "sd", "low", "high", "language"),
    *("respondents", *_COUNTS, "segments", "coded", "words", "per_1000_words"),
    *("scores", "scorers"),
)


def _frame_counts(counts: Sequence[Record]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(list(counts), columns=list(_COLUMNS))
    types = dict.fromkeys(_FLOATS, "float64") | dict.fromkeys(_MAYBE, "Int64")
    whole = ("survey", "line", "respondents", "segments", "coded", "words", "scores", "scorers")
    texts = dict.fromkeys(("item", "kind", "language"), "str")
    return frame.astype(types | dict.fromkeys(whole, "int64") | texts)
