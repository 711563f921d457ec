"""qualcode from Python: the same flow, with DataFrames at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.analysis import Frames, make_frames
from qualcode.analysis.comparing.measures import MEASURES, Measure
from qualcode.analysis.results import Choices, Results, analyse
from qualcode.codebook import load_codebook as _load_codebook
from qualcode.errors import Problem, QualcodeError
from qualcode.files import find_transcripts
from qualcode.guidance import NOTHING_WITHDRAWN, load_guidance
from qualcode.guidance.parsing import FILE as READING
from qualcode.language.pipelines import check_pipelines, load_pipelines
from qualcode.model.codebook import Codebook
from qualcode.pipeline import Corpus, code_transcript, read_corpus, rows_of
from qualcode.respondents.attributes import split_attributes
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run
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


def compare(
    source: PathLike | Frames,
    codebook: Codebook | None = None,
    corpus: Corpus | None = None,
    *,
    by: str | Sequence[str] = "type",
    strata: str | Sequence[str] = (),
    measure: Measure = "share_segments",
    codes: str | Sequence[str] = (),
    seed: int = 1,
    draws: int = 9_999,
    resamples: int = 2_000,
) -> Results:
    """Compare groups of respondents; the result gives a DataFrame for each name of a table.

    `source`: the folder of a run, or what `tag` returned, then with its `codebook` and `corpus`
    (ValueError without). `by`: `type` or columns of the respondents table, crossed; `strata`:
    columns inside whose values respondents are compared; `codes`: only these, those below them,
    or tensions. `list(result)` names the tables, `result.describe(name)` says what their columns
    hold. StudyError with all names that there are not.
    """
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {', '.join(MEASURES)}, not {measure!r}")
    if isinstance(source, Frames):
        if codebook is None or corpus is None:
            raise ValueError("what `tag` returned is compared with its codebook and corpus")
        run = _make_run(source, codebook, corpus)
    else:
        run = read_run(Path(source))
    attributes = run.respondents.attributes
    choices = Choices(
        by=split_attributes(by, attributes),
        strata=split_attributes(strata, attributes),
        measure=measure,
        codes=(codes,) if isinstance(codes, str) else tuple(codes),
        seed=seed,
        draws=draws,
        resamples=resamples,
    )
    return analyse(run, choices)


def _make_run(frames: Frames, codebook: Codebook, corpus: Corpus) -> Run:
    """Make the run that would be read from a folder with these tables."""
    tables = {
        schema.name: tuple(
            dict(zip(schema.header, row, strict=True))
            for row in getattr(frames, schema.name).itertuples(index=False, name=None)
        )
        for schema in SCHEMAS
    }
    return Run({"transcripts": [], "files": {}}, tables, codebook, corpus.table)
