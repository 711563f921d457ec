"""qualcode from Python: the same flow, with DataFrames at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.analysis import Frames, make_frames
from qualcode.codebook import load_codebook as _load_codebook
from qualcode.files import find_transcripts
from qualcode.guidance import Guidance
from qualcode.language.pipelines import check_pipelines, load_pipelines
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Corpus, code_transcript, read_corpus, rows_of
from qualcode.respondents import EMPTY_TABLE, load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.tables import SCHEMAS, Cell
from qualcode.study import AUTO, languages_of
from qualcode.tagging import Tagger

PathLike = str | Path


def load_codebook(path: PathLike) -> Codebook:
    """Load a codebook; CodebookError with every problem in it."""
    return _load_codebook(Path(path))


def read_transcripts(
    paths: PathLike | Iterable[PathLike],
    *,
    respondents: PathLike | None = None,
    interviewers: Sequence[str] = (),
) -> Corpus:
    """Read transcripts from files and folders.

    Files that cannot be read are listed in `failures`, rows of the respondents table and speakers
    that do not fit each other in `problems`. TranscriptError when nothing could be read,
    RespondentsError when the table cannot be used.
    """
    places = [paths] if isinstance(paths, str | Path) else paths
    table = load_respondents(Path(respondents)) if respondents else EMPTY_TABLE
    guidance = Guidance(table, tuple(interviewers))
    return read_corpus(find_transcripts([Path(place) for place in places]), guidance)


def tag(
    corpus: Corpus, codebook: Codebook, *, language: str = AUTO, models: Sequence[str] = ()
) -> Frames:
    """Tag the transcripts; return DataFrames with the columns of a run's tables.

    `language`: ru, en or another of the codebook when all talk is in it, `auto` to tell each
    turn's by its words; ValueError for any other. `models`: names or folders of trained spaCy
    pipelines, one for a language at most; ModelMissingError when one cannot be used.
    """
    known = languages_of(codebook)
    if language not in known:
        raise ValueError(f"language must be one of {', '.join(known)}, not {language!r}")
    pipelines = load_pipelines(models)
    check_pipelines(pipelines, codebook.languages)
    tagger = Tagger(codebook, pipelines=pipelines)
    records: dict[str, list[dict[str, Cell]]] = {schema.name: [] for schema in SCHEMAS}
    declared = Settings(language).declared_language
    for transcript in corpus.transcripts:
        coded = code_transcript(transcript, tagger, corpus.table, declared)
        for schema, rows in rows_of(coded, corpus.table):
            records[schema.name] += [dict(zip(schema.header, row, strict=True)) for row in rows]
    return make_frames(records)
