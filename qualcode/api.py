"""qualcode from Python: the same flow, with DataFrames at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis import Frames, make_frames
from qualcode.analysis.comparing.measures import MEASURES, Measure
from qualcode.analysis.results import Choices, Results, analyse
from qualcode.codebook import load_codebook as _load_codebook
from qualcode.decisions import load_logs
from qualcode.decisions.applied import decide_elsewhere
from qualcode.decisions.deciding import gather_decisions
from qualcode.errors import Problem, QualcodeError, RefusedError
from qualcode.files import find_transcripts
from qualcode.guidance import NOTHING_WITHDRAWN, load_guidance
from qualcode.guidance.parsing import FILE as READING
from qualcode.language.pipelines import check_pipelines, load_pipelines
from qualcode.model.codebook import Codebook
from qualcode.model.decision import Decision
from qualcode.pipeline import Corpus, code_transcript, read_corpus, rows_of
from qualcode.respondents.attributes import split_attributes
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run
from qualcode.runs.rows import decision_rows
from qualcode.runs.tables import DECISIONS, SCHEMAS, Cell
from qualcode.study import AUTO, Study, languages_of, load_study
from qualcode.study import FILE as STUDY
from qualcode.tagging import Tagger

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.analysis.agreement.coders import Coder
    from qualcode.analysis.agreement.units import FinerChoice

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
    corpus: Corpus,
    codebook: Codebook,
    *,
    language: str = AUTO,
    models: Sequence[str] = (),
    decisions: PathLike | Iterable[Decision] = (),
    deciding: Sequence[str] = (),
    blind_counts: bool = False,
) -> Frames:
    """Tag the transcripts; return DataFrames with the columns of a run's tables.

    `language`: ru, en or another of the codebook when all talk is in it, `auto` to tell each
    turn's by its words; ValueError for any other. `models`: names or folders of trained spaCy
    pipelines, one for a language at most; ModelMissingError when one cannot be used.
    `decisions`: what people have decided, as lines or as the folder of their logs, which are laid
    over the codings: those that they took away are in `overruled`, what became of each decision is
    in `decisions`. `deciding` and `blind_counts` are those of `study.yaml`.
    """
    known = languages_of(codebook)
    if language not in known:
        raise ValueError(f"language must be one of {', '.join(known)}, not {language!r}")
    pipelines = load_pipelines(models)
    check_pipelines(pipelines, codebook.languages)
    tagger = Tagger(codebook, pipelines=pipelines)
    records: dict[str, list[dict[str, Cell]]] = {schema.name: [] for schema in SCHEMAS}
    declared = Settings(language).declared_language
    lines = _load_decisions(decisions)
    decided = gather_decisions(lines, deciding, blind_counts)
    for transcript in corpus.transcripts:
        coded = code_transcript(transcript, tagger, corpus.table, declared, decided=decided)
        for schema, rows in rows_of(coded, corpus.table):
            records[schema.name] += [dict(zip(schema.header, row, strict=True)) for row in rows]
    heard = {transcript.id for transcript in corpus.transcripts}
    elsewhere = decision_rows(decide_elsewhere(decided, heard))
    names = DECISIONS.header
    records[DECISIONS.name] += [dict(zip(names, row, strict=True)) for row in elsewhere]
    return make_frames(records)


def _load_decisions(given: PathLike | Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the lines given, or those of all logs in a folder; RefusedError where it is none."""
    if not isinstance(given, str | Path):
        return tuple(given)
    if not Path(given).is_dir():
        raise RefusedError(Problem(str(given), "is no folder", cure="name the folder of the logs"))
    return load_logs(Path(given)).decisions


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


def agree(
    run: PathLike,
    *,
    decisions: PathLike | None = None,
    tables: Iterable[PathLike] = (),
    coders: Sequence[str] = (),
    blind: bool = True,
    unit: FinerChoice | None = None,
    code: str = "",
    machine: bool = False,
    gamma: bool | None = None,
    resamples: int = 1_000,
) -> dict[str, pd.DataFrame]:
    """Compare what people have coded in the run in a folder, as `qualcode agree` does.

    `decisions`: the folder of their logs, of which only blind ones count unless `blind` is false;
    `tables`: CSV files of coders. `coders`: only these, by name; without names all but what was
    settled together. `unit`: segment, turn, character or stretch; without one that of the
    command. `gamma`: draw it; without saying, where two coders set borders otherwise and it takes
    but a moment. The DataFrames are `items`, `coders`, `together`, `machine`, `disagreements` and
    `problems`: what of the input could not be compared.
    """
    from qualcode.analysis.agreement.among import Choices as Asked
    from qualcode.analysis.agreement.among import agree as measure
    from qualcode.analysis.agreement.among.tables import TABLES
    from qualcode.model.decision import CONSENSUS

    read = read_run(Path(run))
    everybody, problems = _load_coders(read, decisions, tables, blind=blind)
    names = coders or [one.name for one in everybody if one.name != CONSENSUS]
    chosen = tuple(_name_coder(everybody, name) for name in names)
    usual: FinerChoice = "stretch" if decisions is None else "segment"
    asked = Asked(
        unit or usual,
        code,
        resamples,
        machine,
        blind=None if decisions is None else blind,
        gamma=gamma,
    )
    agreement = measure(read, chosen, asked)
    frames = {
        Path(file).stem: _make_frame(*tabulate(agreement)) for file, tabulate in TABLES.items()
    }
    return {**frames, "problems": _list_problems((*problems, *agreement.problems))}


def suggest(
    run: PathLike,
    *,
    decisions: PathLike | None = None,
    tables: Iterable[PathLike] = (),
    first: int = 3,
) -> dict[str, pd.DataFrame]:
    """Suggest codes for every segment of the run in a folder, as `qualcode suggest` does.

    `decisions` and `tables` are what is learned from, as in `agree`; all decisions count. The
    DataFrames are `suggestions`, the `first` likeliest of each segment with their reasons as text;
    `figures` and `codes`, how good they are on interviews they have not seen; and `problems`.
    """
    from dataclasses import asdict

    import pandas as pd

    from qualcode.learning.folder import describe_reason
    from qualcode.learning.learn import learn
    from qualcode.learning.suggest import suggest as list_suggestions
    from qualcode.learning.suggestion import Suggestion
    from qualcode.learning.tables import tabulate_learned

    read = read_run(Path(run))
    coders, problems = _load_coders(read, decisions, tables, blind=False)
    learned = learn(read, coders, read.codebook, first)
    records = [
        {**asdict(one), "reasons": " | ".join(map(describe_reason, one.reasons))}
        for one in list_suggestions(learned, read, first)
    ]
    columns = list(Suggestion.__dataclass_fields__)
    made = tabulate_learned(learned)
    return {
        "suggestions": pd.DataFrame(records, columns=columns),
        **{Path(file).stem: _make_frame(*table) for file, table in made.items()},
        "problems": _list_problems((*problems, *learned.problems)),
    }


def _load_coders(
    run: Run, decisions: PathLike | None, tables: Iterable[PathLike], *, blind: bool
) -> tuple[tuple[Coder, ...], tuple[Problem, ...]]:
    """Load everybody who has coded; what of their logs cannot be used comes beside them."""
    from qualcode.analysis.agreement import load_coders
    from qualcode.analysis.agreement.decided import gather_coders

    coders: tuple[Coder, ...] = ()
    problems: tuple[Problem, ...] = ()
    if decisions is not None:
        if not Path(decisions).is_dir():
            cure = "name the folder of the logs"
            raise RefusedError(Problem(str(decisions), "is no folder", cure=cure))
        logs = load_logs(Path(decisions))
        gathered = gather_coders(run, logs, blind=blind)
        coders, problems = gathered.coders, (*logs.problems, *gathered.problems)
    files = [Path(one) for one in tables]
    return (*coders, *(load_coders(files, run.codebook) if files else ())), problems


def _name_coder(coders: Iterable[Coder], name: str) -> Coder:
    for one in coders:
        if one.name == name:
            return one
    raise QualcodeError(Problem("coders", f"`{name}` has coded nothing here"))


def _make_frame(header: Sequence[str], rows: Sequence[Sequence[Cell | None]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([dict(zip(header, row, strict=True)) for row in rows], columns=list(header))


def _list_problems(problems: Iterable[Problem]) -> pd.DataFrame:
    import pandas as pd

    records = [
        {"file": one.file, "line": one.line, "message": one.message, "cure": one.cure}
        for one in problems
    ]
    return pd.DataFrame(records, columns=["file", "line", "message", "cure"])
