"""`qualcode terms`: what else the talk has beside a word, and what the codebook finds of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.editing import (
    Json,
    KnownCodebook,
    OnlyLanguage,
    Out,
    check_out,
    choose_width,
    write_out,
)
from qualcode.cli.options import Models, Paths, Respondents

if TYPE_CHECKING:
    from qualcode.inspecting.terms import Terms
    from qualcode.language.pipelines import Pipeline


def terms(
    word: Annotated[str, typer.Argument(metavar="WORD", help="One word, in any form.")],
    paths: Paths = None,
    codebook: KnownCodebook = None,
    respondents: Respondents = None,
    language: OnlyLanguage = None,
    model: Models = None,
    max: Annotated[int, typer.Option(min=1, help="Words in each section at most.")] = 15,
    json: Json = False,
    out: Out = None,
) -> None:
    """Show forms of a word in the talk, and words related to it by root, spelling or use."""
    from qualcode.cli.editing import load_known, read_found, tell_and_exit
    from qualcode.cli.inputs import Named, choose_models, find_meant, telling_also
    from qualcode.cli.output import print_problems, show_progress
    from qualcode.inspecting.terms import find_terms, gather_talk, listen, tell_language
    from qualcode.study import find_study

    check_out(out)
    _check_word(word)
    study = find_study(Path(), needs_codebook=False)
    found = find_meant(paths, study)
    pipelines: tuple[Pipeline, ...] = ()
    with telling_also(found):
        known = load_known(Named(study, respondents, paths=paths), codebook)
        if known.codebook is not None:
            _, pipelines = choose_models(model, study, known.codebook)
    print_problems(known.problems)
    corpus = read_found(found, known.guidance, study)
    with show_progress("listening", len(found.files)) as progress:
        talk = gather_talk(corpus, known.codebook, known.circumstances(pipelines), progress)
    chosen = language or tell_language(word, talk.segments)
    spoken = listen(corpus.transcripts, talk.segments, chosen)
    related = find_terms(word, spoken, known.codebook, talk.hits, max, talk.masked)
    _show(related, json, out)
    tell_and_exit(corpus, found)


def _check_word(word: str) -> None:
    """Refuse several words, wildcards, and letters of two alphabets in one word."""
    from qualcode.codebook.grammar import parse_phrase
    from qualcode.language.words import WORD, find_words, fold

    if len(find_words(word)) != 1:
        message = "must be one word; `qualcode concordance` takes phrases"
        raise typer.BadParameter(message, param_hint="WORD")
    if not WORD.fullmatch(word.strip()):
        message = "must be a word without other signs; `qualcode concordance` takes wildcards"
        raise typer.BadParameter(message, param_hint="WORD")
    try:
        parse_phrase(fold(word))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="WORD") from None


def _show(found: Terms, json: bool, out: Path | None) -> None:
    from qualcode.inspecting import terms as of

    write_out(out, html=lambda: of.render_html(found), csv=lambda: of.render_csv(found))
    typer.echo(of.render_json(found) if json else of.render_text(found, choose_width()))
