"""Transcripts → what the codebook finds in them, for the checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.corrections import NO_CORRECTIONS, Corrections
from qualcode.errors import Problem
from qualcode.inspecting.checking.material import Material
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Coded, Corpus, Progress, code_transcript, no_progress
from qualcode.tagging import Tagger, TooSlowError

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline


def code_corpus(
    corpus: Corpus,
    codebook: Codebook,
    pipelines: Sequence[Pipeline] = (),
    language: str = "",
    corrections: Corrections = NO_CORRECTIONS,
    progress: Progress = no_progress,
) -> Material:
    """Code every transcript; an expression that does not come to an end is left out everywhere."""
    slow: dict[str, Problem] = {}
    while True:
        tagger = Tagger(codebook, slow, pipelines)
        coded: list[Coded] = []
        try:
            for transcript in corpus.transcripts:
                coded.append(
                    code_transcript(transcript, tagger, corpus.table, language, corrections)
                )
                progress(transcript.id)
        except TooSlowError as error:
            slow[error.indicator.id] = _tell(error, codebook)
            continue
        return Material(codebook, pipelines, coded, corpus.table.types, slow)


def _tell(error: TooSlowError, codebook: Codebook) -> Problem:
    return Problem(
        codebook.file,
        f"`{error.indicator.text}` takes too long in {error.transcript}, and is left out",
        error.indicator.line,
        place=error.indicator.owner,
        cure="write a simpler expression",
    )
