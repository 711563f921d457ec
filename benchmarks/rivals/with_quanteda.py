"""quanteda in R, given a ready table of base forms."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import Corpus, distinct_words, write_corpus
from benchmarks.vocabulary import base_of

SCRIPT = Path(__file__).with_name("quanteda.R")


@dataclass(frozen=True, slots=True)
class Looked:
    """CPU seconds of tokens, replacing and looking up, and the number of hits."""

    seconds: float
    hits: int
    version: str


def has_quanteda() -> bool:
    """Tell whether R is here, with quanteda in it."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return False
    loading = [rscript, "-e", "library(quanteda)"]
    return subprocess.run(loading, capture_output=True, check=False).returncode == 0  # noqa: S603


def look_up(corpus: Corpus, phrases: Sequence[str]) -> Looked:
    """Look up the phrases with quanteda; each word has its likeliest base form."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_corpus(corpus, folder / "texts")
        bases = ((word, base_of(word, corpus.language)) for word in distinct_words(corpus))
        table, list_of_phrases = folder / "forms.tsv", folder / "phrases.txt"
        lines = (f"{word}\t{base}\n" for word, base in bases)
        table.write_text("".join(lines), encoding="utf-8")
        list_of_phrases.write_text("\n".join([*phrases, ""]), encoding="utf-8")
        arguments = [
            "Rscript",
            str(SCRIPT),
            str(folder / "texts"),
            str(table),
            str(list_of_phrases),
        ]
        printed = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout  # noqa: S603
    seconds, hits, version = printed.split()[-3:]
    return Looked(float(seconds), int(hits), version)
