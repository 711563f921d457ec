"""Rows of a survey ↔ the respondents and the codebook of the study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.errors import Problem
from qualcode.language.words import fold
from qualcode.model.codebook import Codebook
from qualcode.model.respondent import Respondent
from qualcode.respondents import Table
from qualcode.surveys.table import COLUMNS, Survey, SurveyRow
from qualcode.yaml_tree.problems import did_you_mean

_MOST_NAMED = 8
_LEFT_ALONE = "If nobody of the row was heard, take it out, or the table out of `survey`"
_OWN = ("respondent", "type")  # columns of the respondents table that every study has


def fits_unit(row: SurveyRow, person: Respondent) -> bool:
    """Tell whether a respondent belongs to the unit of a row; case and ё do not matter."""
    known = _describe(person)
    return all(fold(known.get(column, "")) == fold(value) for column, value in row.where)


def _describe(person: Respondent) -> dict[str, str]:
    """Return what a respondent has in the columns that can name units."""
    return {"respondent": person.id, "type": person.type, **dict(person.attributes)}


def check_survey(survey: Survey, table: Table, codebook: Codebook) -> tuple[Problem, ...]:
    """List columns, values, codes and questions that respondents and codebook do not have."""
    problems = [*_check_columns(survey, table)]
    ids = [code.id for code in codebook.codes]
    attributes = [code.id for code in codebook.codes if code.kind == "attribute"]
    questions = [item.id for item in codebook.guide]
    for row in survey.rows:
        problems += _check_values(survey, row, table)
        problems += _check_ids(survey, row, row.codes, ids, "no code of the codebook")
        what = "no code of kind `attribute` of the codebook"
        problems += _check_ids(survey, row, row.about, attributes, what)
        what = "no question of the codebook's guide"
        problems += _check_ids(survey, row, row.questions, questions, what)
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _check_columns(survey: Survey, table: Table) -> Iterator[Problem]:
    known = (*_OWN, *table.attributes)
    for column in survey.columns:
        if column not in known:
            near = did_you_mean(column, (*known, *COLUMNS))
            cure = near or f"units are named by the respondents' {', '.join(known)}"
            message = f"`{column}` is no column of this table, nor of the respondents"
            yield Problem(survey.file, message, 1, cure=cure)


def _check_values(survey: Survey, row: SurveyRow, table: Table) -> Iterator[Problem]:
    """Yield values that no respondent has: a figure of a unit in which nobody was heard."""
    for column, value in row.where:
        if column not in (*_OWN, *table.attributes):
            continue  # told once, for the column
        values = dict.fromkeys(_describe(person)[column] for person in table.respondents)
        if fold(value) in map(fold, values):
            continue
        named = [one for one in values if one]
        listed = ", ".join(named[:_MOST_NAMED]) + (" …" if len(named) > _MOST_NAMED else "")
        there = f"they have {listed}" if named else "nobody has any"
        cure = did_you_mean(value, named) or f"{there}. {_LEFT_ALONE}"
        message = f"no respondent has the {column} `{value}`"
        yield Problem(survey.file, message, row.line, cure=cure)


def _check_ids(
    survey: Survey, row: SurveyRow, written: Sequence[str], known: Sequence[str], what: str
) -> Iterator[Problem]:
    for id in written:
        if id not in known:
            cure = did_you_mean(id, known) or "take it out"
            yield Problem(survey.file, f"`{id}` is {what}", row.line, cure=cure)
