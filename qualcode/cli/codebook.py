"""`qualcode codebook`: as a document, in canonical layout, with the codes that people drafted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import check_page_language
from qualcode.cli.output import FINDINGS

if TYPE_CHECKING:
    from qualcode.codebook.adopting import Draft
    from qualcode.decisions import Logs
    from qualcode.model.codebook import Codebook
    from qualcode.model.decision import Decision

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

_PAGE, _WORD = ".html", ".docx"


@app.command("show")
def show(
    codebook: Annotated[
        Path | None, typer.Argument(help="The codebook (YAML). Default: the study's.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A page (FILE.html) or a Word file (FILE.docx).")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Of the document: en or ru.")] = None,
    run: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A run: the codebook it was made with.")
    ] = None,
) -> None:
    """Show a codebook as people read it: an outline, a page for the browser, a Word file."""
    from qualcode.codebook import load_codebook
    from qualcode.reporting.codebook import render_outline, render_page, write_word_file
    from qualcode.runs.output import write_whole
    from qualcode.study import find_study

    check_page_language(language)
    if out is not None and out.suffix.lower() not in (_PAGE, _WORD):
        raise typer.BadParameter("must end in .html or .docx", param_hint="--out")
    study = find_study(Path())
    chosen = language or (study.report_language if study else "en")
    loaded = load_codebook(_meant(codebook, run, study.codebook if study else None))
    if out is None:
        typer.echo(render_outline(loaded, language=chosen), nl=False)
        return
    if out.suffix.lower() == _PAGE:
        write_whole(out, render_page(loaded, language=chosen))
    else:
        write_word_file(out, loaded, language=chosen)
    typer.echo(f"codebook: {out}")


def _meant(codebook: Path | None, run: Path | None, of_study: Path | None) -> Path:
    from qualcode.runs.write import CODEBOOK

    if codebook and run:
        raise typer.BadParameter("name a codebook or a run, not both", param_hint="--run")
    meant = run / CODEBOOK if run else codebook or of_study
    if meant is None:
        raise typer.BadParameter("name a codebook, or run it in a folder with study.yaml")
    return meant


@app.command("format")
def format(
    codebook: Annotated[Path, typer.Argument(help="The codebook (YAML).")],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 if it would be changed.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Change nothing; show what would be changed.")
    ] = False,
) -> None:
    """Put a codebook into its canonical layout; what it says and its comments stay."""
    from qualcode.codebook.formatting import format_codebook
    from qualcode.codebook.formatting.rewrite import rewrite
    from qualcode.errors import CodebookError
    from qualcode.yaml_tree.source import read_source

    source = read_source(codebook, CodebookError)
    written = format_codebook(source, str(codebook))
    if written == source:
        typer.echo(f"{codebook}: already in the canonical layout; nothing to change", err=diff)
        return
    if diff:
        typer.echo(_difference(source, written, str(codebook), "canonical"), nl=False)
    if not (check or diff):
        rewrite(codebook, source, written)
        typer.echo(f"{codebook}: changed: now in the canonical layout")
    elif check:
        told = "not in the canonical layout; `qualcode codebook format` without --check changes it"
        typer.echo(f"{codebook}: {told}", err=diff)
        raise typer.Exit(FINDINGS)


def _difference(before: str, after: str, name: str, what: str) -> str:
    from difflib import unified_diff

    from qualcode.yaml_tree.source import split_lines

    old, new = (split_lines(text.rstrip("\r\n")) for text in (before, after))
    lines = unified_diff(old, new, name, f"{name} ({what})", lineterm="")
    return "".join(f"{line}\n" for line in lines)


@app.command("adopt")
def adopt(
    drafts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DRAFT…]", help="Ids of drafts. Default: all that are not in it."),
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option(help="The codebook (YAML). Default: the study's.")
    ] = None,
    as_: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="DRAFT=ID",
            help="The id it gets; that of a code already there, if it is the same. Repeatable.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put codes that people drafted while reading into the codebook; decisions follow them."""
    from qualcode.codebook import parse_codebook
    from qualcode.codebook.adopting import adopt_drafts
    from qualcode.codebook.formatting.rewrite import rewrite
    from qualcode.decisions import load_logs
    from qualcode.errors import CodebookError
    from qualcode.study import find_study
    from qualcode.yaml_tree.source import read_source

    study = find_study(Path())
    if study is None:
        raise typer.BadParameter("run it in a folder with study.yaml")
    place = _meant(codebook, None, study.codebook)
    source = read_source(place, CodebookError)
    logs = load_logs(study.logs)
    before = parse_codebook(source, str(place))
    chosen = _choose_drafts(logs, drafts or (), as_ or (), before)
    if not chosen:
        typer.echo("no draft that the codebook does not have")
        return
    _tell_choices(logs, chosen)
    written = adopt_drafts(source, str(place), chosen)
    typer.echo(_difference(source, written, str(place), "with drafts"), nl=False)
    if not yes and not sys.stdin.isatty():
        typer.echo("nothing was changed; add --yes to do it", err=True)
        raise typer.Exit(FINDINGS)
    if yes or typer.confirm(f"Change {place}?"):
        rewrite(place, source, written)
        there = {code.id for code in before.codes}
        for line in _tell_adopted(chosen, there):
            typer.echo(f"{place}: {line}")


def _tell_adopted(chosen: Sequence[Draft], there: set[str]) -> Iterator[str]:
    """Say what each draft has become, and all that it will need; `there`: codes there were."""
    unsaid: dict[bool, list[str]] = {}  # new codes, by whether they have a definition
    for draft in chosen:
        if draft.to in there:
            yield f"`{draft.id}` is `{draft.to}` now"
        else:
            unsaid.setdefault(bool(draft.definition), []).append(f"`{draft.to}`")
    for defined, ids in sorted(unsaid.items()):
        more = "" if defined else "`definition:`, "
        yield (
            f"new: {', '.join(ids)}; people can give them as they are. Rules find a code by its"
            f" `indicators:`, and with these it needs {more}`use_when:` and `do_not_use_when:`;"
            " `qualcode check` names what else is missing"
        )
    yield "decisions follow with the next `qualcode tag`"


def _choose_drafts(
    logs: Logs, named: Sequence[str], said: Sequence[str], codebook: Codebook
) -> tuple[Draft, ...]:
    """Return the drafts meant, each with the id it gets; all that are not in the codebook yet."""
    from qualcode.codebook.adopting import Draft, propose_id

    drafted = _drafted(logs)
    names = _parse_names(said)
    if unknown := sorted({*named, *names} - drafted.keys()):
        message = f"nobody has drafted {', '.join(unknown)}"
        others = f"; there are {', '.join(drafted)}" if drafted else ""
        raise typer.BadParameter(message + others)
    known = codebook.meanings
    taken = set(known)
    chosen = []
    for id, line in drafted.items():
        if id in named or id in names or not (named or names or id in known):
            to = names.get(id) or propose_id(id, taken)
            taken.add(to)
            chosen.append(Draft(id, line.name, line.text, to))
    return tuple(chosen)


def _tell_choices(logs: Logs, chosen: Sequence[Draft]) -> None:
    """Tell what others mean by a draft, and of ids that are taken."""
    from qualcode.decisions import standing

    for draft in chosen:
        own = draft.id.partition(".")[2]
        if draft.to != own and draft.to.startswith(f"{own}_"):
            told = f"`{own}` is taken, so it becomes `{draft.to}`; if both are one:"
            typer.echo(f"{draft.id}: {told} --as {draft.id}={own}", err=True)
        for log in logs.logs:
            for one in standing(log.decisions):
                said = (one.name, one.text)
                if (
                    one.action == "draft"
                    and one.code == draft.id
                    and said != (draft.name, draft.definition)
                ):
                    meant = ": ".join(filter(None, said))
                    typer.echo(f"{draft.id}: {log.coder} says otherwise: {meant}", err=True)


def _drafted(logs: Logs) -> dict[str, Decision]:
    """Return the drafts that stand; of several of one id the last of the first coder."""
    from qualcode.decisions import standing

    drafted: dict[str, Decision] = {}
    for log in logs.logs:
        own = {one.code: one for one in standing(log.decisions) if one.action == "draft"}
        drafted = own | drafted
    return dict(sorted(drafted.items()))


def _parse_names(said: Sequence[str]) -> dict[str, str]:
    names = {}
    for one in said:
        draft, _, id = one.partition("=")
        if not draft or not id:
            raise typer.BadParameter(f"{one}: write DRAFT=ID", param_hint="--as")
        names[draft] = id
    return names
