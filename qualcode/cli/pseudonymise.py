"""`qualcode pseudonymise`: transcripts → texts without names, and a key apart from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from qualcode.cli.options import Interviewers, Language, Paths, Respondents, check_page_language
from qualcode.cli.output import FINDINGS, print_passed_over, print_problems, show_progress

if TYPE_CHECKING:
    from qualcode.decisions import Logs
    from qualcode.errors import Problem
    from qualcode.files import Found
    from qualcode.guidance import Guidance
    from qualcode.model.codebook import Codebook
    from qualcode.pipeline import Corpus
    from qualcode.pseudonyms.corpus import Pseudonymised
    from qualcode.pseudonyms.decisions import Carried
    from qualcode.pseudonyms.key import Key
    from qualcode.pseudonyms.names_list import Entry
    from qualcode.pseudonyms.output import Written
    from qualcode.study import Study

T = TypeVar("T")

Names = Annotated[Path | None, typer.Option(help="The list of names (CSV). Default: the study's.")]
KeyPath = Annotated[
    Path | None,
    typer.Option(help="The key (CSV). Default: pseudonyms.key.csv beside study.yaml."),
]


def pseudonymise(
    paths: Paths = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the new texts: new, empty or a former one.")
    ] = None,
    key: KeyPath = None,
    names: Names = None,
    respondents: Respondents = None,
    interviewer: Interviewers = None,
    language: Language = None,
    model: Annotated[
        list[str] | None,
        typer.Option(help="A trained spaCy model, its name or folder, or natasha."),
    ] = None,
    page_language: Annotated[
        str | None, typer.Option(help="Language of the page of what was found: en or ru.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Print what was found, with the real names.")
    ] = False,
) -> None:
    """Replace names, places, organisations, phones, addresses; the sources stay as they are.

    What people have decided about them goes with the new texts. What was found, and what may have
    been missed, is written beside the key for people to look at.
    """
    from qualcode.cli.inputs import Named, are_all, find_meant, load_guidance, telling_also
    from qualcode.errors import QualcodeError
    from qualcode.pipeline import read_corpus
    from qualcode.pseudonyms.corpus import pseudonymise
    from qualcode.pseudonyms.decisions import memos_path
    from qualcode.pseudonyms.key import Key, load_key
    from qualcode.pseudonyms.models import load_namers
    from qualcode.pseudonyms.names_list import load_names
    from qualcode.pseudonyms.output import write_pseudonymised
    from qualcode.pseudonyms.review import join_entries, load_decisions, review_paths
    from qualcode.study import find_study

    if out is None:
        raise typer.BadParameter("name a folder for the new texts", param_hint="--out")
    check_page_language(page_language, "--page-language")
    study = find_study(Path(), needs_codebook=False)
    place = choose_key(key, study)
    listed = names or (study.names if study else None)
    found = find_meant(paths, study)
    table, page = review_paths(place)
    memos = memos_path(place)
    _check_places(out, place, (table, page, memos), listed, found, paths, study)
    problems: list[Problem] = []
    with telling_also(found):
        guidance = load_guidance(Named(study, respondents, interviewer, paths=paths), problems)
        old = _attempt(lambda: load_key(place), Key(), problems)
        own: tuple[Entry, ...] = _attempt(
            lambda: load_names(listed) if listed else (), (), problems
        )
        filled: tuple[Entry, ...] = _attempt(lambda: load_decisions(table), (), problems)
        if problems:
            raise QualcodeError(problems)
        namers = load_namers(model or (study.models if study else ()))
    with show_progress("reading", len(found.files)) as progress:
        corpus = read_corpus(found, guidance, progress, are_all(found, study))
    entries = join_entries(own, filled)
    with show_progress("pseudonymising", len(corpus.transcripts)) as progress:
        whole = pseudonymise(
            corpus.transcripts, entries, old, namers, _said(language, study), progress
        )
    shown = page_language or (study.report_language if study else "en")
    decided = _load_decided(study)
    written = write_pseudonymised(
        out,
        place,
        whole,
        guidance.among(found.places),
        old.files,
        {file.id: file.path for file in found.files},
        lambda carried: {
            **_render_review(whole, (filled, entries), (table, page), shown),
            **_render_memos(memos, carried),
        },
        decided,
    )
    _tell(out, place, page, table, whole, written)
    _tell_decided(memos, written.carried)
    if show:
        _show(whole)
    print_problems((*written.doubtful, *corpus.failures, *written.otherwise))
    print_problems(_withdrawn(corpus, guidance, place, old, whole))
    print_passed_over(found.passed_over)
    if corpus.failures or written.otherwise:
        raise typer.Exit(FINDINGS)


def choose_key(key: Path | None, study: Study | None) -> Path:
    """Return where the key lies: where it is named, else beside study.yaml."""
    from qualcode.pseudonyms.key import NAME

    if key is not None:
        return key
    if study is None:
        raise typer.BadParameter("name a file for the key, outside of --out", param_hint="--key")
    return study.folder / NAME


def _check_places(
    out: Path,
    key: Path,
    beside: tuple[Path, Path, Path],
    listed: Path | None,
    found: Found,
    paths: Sequence[Path] | None,
    study: Study | None,
) -> None:
    """Refuse places where the key would be given away, or anybody's file be written over."""
    from qualcode.errors import Problem, RefusedError
    from qualcode.pseudonyms.key import check_place
    from qualcode.pseudonyms.output import check_out
    from qualcode.runs.former import check_sources, is_report

    sources = [file.path for file in found.files]
    others = [*sources, *([listed] if listed else [])]
    if study:
        others += [one for one in (study.respondents, study.codebook, study.questions) if one]
    for place in (key, *beside):
        check_place(place, (out, *([study.run] if study else [])), others)
    if beside[1].exists() and not is_report(beside[1]):
        message = "exists and is no page of qualcode"
        raise RefusedError(Problem(str(beside[1]), message, cure="move it away"))
    check_sources(out, sources)
    check_out(out, list(paths or (study.transcripts if study else ())))


def _load_decided(study: Study | None) -> tuple[Logs, Codebook] | None:
    """Load what people have decided, and the codebook by which it counts; None without either."""
    from qualcode.codebook import load_codebook
    from qualcode.decisions import load_logs
    from qualcode.errors import Problem, QualcodeError

    logs = load_logs(study.logs) if study else None
    if study is None or logs is None or not logs.decisions:
        return None
    with suppress(QualcodeError):
        if study.codebook:
            return logs, load_codebook(study.codebook)
    message = "are not carried over, as the study's codebook cannot be read"
    cure = "see what `qualcode check` says, then run this again"
    print_problems([Problem(str(study.logs), message, cure=cure)])
    return None


def _render_memos(place: Path, carried: Carried) -> Mapping[Path, bytes]:
    """Render what coders have written, for a person to look at; nothing where that is nothing."""
    from qualcode.pseudonyms.decisions import render_memos

    return {place: render_memos(carried.memos)} if carried.memos else {}


def _tell_decided(memos: Path, carried: Carried) -> None:
    """Say what went over of people's decisions, and what a person must look at."""
    from qualcode.errors import Problem

    if carried.decisions:
        coders = len({one.coder for one in carried.decisions})
        of = f"{coders} coder{'s' * (coders != 1)}"
        typer.echo(f"decisions: {len(carried.decisions)} of {of}, under the coders' own names")
    if carried.left_out:
        message = f"{carried.left_out} decisions have no place that is known, and were left out"
        cure = "`qualcode decisions check` lists those of the study"
        print_problems([Problem("decisions", message, cure=cure)])
    if carried.memos:
        written = "memos, reasons and drafts"
        typer.echo(f"look:   {memos}: {len(carried.memos)} {written} as they are given away")


def _attempt(load: Callable[[], T], otherwise: T, problems: list[Problem]) -> T:
    from qualcode.errors import QualcodeError

    try:
        return load()
    except QualcodeError as error:
        problems += error.problems
        return otherwise


def _said(language: str | None, study: Study | None) -> str:
    """Return the language of all talk where people have said it; nothing for `auto`."""
    from qualcode.runs.manifest import Settings

    return Settings(language or (study.language if study else "auto")).declared_language


def _render_review(
    whole: Pseudonymised,
    entries: tuple[Sequence[Entry], Sequence[Entry]],
    places: tuple[Path, Path],
    language: str,
) -> Mapping[Path, bytes]:
    """Render the table and the page of what was found; `entries`: decided in the table, and all."""
    from qualcode.pseudonyms.review import render_table
    from qualcode.reporting.pseudonyms import render_page

    decided, every = entries
    table, page = places
    return {
        table: render_table(whole, decided),
        page: render_page(whole, every, table.name, language).encode(),
    }


def _tell(
    out: Path, key: Path, page: Path, table: Path, whole: Pseudonymised, written: Written
) -> None:
    """Say what was done, without any real name."""
    from qualcode.pseudonyms.review import DOUBTFUL, MISSED

    edits = [edit for one in whole.transcripts for edit in one.edits]
    things = Counter(kind for kind, _ in {(one.entity.kind, one.entity.number) for one in edits})
    count = len(whole.transcripts)
    typer.echo(f"{count} transcript{'s' * (count != 1)}, replaced in {len(edits)} places:")
    places = Counter(edit.entity.kind for edit in edits)
    for kind, number in places.most_common():
        typer.echo(f"  {kind:<13}{things[kind]:>6} different {number:>7} places")
    doubtful = sum(bool(one.kind) for one in whole.suspects)
    missed = len(whole.suspects) - doubtful
    typer.echo(f"not replaced: {doubtful} {DOUBTFUL}, {missed} {MISSED}")
    typer.echo(f"texts:  {out}")
    typer.echo(f"key:    {key} (never give it away)")
    typer.echo(f"look:   {page}, then fill in {table.name} and run this again")
    if written.interviewers:
        options = " ".join(f'--interviewer "{one}"' for one in written.interviewers)
        typer.echo(f"interviewers are now: {options}")


def _withdrawn(
    corpus: Corpus, guidance: Guidance, place: Path, old: Key, whole: Pseudonymised
) -> Iterator[Problem]:
    """Say how much is withdrawn, and that a former key still names it; nothing with a name."""
    from qualcode.errors import Problem
    from qualcode.guidance import is_cut
    from qualcode.pseudonyms.key import find_withdrawn

    withdrawn = guidance.withdrawn
    if not withdrawn:
        return
    # other problems name files and labels, which is what nobody may read here
    yield from (one for one in corpus.problems if one.file == withdrawn.file)
    cut = {one.id for one in corpus.transcripts if is_cut(one)}
    if lines := find_withdrawn(old, whole.register, withdrawn, cut):
        message = f"{lines} of its lines name what is withdrawn now, and nothing else"
        yield Problem(str(place), message, cure="delete them, if nobody may know it any more")


def _show(whole: Pseudonymised) -> None:
    """Print what was found, with the real names."""
    from qualcode.pseudonyms.review import found_entities, list_forms
    from qualcode.terminal import render_table

    rows = [
        [entity.bracketed("en"), entity.name, str(entity.count), list_forms(entity)]
        for entity in found_entities(whole)
    ]
    typer.echo("\n" + render_table(["placeholder", "name", "met", "forms"], rows))
