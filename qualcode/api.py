"""qualcode from Python: the same flow, with DataFrames at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.analysis import Frames, make_frames
from qualcode.codebook import load_codebook as _load_codebook
from qualcode.errors import Problem, QualcodeError
from qualcode.files import find_transcripts
from qualcode.guidance import NOTHING_WITHDRAWN, load_guidance
from qualcode.guidance.parsing import FILE as READING
from qualcode.language.pipelines import check_pipelines, load_pipelines
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Corpus, code_transcript, read_corpus, rows_of
from qualcode.runs.manifest import Settings
from qualcode.runs.tables import SCHEMAS, Cell
from qualcode.study import AUTO, Study, languages_of, load_study
from qualcode.study import FILE as STUDY
from qualcode.tagging import Tagger

PathLike = str | Path


def load_codebook(path: PathLike) -> Codebook:
    """Load a codebook; CodebookError with every problem in it."""
    return _load_codebook(Path(path))


def read_transcripts(
    paths: PathLike | Iterable[PathLike] = (),
    *,
    respondents: PathLike | None = None,
    interviewers: Sequence[str] = (),
    reading: PathLike | None = None,
    study: PathLike | None = None,
) -> Corpus:
    """Read transcripts from files and folders.

    `reading`: a `reading.yaml`. `study`: a `study.yaml` or its folder; whatever is not given is
    the study's, and nothing that it withdraws is in the corpus. Files that cannot be read are
    listed in `failures`, rows of the respondents table and speakers that do not fit each other in
    `problems`. TranscriptError when nothing could be read, other QualcodeErrors when the study,
    the table or `reading.yaml` cannot be used.
    """
    said = _load_study(Path(study)) if study is not None else None
    places = [paths] if isinstance(paths, str | Path) else list(paths)
    problems: list[Problem] = []
    guidance = load_guidance(
        problems,
        Path(respondents) if respondents else said.respondents if said else None,
        interviewers or (said.interviewers if said else ()),
        Path(reading) if reading else _reading_of(said) if said else None,
        said.withdrawn if said else NOTHING_WITHDRAWN,
    )
    if problems:
        raise QualcodeError(problems)
    meant = [Path(place) for place in places] or (said.transcripts if said else ())
    whole = not (said and places)
    return read_corpus(find_transcripts(meant), guidance, whole=whole)


def _load_study(place: Path) -> Study:
    return load_study(place / STUDY if place.is_dir() else place, needs_codebook=False)


def _reading_of(study: Study) -> Path | None:
    """Return the study's `reading.yaml`: one that it names must be there."""
    place = study.reading or study.folder / READING
    return place if study.reading or place.exists() else None


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
