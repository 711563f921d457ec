"""What `qualcode tag` says at its end: what a person should look at, and who mentions what."""

from __future__ import annotations

import csv
from pathlib import Path

import typer

from qualcode.batch import RunSummary
from qualcode.cli.output import print_passed_over, print_problems
from qualcode.reading.wording import say
from qualcode.terminal import render_table


def print_warnings(summary: RunSummary, passed_over: tuple[Path, ...]) -> None:
    """Print what a person should look at, on stderr."""
    if summary.kept:
        total = len(summary.manifest["transcripts"])
        typer.echo(
            f"unchanged, so not tagged again: {summary.kept} of {total} transcripts", err=True
        )
    print_problems(summary.problems)
    for transcript in summary.manifest["transcripts"]:
        for note in transcript["notes"]:
            if note["warning"]:
                typer.echo(f"{transcript['transcript']}: {say(note['note'])}", err=True)
    print_passed_over(passed_over)
    print_problems(summary.failures)  # last, where they are seen


def print_summary(summary: RunSummary, folder: Path) -> None:
    """Print how many respondents of each type mention each code, languages apart."""
    for language in dict.fromkeys(group.language for group in summary.groups):
        _print_mentions(summary, language)
    counts = {"transcripts": len(summary.manifest["transcripts"]), **summary.manifest["counts"]}
    told = ("transcripts", "segments", "hits", "codings", "tensions")
    denied = _count_denied(folder)
    listed = (
        f"{counts[what]} {what if counts[what] != 1 else what[:-1]}"
        + (f" ({denied} denied)" if denied and what == "codings" else "")
        for what in told
    )
    typer.echo(f"{', '.join(listed)} in {folder}")


def _count_denied(folder: Path) -> int:
    """Count the codings that are no mention, as `qualcode diff` sets them apart."""
    with (folder / "codings.csv").open(encoding="utf-8", newline="") as table:
        return sum(row["polarity"] == "negated" for row in csv.DictReader(table))


def _print_mentions(summary: RunSummary, language: str) -> None:
    groups = {group: n for group, n in summary.groups.items() if group.language == language}
    rows = [
        [code, *(str(counts.get(group, 0)) for group in groups)]
        for code, counts in summary.mentions.items()
        if not groups.keys().isdisjoint(counts)
    ]
    if rows:
        header = ["code", *(f"{group.type or '(no type)'} of {n}" for group, n in groups.items())]
        typer.echo(f"Respondents who affirm a code, language {language or 'unknown'}:\n")
        typer.echo(render_table(header, rows))
        typer.echo()
