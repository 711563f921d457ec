"""`qualcode diff`: what changed in a codebook, and what that changes in the transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.editing import Json, Out, check_out, choose_width, write_out
from qualcode.cli.options import Language, Models, Paths, Respondents

if TYPE_CHECKING:
    from qualcode.cli.inputs import Inputs, Named
    from qualcode.files import Found
    from qualcode.inspecting.comparing import Comparison
    from qualcode.inspecting.comparing.comparison import Outcome
    from qualcode.inspecting.comparing.matching import Matched
    from qualcode.pipeline import Corpus
    from qualcode.study import Study


def diff(
    old: Annotated[Path, typer.Argument(help="The codebook as it was.")],
    new: Annotated[Path, typer.Argument(help="The codebook as it is.")],
    paths: Paths = None,
    respondents: Respondents = None,
    questions: Annotated[
        Path | None, typer.Option(help="The corrected table of guide questions.")
    ] = None,
    language: Language = None,
    model: Models = None,
    json: Json = False,
    out: Out = None,
) -> None:
    """Show what changed in a codebook, and which codings are gained and lost by which change.

    Without transcripts, outside a study folder, only the codebooks are compared.
    """
    from qualcode.cli.editing import read_found, tell_and_exit
    from qualcode.cli.inputs import Named, find_meant, telling_also
    from qualcode.inspecting.comparing import Comparison, match_codebooks
    from qualcode.study import find_study

    check_out(out)
    study = find_study(Path())
    found = find_meant(paths, study) if paths or study else None
    if found is None:
        first, second = _load(old, new, Named())
        matched = match_codebooks(first.codebook, second.codebook)
        _show(Comparison(str(old), str(new), matched.changes, None), json, out)
        return
    with telling_also(found):
        named = Named(study, respondents, questions=questions, paths=paths)
        first, second = _load(old, new, named)
    matched = match_codebooks(first.codebook, second.codebook)
    corpus = read_found(found, second.guidance, study)
    outcome = _compare(corpus, found, matched, second, study, language, model)
    _show(Comparison(str(old), str(new), matched.changes, outcome), json, out)
    tell_and_exit(corpus, found, outcome.switched_off)


def _load(old: Path, new: Path, named: Named) -> tuple[Inputs, Inputs]:
    """Load both codebooks and the tables; QualcodeError with all that is wrong in any of them."""
    from qualcode.cli.inputs import load_inputs
    from qualcode.errors import Problem, QualcodeError

    problems: dict[Problem, None] = {}
    loaded = []
    for path in (old, new):
        try:
            loaded.append(load_inputs(path, named))
        except QualcodeError as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise QualcodeError(problems)
    return loaded[0], loaded[1]


def _compare(
    corpus: Corpus,
    found: Found,
    matched: Matched,
    inputs: Inputs,
    study: Study | None,
    language: str | None,
    model: list[str] | None,
) -> Outcome:
    from qualcode.cli.inputs import choose_language, choose_models, load_decided
    from qualcode.cli.output import show_progress
    from qualcode.inspecting.comparing import compare_codings
    from qualcode.inspecting.corpus import Circumstances
    from qualcode.runs.manifest import Settings

    declared = Settings(choose_language(language, study, matched.new)).declared_language
    for codebook in (matched.old, matched.new):
        _, pipelines = choose_models(model, study, codebook)
    decided = load_decided(study)
    circumstances = Circumstances(declared, inputs.corrections, pipelines, decided)
    with show_progress("comparing", len(found.files)) as progress:
        return compare_codings(corpus, matched, circumstances, progress)


def _show(comparison: Comparison, json: bool, out: Path | None) -> None:
    from qualcode.inspecting.comparing import render_csv, render_html, render_json, render_text

    write_out(out, html=lambda: render_html(comparison), csv=lambda: render_csv(comparison))
    typer.echo(render_json(comparison) if json else render_text(comparison, choose_width()))
