"""Transcripts → what the codebook finds in them, for the checks."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import Problem
from qualcode.inspecting.checking.material import Material
from qualcode.inspecting.corpus import USUAL, Circumstances, code_each, tell_slow
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Corpus, Progress, no_progress
from qualcode.tagging import Tagger, TooSlowError


def code_corpus(
    corpus: Corpus,
    codebook: Codebook,
    circumstances: Circumstances = USUAL,
    progress: Progress = no_progress,
) -> Material:
    """Code every transcript; an expression that does not come to an end is left out everywhere."""
    slow: dict[str, Problem] = {}
    while True:
        tagger = Tagger(codebook, slow, circumstances.pipelines)
        try:
            coded = list(code_each(corpus, tagger, circumstances, progress))
        except TooSlowError as error:
            told = tell_slow(error, codebook.file, left_out=", and is left out")
            slow[error.indicator.id] = replace(told, place=error.indicator.owner)
            continue
        return Material(codebook, circumstances.pipelines, coded, corpus.table.types, slow)
