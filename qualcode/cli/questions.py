"""`qualcode questions`: which question of the guide each turn of the interviewer asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from qualcode.cli.options import Interviewers, Paths, Respondents
from qualcode.cli.output import FINDINGS, print_passed_over, print_problems, show_progress
from qualcode.model.transcript import How

if TYPE_CHECKING:
    from qualcode.cli.inputs import Inputs, Named
    from qualcode.corrections import Unfit
    from qualcode.model.codebook import GuideItem
    from qualcode.model.transcript import Asked, Transcript
    from qualcode.study import Study

    Aligned = tuple[Transcript, tuple[Asked, ...]]

_FIRST_WORDS = 9
_HOWS: tuple[How, ...] = get_args(How)


def questions(
    paths: Paths = None,
    codebook: Annotated[
        Path | None, typer.Option(help="The codebook with the guide. Default: the study's.")
    ] = None,
    respondents: Respondents = None,
    interviewer: Interviewers = None,
    out: Annotated[
        Path | None, typer.Option(help="A new CSV file for the table, to be corrected.")
    ] = None,
) -> None:
    """Show which question of the guide each turn of the interviewer asks; write it as a table."""
    from qualcode.cli.inputs import Named, are_all, find_meant, telling_also
    from qualcode.corrections import check_corrections
    from qualcode.pipeline import read_corpus
    from qualcode.study import find_study

    study = find_study(Path())
    found = find_meant(paths, study)
    if out:
        _check_free(out)
    with telling_also(found):
        inputs = _load_with_guide(codebook, Named(study, respondents, interviewer, paths=paths))
    whole = are_all(found, study)
    with show_progress("reading", len(found.files)) as progress:
        corpus = read_corpus(found, inputs.guidance, progress, whole)
    aligned, unfit = _align(corpus.transcripts, inputs, study)
    typer.echo("\n\n".join(_describe(*one, inputs.codebook.guide) for one in aligned))
    typer.echo(f"\n{_summarise(aligned)}")
    if out:
        _write(out, aligned)
    orphans = check_corrections(inputs.corrections, unfit, whole)
    print_problems((*corpus.failures, *corpus.problems, *orphans))
    print_passed_over(found.passed_over)
    if corpus.failures or any(unfit.values()):
        raise typer.Exit(FINDINGS)


def _load_with_guide(codebook: Path | None, named: Named) -> Inputs:
    """Load what the command works with; QualcodeError where the codebook has no guide."""
    from qualcode.cli.inputs import load_chosen
    from qualcode.errors import Problem, QualcodeError

    place, inputs = load_chosen(codebook, named)
    if not inputs.codebook.guide:
        cure = "write the questions under `guide`"
        raise QualcodeError(Problem(str(place), "has no guide", cure=cure))
    return inputs


def _align(
    transcripts: Iterable[Transcript], inputs: Inputs, study: Study | None
) -> tuple[list[Aligned], dict[str, tuple[Unfit, ...]]]:
    """Return what each transcript's turns ask, and the rows that fit no turn of it, by its id."""
    from qualcode.pipeline import align_transcript
    from qualcode.runs.manifest import Settings

    language = Settings(study.language if study else "auto").declared_language
    aligned, unfit = [], {}
    for transcript in transcripts:
        asked, unfit[transcript.id] = align_transcript(
            transcript, inputs.codebook, language, inputs.corrections
        )
        aligned.append((transcript, asked))
    return aligned, unfit


def _describe(transcript: Transcript, asked: Sequence[Asked], guide: Iterable[GuideItem]) -> str:
    """Describe one transcript: a line for each turn, what is doubtful, what was never asked."""
    from qualcode.segmenting.likeness import DOUBTED

    turns = {turn.number: turn for turn in transcript.turns}
    width = max((len(one.asks) for one in asked), default=0)
    lines = [f"{transcript.id}: {_count(asked)}"]
    for one in asked:
        turn = turns[one.turn]
        words = transcript.text[turn.start : turn.stop].split()
        shown = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
        near = " or ".join(f"{id} {score:.0f}" for id, score in one.near if score >= DOUBTED)
        doubt = f"  ({near}?)" if one.how == "unsure" else ""
        lines.append(
            f"  {one.turn:>4}  {one.asks:<{width}}  {one.score:>3.0f}  {one.how:<9}  {shown}{doubt}"
        )
    met = {one.asks for one in asked}
    never = [item.id for item in guide if item.id not in met]
    if never:
        lines.append(f"  not found: {', '.join(never)}")
    return "\n".join(lines)


def _count(asked: Iterable[Asked]) -> str:
    counts = Counter(one.how for one in asked)
    told = [f"{counts[how]} {how}" for how in _HOWS if counts[how]]
    return ", ".join(told) or "the interviewer says nothing"


def _summarise(aligned: Sequence[Aligned]) -> str:
    asked = [one for _, course in aligned for one in course]
    count = len(aligned)
    return f"{len(asked)} turns in {count} transcript{'s' * (count != 1)}: {_count(asked)}"


def _check_free(out: Path) -> None:
    """Refuse a file that exists: people may have corrected it."""
    from qualcode.errors import Problem, RefusedError

    if out.exists():
        raise RefusedError(Problem(str(out), "exists already", cure="name a new file"))


def _write(out: Path, aligned: Iterable[Aligned]) -> None:
    """Write the table; with the mark by which spreadsheets know UTF-8."""
    from qualcode.errors import Problem, RefusedError
    from qualcode.runs.piece import render_rows
    from qualcode.runs.rows import question_rows
    from qualcode.runs.tables import QUESTIONS

    rows = [row for transcript, asked in aligned for row in question_rows(transcript, asked)]
    text = render_rows([QUESTIONS.header, *rows]).text
    try:
        with out.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text)
    except OSError as error:
        cure = "name another place"
        raise RefusedError(
            Problem(str(out), f"cannot be written: {error.strerror}", cure=cure)
        ) from None
    typer.echo(f"table: {out}; correct the column `question`, then name it in study.yaml")
