"""The files a command works with, loaded together so that all their faults are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from qualcode.corrections import (
    NO_CORRECTIONS,
    Corrections,
    check_questions,
    load_corrections,
)
from qualcode.errors import Problem, QualcodeError
from qualcode.guidance import Guidance
from qualcode.model.codebook import Codebook
from qualcode.respondents import Table
from qualcode.surveys import Survey, check_survey, load_surveys

if TYPE_CHECKING:
    from qualcode.decisions.deciding import Decided
    from qualcode.files import Found
    from qualcode.language.pipelines import Pipeline
    from qualcode.study import Study

T = TypeVar("T")
_NAME_A_MODEL = "name one with --model or as `model` in study.yaml, or take the pattern out"


@dataclass(frozen=True, slots=True)
class Named:
    """What a command line names; whatever it does not name is the study's."""

    study: Study | None = None
    respondents: Path | None = None
    interviewers: Sequence[str] | None = None
    questions: Path | None = None
    paths: Sequence[Path] | None = None  # transcripts
    confirming: bool = False  # `reading.yaml` is to be made or added to

    @property
    def table(self) -> Path | None:
        """The respondents table."""
        return self.respondents or (self.study.respondents if self.study else None)

    @property
    def corrected(self) -> Path | None:
        """The table of guide questions."""
        return self.questions or (self.study.questions if self.study else None)

    @property
    def reading(self) -> Path:
        """Where `reading.yaml` lies, or would lie; a folder that is named may bring its own."""
        from qualcode.guidance.parsing import FILE

        if self.paths and len(self.paths) == 1 and (self.paths[0] / FILE).is_file():
            return self.paths[0] / FILE
        if self.study is None:
            return Path(FILE)
        return self.study.reading or self.study.folder / FILE

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of interviewers."""
        return tuple(self.interviewers or (self.study.interviewers if self.study else ()))


@dataclass(frozen=True, slots=True)
class Inputs:
    """A codebook, how files are to be read, corrected questions, figures beside the interviews."""

    codebook: Codebook
    guidance: Guidance
    corrections: Corrections = NO_CORRECTIONS
    surveys: tuple[Survey, ...] = ()

    @property
    def table(self) -> Table:
        """The respondents table."""
        return self.guidance.table


def find_meant(paths: list[Path] | None, study: Study | None) -> Found:
    """Find the transcripts named, else the study's."""
    from qualcode.files import find_transcripts

    places = paths or (study.transcripts if study else ())
    if not places:
        raise typer.BadParameter("name transcripts, or run it in a folder with study.yaml")
    return find_transcripts(places)


def are_all(found: Found, study: Study | None) -> bool:
    """Tell whether these are all the transcripts there are: in a study, at least all of its own."""
    from qualcode.files import find_transcripts

    if study is None:
        return True
    own = {file.path for file in find_transcripts(study.transcripts).files}
    return own <= {file.path for file in found.files}


@contextmanager
def telling_also(found: Found) -> Iterator[None]:
    """Where anything else is wrong, tell what is wrong with the transcripts as well."""
    try:
        yield
    except QualcodeError as error:
        raise QualcodeError((*error.problems, *found.problems)) from None


def load_chosen(codebook: Path | None, named: Named) -> tuple[Path, Inputs]:
    """Load the codebook named, else the study's, with all beside it; return also which it is."""
    study = named.study
    chosen = codebook or (study.codebook if study else None)
    if chosen is None:
        raise typer.BadParameter("name a codebook", param_hint="--codebook")
    return chosen, load_inputs(chosen, named, study.surveys if study else ())


def load_inputs(codebook: Path, named: Named, survey_tables: Sequence[Path] = ()) -> Inputs:
    """Load them all; QualcodeError with the problems of all."""
    from qualcode.codebook import load_codebook

    problems: list[Problem] = []
    loaded = _attempt(lambda: load_codebook(codebook), problems)
    return _join_inputs(codebook, loaded, problems, named, survey_tables)


def add_inputs(codebook: Path, loaded: Codebook, named: Named) -> Inputs:
    """Load what stands beside a codebook already loaded; QualcodeError with all problems."""
    return _join_inputs(codebook, loaded, [], named, ())


def _join_inputs(
    codebook: Path,
    loaded: Codebook | None,
    problems: list[Problem],
    named: Named,
    survey_tables: Sequence[Path],
) -> Inputs:
    from qualcode.study import list_unknown_attributes

    guidance = load_guidance(named, problems)
    corrections = NO_CORRECTIONS
    if questions := named.corrected:
        corrections = _attempt(lambda: load_corrections(questions), problems) or NO_CORRECTIONS
    if loaded is not None:
        problems += check_questions(corrections, loaded.guide, str(codebook))
    surveys = load_surveys(survey_tables, problems)
    known = bool(guidance.table.rows or not named.table)
    if known and (study := named.study) and study.respondents == named.table:
        problems += list_unknown_attributes(study, guidance.table.attributes)
    if loaded is not None and known:
        for survey in surveys:
            problems += check_survey(survey, guidance.table, loaded)
    if loaded is None or problems:
        raise QualcodeError(problems)
    return Inputs(loaded, guidance, corrections, surveys)


def load_guidance(named: Named, problems: list[Problem]) -> Guidance:
    """Load what says how files are to be read; add what is wrong to `problems`."""
    from qualcode.guidance import NOTHING_WITHDRAWN
    from qualcode.guidance import load_guidance as load

    study, reading = named.study, named.reading
    if not reading.exists() and study and study.reading and not named.confirming:
        message = "does not exist, and the study names it as `reading`"
        problems.append(Problem(str(reading), message, cure="make it: `qualcode read --confirm`"))
    withdrawn = study.withdrawn if study else NOTHING_WITHDRAWN
    there = reading if reading.exists() else None
    return load(problems, named.table, named.labels, there, withdrawn)


def load_decided(study: Study | None, brought: Path | None = None) -> Decided:
    """Load what people have decided; what is wrong in their logs is counted and stops nothing.

    `brought`: a folder of logs that goes before the study's, where there is such a folder.
    """
    from qualcode.decisions import load_logs
    from qualcode.decisions.deciding import NOTHING_DECIDED, gather_logs

    if brought is not None and brought.is_dir():
        folder = brought
    elif study is not None:
        folder = study.logs
    else:
        return NOTHING_DECIDED
    deciding, blind_counts = (study.deciding, study.blind_counts) if study else ((), False)
    return gather_logs(load_logs(folder), str(folder), deciding, blind_counts)


def choose_language(said: str | None, study: Study | None, codebook: Codebook) -> str:
    """Return the language said here, or in the study; refuse one the codebook has no lists in."""
    from qualcode.study import AUTO, languages_of, refuse_study

    chosen = said or (study.language if study else AUTO)
    known = languages_of(codebook)
    if chosen in known:
        return chosen
    if said or study is None:
        raise typer.BadParameter(f"must be one of {', '.join(known)}", param_hint="--language")
    message = f"the codebook has no lists in `{chosen}`"
    raise refuse_study(study, "language", message, f"write one of {', '.join(known)}")


def choose_models(
    said: Sequence[str] | None, study: Study | None, codebook: Codebook
) -> tuple[tuple[str, ...], tuple[Pipeline, ...]]:
    """Load the models said here, or in the study; refuse them where they are named."""
    from qualcode.errors import ModelMissingError

    names = tuple(said or (study.models if study else ()))
    try:
        return names, load_models(names, codebook)
    except ModelMissingError as error:
        told = [_place_model(one, None if said else study) for one in error.problems]
    raise ModelMissingError(told)


def _place_model(problem: Problem, study: Study | None) -> Problem:
    """Say where a model was named; a problem of a model has its name in place of a file."""
    from qualcode.study import refuse_study

    message = f"{problem.file}: {problem.message}"
    if study is None:
        return Problem("--model", message, cure=problem.cure)
    return refuse_study(study, "model", message, problem.cure, problem.file).problems[0]


def load_models(names: Sequence[str], codebook: Codebook) -> tuple[Pipeline, ...]:
    """Load trained models and see that they fit the codebook; QualcodeError when they do not."""
    from qualcode.language.pipelines import check_pipelines, load_pipelines
    from qualcode.tagging.models import check_patterns

    pipelines = load_pipelines(names)
    check_pipelines(pipelines, codebook.languages)
    check_patterns(codebook, pipelines, _NAME_A_MODEL)
    return pipelines


def _attempt(load: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return load()
    except QualcodeError as error:
        problems += error.problems
        return None
