"""Seconds from read transcripts to codings, beside bare `re.findall` over the same text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.pipeline import code_transcript, read_corpus
from qualcode.segmenting import segment_transcript
from qualcode.tagging import Tagger

ROOT = Path(__file__).parents[1]
COPIES = 20


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Print each step, with its ratio to finding the words."""
    corpus = read_corpus(find_transcripts([ROOT / "transcripts_sample"]))
    codebook = load_codebook(ROOT / "codebooks" / "npm_tensions.yaml")
    transcripts = corpus.transcripts * COPIES
    tagger = Tagger(codebook)

    def code() -> None:
        for transcript in transcripts:
            code_transcript(transcript, tagger, corpus.table)

    bare = seconds(lambda: [re.findall(r"\w+", one.text) for one in transcripts])
    steps = {
        "re.findall": bare,
        "segments": seconds(lambda: [segment_transcript(one) for one in transcripts]),
        "segments to codings, cold": seconds(code),
        "segments to codings, warm": seconds(code),
    }
    words = sum(len(re.findall(r"\w+", one.text)) for one in transcripts)
    print(f"{len(transcripts)} transcripts, {words:,} words")
    for name, spent in steps.items():
        print(f"{name:28} {spent:7.3f} s {spent / bare:6.1f} {words / spent / 1e6:7.2f} Mwords/s")


if __name__ == "__main__":
    main()
