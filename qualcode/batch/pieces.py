"""One file → its piece of a run, whichever process works on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.batch.cache import Cache
from qualcode.batch.keys import Keys
from qualcode.batch.tagging import Tagging
from qualcode.errors import ModelMissingError, Problem
from qualcode.files import TranscriptFile
from qualcode.guidance import is_cut
from qualcode.language.pipelines import Pipeline, load_pipelines
from qualcode.model.transcript import Transcript
from qualcode.pipeline import Coded, code_transcript, read_file, rows_of
from qualcode.respondents import Table
from qualcode.runs.manifest import describe_model, describe_transcript
from qualcode.runs.piece import Piece, render_rows
from qualcode.tagging import Tagger


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a piece for each interview in it, and what could not be read."""

    pieces: tuple[Piece, ...]
    failures: tuple[Problem, ...] = ()
    withdrawn: int = 0  # interviews of which nothing may be used


class PieceMaker:
    """Makes pieces one after the other, and keeps them where there is a cache."""

    def __init__(self, tagging: Tagging, cache: Cache | None = None) -> None:
        self.tagging = tagging
        self.cache = cache
        self._keys = Keys(tagging)

    @cached_property
    def _tagger(self) -> Tagger:
        """The compiled codebook: not made before there is something to tag."""
        pipelines = load_pipelines(self.tagging.models)
        _check_unchanged(self.tagging, pipelines)
        return Tagger(self.tagging.codebook, self.tagging.switched_off, pipelines)

    def find(self, file: TranscriptFile) -> str:
        """Return the key under which the file's piece is kept, empty where none is."""
        if self.cache is None:
            return ""
        try:
            key = self._keys.of_file(file)
        except OSError:  # whoever reads it will say why it cannot be read
            return ""
        return key if self.cache.holds(key) else ""

    def load(self, key: str) -> Outcome | None:
        """Return the pieces kept under a key, None when they are torn or gone."""
        pieces = self.cache.load(key) if self.cache is not None else None
        return Outcome(pieces) if pieces is not None else None

    def make(self, file: TranscriptFile) -> Outcome:
        """Read and tag one file; return why where it cannot be read."""
        part = self.tagging.narrow(file.id)
        read = read_file(file, part.guidance)
        pieces = tuple(self._piece(one, part) for one in read.transcripts)
        if self.cache is not None and pieces and not read.failures:
            # Under the hash of the bytes that were read: the file may have changed meanwhile.
            self.cache.store(self._keys.of(file, pieces[0].sha256), pieces)
        return Outcome(pieces, read.failures, read.withdrawn)

    def _piece(self, transcript: Transcript, part: Tagging) -> Piece:
        language, corrections = part.settings.declared_language, part.corrections
        coded = code_transcript(
            transcript, self._tagger, part.table, language, corrections, part.decided
        )
        return make_piece(coded, part.table)


def _check_unchanged(tagging: Tagging, pipelines: Sequence[Pipeline]) -> None:
    """Refuse models whose files were replaced since the settings were made.

    Each process loads its own, and what they find is kept under the digest in the settings.
    """
    told = tagging.settings.models
    problems = [
        Problem(name, "its files changed while transcripts were tagged", cure="tag again")
        for name, one, meant in zip(tagging.models, pipelines, told, strict=True)
        if describe_model(one) != meant
    ]
    if problems:
        raise ModelMissingError(problems)


def make_piece(coded: Coded, table: Table) -> Piece:
    """Reduce a coded transcript to what a run keeps of it."""
    transcript, segments = coded.transcript, coded.segments
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for segment in segments:
        if segment.respondent:
            words[segment.respondent][segment.language] += segment.words
    mentions = dict.fromkeys(
        (coding.code, coding.respondent)
        for coding in coded.tagged.codings
        if coding.present and coding.respondent
    )
    return Piece(
        tables={schema.name: render_rows(rows) for schema, rows in rows_of(coded, table)},
        description=describe_transcript(transcript, segments),
        speakers=transcript.speakers,
        languages=tuple((who, spoken.most_common(1)[0][0]) for who, spoken in words.items()),
        mentions=tuple(mentions),
        # of what is cut, not even the words that people have kept beside it
        unfit=tuple((turn, "") for turn, _ in coded.unfit) if is_cut(transcript) else coded.unfit,
        decided=tuple(Counter(one.outcome for one in coded.applied).items()),
    )
