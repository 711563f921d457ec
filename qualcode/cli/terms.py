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
    from collections.abc import Callable, Mapping, Sequence

    from qualcode.cli.editing import Known
    from qualcode.inspecting.terms import Terms
    from qualcode.language.pipelines import Pipeline
    from qualcode.model.coding import Hit
    from qualcode.model.transcript import Segment
    from qualcode.pipeline import Corpus


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
    from qualcode.cli.inputs import choose_models, find_meant, telling_also
    from qualcode.cli.output import print_problems, show_progress
    from qualcode.inspecting.terms import find_terms, listen
    from qualcode.study import find_study

    check_out(out)
    _check_word(word)
    study = find_study(Path())
    found = find_meant(paths, study)
    pipelines: tuple[Pipeline, ...] = ()
    with telling_also(found):
        known = load_known(study, codebook, respondents)
        if known.codebook is not None:
            _, pipelines = choose_models(model, study, known.codebook)
    print_problems(known.problems)
    corpus = read_found(found, known.table, study)
    with show_progress("listening", len(found.files)) as progress:
        segments, hits = _code(corpus, known, pipelines, progress)
    chosen = language or _tell(word, segments)
    spoken = listen(corpus.transcripts, segments, chosen)
    _show(find_terms(word, spoken, known.codebook, hits, max), json, out)
    tell_and_exit(corpus, found)


def _check_word(word: str) -> None:
    from qualcode.language.words import find_words

    if len(find_words(word)) != 1:
        raise typer.BadParameter(
            "must be one word; `qualcode concordance` takes phrases", param_hint="WORD"
        )


def _code(
    corpus: Corpus,
    known: Known,
    pipelines: Sequence[Pipeline],
    progress: Callable[[str], None],
) -> tuple[dict[str, tuple[Segment, ...]], Mapping[str, tuple[Hit, ...]]]:
    """Segment all transcripts, and find what the codebook finds if there is one."""
    from qualcode.errors import CodebookError, Problem
    from qualcode.pipeline import code_transcript
    from qualcode.segmenting import segment_transcript
    from qualcode.tagging import Tagger, TooSlowError

    codebook = known.codebook
    tagger = Tagger(codebook, pipelines=pipelines) if codebook else None
    segments: dict[str, tuple[Segment, ...]] = {}
    hits: dict[str, tuple[Hit, ...]] = {}
    for one in corpus.transcripts:
        if tagger is None:
            segments[one.id] = segment_transcript(one, known.language)
        else:
            try:
                coded = code_transcript(
                    one, tagger, corpus.table, known.language, known.corrections
                )
            except TooSlowError as slow:
                message = f"`{slow.indicator.text}` takes too long in {one.id}"
                problem = Problem(tagger.codebook.file, message, slow.indicator.line)
                raise CodebookError(problem) from None
            segments[one.id], hits[one.id] = coded.segments, coded.tagged.hits
        progress(one.id)
    return segments, hits


def _tell(word: str, segments: Mapping[str, Sequence[Segment]]) -> str:
    """Tell the language of a word: of those spoken, the most spoken one it has letters of."""
    from collections import Counter

    from qualcode.language.alphabets import alphabet
    from qualcode.language.words import fold

    spoken: Counter[str] = Counter()
    for of_transcript in segments.values():
        for segment in of_transcript:
            if segment.role == "respondent" and segment.language:
                spoken[segment.language] += segment.words
    letters = set(fold(word))
    able = [one for one, _ in spoken.most_common() if letters <= alphabet(one)]
    return (able or [one for one, _ in spoken.most_common()] or [""])[0]


def _show(found: Terms, json: bool, out: Path | None) -> None:
    from qualcode.inspecting import terms as of

    if out is not None:
        write_out(
            out, {".html": lambda: of.render_html(found), ".csv": lambda: of.render_csv(found)}
        )
    typer.echo(of.render_json(found) if json else of.render_text(found, choose_width()))
