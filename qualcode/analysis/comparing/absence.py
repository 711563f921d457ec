"""Who never speaks of a code though asked: absence with its right denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.codes import rows_of
from qualcode.analysis.comparing.proportions import wilson_interval, zero_limit
from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames
from qualcode.model.codebook import Codebook

ABSENCE = describe(
    "absence",
    "One row for each question of the guide, code that belongs to it, language and group. Each"
    " respondent stands once, in the language of most words; what is said in any language counts.",
    {
        "question": "id of the guide question",
        "code": "coded in answers to it, whoever's; or named by the guide's `topics`",
        "branch": "True where the row is for this code and all below it (a topic that is a branch)",
        "topic": "True where the guide names the code, or one above it, among its `topics`",
        "coded": "respondents of all groups and languages with the code in an answer to it",
        "language": "of most of the respondent's words",
        "group": "of respondents",
        "respondents": "in the group",
        "asked": "of them, those in whose interviews the question was asked",
        "answered": "of these, those with talk that answers it",
        "with_code": "of these, those with a present coding in such talk",
        "elsewhere": "asked, without the code in an answer to it, but with it in other talk",
        "never": "asked, and without the code in all their talk",
        "share": "(asked − never) / asked; missing where nobody was asked",
        "low": "Wilson 95 % lower limit of the share; where never is 0, the exact one-sided one",
        "high": "its upper limit; where nobody mentions it, 1 − 0.05^(1/asked), exact one-sided",
    },
    source="Wilson 1927, JASA 22:209-212; Clopper & Pearson 1934, Biometrika 26:404-413"
    " (none of n)",
)


@dataclass(frozen=True, slots=True)
class _Item:
    """A code, or a branch that is a topic."""

    id: str
    branch: bool
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """Who was asked, answered and said what; rows are respondents in the order of `people`."""

    people: tuple[str, ...]
    questions: tuple[str, ...]
    asked: NDArray[np.bool_]  # respondents × questions
    answered: NDArray[np.bool_]  # respondents × questions
    mention: NDArray[np.bool_]  # respondents × items
    answers: tuple[NDArray[np.bool_], ...]  # for each question, respondents × items


def count_absence(
    frames: Frames, codebook: Codebook, voices: pd.DataFrame, order: Sequence[str]
) -> pd.DataFrame:
    """Count who was asked and never mentions a code: the table ABSENCE.

    `voices` comes from `assign_groups`, `order` has its groups as a report shows them.
    """
    main = voices[voices["main"]]
    items = _list_items(codebook, set(frames.codings["code"]))
    told = _tell(frames, codebook, tuple(main["respondent"]), items)
    cells = [
        (language, group, (rows["group"] == group).to_numpy(), rows["here"].to_numpy())
        for language, rows in _panels(main)
        for group in order
        if ((rows["group"] == group) & rows["here"]).any()
    ]
    parts = [
        part
        for at, question in enumerate(told.questions)
        for part in _count_question(at, _topics(codebook, question), items, told, cells)
    ]
    columns = [column.name for column in ABSENCE.columns]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=_type_of(name)) for name in columns})
    return _add_shares(pd.DataFrame(parts, columns=columns[:-3]))[columns]


def _type_of(column: str) -> str:
    if column in ("branch", "topic"):
        return "bool"
    if column in ("question", "code", "language", "group"):
        return "str"
    return "float64" if column in ("share", "low", "high") else "int64"


def _panels(main: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each language, the one with most respondents first, with who speaks it mostly."""
    sizes = main["language"].value_counts().to_dict()
    for language in sorted(sizes, key=lambda one: (-sizes[one], one)):
        yield str(language), main.assign(here=main["language"] == language)


def _list_items(codebook: Codebook, coded: set[str]) -> list[_Item]:
    topics = {topic for item in codebook.guide for topic in item.topics}
    return [
        _Item(id, branch, codes)
        for id, branch, codes in rows_of(codebook, coded)
        if not branch or id in topics
    ]


def _topics(codebook: Codebook, question: str) -> tuple[str, ...]:
    return next((item.topics for item in codebook.guide if item.id == question), ())


def _tell(
    frames: Frames, codebook: Codebook, people: tuple[str, ...], items: Sequence[_Item]
) -> _Told:
    row = {id: number for number, id in enumerate(people)}
    said = frames.segments[frames.segments["respondent"].isin(row)]
    put = frames.questions.loc[frames.questions["question"] != "", ["transcript", "question"]]
    ids = {*put["question"], *said["question"]} - {""}
    known = [item.id for item in codebook.guide]
    questions = (*(id for id in known if id in ids), *sorted(ids.difference(known)))
    column = {id: number for number, id in enumerate(questions)}
    there = said[["transcript", "respondent"]].drop_duplicates()
    heard = there.merge(put.drop_duplicates(), on="transcript")
    answering = said[said["question"] != ""]
    answered = _mark(answering, row, column, "question")
    # who answers was asked, even where a corrected table of questions names no turn for it
    asked = _mark(heard, row, column, "question") | answered
    codings = frames.codings[
        (frames.codings["polarity"] != "negated") & frames.codings["respondent"].isin(row)
    ].merge(frames.segments[["transcript", "segment", "question"]], on=["transcript", "segment"])
    answers = tuple(
        _mark_items(codings[codings["question"] == question], row, items) for question in questions
    )
    return _Told(people, questions, asked, answered, _mark_items(codings, row, items), answers)


def _mark(
    rows: pd.DataFrame, row: dict[str, int], column: dict[str, int], name: str
) -> NDArray[np.bool_]:
    marked = np.zeros((len(row), len(column)), dtype=bool)
    places = [row[id] for id in rows["respondent"]]
    marked[places, [column[id] for id in rows[name]]] = True
    return marked


def _mark_items(
    codings: pd.DataFrame, row: dict[str, int], items: Sequence[_Item]
) -> NDArray[np.bool_]:
    """Tell which respondents have which items."""
    codes = sorted({code for item in items for code in item.codes} | set(codings["code"]))
    column = {code: number for number, code in enumerate(codes)}
    coded = _mark(codings, row, column, "code")
    found = np.zeros((len(row), len(items)), dtype=bool)
    for at, item in enumerate(items):
        found[:, at] = coded[:, [column[code] for code in item.codes]].any(axis=1)
    return found


def _count_question(
    at: int,
    topics: tuple[str, ...],
    items: Sequence[_Item],
    told: _Told,
    cells: Sequence[tuple[str, str, NDArray[np.bool_], NDArray[np.bool_]]],
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one question, without shares."""
    answers = told.answers[at]
    anybody = answers.sum(axis=0)
    asked, answered = told.asked[:, at], told.answered[:, at]
    for number, item in enumerate(items):
        topic = any(item.id == one or item.id.startswith(f"{one}.") for one in topics)
        if not (topic or anybody[number]) or (item.branch and item.id not in topics):
            continue
        within, mention = answers[:, number], told.mention[:, number]
        for language, group, of_group, here in cells:
            people = of_group & here
            were_asked = people & asked
            yield (
                told.questions[at],
                item.id,
                item.branch,
                topic,
                int(anybody[number]),
                language,
                group,
                int(people.sum()),
                int(were_asked.sum()),
                int((were_asked & answered).sum()),
                int((were_asked & within).sum()),
                int((were_asked & mention & ~within).sum()),
                int((were_asked & ~mention).sum()),
            )


def _add_shares(table: pd.DataFrame) -> pd.DataFrame:
    @cache
    def limits(mentioning: int, asked: int) -> tuple[float, float]:
        if not asked:
            return np.nan, np.nan
        if not mentioning:
            return 0.0, zero_limit(asked)
        if mentioning == asked:
            return 1.0 - zero_limit(asked), 1.0
        return wilson_interval(mentioning, asked)

    mentioning = table["asked"] - table["never"]
    found = [limits(int(one), int(n)) for one, n in zip(mentioning, table["asked"], strict=True)]
    return table.assign(
        share=mentioning / table["asked"].where(table["asked"] > 0),
        low=[low for low, _ in found],
        high=[high for _, high in found],
    )
