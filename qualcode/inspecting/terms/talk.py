"""Corpus → the segments of all talk, and what a codebook finds in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.errors import CodebookError
from qualcode.inspecting.corpus import USUAL, Circumstances, code_each, tell_slow
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Hit
from qualcode.model.transcript import Segment
from qualcode.pipeline import Corpus, Progress, no_progress
from qualcode.segmenting import segment_transcript
from qualcode.tagging import Tagger, TooSlowError


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in each transcript, and what is found of it."""

    segments: dict[str, tuple[Segment, ...]] = field(default_factory=dict)
    hits: dict[str, tuple[Hit, ...]] = field(default_factory=dict)  # none without a codebook
    masked: dict[str, tuple[Hit, ...]] = field(default_factory=dict)  # what masks hide of it


def gather_talk(
    corpus: Corpus,
    codebook: Codebook | None = None,
    circumstances: Circumstances = USUAL,
    progress: Progress = no_progress,
) -> Talk:
    """Segment all transcripts, and find what the codebook finds if there is one.

    CodebookError when a regular expression does not come to an end.
    """
    talk = Talk()
    if codebook is None:
        for one in corpus.transcripts:
            talk.segments[one.id] = segment_transcript(one, circumstances.language)
            progress(one.id)
        return talk
    tagger = Tagger(codebook, pipelines=circumstances.pipelines)
    try:
        for coded in code_each(corpus, tagger, circumstances, progress):
            talk.segments[coded.transcript.id] = coded.segments
            talk.hits[coded.transcript.id] = coded.tagged.hits
            talk.masked[coded.transcript.id] = tuple(
                one.hit for one in coded.tagged.suppressed if one.reason == "masked"
            )
    except TooSlowError as slow:
        raise CodebookError(tell_slow(slow, codebook.file)) from None
    return talk
