"""What a run carries of its inputs: all of them as they are, but nothing that is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qualcode.batch.tagging import Tagging
from qualcode.corrections import Corrections, Unfit
from qualcode.corrections.fit import rows_for_transcript
from qualcode.guidance import Withdrawn
from qualcode.runs.manifest import Inputs
from qualcode.sheet import drop_lines
from qualcode.study import Study
from qualcode.surveys import Survey


def carry_inputs(
    tagging: Tagging,
    study: Study | None,
    surveys: tuple[Survey, ...],
    untold: Mapping[str, tuple[Unfit, ...]],
) -> Inputs:
    """Return what is written into the run beside its tables.

    `untold`: rows of questions that fit no turn of a transcript of which something is withdrawn,
    without their words.
    """
    guidance = tagging.guidance.remaining
    return Inputs(
        codebook=tagging.codebook.source.encode(),
        respondents=guidance.table.source,
        study=study.carried if study else b"",
        corrections=_corrections(tagging.corrections, tagging.withdrawn, untold),
        readings=b"" if tagging.withdrawn else guidance.readings.source,
        surveys=tuple(_survey(one, tagging.withdrawn) for one in surveys),
        title=study.title if study else "",
        note=study.note if study else "",
        translated=study.translated if study else (),
        attributes=study.attributes if study else (),
    )


def corrections_left(corrections: Corrections, withdrawn: Withdrawn) -> Corrections:
    """Return the table of questions without the rows of withdrawn interviews."""
    rows = tuple(row for row in corrections.rows if not withdrawn.may_hold(row.transcript))
    return corrections if len(rows) == len(corrections.rows) else replace(corrections, rows=rows)


def _corrections(
    corrections: Corrections, withdrawn: Withdrawn, untold: Mapping[str, tuple[Unfit, ...]]
) -> bytes:
    gone = {row.line for row in corrections.rows if withdrawn.may_hold(row.transcript)}
    for transcript, rows in untold.items():
        gone |= {
            row.line
            for row in rows_for_transcript(corrections, transcript)
            if (row.turn, "") in rows or not row.question
        }
    return drop_lines(corrections.source, corrections.file, gone)


def _survey(survey: Survey, withdrawn: Withdrawn) -> bytes:
    gone = {
        row.line
        for row in survey.rows
        if any(name == "respondent" and unit in withdrawn.respondents for name, unit in row.where)
    }
    return drop_lines(survey.source, survey.file, gone)
