"""What does not fit together in table, codebook, labels and transcripts, told twice.

Once for the person who made the run, with the paths they gave; once in the run, which names its
own copies of these files, wherever the files lay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.batch.carried import corrections_left
from qualcode.batch.decided import tell_decided
from qualcode.batch.tagging import Tagging
from qualcode.batch.tally import Tally
from qualcode.corrections import check_corrections
from qualcode.decisions import FOLDER as DECISIONS
from qualcode.errors import Problem
from qualcode.language import KNOWN_LANGUAGES, describe_language
from qualcode.model.codebook import ANY_LANGUAGE, Codebook
from qualcode.pipeline import check_guidance
from qualcode.respondents import check_types
from qualcode.runs.manifest import SwitchedOff
from qualcode.runs.write import CODEBOOK, CORRECTIONS, READINGS, RESPONDENTS


@dataclass(frozen=True, slots=True)
class Misfits:
    """The same problems, as they are shown and as the run carries them."""

    shown: tuple[Problem, ...]
    carried: tuple[Problem, ...]


def list_misfits(
    tagging: Tagging,
    tally: Tally,
    switched_off: Sequence[SwitchedOff] = (),
) -> Misfits:
    """List what a person should put right in the inputs of a run."""
    table, codebook, corrections = tagging.table, tagging.codebook, tagging.corrections
    shown = tuple(_misfits(tagging, tally, switched_off))
    decided = tagging.decided
    named = (table.file, codebook.file, corrections.file, tagging.readings.file, decided.folder)
    if named == (RESPONDENTS, CODEBOOK, CORRECTIONS, READINGS, DECISIONS):
        return Misfits(shown, shown)
    copies = replace(
        tagging,
        table=replace(table, file=RESPONDENTS),
        codebook=replace(codebook, file=CODEBOOK),
        corrections=replace(corrections, file=CORRECTIONS),
        readings=replace(tagging.readings, file=READINGS),
        decided=replace(decided, folder=DECISIONS),
    )
    return Misfits(shown, tuple(_misfits(copies, tally, switched_off)))


def _misfits(
    tagging: Tagging, tally: Tally, switched_off: Sequence[SwitchedOff]
) -> Iterator[Problem]:
    table, codebook = tagging.guidance.remaining.table, tagging.codebook
    yield from (_tell(codebook.file, one) for one in switched_off)
    yield from _poorer_languages(codebook)
    yield from check_types(table, codebook.respondent_types)
    yield from check_guidance(tagging.guidance, tally.heard, withdrawn=tally.withdrawn)
    corrections = corrections_left(tagging.corrections, tagging.withdrawn)
    yield from check_corrections(corrections, tally.unfit | dict.fromkeys(tally.untold, ()))
    yield from tell_decided(tagging.decided, tally.decided)


def _tell(file: str, one: SwitchedOff) -> Problem:
    return Problem(
        file,
        f"`{one.text}` took too long in {one.transcript}, so it was looked for in no transcript"
        " and found nothing anywhere",
        one.line,
        cure="write it more simply: nothing repeated inside what is repeated, as in `(a+)+`",
    )


def _poorer_languages(codebook: Codebook) -> Iterator[Problem]:
    """Yield the codebook's languages of which less is known than of Russian and English."""
    for language in codebook.languages:
        if language not in (*KNOWN_LANGUAGES, ANY_LANGUAGE):
            yield Problem("codebook", f"its language `{language}`: {describe_language(language)}")
