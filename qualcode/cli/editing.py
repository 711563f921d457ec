"""What commands for editing codebooks share: the transcripts they read, the files they write."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.output import (
    FINDINGS,
    print_passed_over,
    print_problems,
    show_progress,
)

if TYPE_CHECKING:
    from qualcode.cli.inputs import Named
    from qualcode.corrections import Corrections
    from qualcode.errors import Problem
    from qualcode.files import Found
    from qualcode.guidance import Guidance
    from qualcode.inspecting.corpus import Circumstances
    from qualcode.language.pipelines import Pipeline
    from qualcode.model.codebook import Codebook
    from qualcode.pipeline import Corpus
    from qualcode.study import Study

_NO_TERMINAL = 100  # columns where nobody's terminal says how many it has

Out = Annotated[
    Path | None, typer.Option(help="Write it all into a file: FILE.html to read, FILE.csv.")
]


def _check_language(said: str | None) -> str | None:
    """Refuse what is no language, before any file is opened."""
    if said is not None and not (len(said) == 2 and said.isascii() and said.islower()):
        raise typer.BadParameter("write ru, en, or another language by its two letters")
    return said


OnlyLanguage = Annotated[
    str | None,
    typer.Option(
        "--language", callback=_check_language, help="Only talk in this language: ru, en …"
    ),
]
KnownCodebook = Annotated[
    Path | None, typer.Option("--codebook", help="The codebook (YAML). Default: the study's.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the transcripts; a codebook is no must."""

    codebook: Codebook | None
    guidance: Guidance
    corrections: Corrections
    language: str  # of all talk, where people have said it
    problems: tuple[Problem, ...]  # why the study's codebook is not used, or that it has none

    def circumstances(self, pipelines: tuple[Pipeline, ...]) -> Circumstances:
        """Return what decides about codings beside the codebook."""
        from qualcode.inspecting.corpus import Circumstances

        return Circumstances(self.language, self.corrections, pipelines)


def load_known(named: Named, codebook: Path | None) -> Known:
    """Load what is named, else the study's; a study's codebook that has faults is only told."""
    from qualcode.cli.inputs import load_guidance, load_inputs
    from qualcode.corrections import NO_CORRECTIONS
    from qualcode.errors import Problem, QualcodeError
    from qualcode.runs.manifest import Settings
    from qualcode.study import tell_unwritten

    study = named.study
    chosen = codebook or (study.codebook if study else None)
    declared = Settings(study.language if study else "auto").declared_language
    told: tuple[Problem, ...] = ()
    if chosen is not None:
        try:
            inputs = load_inputs(chosen, named)
            return Known(inputs.codebook, inputs.guidance, inputs.corrections, declared, ())
        except QualcodeError:
            if codebook is not None or _is_sound(chosen):
                raise
            message = "cannot be used, so the words are searched without it"
            told = (Problem(str(chosen), message, cure="see `qualcode check`"),)
    elif study is not None:
        told = (tell_unwritten(study),)
    problems: list[Problem] = []
    guidance = load_guidance(named, problems)
    if problems:
        raise QualcodeError(problems)
    return Known(None, guidance, NO_CORRECTIONS, declared, told)


def _is_sound(codebook: Path) -> bool:
    from qualcode.codebook import load_codebook
    from qualcode.errors import CodebookError

    try:
        load_codebook(codebook)
    except CodebookError:
        return False
    return True


def read_found(found: Found, guidance: Guidance, study: Study | None) -> Corpus:
    """Read the transcripts, and show how far it is."""
    from qualcode.cli.inputs import are_all
    from qualcode.pipeline import read_corpus

    with show_progress("reading", len(found.files)) as progress:
        return read_corpus(found, guidance, progress, are_all(found, study))


def tell_and_exit(corpus: Corpus, found: Found, more: tuple[Problem, ...] = ()) -> None:
    """Tell what could not be read and what a person should look at; exit code 1 for the former."""
    print_problems((*corpus.failures, *corpus.problems, *more))
    print_passed_over(found.passed_over)
    if corpus.failures or more:
        raise typer.Exit(FINDINGS)


def check_out(out: Path | None) -> None:
    """Refuse a file of another kind, or one that is there, before any work."""
    from qualcode.errors import Problem, RefusedError
    from qualcode.runs.former import is_report

    if out is None:
        return
    if out.suffix.lower() not in (".html", ".csv"):
        raise typer.BadParameter("must end in .html or .csv", param_hint="--out")
    if out.exists() and not is_report(out):
        raise RefusedError(Problem(str(out), "exists already", cure="name a new file"))


def write_out(out: Path | None, html: Callable[[], str], csv: Callable[[], str]) -> None:
    """Write a page or table where one is asked for, by the ending of its name; whole or not at all.

    A table begins with the mark by which spreadsheets know UTF-8.
    """
    from qualcode.runs.output import write_whole

    if out is None:
        return
    write_whole(out, "\ufeff" + csv() if out.suffix.lower() == ".csv" else html())
    typer.echo(f"written: {out}", err=True)


def choose_width(said: int | None = None) -> int:
    """Return how many columns there are to write in."""
    if said is not None:
        return said
    if not sys.stdout.isatty():
        return _NO_TERMINAL
    return shutil.get_terminal_size((_NO_TERMINAL, 24)).columns
