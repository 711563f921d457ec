"""What commands print on stderr: problems and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from qualcode.errors import Problem

FINDINGS = 1  # the exit code
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


def print_problems(problems: Iterable[Problem]) -> None:
    """Print one problem after the other on stderr."""
    for problem in problems:
        typer.echo(str(problem), err=True)


def print_passed_over(paths: Sequence[Path]) -> None:
    """Name files that may be transcripts, in formats that are not read or broken."""
    books = [path for path in paths if path.suffix.lower() in WORKBOOKS]
    others = [path for path in paths if path not in books]
    for found, cure in ((others, "save as .docx or .txt"), (books, "cannot be opened: save again")):
        if found:
            listed = ", ".join(path.name for path in found[:5]) + (" …" if len(found) > 5 else "")
            names = "".join(sign if sign.isprintable() else "?" for sign in listed)
            what = "file was" if len(found) == 1 else "files were"
            typer.echo(f"{len(found)} {what} not read: {names}; {cure}", err=True)


@contextmanager
def show_progress(label: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show how many of `total` files are done, on stderr and only to people.

    When a file is told again, all begins again.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=total, label=label, show_pos=True, file=sys.stderr) as bar:
        done: set[str] = set()

        def show(file: str) -> None:
            if file in done:
                done.clear()
                bar.pos = 0
            done.add(file)
            bar.update(1)

        yield show
