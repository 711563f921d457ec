"""A codebook tried on transcripts: each of them coded, and what to tell of a slow expression."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.corrections import NO_CORRECTIONS, Corrections
from qualcode.decisions.deciding import NOTHING_DECIDED, Decided
from qualcode.errors import Problem
from qualcode.pipeline import Coded, Corpus, Progress, code_transcript, no_progress
from qualcode.tagging import Tagger, TooSlowError

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides about codings beside the codebook."""

    language: str = ""  # of all talk, where people have said it; empty: told by the words
    corrections: Corrections = NO_CORRECTIONS
    pipelines: tuple[Pipeline, ...] = ()
    decided: Decided = NOTHING_DECIDED  # by people: told beside what the rules find


USUAL = Circumstances()


def code_each(
    corpus: Corpus,
    tagger: Tagger,
    circumstances: Circumstances = USUAL,
    progress: Progress = no_progress,
) -> Iterator[Coded]:
    """Code one transcript after the other; TooSlowError when an expression comes to no end."""
    language, corrections = circumstances.language, circumstances.corrections
    for transcript in corpus.transcripts:
        yield code_transcript(transcript, tagger, corpus.table, language, corrections)
        progress(transcript.id)


def tell_slow(slow: TooSlowError, file: str, where: str = "", left_out: str = "") -> Problem:
    """Say which expression comes to no end, and in what; `left_out`: what has been done then."""
    one = slow.indicator
    message = f"`{one.text}` takes too long in {where or slow.transcript}{left_out}"
    return Problem(file, message, one.line, cure="write a simpler expression")
